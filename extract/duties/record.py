"""What is read of one clause so far, and the duty that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ...ontology.model import Modality, Span
from ..bodies.names import Named
from .particles import Word, word_at


@dataclass(slots=True)
class Reading:
    """What is read of one clause so far; `at` is where reading goes on, all positions are code points of `text`.

    `who` and `also` (behind 会同) are the stretches that name who acts, `topic` a noun phrase before the verb that
    does not, `fronted` what stands behind 将 or 把, `lead` the time, place or condition in the clause, `verb` where
    the main verb begins and `word` that verb where a list has it.
    """

    text: str
    at: int
    end: int
    start: int
    who: Span | None = None
    also: Span | None = None
    topic: Span | None = None
    fronted: Span | None = None
    lead: Span | None = None
    force: Modality | None = None
    word: Word | None = None
    verb: int | None = None
    bare: bool = True
    """Whether nothing stands before what is read next."""
    tried: bool = False
    """Whether a subject was looked for."""
    led: bool = False
    """Whether a verb such as 加快 or 督促 leads the main one."""
    strict: int | None = None
    """Where 严格 or 严肃 stands, which is the verb where no other follows: 严格市场准入管理."""
    how: int = -1
    """Where an adverb such as 认真 ends, which a verb follows."""
    other: bool = False
    """Whether 由 says that somebody acts who is no body: 由张某兼任."""
    may: bool = False
    """Whether 可 or 有权 allows what it says."""

    def word_here(self, beyond: int = 0) -> Word | None:
        """The word at `at`, or `beyond` it."""
        at = self.at + beyond
        return word_at(self.text, at, self.end) if at < self.end else None

    def leads_on(self) -> bool:
        """Whether a clause without a verb that asks leads to the next: who, when, on what condition."""
        return (self.lead is not None and self.lead.end == self.end) or (
            self.who is not None and self.who.end == self.end
        )


class FoundObligation(NamedTuple):
    """One duty: `action` is its verb or verbs as printed, `condition` what stands before it and limits it.

    `actors` are empty where nobody is named; `inherited` says that they stand in a clause before this one.
    """

    span: Span
    actors: tuple[Named, ...]
    inherited: bool
    modality: Modality
    action: Span
    object: Span | None
    condition: Span | None
    method: str
