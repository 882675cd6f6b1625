"""Puts values into a question: checked by type, serialised as terms, never pasted as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode
from rapidfuzz import process

from ..ontology.model import Level, Modality, Role, Status
from ..ontology.vocab import PREFIXES
from . import lexis, terms
from .errors import BadValue, MissingParameter, UnknownParameter
from .question import LIMIT, Parameter, ParameterType, Question

CHOICES = {
    choice.value: PREFIXES["zr"] + choice.name.title().replace("_", "")
    for choices in (Role, Level, Status, Modality)
    for choice in choices
}
"""The individuals of zeren.ttl by what a choice calls them (lead is zr:Lead); any other choice is a string."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INTEGER = re.compile(r"[+-]?\d{1,18}")


def bind(question: Question, values: Mapping[str, str]) -> str:
    """The query of `question` with `values` in its data blocks.

    A value that is empty counts as not given; an optional parameter not given becomes UNDEF, which lets
    everything through. A question that has a limit gives all its rows unless `limit` says how many. Raises
    UnknownParameter, MissingParameter or BadValue.
    """
    given = {name: value for name, value in values.items() if value.strip()}
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            raise UnknownParameter(_unknown(question, name))
    blocks = {name: _inside(question, parameter, given.get(name)) for name, parameter in known.items()}
    text = lexis.with_blocks(question.text, blocks.get)
    return lexis.with_limit(text, _rows(known[LIMIT], given.get(LIMIT, "0"))) if question.limit else text


def _rows(parameter: Parameter, value: str) -> int:
    rows = int(_integer(parameter, value.strip()).value)
    if rows < 0:
        raise _bad(parameter, value, "is no number of rows; 0 gives all")
    return rows


def _inside(question: Question, parameter: Parameter, value: str | None) -> str:
    if value is not None:
        return str(_term(parameter, value))
    if parameter.optional:
        return "UNDEF"
    example = dict(question.example).get(parameter.name)
    hint = f", say -p {parameter.name}={example}" if example else ""
    raise MissingParameter(
        f"{question.name} needs -p {parameter.name}=… "
        f"({parameter.description_zh}, {parameter.description_en}){hint}"
    )


def _term(parameter: Parameter, value: str) -> Literal | NamedNode:
    match parameter.type:
        case ParameterType.STRING | ParameterType.PLAN | ParameterType.BODY:
            return _string(parameter, value)
        case ParameterType.DATE:
            return _date(parameter, value.strip())
        case ParameterType.INTEGER:
            return _integer(parameter, value.strip())
        case ParameterType.CHOICE:
            return _choice(parameter, value.strip())
        case ParameterType.IRI:
            return _iri(parameter, value.strip())


def _string(parameter: Parameter, value: str) -> Literal:
    try:
        return Literal(value)
    except ValueError:
        raise _bad(parameter, value, "is not valid Unicode; type it again") from None


def _date(parameter: Parameter, value: str) -> Literal:
    try:
        if not _DATE.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value)
    except ValueError:
        raise _bad(parameter, value, "is not a date; write it as 2023-06-30") from None
    return Literal(value, datatype=terms.XSD_DATE)


def _integer(parameter: Parameter, value: str) -> Literal:
    if not _INTEGER.fullmatch(value):
        raise _bad(parameter, value, "is not a whole number; write it as 3")
    return Literal(str(int(value)), datatype=terms.XSD_INTEGER)


def _choice(parameter: Parameter, value: str) -> Literal | NamedNode:
    if value not in parameter.choices:
        raise _bad(parameter, value, f"is not among the choices; take one of {', '.join(parameter.choices)}")
    return NamedNode(CHOICES[value]) if value in CHOICES else Literal(value)


def _iri(parameter: Parameter, value: str) -> NamedNode:
    try:
        return NamedNode(terms.expand(value))
    except ValueError:
        raise _bad(parameter, value, "is not an IRI; write it in full or as id:provision/…") from None


def _bad(parameter: Parameter, value: str, what: str) -> BadValue:
    return BadValue(f"{parameter.name}={value!r} {what}")


def _unknown(question: Question, name: str) -> str:
    names = [parameter.name for parameter in question.parameters]
    if not names:
        return f"{question.name} takes no parameters, so {name!r} cannot be given"
    nearest = process.extractOne(name, names, score_cutoff=60)
    hint = f"did you mean {nearest[0]}? " if nearest else ""
    return f"{question.name} has no parameter {name!r}; {hint}it takes {', '.join(names)}"
