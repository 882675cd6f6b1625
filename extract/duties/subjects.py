"""Whom a clause is about: who is to act, who is told not to, and what is acted on, as its reading comes upon them."""

from __future__ import annotations

from ...ontology.model import Span
from .actors import has_modal, is_actor, subject_end, topic_end
from .openings import SAID
from .particles import Word
from .predicates import candidates, main_verb
from .record import Reading

_ASKED = ("请", "望各", "望你")
_NAME = 6
"""Characters of the longest name of a person."""


def take_everybody(read: Reading, word: Word) -> bool:
    """凡未取得许可的商户，: all of a kind."""
    start = read.at + word.length
    end = subject_end(read.text, start, read.end) if start < read.end else None
    if not end or not is_actor(read.text[start:end]):
        return False
    read.who, read.at, read.bare, read.tried = Span(start, end), end, False, True
    return True


def take_agent(read: Reading) -> bool:
    """由市司法局制定: the bodies behind 由, and on."""
    start = read.at + 1
    end = subject_end(read.text, start, read.end, agent=True)
    if end and end < read.end and is_actor(read.text[start:end]):
        read.who, read.at = Span(start, end), end
        return True
    main = main_verb(read.text, start, read.end, "由", candidates(read.text, start, read.end))
    if main is None:
        return False
    read.who, read.topic, read.at = None, read.topic or read.who, main
    read.other = main - start <= _NAME
    return True


def forbidden(read: Reading) -> int:
    """Where those end whom 禁止 tells what not to do (禁止任何单位占用); 0 where it names nobody."""
    forbids = read.text[read.at - 1] in "止禁"
    end = subject_end(read.text, read.at, read.end) if forbids else None
    return end if end and end < read.end and is_actor(read.text[read.at : end]) else 0


def open_subject(read: Reading) -> bool:
    """The noun phrase that a clause opens with: who is to act, or what is to be acted on."""
    read.tried = True
    text, start = read.text, read.at + read.text.startswith(_ASKED, read.at)
    if start == read.start + 2 and text.startswith("重点", read.start) and has_modal(text, start, read.end):
        start = read.start
    stop = subject_end(text, start, read.end)
    if stop is None or not is_actor(text[start:stop]):
        stop = topic_end(text, start, read.end)
    said = SAID.search(text, start + 2, stop or read.end)
    if said and is_actor(text[start : said.start()]):
        read.who = Span(start, said.start())
        read.lead = Span(start, read.end)
        return False
    if stop is None:
        return False
    blank = text.rfind(" ", start, stop) + 1
    if blank > start and is_actor(text[blank:stop]):
        read.lead, start = Span(start, blank - 1), blank
    if is_actor(text[start:stop]):
        read.who = Span(start, stop)
    elif text[stop - 1] == "的":
        read.lead = Span(read.lead.start if read.lead else start, stop)
    else:
        read.topic = Span(start, stop)
    read.at, read.bare = stop, False
    return True
