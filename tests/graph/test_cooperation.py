"""The network of bodies that share tasks: its measures by hand, and always the same."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.graph.cooperation import Duty, communities_of, cooperation, standings

LINE = [
    Duty("1", "甲", "lead"),
    Duty("1", "乙", "support"),
    Duty("2", "乙", "lead"),
    Duty("2", "丙", "support"),
]
DUTIES = st.lists(
    st.builds(
        Duty,
        st.sampled_from("123456"),
        st.sampled_from("甲乙丙丁戊"),
        st.sampled_from(["lead", "responsible", "support", "supervise"]),
    ),
    max_size=30,
)


def test_the_measures_of_three_in_a_line():
    middle, *ends = standings(cooperation(LINE))
    assert (middle.body, middle.tasks, middle.partners, middle.shared, middle.betweenness) == (
        "乙",
        2,
        2,
        2,
        1.0,
    )
    assert middle.by_role == {"lead": 1, "responsible": 0, "support": 1, "supervise": 0}
    assert [(end.body, end.tasks, end.partners, end.betweenness) for end in ends] == [
        ("丙", 1, 1, 0),
        ("甲", 1, 1, 0),
    ]


def test_a_weight_is_the_number_of_shared_tasks_and_shortens_the_way():
    direct = [Duty("9", "甲", "lead"), Duty("9", "丙", "lead")]
    thick = [
        Duty(f"{task}{n}", body, "lead")
        for n in range(4)
        for task, ends in (("a", "甲乙"), ("b", "乙丙"))
        for body in ends
    ]
    graph = cooperation(direct + thick)
    assert graph["甲"]["乙"]["weight"] == 4
    assert graph["甲"]["乙"]["tasks"] == ("a0", "a1", "a2", "a3")
    assert standings(graph)[0].betweenness == 1.0


def test_two_circles_are_two_communities_the_larger_first():
    circles = {"x": "甲乙丙丁", "y": "戊己庚"}
    duties = [Duty(task, body, "lead") for task, bodies in circles.items() for body in bodies]
    found = communities_of(cooperation(duties))
    assert found == {**dict.fromkeys("甲乙丙丁", 1), **dict.fromkeys("戊己庚", 2)}


@given(DUTIES, st.randoms())
def test_neither_the_order_of_duties_nor_their_repetition_changes_a_figure(duties, chance):
    again = [*duties, *duties]
    chance.shuffle(again)
    found = standings(cooperation(again))
    assert found == standings(cooperation(duties))
    graph = cooperation(duties)
    assert sum(each.shared for each in found) == 2 * sum(w for *_, w in graph.edges(data="weight"))
    assert [each.partners for each in found] == [graph.degree[each.body] for each in found]
    assert all(max(each.by_role.values()) <= each.partners <= sum(each.by_role.values()) for each in found)


def test_nothing_gives_nothing():
    assert standings(cooperation([])) == ()
    assert communities_of(nx.Graph()) == {}


def test_a_large_network_is_measured_by_a_sample_that_is_always_the_same():
    duties = [Duty(str(n // 3), f"{n * 7 % 900}", "lead") for n in range(4000)]
    graph = cooperation(duties)
    assert len(graph) == 900
    assert standings(graph) == standings(cooperation(reversed(duties)))
    exact = nx.betweenness_centrality(graph, weight="distance")
    for each in standings(graph)[:5]:
        assert each.betweenness == pytest.approx(exact[each.body], abs=0.02)
