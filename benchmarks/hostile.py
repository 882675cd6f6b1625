"""How long the patterns and the finders take for the worst 100,000 characters that can be made for them.

    python benchmarks/hostile.py [patterns|finders]

For a pattern the characters are made from itself: strings that it matches, such as it nearly matches, and what its
repetitions repeat, over and over. Finders get the soups of tests/extract/test_speed.py. The least processor time of three
counts; what takes more than 100 ms is printed, and the worst ten.
"""

from __future__ import annotations

import ast
import importlib.util
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from re import _constants as sre
from re import _parser as parser
from time import process_time
from types import ModuleType

from zeren import extract

LENGTH, SHORT = 100_000, 300
LIMIT = 0.1
"""Seconds of processor time."""
_FILL = "甲一1年、，。（ \nz"
_CLASSES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_WORD: "甲",
    sre.CATEGORY_NOT_DIGIT: "甲",
    sre.CATEGORY_NOT_SPACE: "甲",
    sre.CATEGORY_NOT_WORD: "，",
}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_WHERE = {"match": ("match",), "fullmatch": ("fullmatch",)}
_UNITS = 24
_PART, _HOPELESS = 20, 2
"""What takes so many times the limit for a part of the text, times the parts, is not tried on all of it."""
Pattern = re.Pattern[str] | re.Pattern[bytes]
Attack = tuple[str, str]
"""What stands before, and what is repeated."""


@cache
def modules() -> tuple[ModuleType, ...]:
    """All modules of the floor that reads."""
    found = pkgutil.walk_packages(extract.__path__, f"{extract.__name__}.")
    return tuple(import_module(module.name) for module in found)


