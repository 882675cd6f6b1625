"""A question: a SPARQL file with front matter that says what it asks and what it wants to know first.

The front matter is the comments at the head of the file, Chinese first, English after the bar:

    # title: 某单位的任务 | Tasks of an institution
    # summary: 按角色列出…… | Lists … by role.
    # param institution: body; 单位名称或其一部分 | name of the body or part of it
    # param role: choice lead support, optional; 角色 | role
    # example: institution=市司法局
    # none: 没有行，也可能是…… | No rows may also mean that …

A parameter stands in the query as the data block `VALUES ?institution { … }`, holding the value of the
example, so that the file runs as it is on any SPARQL 1.1 server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from . import lexis
from .errors import BadQuestion


class ParameterType(StrEnum):
    """What a value is read as; a plan is a title or part of one, a body a name or part of one."""

    STRING = "string"
    PLAN = "plan"
    BODY = "body"
    DATE = "date"
    INTEGER = "integer"
    CHOICE = "choice"
    IRI = "iri"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing a question wants to know; `choices` is empty but for a CHOICE."""

    name: str
    type: ParameterType
    choices: tuple[str, ...]
    optional: bool
    description_zh: str
    description_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its description; `example` is pairs of parameter and value that answer something.

    `limit` is how many rows the file itself gives at most, 0 where it gives all; then it is a parameter too. `none_zh` and
    `none_en` say what no rows may mean, where that is not plain.
    """

    name: str
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    parameters: tuple[Parameter, ...]
    example: tuple[tuple[str, str], ...]
    text: str
    limit: int = 0
    none_zh: str = ""
    none_en: str = ""


LIMIT = "limit"
_FRONT = re.compile(r"\A(?:#[^\n]*\n|\s*\n)*")
_LINE = re.compile(
    r"#\s*(?:(?P<key>title|summary|example|limit|none)|param\s+(?P<name>\w+))\s*:\s*(?P<rest>.*)"
)
_PAIR = re.compile(r"(?P<name>\w+)\s*=(?P<value>.*)")
_SPEC = re.compile(
    r"(?P<type>\w+)(?P<choices>(?:\s+[\w-]+)*)\s*(?P<optional>,\s*optional)?\s*;(?P<description>.*)"
)


def read_question(name: str, text: str) -> Question:
    """The question that the file `name` with the contents `text` asks; without front matter it has no parameters.

    Raises BadQuestion where a line of the front matter cannot be read, or a parameter has no data block.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    fields: dict[str, tuple[str, str]] = {}
    parameters: list[Parameter] = []
    example: list[tuple[str, str]] = []
    front = _FRONT.match(text)
    for line in (front[0] if front else "").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        if found["name"]:
            parameters.append(_parameter(name, found["name"], found["rest"]))
        elif found["key"] == "example":
            pair = _PAIR.match(found["rest"])
            example += [(pair["name"], pair["value"].strip())] if pair else []
        else:
            fields[found["key"]] = _two(found["rest"])
    limit = _limit(name, fields.get(LIMIT, ("0", ""))[0])
    parameters += [_ROWS] if limit else []
    _check(name, parameters, example, text)
    title, summary = fields.get("title", (name, name)), fields.get("summary", ("", ""))
    none = fields.get("none", ("", ""))
    return Question(name, *title, *summary, tuple(parameters), tuple(example), text, limit, *none)


_ROWS = Parameter(LIMIT, ParameterType.INTEGER, (), True, "最多行数，0 为全部", "rows at most, 0 for all")


def _limit(file: str, value: str) -> int:
    if not value.isdecimal():
        raise BadQuestion(f"{file}: the limit {value!r} is not a number of rows; write it as '# limit: 200'")
    return int(value)


def _parameter(file: str, name: str, rest: str) -> Parameter:
    spec = _SPEC.fullmatch(rest)
    if spec is None or spec["type"] not in set(ParameterType):
        raise BadQuestion(
            f"{file}: the line of parameter {name} does not read; write it as "
            f"'# param {name}: {'|'.join(ParameterType)}[, optional]; 中文 | English'"
        )
    choices = tuple(spec["choices"].split())
    return Parameter(
        name, ParameterType(spec["type"]), choices, bool(spec["optional"]), *_two(spec["description"])
    )


def _two(text: str) -> tuple[str, str]:
    chinese, bar, english = text.partition("|")
    return (chinese.strip(), english.strip()) if bar else (text.strip(), text.strip())


def _check(file: str, parameters: list[Parameter], example: list[tuple[str, str]], text: str) -> None:
    blocks = lexis.data_blocks(text)
    names = [parameter.name for parameter in parameters]
    for name in names:
        if name not in blocks and name != LIMIT:
            raise BadQuestion(f"{file}: parameter {name} has no block 'VALUES ?{name} {{ … }}' in the query")
    for name, _ in example:
        if name not in names:
            raise BadQuestion(f"{file}: the example gives a value to {name}, which is no parameter")
