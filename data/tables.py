"""CSV tables in a folder: read by the names of their columns, with errors that say which line to mend."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from importlib.resources.abc import Traversable
from operator import itemgetter

from ..ontology.errors import Unusable


class BadTable(Unusable, ValueError):
    """A table that cannot be used; the message names the file, the line and what to do."""


def rows(
    folder: Traversable, name: str, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[str, ...]]:
    """The rows of table `name` in `folder`, none where there is none: the named columns, in that order.

    An optional column that the table lacks is empty. UTF-8, with or without a mark of its byte order. Raises
    BadTable.
    """
    table = folder / name
    if not table.is_file():
        return
    try:
        text = table.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadTable(f"{name}: not UTF-8; save it as CSV UTF-8") from None
    read = csv.reader(text.splitlines())
    header = next(read, [])
    missing = [column for column in required if column not in header]
    if missing:
        raise BadTable(f"{name}: no column {', '.join(missing)}; it begins with a line {','.join(required)}")
    pick = _picker(header, [*required, *optional])
    for row in read:
        if len(row) != len(header):
            if not any(row):
                continue
            raise BadTable(
                f"{name}, line {read.line_num}: {len(row)} cells where the first line has {len(header)}"
            )
        yield pick(row)


def _picker(header: list[str], columns: Sequence[str]) -> Callable[[list[str]], tuple[str, ...]]:
    """What takes the cells of `columns` out of a row; a column that the header lacks is empty."""
    if all(column in header for column in columns) and len(columns) > 1:
        return itemgetter(*map(header.index, columns))
    at = [header.index(column) if column in header else None for column in columns]
    return lambda row: tuple("" if place is None else row[place] for place in at)


def digest(folder: Traversable) -> str:
    """A digest of the tables in `folder`."""
    found = hashlib.sha256()
    for table in sorted(folder.iterdir(), key=lambda table: table.name):
        if table.name.endswith(".csv"):
            found.update(table.name.encode() + b"\0" + table.read_bytes())
    return found.hexdigest()
