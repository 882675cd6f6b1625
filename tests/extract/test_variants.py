"""One plan in other encodings, line ends and characters is the same plan, and its spans lead back to what is printed."""

import re
from dataclasses import replace

import opencc
import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source

PLANS = ["donglan", "linshu", "qinghe", "wangchuan"]
HIDDEN = "\u200b\ufeff\u2060\u200e"


def sprinkle(text):
    """An invisible character after every fifth one and at both ends."""
    return "\ufeff" + "".join(char + HIDDEN[i % 4] * (i % 5 == 0) for i, char in enumerate(text)) + "\u200b"


VARIANTS = {
    "gb18030": lambda text: text.encode("gb18030"),
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old mac line ends": lambda text: text.replace("\n", "\r").encode(),
    "line separators": lambda text: text.replace("\n", "\u2028").encode(),
    "zero-width characters": lambda text: sprinkle(text).encode(),
    "all of it": lambda text: sprinkle(text).replace("\n", "\r\n").encode("gb18030"),
}


def found(extraction, text):
    """Everything that was read, each with what its span covers in the source, invisible characters aside."""
    offsets = extraction.document.offsets

    def printed(span):
        there = offsets.span_to_source(span).of(text)
        return re.sub(r"\r\n?|\u2028", "\n", re.sub(f"[{HIDDEN}]", "", there))

    return (
        [(s.kind, printed(s.span)) for s in extraction.segments],
        [(type(p).__name__, p.path, p.label, p.heading, printed(p.span)) for p in extraction.provisions],
        [
            (r.task, r.role, r.as_named, r.open_ended, r.institution, printed(r.span))
            for r in extraction.responsibilities
        ],
        [(d.provision, d.due, d.recurrence, printed(d.span)) for d in extraction.deadlines],
        [(c.provision, c.title, c.number, printed(c.span)) for c in extraction.citations],
        [
            (o.provision, o.modality, [a.as_named for a in o.actors], printed(o.span))
            for o in extraction.obligations
        ],
        replace(extraction.document, text="", digest="", offsets=None),
    )


@pytest.fixture
def read(authority, plan):
    def one(name, variant=None):
        text = plan(name).document.text
        data = VARIANTS[variant](text) if variant else text.encode()
        file = source(f"{name}.txt", data)
        return found(extract(file, authority), file.text)

    return one


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", PLANS)
def test_a_plan_is_the_same_plan_however_it_is_written(name, variant, read):
    for plain, other in zip(read(name), read(name, variant), strict=True):
        assert other == plain


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_in_traditional_characters_is_the_same_plan(name, authority, plan):
    text = plan(name).document.text
    traditional = "".join(map(opencc.OpenCC("s2t").convert, text))
    assert traditional != text
    extraction = extract(source(f"{name}.txt", traditional.encode()), authority)
    assert replace(extraction, document=plan(name).document) == plan(name)
    assert extraction.document.title == plan(name).document.title
    offsets = extraction.document.offsets
    for responsibility in extraction.responsibilities:
        printed = offsets.span_to_source(responsibility.span).of(traditional)
        assert opencc.OpenCC("t2s").convert(printed) == responsibility.span.of(text)
