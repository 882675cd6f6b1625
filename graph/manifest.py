"""Which file gave which plan, beside the quads: what need not be read again, and what a stopped build left."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

_TABLES = ("files", "stamps", "contents", "aside")


@dataclass(slots=True)
class Manifest:
    """Files and plans of one store; losing it costs time and nothing else.

    `files` gives the plan each file was read into, a plan being known by the tail of its name; `stamps` says what
    was read into a plan, and by which version; `contents` digest the text of each plan, and `aside` stamps the
    files that hold no plan. `tied` is of all plans at the end of the last build; it is empty
    from a build's first write to its end. `judged` is of the judgements that were replayed over those plans.
    """

    path: Path
    files: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    base: str = ""
    tied: str = ""
    judged: str = ""
    stopped: bool = False
    """Whether the last build never came to its end."""
    _owners: dict[str, str] = field(default_factory=dict)
    _holders: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, directory: Path) -> Manifest:
        """The manifest of a store, empty where there is none or it cannot be read."""
        path = directory / "sources.json"
        try:
            kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
            found = cls(path, base=str(kept["base"]), tied=str(kept["tied"]))
            for name in _TABLES:
                setattr(found, name, dict(kept[name]))
            found.judged = str(kept.get("judged", ""))
        except (OSError, ValueError, TypeError, KeyError):
            return cls(path)
        found.stopped = not found.tied
        found._owners = {plan: file for file, plan in found.files.items()}
        found._holders = {content: plan for plan, content in found.contents.items()}
        return found

    def save(self) -> None:
        """Write it in one step."""
        tables = {name: getattr(self, name) for name in _TABLES}
        values = {**tables, "base": self.base, "tied": self.tied}
        values |= {"judged": self.judged} if self.judged else {}
        temporary = self.path.with_suffix(".new")
        written = json.dumps(values, ensure_ascii=False, sort_keys=True)
        temporary.write_text(written, encoding="utf-8", errors="surrogateescape")
        os.replace(temporary, self.path)

    def begin(self, waiting: Iterable[str]) -> None:
        """Say that a build begins to write, and that the plans of `waiting` files are not to be relied on."""
        for file in waiting:
            self.stamps.pop(self.files.get(file, ""), None)
        self.tied = self.judged = ""
        self.save()

    def owner(self, plan: str) -> str | None:
        """The file that a plan was read from."""
        return self._owners.get(plan)

    def holder(self, content: str) -> str | None:
        """The file from which a plan of that content was read."""
        return self._owners.get(self._holders.get(content, ""))

    def content_of(self, file: str) -> str:
        """The digest of the text of the plan that was read from a file; empty where there is none."""
        return self.contents.get(self.files.get(file, ""), "")

    def put(self, file: str, plan: str, stamp: str, content: str = "") -> None:
        """`plan` is now read from `file` and from no other, and `file` gives no other plan."""
        for other in {file, self._owners.get(plan, file)} & set(self.files):
            self.forget(other)
        self.files[file] = plan
        self.stamps[plan] = stamp
        self._owners[plan] = file
        self.aside.pop(file, None)
        if content:
            self.contents[plan] = content
            self._holders[content] = plan

    def forget(self, file: str) -> str:
        """Take a file out; the plan it gave. KeyError where it gave none."""
        plan = self.files.pop(file)
        self.stamps.pop(plan, None)
        self._owners.pop(plan, None)
        self._holders.pop(self.contents.pop(plan, ""), None)
        return plan


def digest_of(folders: Iterable[Traversable]) -> str:
    """A digest of the code and the tables in `folders`, and in the folders in them."""
    digest = hashlib.sha256()
    for folder in folders:
        for path, content in sorted(_contents(folder, folder.name)):
            digest.update(path.encode() + b"\0" + content)
    return digest.hexdigest()


def _contents(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for inside in folder.iterdir():
        below = f"{path}/{inside.name}"
        if inside.is_dir():
            yield from _contents(inside, below)
        elif inside.name.endswith((".py", ".csv", ".toml", ".ttl")):
            yield below, inside.read_bytes()
