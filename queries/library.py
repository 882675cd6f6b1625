"""The library: one .rq file a question, with a title in two languages and typed parameters.

A parameter stands in its file as a data block, `VALUES ?name { "example" }`, so that the file is valid SPARQL as
it is; binding rewrites that block and nothing else, always with a serialised term.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode
from rapidfuzz import process

from ..ontology.vocab import PREFIXES

CHOICES = {
    "lead": "Lead",
    "responsible": "Responsible",
    "support": "Support",
    "supervise": "Supervise",
    "nation": "National",
    "province": "Provincial",
    "prefecture": "Prefectural",
    "county": "County",
    "township": "Township",
}
"""What a choice is called on the command line, and the value of the vocabulary it means."""

_TITLE = re.compile(r"# title: (?P<zh>.+?) \| (?P<en>.+)")
_SUMMARY = re.compile(r"# summary: (?P<zh>.+?) \| (?P<en>.+)")
_PARAMETER = re.compile(
    r"# param (?P<name>\w+): (?P<type>\w+)(?P<choices>(?: \w+)*)(?P<optional>, optional)?; (?P<zh>.+?) \| (?P<en>.+)"
)
_EXAMPLE = re.compile(r"(?m)^# example: (?P<name>\w+)=(?P<value>.+)$")


class QueryError(Exception):
    """A question or query that cannot be answered as asked; the message says what to do."""


class UnknownQuestion(QueryError):
    """No question of that name."""


class UnknownParameter(QueryError):
    """A parameter the question does not have."""


class MissingParameter(QueryError):
    """A parameter the question cannot do without."""


class BadValue(QueryError):
    """A value that is not of the parameter's type."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: `kind` is string, plan, date, integer, iri or choice."""

    name: str
    kind: str
    choices: tuple[str, ...]
    optional: bool
    about_zh: str
    about_en: str

    @property
    def block(self) -> re.Pattern[str]:
        """The data block of the query that holds its values."""
        return re.compile(rf"VALUES \?{self.name} \{{[^{{}}]*\}}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the library; `text` is its whole file."""

    name: str
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    parameters: tuple[Parameter, ...]
    example: dict[str, str]
    text: str


@cache
def questions() -> tuple[Question, ...]:
    """All questions, by name."""
    found = (file for file in files(__package__).iterdir() if file.name.endswith(".rq"))
    return tuple(
        parse(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8"))
        for file in sorted(found, key=lambda file: file.name)
    )


def question(name: str) -> Question:
    """The question of that name. Raises UnknownQuestion, naming the closest ones."""
    known = {one.name: one for one in questions()}
    if name not in known:
        near = ", ".join(
            match for match, _, _ in process.extract(name, list(known), limit=3, score_cutoff=50)
        )
        raise UnknownQuestion(
            f"no question {name!r}" + (f"; did you mean {near}?" if near else "") + " List all: zeren queries"
        )
    return known[name]


def parse(name: str, text: str) -> Question:
    """A question from its file. Raises ValueError where its front matter is not whole."""
    title, summary = _TITLE.search(text), _SUMMARY.search(text)
    if not title or not summary:
        raise ValueError(f"{name}.rq has no title and summary in two languages")
    parameters = tuple(
        Parameter(m["name"], m["type"], tuple(m["choices"].split()), bool(m["optional"]), m["zh"], m["en"])
        for m in _PARAMETER.finditer(text)
    )
    example = {m["name"]: m["value"].strip() for m in _EXAMPLE.finditer(text)}
    return Question(name, title["zh"], title["en"], summary["zh"], summary["en"], parameters, example, text)


def bind(asked: Question, values: Mapping[str, str]) -> str:
    """The question's SPARQL with `values` in its data blocks; optional parameters not given are left unbound.

    Raises UnknownParameter, MissingParameter and BadValue.
    """
    known = {parameter.name: parameter for parameter in asked.parameters}
    for name in values:
        if name not in known:
            raise UnknownParameter(f"{asked.name} has no parameter {name!r}; {_described(asked)}")
    text = asked.text
    for parameter in asked.parameters:
        if parameter.name in values:
            term = str(_term(parameter, values[parameter.name]))
        elif parameter.optional:
            term = "UNDEF"
        else:
            raise MissingParameter(f"{asked.name} needs -p {parameter.name}=…; {_described(asked)}")
        block = f"VALUES ?{parameter.name} {{ {term} }}"
        text = parameter.block.sub(lambda _, block=block: block, text)  # type: ignore[misc]
    return text


def _described(asked: Question) -> str:
    if not asked.parameters:
        return "it takes none"
    return "it takes " + ", ".join(f"{p.name} ({p.about_zh} | {p.about_en})" for p in asked.parameters)


def _term(parameter: Parameter, value: str) -> Literal | NamedNode:
    match parameter.kind:
        case "date":
            try:
                return Literal(
                    date.fromisoformat(value).isoformat(), datatype=NamedNode(PREFIXES["xsd"] + "date")
                )
            except ValueError as error:
                raise BadValue(f"{parameter.name}={value!r} is no date; write it as 2023-06-30") from error
        case "integer":
            try:
                return Literal(int(value))
            except ValueError as error:
                raise BadValue(f"{parameter.name}={value!r} is no whole number") from error
        case "choice":
            if value not in parameter.choices:
                raise BadValue(f"{parameter.name}={value!r} is none of {', '.join(parameter.choices)}")
            return NamedNode(PREFIXES["zr"] + CHOICES[value])
        case "iri":
            try:
                return NamedNode(value)
            except ValueError as error:
                raise BadValue(f"{parameter.name}={value!r} is no IRI") from error
        case _:
            return Literal(value)
