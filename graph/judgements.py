"""The file of judgements: kept with the data, only ever added to, the same format for export and import.

It lies beside the quads, so that a store can be made anew around it. A row is one line and is written at once; a
last line that was cut off is moved to a file of its own before anything is added.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BufferedRandom, StringIO
from pathlib import Path
from typing import TypeVar

from ..ontology.iri import Name
from ..ontology.judgement import KINDS, VERDICTS, About, Anchor, Judgement, Verdict, timestamp

if sys.platform != "win32":
    import fcntl

FILE = "judgements.csv"
TORN = "judgements.torn.csv"
COLUMNS = (
    *("id", "time", "by", "about", "subject", "verdict", "object", "value", "note"),
    *("anchor", "object_anchor"),
)
_BOM = "\ufeff"
_Closed = TypeVar("_Closed", About, Verdict)
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file of judgements holds: each judgement once, in order of time, and what could not be read."""

    judgements: tuple[Judgement, ...] = ()
    problems: tuple[str, ...] = ()


def read(path: Path) -> Kept:
    """The judgements of a file; none where there is no file. Lines that cannot be read are named and stay. OSError."""
    return parse(path.read_bytes(), path.name) if path.exists() else Kept()


def mend(directory: Path) -> tuple[str, ...]:
    """Move a last line that was cut off out of the file of judgements in `directory`; what was done, in a line."""
    path = directory / FILE
    if not path.exists():
        return ()
    with _locked(path) as file:
        return _set_aside(file, directory)


def add(
    directory: Path, judgements: Iterable[Judgement], check: Callable[[Kept], None] = lambda kept: None
) -> None:
    """Add judgements to the file in `directory`: all of them in one write, lasting when this returns. OSError.

    What `check` raises, seeing what is kept while nobody else can add, leaves the file as it is.
    """
    with _locked(directory / FILE) as file:
        _set_aside(file, directory)
        file.seek(0)
        check(parse(file.read(), FILE))
        head = dump(()) if file.seek(0, os.SEEK_END) == 0 else b""
        file.write(head + dump(judgements, head=False))
        file.flush()
        os.fsync(file.fileno())


def parse(data: bytes, name: str) -> Kept:
    """The judgements in `data`, a file called `name`; a row needs time, by, about, subject and verdict."""
    lines = data.decode("utf-8", errors="replace").removeprefix(_BOM).split("\n")
    columns: tuple[str, ...] = COLUMNS
    found, problems = dict[str, Judgement](), list[str]()
    for number, line in enumerate(lines, 1):
        cells = _cells(line)
        if number == 1 and "subject" in cells:
            columns = tuple(cell.strip() for cell in cells)
            continue
        if not any(cells):
            continue
        try:
            judgement = of_row(_row(columns, cells))
            found[judgement.id] = judgement
        except ValueError as reason:
            problems.append(f"{name} line {number} is not read: {reason}")
    return Kept(tuple(sorted(found.values(), key=lambda each: each.order)), tuple(problems))


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file with a head, as a person or a spreadsheet writes it. ValueError without `subject`."""
    table = csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""))
    if "subject" not in (table.fieldnames or ()):
        raise ValueError(f"its first line does not name the columns ({', '.join(COLUMNS[1:9])})")
    return [
        {key: _bare(value or "") for key, value in row.items() if isinstance(key, str)}
        for row in table
        if any(row.values())
    ]


def of_row(row: Mapping[str, str]) -> Judgement:
    """The judgement that a row states. ValueError where it states none; the message says why."""
    about = _one_of(About, row.get("about", ""), "about")
    verdict = _one_of(Verdict, row.get("verdict", ""), "verdict")
    if verdict not in VERDICTS[about]:
        raise ValueError(f"{verdict} is no verdict on a {about}; there are {', '.join(VERDICTS[about])}")
    for column in ("by", "subject", "time"):
        if not row.get(column, "").strip():
            raise ValueError(f"it has no {column}")
    if (about is About.FINDING) == bool(row.get("object")):
        raise ValueError("institutions and links have an object, findings have none")
    for column in ("subject", "object") if row.get("object") else ("subject",):
        if Name.parse(row[column].strip(), "").kind not in KINDS[about]:
            raise ValueError(f"{row[column]!r} is none of {', '.join(KINDS[about])}")
    anchors = [str(Anchor.parse(text)) if (text := row.get(c, "")) else "" for c in COLUMNS[-2:]]
    said = [one_line(row.get(c, "")) for c in ("by", "subject", "object", "value", "note")]
    by, subject, object, value, note = said
    return Judgement(_time(row["time"]), by, about, subject, verdict, object, value, note, *anchors)


def dump(judgements: Iterable[Judgement], *, head: bool = True) -> bytes:
    """Judgements as CSV that spreadsheets open: a line each, formulas kept from being run."""
    out = StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    if head:
        out.write(_BOM)
        table.writerow(COLUMNS)
    for judgement in judgements:
        table.writerow([_guarded(str(getattr(judgement, column))) for column in COLUMNS])
    return out.getvalue().encode("utf-8", errors="replace")


def one_line(text: str) -> str:
    """`text` in one line, its line breaks still to be seen."""
    return " ⏎ ".join(line.strip() for line in text.strip().splitlines())


def _cells(line: str) -> list[str]:
    """The cells of one line; one cell where it cannot be told."""
    try:
        return next(csv.reader([line.rstrip("\r")]), [])
    except csv.Error:
        return [line]


def _row(columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(columns):
        raise ValueError(f"it has {len(cells)} columns and not {len(columns)}")
    return dict(zip(columns, map(_bare, cells), strict=True))


def _one_of(kind: type[_Closed], value: str, column: str) -> _Closed:
    try:
        return kind(value.strip())
    except ValueError:
        raise ValueError(f"{value!r} is no {column}; there are {', '.join(kind)}") from None


def _time(text: str) -> str:
    try:
        return timestamp(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is no time; write it as 2026-11-22T08:30:00Z") from None


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("'", *_FORMULA)) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(("'", *_FORMULA)) else cell


@contextmanager
def _locked(path: Path) -> Iterator[BufferedRandom]:
    """The file, open for adding; other processes that would add wait (on Windows each write is whole all the same)."""
    with path.open("a+b") as file:
        if sys.platform != "win32":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _set_aside(file: BufferedRandom, directory: Path) -> tuple[str, ...]:
    file.seek(0)
    data = file.read()
    whole = data.rfind(b"\n") + 1
    tail = data[whole:]
    if not tail:
        return ()
    if _is_whole(tail):
        file.write(b"\n")
        return ()
    with (directory / TORN).open("ab") as torn:
        torn.write(tail + b"\n")
        torn.flush()
        os.fsync(torn.fileno())
    file.truncate(whole)
    return (f"the last line of {FILE} was cut off; it is kept in {TORN}",)


def _is_whole(line: bytes) -> bool:
    """Whether a line lacks nothing but its end: its digest tells."""
    cells = _cells(line.decode("utf-8", errors="replace").removeprefix(_BOM))
    try:
        return cells == list(COLUMNS) or of_row(_row(COLUMNS, cells)).id == cells[0]
    except ValueError:
        return False
