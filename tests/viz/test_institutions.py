from __future__ import annotations

from collections.abc import Callable

from zeren.viz import institutions, page
from zeren.viz.institutions import MEASURES

Row = dict[str, str | None]
Make = Callable[..., Row]


def test_bodies_are_tied_by_the_tasks_they_share(duties: list[Row]) -> None:
    view = institutions(duties)
    assert [(node.title, node.weight) for node in view.nodes] == [("望川市司法局", 20), ("望川市财政局", 20)]
    (edge,) = view.edges
    assert edge.facts == (("shared", "20"),)
    assert {edge.source, edge.target} == {node.id for node in view.nodes}
    assert edge.weight == 1


def test_a_line_leads_to_sentences_with_both_names_marked(duties: list[Row]) -> None:
    (edge,) = institutions(duties).edges
    assert len(edge.evidence) == 6
    assert edge.evidence[0].context == duties[0]["context"]
    assert sorted(edge.evidence[0].quotes) == ["市司法局", "市财政局"]
    assert edge.evidence[0].file == "wangchuan.txt"
    assert "健全" in edge.evidence[0].note or "规范" in edge.evidence[0].note


def test_groups_and_unresolved_names_are_no_bodies(make_duty: Make) -> None:
    unresolved = make_duty(1, "市某某办", "lead", institution=None, institutionName="市某某办")
    group = make_duty(1, "各区县政府", "support")
    view = institutions([make_duty(1, "市司法局", "lead"), unresolved, group])
    assert [node.title for node in view.nodes] == ["望川市司法局"]
    assert view.edges == ()
    assert view.edge_kinds == ()


def test_the_table_holds_every_measure_of_every_body(duties: list[Row]) -> None:
    view = institutions(duties)
    assert [row.name for row in view.table] == ["望川市司法局", "望川市财政局"]
    assert all(len(row.figures) == len(MEASURES) for row in view.table)
    figures = dict(zip((measure.key for measure in MEASURES), view.table[0].figures, strict=True))
    assert figures == {
        "load": 20, "partners": 1, "asLead": 1, "asResponsible": 0, "asSupport": 0, "asSupervise": 0,
        "shared": 20, "betweenness": 0, "community": 1,
    }  # fmt: skip
    for measure in MEASURES:
        assert measure.meaning_zh
        assert measure.meaning_en
        assert "\n" not in measure.meaning_zh + measure.meaning_en


def test_a_community_is_called_by_its_busiest_body(make_duty: Make) -> None:
    rows = [make_duty(number, name, "lead") for number in (1, 2) for name in ("市司法局", "市财政局")]
    rows += [make_duty(3, name, "lead") for name in ("市水利局", "市林业局", "市农业局")]
    rows += [
        make_duty(3, "市水利局", "support"),
        make_duty(4, "市水利局", "lead"),
        make_duty(5, "市孤独局", "lead"),
    ]
    view = institutions(rows)
    assert [(kind.key, kind.label_zh) for kind in view.node_kinds] == [
        ("c1", "群1 望川市水利局等"),
        ("c2", "群2 望川市司法局等"),
        ("rest", "其他小群"),
    ]
    assert {node.kind for node in view.nodes if node.title == "望川市孤独局"} == {"rest"}


def test_only_the_strongest_lines_of_a_crowd_are_drawn_and_the_page_says_so(make_duty: Make) -> None:
    crowd = [f"市第{number}局" for number in range(130)]
    rows = [make_duty(1, name, "lead") for name in crowd]
    rows += [make_duty(2, name, "lead") for name in crowd[:5]]
    view = institutions(rows)
    assert len(view.nodes) == 120
    assert len(view.edges) == 10
    assert len(view.table) == 130
    assert "不少于 2 项" in view.subtitle
    assert "10 个单位只列于表中" in view.subtitle
    assert [edge.weight for edge in view.edges] == [1.0] * 10


def test_a_person_may_ask_for_stronger_lines(make_duty: Make) -> None:
    rows = [make_duty(number, name, "lead") for number in (1, 2) for name in ("市司法局", "市财政局")]
    rows.append(make_duty(1, "市水利局", "support"))
    assert len(institutions(rows).edges) == 3
    assert len(institutions(rows, at_least=2).edges) == 1
    assert institutions(rows, at_least=3).edges == ()


def test_bodies_of_several_plans_are_called_in_full(make_duty: Make) -> None:
    one = make_duty(1, "市司法局", "lead")
    two = make_duty(2, "市司法局", "lead", plan="other", planTitle="云岭省方案")
    assert institutions([one]).nodes[0].label == "市司法局"
    assert institutions([one, two]).nodes[0].label == "望川市司法局"
    assert "云岭省方案" in institutions([one, two]).subtitle


def test_the_same_rows_give_the_same_page(duties: list[Row]) -> None:
    assert page(institutions(duties)) == page(institutions(iter(duties)))
    assert page(institutions([]))


def test_a_line_has_a_facet_for_each_shared_task(make_duty: Callable[..., Row]) -> None:
    rows = [
        make_duty(at, name, "lead", due=f"202{at}-12-31")
        for at in (2, 4)
        for name in ("市司法局", "市财政局")
    ]
    (line,) = institutions(rows).edges
    assert line.facets == (("", "2022-12-31"), ("", "2024-12-31"))