@cache
def patterns() -> dict[Pattern, str]:
    """Every pattern that a module holds, by itself or inside something, or writes out in a call of `re`, and its name."""
    found: dict[Pattern, str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in _inside(value):
                found.setdefault(pattern, f"{module.__name__.removeprefix('zeren.extract.')}.{name}")
        for line, source in calls(module):
            if isinstance(source, str | bytes):
                found.setdefault(
                    re.compile(source), f"{module.__name__.removeprefix('zeren.extract.')}:{line}"
                )
    return found


def calls(module: ModuleType) -> Iterator[tuple[int, object]]:
    """The calls of `re` inside the functions of a module: their lines, and the patterns that they write out or name."""
    tree = ast.parse(inspect.getsource(module))
    bodies = (function for function in ast.walk(tree) if isinstance(function, ast.FunctionDef))
    for node in (node for function in bodies for node in ast.walk(function)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            owner, first = node.func.value, node.args[0]
            if isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr != "escape":
                named = vars(module).get(first.id) if isinstance(first, ast.Name) else None
                yield node.lineno, first.value if isinstance(first, ast.Constant) else named


def _inside(value: object, depth: int = 3) -> Iterator[Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in (*value.keys(), *value.values()):
            yield from _inside(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _inside(one, depth - 1)
    elif depth and type(value).__module__.startswith("zeren"):
        for name in (*getattr(value, "__slots__", ()), *getattr(value, "__dict__", ())):
            yield from _inside(getattr(value, name, None), depth - 1)


@cache
def _uses() -> dict[Pattern, set[str]]:
    """The methods by which patterns are used, as far as they are called by their names."""
    found: dict[Pattern, set[str]] = {}
    for module in modules():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                value = vars(module).get(node.value.id)
                if isinstance(value, re.Pattern):
                    found.setdefault(value, set()).add(node.attr)
    for pattern, field in _fields():
        found.setdefault(pattern, set()).update(_used_fields().get(field, ()))
    for pattern, used in _given():
        found.setdefault(pattern, set()).update(used)
    return found


def _given() -> Iterator[tuple[Pattern, set[str]]]:
    """The patterns that are given to a function that takes one (`one.behind(END)`), and the methods that it calls of it."""
    trees = {module: list(ast.walk(ast.parse(inspect.getsource(module)))) for module in modules()}
    takes: dict[str, set[str]] = {}
    for tree in trees.values():
        for function in (node for node in tree if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "pattern":
                    takes.setdefault(function.name, set()).add(node.attr)
    for module, tree in trees.items():
        for call in (node for node in tree if isinstance(node, ast.Call)):
            used = takes.get(getattr(call.func, "attr", getattr(call.func, "id", "")))
            for given in call.args if used else ():
                owner = (
                    vars(module).get(ast.unparse(given.value)) if isinstance(given, ast.Attribute) else module
                )
                value = getattr(owner, getattr(given, "attr", getattr(given, "id", "")), None)
                if used and isinstance(value, re.Pattern):
                    yield value, used


@cache
def _used_fields() -> dict[str, set[str]]:
    """The methods that are called of what a field holds (`self.behind.match`), by the field's name."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                found.setdefault(node.value.attr, set()).add(node.attr)
    return found


def _fields() -> Iterator[tuple[Pattern, str]]:
    """The patterns that records in tables of a module hold, and the names of their fields."""
    tables = (value for module in modules() for value in vars(module).values() if isinstance(value, tuple))
    for record in (record for table in tables for record in table):
        for name in getattr(type(record), "__slots__", ()):
            if isinstance(value := getattr(record, name, None), re.Pattern):
                yield value, name


def ways(pattern: Pattern) -> tuple[str, ...]:
    """How a pattern is tried: searched for, unless it is only ever matched at a place."""
    used = _uses().get(pattern, set()) & {
        "match",
        "fullmatch",
        "search",
        "finditer",
        "sub",
        "split",
        "findall",
    }
    return tuple(sorted(used)) if used and used <= set(_WHERE) else ("finditer", "fullmatch")


def attacks(pattern: Pattern) -> list[Attack]:
    """What is repeated to make a pattern try as much as it can, always the same."""
    random = Random(1)
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(
        source, pattern.flags if isinstance(pattern.pattern, str) else pattern.flags | re.ASCII
    )
    found: dict[Attack, None] = {}
    for most in (1, 3, 8):
        whole = _sample(tree, random, most)
        for unit in (whole, whole[:-1], whole[1:], whole[: len(whole) // 2], whole[:1]):
            found[("", unit)] = None
    for body in _repeated(tree):
        unit = _sample(body, random, 2)
        found[("", unit)] = None
        found[(_sample(tree, random, 1)[:-1], unit)] = None
    return [attack for attack in found if attack[1]][:_UNITS]


def _sample(tree: object, random: Random, most: int) -> str:
    """A string that a pattern matches, what looks around it left aside."""
    printed = []
    for kind, value in tree:  # type: ignore[attr-defined]
        if kind is sre.LITERAL:
            printed.append(chr(value))
        elif kind is sre.NOT_LITERAL:
            printed.append(next(char for char in _FILL if ord(char) != value))
        elif kind is sre.ANY:
            printed.append(random.choice("甲1年"))
        elif kind is sre.IN:
            printed.append(_one_of(value, random))
        elif kind is sre.BRANCH:
            printed.append(_sample(random.choice(value[1]), random, most))
        elif kind is sre.SUBPATTERN:
            printed.append(_sample(value[3], random, most))
        elif kind is sre.ATOMIC_GROUP:
            printed.append(_sample(value, random, most))
        elif kind in _REPEATS:
            times = random.choice((value[0], min(value[1], value[0] + most)))
            printed += [_sample(value[2], random, most) for _ in range(times)]
    return "".join(printed)


def _one_of(items: list[tuple[object, object]], random: Random) -> str:
    if items[0][0] is sre.NEGATE:
        return next((char for char in _FILL if not any(_is_in(char, item) for item in items[1:])), "ж")
    kind, value = random.choice(items)
    if kind is sre.RANGE:
        return chr(random.choice(value))  # type: ignore[call-overload]
    return chr(value) if kind is sre.LITERAL else _CLASSES[value]  # type: ignore[arg-type, index]


def _is_in(char: str, item: tuple[object, object]) -> bool:
    kind, value = item
    if kind is sre.RANGE:
        return value[0] <= ord(char) <= value[1]  # type: ignore[index]
    if kind is sre.LITERAL:
        return ord(char) == value
    test = {"DIGIT": str.isdigit, "SPACE": str.isspace, "WORD": str.isalnum}
    name = str(value).removeprefix("CATEGORY_")
    return test[name.removeprefix("NOT_")](char) != name.startswith("NOT_")


def _repeated(tree: object) -> Iterator[object]:
    """What a pattern repeats, at any depth."""
    for kind, value in tree:  # type: ignore[attr-defined]
        if kind in _REPEATS:
            yield value[2]
            yield from _repeated(value[2])
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _repeated(branch)
        elif kind is sre.SUBPATTERN:
            yield from _repeated(value[3])
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeated(value[1])


def seconds(pattern: Pattern, attack: Attack, way: str, length: int) -> float:
    """Processor seconds that a pattern takes for so many characters of an attack."""
    before, unit = attack
    text = (before + unit * (length // len(unit) + 1))[:length]
    given = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    start = process_time()
    if way == "finditer":
        for _ in pattern.finditer(given):  # type: ignore[arg-type]
            pass
    else:
        getattr(pattern, way)(given)
    return process_time() - start


def worst(pattern: Pattern, limit: float = LIMIT) -> tuple[float, Attack, str]:
    """The longest that a pattern takes: for the attack that takes longest when it is short, the best of three."""
    _, attack, way = max(
        (min(seconds(pattern, attack, way, SHORT) for _ in range(2)), attack, way)
        for attack in attacks(pattern)
        for way in ways(pattern)
    )
    taken = seconds(pattern, attack, way, LENGTH // _PART) * _PART
    if taken > limit:
        taken = min(taken, seconds(pattern, attack, way, LENGTH // _PART) * _PART)
    if taken > _HOPELESS * limit:
        return taken, attack, way
    return min(_tries(pattern, attack, way, limit)), attack, way


def _tries(pattern: Pattern, attack: Attack, way: str, limit: float) -> Iterator[float]:
    """What three tries take, or as many as it takes to stay under the limit."""
    for _ in range(3):
        yield (taken := seconds(pattern, attack, way, LENGTH))
        if taken < limit:
            return


def _finders() -> Iterator[tuple[float, str]]:
    path = Path(__file__).parents[1] / "tests" / "extract" / "test_speed.py"
    spec = importlib.util.spec_from_file_location("soups", path)
    assert spec is not None
    assert spec.loader is not None
    soups = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(soups)
    for finder, *soup in soups.CASES:
        yield soups.seconds(finder, soups.soup(*soup, LENGTH), 3), f"{finder.__name__} {soup}"


def _report(found: list[tuple[float, str]]) -> None:
    found.sort(reverse=True)
    slow = [one for one in found if one[0] > LIMIT]
    for taken, name in slow if len(slow) > 10 else found[:10]:
        print(f"{taken * 1000:7.0f} ms  {name}")
    print(f"{len(found)} tried, {len(slow)} over {LIMIT * 1000:.0f} ms for {LENGTH:,} characters")


def main(what: str) -> None:
    """Print the worst patterns, finders, or both."""
    if what != "finders":
        tried = ((name, worst(pattern)) for pattern, name in patterns().items())
        _report([(taken, f"{name}.{way} {attack}") for name, (taken, attack, way) in tried])
    if what != "patterns":
        _report(list(_finders()))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
