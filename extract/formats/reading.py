"""What reading a file of any format gives."""

from __future__ import annotations

from dataclasses import dataclass

from ...ontology.model import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file, whatever its format: a paragraph a line, tables as pipe tables.

    `pages` holds the code point offset at which each page begins, for formats that have pages; of scans
    `confidences` holds the mean recognition confidence of each page, `doubtful` the stretches recognised with
    little. `notes` say what a person should know, such as parts left out; `attachments` name linked files.
    """

    text: str
    pages: tuple[int, ...] = ()
    confidences: tuple[float, ...] = ()
    doubtful: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
