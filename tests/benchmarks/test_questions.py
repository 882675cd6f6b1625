"""The benchmark of questions asks every question of the library, each about something that the store holds."""

import kept
import pytest
import questions as benchmark

from zeren.graph.store import Store
from zeren.queries import Table, bind, questions, run


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: asked.name)
def test_every_question_has_its_values(sample_store, asked):
    store = Store.read(sample_store)
    values = benchmark.values(asked, store)
    assert {one.name for one in asked.parameters if not one.optional} <= set(values)
    assert ("plan" in values) == any(one.name == "plan" for one in asked.parameters)
    assert isinstance(run(store, bind(asked, values)), Table)
    text = benchmark.of_all(asked, store)
    assert bool(text) == any(one.name in benchmark.ABOUT and one.optional for one in asked.parameters)


def test_a_row_a_question_and_what_peers_take(sample_store, capsys):
    asked = [one for one in questions() if one.name in ("plans", "joint-leads", "item-facts")]
    found = benchmark.measure(sample_store, asked, 60, peers=True)
    assert sorted(found) == ["item-facts", "joint-leads", "plans"]
    figures = [taken for one in found.values() for taken in (one.ours, one.rdflib)]
    assert all(0 <= seconds < 60 and rows for seconds, rows in figures)
    printed = capsys.readouterr().out
    assert "into rdflib's memory" in printed
    assert [len(line.split("\t")) for line in printed.splitlines() if line.startswith(tuple(found))] == [
        8,
        8,
        8,
    ]


def test_what_does_not_end_is_stopped(sample_store):
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    assert benchmark.limited(benchmark._ours, (sample_store, endless), 0.5) == (0.5, 0)
    assert benchmark.shown((0.5, 0), 0.5) == ["> 500", ""]


def test_what_was_kept_is_a_table():
    def row(name, quads, milliseconds, theirs=""):
        return {"question": name, "quads": quads, "ms": milliseconds, "rdflib": theirs}

    kept = [
        row("plans", "1000", "2.0", "50.0"),
        row("plans", "20000", "12.4"),
        row("names", "1000", "4.0", "> 5000"),
    ]
    assert list(benchmark.table(kept)) == [
        "| question | 1,000 quads, ms | rdflib / ours | 20,000 quads, ms |",
        "|---|---|---|---|",
        "| `names` | 4.0 | ≥ 1,250 | — |",
        "| `plans` | 2.0 | 25 | 12 |",
    ]


def test_what_was_kept_of_a_store_about_as_large_is_replaced(tmp_path):
    figures = {"plans": benchmark.Figures((0.002, 5)), "names": benchmark.Figures((0.004, 5), (0.2, 5))}
    benchmark.keep_times(1000, figures, 30, tmp_path)
    benchmark.keep_times(20_000, figures, 30, tmp_path)
    benchmark.keep_times(1100, {"names": benchmark.Figures((0.003, 5))}, 30, tmp_path)
    found = [(row["question"], row["quads"], row["ms"]) for row in kept.read("questions", tmp_path)]
    assert sorted(found) == [
        ("names", "1100", "3.0"),
        ("names", "20000", "4.0"),
        ("plans", "1100", "2.0"),
        ("plans", "20000", "2.0"),
    ]
