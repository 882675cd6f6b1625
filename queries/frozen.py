"""A run kept to compare later ones with: its mistakes, a line each."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from .gold import BadGold
from .score import MEASURES, Verdict, mistakes

_HEADER = ("measure", "document", "start", "values", "state")
_BETWEEN = " | "


def frozen(told: Iterable[Verdict]) -> bytes:
    """The mistakes among the verdicts as tab-separated lines, sorted."""
    out = StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(
        [v.measure, v.document, v.start, _BETWEEN.join(v.values), v.state] for v in mistakes(told)
    )
    return out.getvalue().encode()


def read_frozen(path: Path) -> list[Verdict]:
    """The mistakes of a run that was kept. Raises BadGold."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        return [
            Verdict(
                row["measure"],
                row["document"],
                int(row["start"]),
                _values(row["measure"], row["values"]),
                row["state"],
            )
            for row in rows
        ]
    except (OSError, UnicodeDecodeError, KeyError, ValueError, AttributeError) as error:
        raise BadGold(f"{path}: no run of `zeren score --freeze` ({error})") from error


def _values(measure: str, printed: str) -> tuple[str, ...]:
    return tuple(printed.split(_BETWEEN)) if MEASURES[measure] else ()
