"""From a county's task up to the national outline, and from there down to who carries it out."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from zeren.graph.links import _as_measured
from zeren.graph.lookup import find
from zeren.graph.trace import Step, downwards, tasks_of, upwards


def paths(step: Step) -> Iterator[tuple[str, ...]]:
    here = f"{step.level}{step.label}"
    if not step.beyond:
        yield (here,)
    for beyond in step.beyond:
        yield from ((here, *rest) for rest in paths(beyond))


def steps(step: Step) -> Iterator[Step]:
    yield step
    for beyond in step.beyond:
        yield from steps(beyond)


def test_a_countys_task_reaches_city_province_and_nation(store):
    chain = upwards(store, find(store, "青禾县#（三）"))
    assert ("County（三）", "Prefectural2.", "Provincial（三）", "National（四）") in list(paths(chain))
    assert {step.plan for step in steps(chain)} == {
        "青禾县贯彻落实《法治政府建设实施纲要（2021－2025年）》实施方案",
        "望川市法治政府建设工作方案（2021－2025年）",
        "东澜省法治政府建设实施方案（2021—2025年）",
        "法治政府建设实施纲要（2021－2025年）",
    }


def test_each_step_carries_what_one_asks_of_it(store):
    chain = upwards(store, find(store, "青禾县#（三）"))
    assert (chain.title, chain.due, chain.leads) == ("动态管理权责清单", "2023-03-31", ("县委编办",))
    assert (chain.confidence, chain.accepted, chain.rationale) == (None, False, "")
    assert [quoted.property for quoted in chain.quotations] == ["span"]
    (city,) = [step for step in chain.beyond if step.level == "Prefectural"]
    assert city.accepted
    assert 0.5 < city.confidence <= 1
    assert city.rationale
    assert city.leads == ("市委编办",)
    assert [quoted.property for quoted in city.quotations] == ["span", "upperSpan"]


def test_no_link_is_said_to_be_surer_than_was_measured(store):
    asked = """PREFIX zr: <https://w3id.org/zeren#> SELECT ?sure ?status WHERE {
      ?link zr:confidence ?sure OPTIONAL { ?link zr:status ?status } }"""
    said = [(Decimal(row["sure"]), row["status"] or "") for row in store.rows(asked)]
    assert len(said) > 150
    assert max(sure for sure, _ in said) == Decimal("0.99")
    assert all(sure == round(sure, 2) for sure, _ in said)
    assert min(sure for sure, status in said if status.endswith("Accepted")) >= Decimal("0.63")


@pytest.mark.parametrize(
    ("found", "stated"), [(0.999, "0.99"), (0.6299, "0.62"), (0.29, "0.29"), (0.63, "0.63")]
)
def test_a_confidence_is_cut_so_that_it_never_says_more(found, stated):
    assert _as_measured(found).value == stated


def test_what_goes_up_comes_down(store):
    """Every path down from a national item ends where a path up from there begins."""
    top = find(store, "法治政府建设实施纲要（2021－2025年）#（四）")
    down = downwards(store, top)
    assert ("National（四）", "Provincial（三）", "Prefectural2.", "County（三）") in list(paths(down))
    for path in paths(down):
        if path[-1].startswith("County"):
            assert tuple(reversed(path)) in list(paths(upwards(store, find(store, f"青禾县#{path[-1][6:]}"))))


def test_a_local_addition_reaches_nothing(store):
    """How the city follows its own plan up has no upper basis; what is unsure is shown only to those who ask for it."""
    task = find(store, "临澍市#第一条")
    assert upwards(store, task).beyond == ()
    unsure = upwards(store, task, candidates=True)
    assert all(not step.accepted for step in unsure.beyond)


def test_candidates_add_steps_and_take_none_away(store):
    task = find(store, "青禾县#（十四）")
    sure, all_of_them = set(paths(upwards(store, task))), set(paths(upwards(store, task, candidates=True)))
    assert {step.iri for step in steps(upwards(store, task))} <= {
        s.iri for s in steps(upwards(store, task, candidates=True))
    }
    assert len(all_of_them) > len(sure)


def test_the_tasks_of_a_plan_come_in_its_order(store, rows):
    tasks = tasks_of(store, find(store, "青禾县"))
    assert len(tasks) == 24
    labels = [rows(f"SELECT ?label WHERE {{ <{task}> zr:label ?label }}")[0]["label"] for task in tasks]
    assert (labels[0], labels[-1]) == ("（一）", "（二十四）")


def test_what_is_not_in_the_store_is_a_chain_of_one(store):
    step = upwards(store, "https://w3id.org/zeren/id/provision/x/y/1")
    assert (step.plan, step.title, step.beyond) == ("", "", ())


@pytest.mark.parametrize("ask", [upwards, downwards, tasks_of])
def test_what_is_no_iri_is_refused(store, ask):
    with pytest.raises(ValueError, match=r".+"):
        ask(store, "http://x/> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o")
