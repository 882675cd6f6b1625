"""Which judgements stand: the later ones, in whatever order they are read, and never two that contradict."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.graph.settling import Placed, settle
from zeren.ontology.judgement import About, Judgement, Verdict

BODIES = "甲乙丙丁戊"
ONE_OF = st.sampled_from(BODIES)


def body(second: int, one: str, verdict: str, other: str, **more: str) -> Placed:
    time = f"2026-01-01T00:{second // 60:02}:{second % 60:02}.000Z"
    said = Judgement(time, "张三", About.INSTITUTION, one, Verdict(verdict), other, **more)
    return Placed(said, one, other)


def link(second: int, task: str, verdict: str, upper: str) -> Placed:
    said = Judgement(f"2026-01-01T00:00:{second:02}.000Z", "张三", About.LINK, task, Verdict(verdict), upper)
    return Placed(said, task, upper)


HISTORIES = st.lists(
    st.tuples(ONE_OF, st.sampled_from(["same", "same", "not-same", "unsure"]), ONE_OF).filter(
        lambda t: t[0] != t[2]
    ),
    max_size=14,
).map(lambda said: [body(second, *each) for second, each in enumerate(said)])


@given(HISTORIES, st.randoms())
def test_the_order_in_which_judgements_are_read_and_how_often_makes_no_difference(history, chance):
    settled, again = settle(history), [*history, *history]
    chance.shuffle(again)
    assert settle(again) == settled
    assert settle(settled.in_force).in_force == settled.in_force


@given(HISTORIES)
def test_no_two_bodies_are_ever_both_the_same_and_not_the_same(history):
    settled = settle(history)
    for one, other in settled.different:
        assert not any(one in records and other in records for records in settled.same)
    assert len({record for records in settled.same for record in records}) == sum(map(len, settled.same))
    for contradiction in settled.refused:
        assert contradiction.against
        assert contradiction.judgement not in {each.judgement for each in settled.in_force}


@given(HISTORIES)
def test_sameness_is_what_the_judgements_in_force_reach(history):
    settled = settle(history)
    reached = {record: {record} for record in BODIES}
    for each in settled.in_force:
        if each.judgement.verdict is Verdict.SAME:
            both = reached[each.subject] | reached[each.object]
            reached |= dict.fromkeys(both, both)
    assert set(settled.same) == {tuple(sorted(group)) for group in reached.values() if len(group) > 1}


def test_a_later_judgement_takes_the_place_of_an_earlier_one_whichever_way_round():
    settled = settle([body(1, "甲", "same", "乙"), body(2, "乙", "not-same", "甲")])
    assert [each.judgement.verdict for each in settled.in_force] == [Verdict.NOT_SAME]
    assert settled.same == ()
    assert settled.different == {("乙", "甲")} or settled.different == {("甲", "乙")}


def test_unsure_takes_back_what_was_said():
    assert settle([body(1, "甲", "same", "乙"), body(2, "甲", "unsure", "乙")]).same == ()


@pytest.mark.parametrize(
    "history",
    [
        [
            body(1, "甲", "same", "乙"),
            body(2, "乙", "same", "丙"),
            body(3, "甲", "not-same", "丙", note="两家"),
        ],
        [
            body(1, "甲", "not-same", "丙", note="两家"),
            body(2, "甲", "same", "乙"),
            body(3, "乙", "same", "丙"),
        ],
    ],
)
def test_a_contradiction_by_way_of_a_third_is_refused_with_both_sides(history):
    settled = settle(history)
    (refused,) = settled.refused
    assert refused.judgement == history[2].judgement
    assert set(refused.against) == {history[0].judgement, history[1].judgement}
    assert str(refused).count("张三") == 3
    assert "两家" in str(refused)


def test_a_pair_may_be_parted_where_nothing_else_ties_it():
    history = [body(1, "甲", "same", "乙"), body(2, "乙", "same", "丙"), body(3, "乙", "not-same", "丙")]
    settled = settle(history)
    assert settled.refused == ()
    assert settled.same == (tuple(sorted("甲乙")),)


def test_links_and_findings_are_each_judged_for_themselves():
    history = [link(1, "a", "accept", "b"), link(2, "b", "reject", "a"), link(3, "a", "reject", "b")]
    assert [each.judgement.order for each in settle(history).in_force] == [
        history[1].judgement.order,
        history[2].judgement.order,
    ]


def test_thousands_of_judgements_settle_quickly():
    chance = random.Random(1)
    many = [body(n % 3600, f"{n}", "same", f"{n // 4 * 4}") for n in range(10_000) if n % 4]
    many += [body(n % 3600, f"{n}", "not-same", f"{chance.randrange(n - 3)}") for n in range(8, 10_000, 2)]
    settled = settle(many)
    assert len(settled.same) == 2500
    assert settled.refused == ()
