"""The words that plans ask with: closed kinds, each word once, in order."""

import csv
from importlib.resources import files

import pytest

from zeren.data.verbs import particles, verbs

KINDS = ["encourage", "explore", "result", "light", "weak", "strong"]
PARTICLES = ["link", "adverb", "must", "should", "mustnot", "may", "prep", "noun"]


@pytest.mark.parametrize(("name", "kinds"), [("verbs.csv", KINDS), ("particles.csv", PARTICLES)])
def test_a_table_is_sorted_and_has_every_word_once(name, kinds):
    with (files("zeren.data") / name).open(encoding="utf-8", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(file)]
    words = [row[0] for row in rows]
    assert len(set(words)) == len(words) > 600
    assert all(word == word.strip() and word for word in words)
    assert rows == sorted(rows, key=lambda row: (kinds.index(row[1]), row[0]))


def test_verbs_are_of_their_kinds():
    assert {verb.kind for verb in verbs().values()} == set(KINDS)
    assert (verbs()["加强"].kind, verbs()["加强"].leading) == ("strong", False)
    assert (verbs()["加快"].kind, verbs()["加快"].leading) == ("strong", True)
    assert verbs()["管理"].kind == "weak"


def test_particles_are_of_their_kinds():
    assert set(particles().values()) == set(PARTICLES)
    assert [particles()[word] for word in ("应当", "不得", "要", "按照", "应急")] == [
        *("must", "mustnot", "should", "prep", "noun"),
    ]
