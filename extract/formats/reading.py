"""What reading a file of any format gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file, whatever its format: a paragraph a line, tables as pipe tables.

    `pages` holds the code point offset at which each page begins, for formats that have pages;
    `confidences` the mean recognition confidence of each page, for scans; `notes` what a person should
    know, such as attachments named or parts left out.
    """

    text: str
    pages: tuple[int, ...] = ()
    confidences: tuple[float, ...] = ()
    notes: tuple[str, ...] = ()
