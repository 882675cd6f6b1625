"""Labels made by reading: what a plan says, as people wrote it down (docs/annotation.md)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..ontology.errors import Unusable

HEADERS = {
    "responsibilities": ("start", "item", "role", "surface", "open", "deadline"),
    "deadlines": ("start", "printed", "due", "recurrence"),
    "targets": ("start", "printed", "comparator", "value", "unit", "period"),
    "citations": ("start", "title", "number"),
    "obligations": ("start", "end", "verb", "actor", "how", "modality", "object"),
}
_WINDOWS = ("document", "start", "end")
_DOCUMENT = "document"


class BadGold(Unusable):
    """Labels that cannot be read; the message says which file and what to do."""


@dataclass(frozen=True, slots=True)
class Label:
    """One row: a relation, the document (the stem of its file) and the columns as printed."""

    relation: str
    document: str
    values: Mapping[str, str]

    @property
    def start(self) -> int:
        """The code point in the source at which what was labelled begins."""
        return int(self.values["start"])


@dataclass(frozen=True, slots=True)
class Gold:
    """Labels by relation and document; a document without rows has been read, and has none.

    `windows` are the stretches of each document in which obligations are labelled.
    """

    labels: Mapping[tuple[str, str], tuple[Label, ...]]
    windows: Mapping[str, tuple[tuple[int, int], ...]]

    def of(self, document: str) -> Gold:
        """The labels of one document alone."""
        labels = {key: rows for key, rows in self.labels.items() if key[1] == document}
        return Gold(labels, {name: found for name, found in self.windows.items() if name == document})


def read_gold(path: Path) -> Gold:
    """The labels of a file, or of all files in a folder and the folders in it. Raises BadGold.

    A file labels one document, which it is named after, or many, which its first column names.
    """
    files = sorted(path.rglob("*.tsv")) if path.is_dir() else [path]
    labels: dict[tuple[str, str], tuple[Label, ...]] = {}
    windows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for file in files:
        header, rows = _read(file)
        if header == _WINDOWS:
            for row in rows:
                windows[row["document"]].append((int(row["start"]), int(row["end"])))
        elif relation := _relation(header):
            labels |= _by_document(relation, file.stem, rows)
        elif not path.is_dir():
            raise BadGold(f"{file}: its header is none of {'; '.join(' '.join(h) for h in HEADERS.values())}")
    if not labels:
        raise BadGold(f"{path}: no labels there; docs/annotation.md says how they are written")
    return Gold(labels, {document: tuple(sorted(found)) for document, found in windows.items()})


def _relation(header: tuple[str, ...]) -> str | None:
    """What a file with such a header labels, be there a column of documents before the others or not."""
    columns = header[1:] if header[:1] == (_DOCUMENT,) else header
    return next((name for name, known in HEADERS.items() if known == columns), None)


def _by_document(
    relation: str, stem: str, rows: list[dict[str, str]]
) -> dict[tuple[str, str], tuple[Label, ...]]:
    """The labels of a file by their document; a row that names a document and no place says that it has none."""
    found: dict[str, list[Label]] = {} if rows and _DOCUMENT in rows[0] else {stem: []}
    for row in rows:
        document = row.pop(_DOCUMENT, stem)
        labels = found.setdefault(document, [])
        if row["start"]:
            labels.append(Label(relation, document, row))
    return {(relation, document): tuple(labels) for document, labels in found.items()}


def _read(file: Path) -> tuple[tuple[str, ...], list[dict[str, str]]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, delimiter="\t")
            return tuple(reader.fieldnames or ()), list(_whole(reader, file))
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise BadGold(f"{file}: {why}; labels are tab-separated UTF-8") from error


def _whole(reader: csv.DictReader[str], file: Path) -> Iterator[dict[str, str]]:
    for row in reader:
        if None in row or None in row.values() or not (row.get("start") or "0").isdecimal():
            raise BadGold(f"{file}: line {reader.line_num} has another number of columns, or no start")
        yield row
