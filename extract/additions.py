"""What an analyst adds to the pipeline by configuration: patterns, which are data, and components, which are code."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import json
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..ontology.errors import Unusable


class BadPipeline(Unusable):
    """A configuration that cannot be used; the message names the file and what to do."""


class ComponentFailed(Exception):
    """A component of the analyst's own that broke on a document; the message names it and says how."""


@dataclass(frozen=True, slots=True)
class Component:
    """One component: `use` is module:factory; what it requires and assigns is said as spaCy says it.

    The factory is called with the pipeline and `options` (JSON), and gives what is called with every Doc.
    """

    use: str
    requires: tuple[str, ...] = ()
    assigns: tuple[str, ...] = ("doc.spans",)
    options: str = "{}"


@dataclass(frozen=True, slots=True)
class Additions:
    """A configuration as read: patterns of a spaCy SpanRuler, a JSON list; components, and the folder of their modules.

    `digest` is of all of it, the code of the modules included.
    """

    patterns: str
    components: tuple[Component, ...]
    folder: str
    digest: str


def read_additions(path: Path) -> Additions:
    """The configuration in a TOML file; the files it names stand beside it. Raises BadPipeline.

    Forms:
      1. patterns = ["words.csv", "rules.jsonl"]      tables of label,pattern and patterns of a SpanRuler
      2. [[component]] use = "module:factory"         with requires, assigns and options

    Nothing is imported yet, but for the packages around a module.
    """
    try:
        said = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPipeline(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    if unknown := sorted(set(said) - {"patterns", "component"}):
        raise BadPipeline(f"{path}: unknown {', '.join(unknown)}; there are patterns and [[component]]")
    names = said.get("patterns", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadPipeline(f'{path}: patterns is a list of files, such as ["words.csv"]')
    patterns = [one for name in names for one in _patterns(path.parent / name)]
    components = tuple(_component(one, path) for one in said.get("component", []))
    if not patterns and not components:
        raise BadPipeline(f"{path}: names neither patterns nor a component")
    folder = str(path.parent.resolve())
    printed = json.dumps(patterns, ensure_ascii=False, sort_keys=True)
    return Additions(printed, components, folder, _digest(printed, components, folder, path))


def as_json(additions: Additions) -> str:
    """The configuration as it is kept with a store."""
    components = [[c.use, c.requires, c.assigns, c.options] for c in additions.components]
    said = {"patterns": additions.patterns, "components": components, "digest": additions.digest}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def patterns_of(kept: str) -> Additions:
    """What was kept with a store, where it is data only. Raises BadPipeline where it names code.

    Whoever may write into a store's folder must not thereby run code when another builds.
    """
    said = json.loads(kept)
    if said["components"]:
        modules = ", ".join(use for use, *_ in said["components"])
        raise BadPipeline(
            f"this store was built with components of your own ({modules}), and code is never run because a store names it;"
            " give --pipeline FILE again, or --pipeline none to do without"
        )
    return Additions(said["patterns"], (), "", said["digest"])


def factory(component: Component, folder: str) -> Any:
    """The factory that a component names, imported; modules beside the configuration count. Raises BadPipeline."""
    module, _, name = component.use.partition(":")
    try:
        with _importing_from(folder):
            found = getattr(importlib.import_module(module), name)
    except Exception as error:
        raise BadPipeline(f"{component.use}: {type(error).__name__}: {error}") from error
    if not callable(found):
        raise BadPipeline(f"{component.use}: is no function")
    return found


@contextmanager
def _importing_from(folder: str) -> Iterator[None]:
    sys.path.insert(0, folder)
    try:
        yield
    finally:
        sys.path.remove(folder)


def _patterns(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadPipeline(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    read = _rows(text, path) if path.suffix.lower() == ".csv" else _lines(text, path)
    for line, pattern in read:
        label, what = pattern.get("label"), pattern.get("pattern")
        if not (isinstance(label, str) and label.strip() and isinstance(what, str | list) and what):
            raise BadPipeline(f"{path}: line {line} has no label, or no pattern")
        yield pattern


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(text.splitlines())
    if not {"label", "pattern"} <= set(reader.fieldnames or ()):
        raise BadPipeline(f"{path}: begins with a line label,pattern (and id, where there is one)")
    for row in reader:
        kept = {key: (row.get(key) or "").strip() for key in ("label", "pattern", "id")}
        yield reader.line_num, {key: value for key, value in kept.items() if value}


def _lines(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                pattern = json.loads(line)
            except ValueError as error:
                raise BadPipeline(f"{path}: line {number} is no JSON: {error}") from error
            yield number, pattern if isinstance(pattern, dict) else {}


def _component(said: Any, path: Path) -> Component:
    known = {"use", "requires", "assigns", "options"}
    if not isinstance(said, dict) or set(said) - known or ":" not in str(said.get("use", "")):
        raise BadPipeline(
            f'{path}: a [[component]] has use = "module:factory" and may have requires, assigns, options'
        )
    return Component(
        use=said["use"],
        requires=tuple(map(str, said.get("requires", ()))),
        assigns=tuple(map(str, said.get("assigns", ("doc.spans",)))),
        options=json.dumps(said.get("options", {}), ensure_ascii=False, sort_keys=True),
    )


def _digest(patterns: str, components: tuple[Component, ...], folder: str, path: Path) -> str:
    digest = hashlib.sha256(patterns.encode())
    for component in components:
        digest.update(repr(component).encode())
        digest.update(_code(component.use.partition(":")[0], folder, path))
    return digest.hexdigest()


def _code(module: str, folder: str, path: Path) -> bytes:
    """The source of a module, so that its plans are read anew when it changes."""
    try:
        with _importing_from(folder):
            found = importlib.util.find_spec(module)
    except (ImportError, ValueError, AttributeError) as error:
        raise BadPipeline(f"{path}: {module}: {error}") from error
    if found is None:
        raise BadPipeline(f"{path}: no module {module}, neither beside this file nor installed")
    return Path(found.origin).read_bytes() if found.has_location and found.origin else b""
