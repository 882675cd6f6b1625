"""The five real plans against what readers of them labelled, and every real plan at least read."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from zeren.extract.links.derive import derive
from zeren.ontology.model import Status, Task

SHARED = Path(__file__).parents[3] / "shared"
HUISHAN, KUNSHAN, DISTRICT = "000_35a807fc004e5c31", "001_7ed8d9d2f39be277", "002_110a5e8f5710d231"
EZHOU, CHANGDE = "003_6d7c68cf771b9a48", "004_012f9fcd81e7aa94"
SEEDS = [HUISHAN, KUNSHAN, DISTRICT, EZHOU, CHANGDE]
ROLES = {"lead": "lead", "responsible": "responsible", "support": "participant"}

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"{SHARED} is not here: the real plans are not in the repository"
)


def differences(gold, found):
    """Both sides' surplus, a line a row, for a failure to show."""
    missing, surplus = Counter(gold) - Counter(found), Counter(found) - Counter(gold)
    return "".join(f"\n- {row}" for row in missing.elements()) + "".join(
        f"\n+ {row}" for row in surplus.elements()
    )


def starts(extraction):
    """The position in the source of a position in the text."""
    return extraction.document.offsets.to_source


@pytest.mark.parametrize(("file", "count"), [(EZHOU, 242), (CHANGDE, 408)])
def test_bodies_and_roles_are_those_of_the_labels(file, count, plan, gold):
    extraction = plan(f"seeds/{file}")
    at, items = starts(extraction), {p.path: p for p in extraction.provisions}
    times = defaultdict(list)
    for deadline in extraction.deadlines:
        if deadline.method.endswith(".clause"):
            times[deadline.provision].append(deadline.text)
    labelled = [
        (int(r["start"]), r["item"], r["role"], r["surface"], r["open"], r["deadline"])
        for r in gold("responsibilities", file)
    ]
    found = [
        (
            at(r.clause.start),
            number(items, r.task),
            ROLES[r.role],
            r.as_named,
            str(int(r.open_ended)),
            ";".join(times[r.task]),
        )
        for r in extraction.responsibilities
    ]
    assert len(labelled) == count
    right = (Counter(labelled) & Counter(found)).total()
    f1 = 2 * right / (len(labelled) + len(found))
    assert f1 >= 0.99, differences(labelled, found)
    assert f1 == 1.0, f"still {f1:.4f}, but it was 1.0:{differences(labelled, found)}"


def number(items, path):
    """The number of the numbered item a task is or stands under."""
    item = items[path]
    while not item.label:
        item = items[item.parent]
    return str(item.number)


@pytest.mark.parametrize(("file", "count"), [*zip(SEEDS, [12, 5, 17, 58, 22], strict=True)])
def test_deadlines_are_those_of_the_labels(file, count, plan, gold):
    extraction = plan(f"seeds/{file}")
    labelled = [(int(r["start"]), r["due"], r["recurrence"]) for r in gold("deadlines", file)]
    found = [
        (starts(extraction)(d.span.start), str(d.due or ""), d.recurrence or "") for d in extraction.deadlines
    ]
    assert len(labelled) == count
    assert sorted(labelled) == sorted(found), differences(labelled, found)


@pytest.mark.parametrize(("file", "count"), [*zip(SEEDS, [16, 6, 3, 9, 41], strict=True)])
def test_every_mention_of_a_document_is_found_once(file, count, plan, gold):
    extraction = plan(f"seeds/{file}")
    at = starts(extraction)
    labelled = [(int(r["start"]), len(r["title"]), r["number"]) for r in gold("citations", file)]
    printed = extraction.document.text
    begins = [c.span.start + (printed[c.span.start] == "《") for c in extraction.citations]
    found = [
        (at(start), len(c.title), c.number or "")
        for start, c in zip(begins, extraction.citations, strict=True)
    ]
    assert len(labelled) == count
    assert sorted(labelled) == sorted(found), differences(labelled, found)


@pytest.mark.parametrize(("file", "count"), [*zip(SEEDS, [47, 20, 32, 52, 136], strict=True)])
def test_every_numbered_provision_stands_in_its_place(file, count, plan, gold):
    extraction = plan(f"seeds/{file}")
    items = {p.path: p for p in extraction.provisions}
    labelled = [(r["label"], int(r["number"]), r["parent"]) for r in gold("trees", file)]
    found = [
        (p.label, p.number, items[p.parent].label if p.parent else "")
        for p in extraction.provisions
        if p.label and not p.point
    ]
    assert len(labelled) == count
    assert labelled == found, differences(labelled, found)


@pytest.mark.parametrize("file", SEEDS)
def test_every_numbered_leaf_is_a_task(file, plan):
    numbered = [p for p in plan(f"seeds/{file}").provisions if p.label and not p.point]
    holding = {p.parent for p in numbered}
    assert all(isinstance(p, Task) for p in numbered if p.path not in holding)


@pytest.fixture
def links(plan, outline, gold):
    """For a plan and an outline: the accepted links of its labelled tasks as (task, found, right or not)."""

    def of(file, year):
        extraction, upper = plan(f"seeds/{file}"), outline(year)
        tasks = {t.path: t for t in extraction.tasks}
        items = {p.path: p for p in upper.provisions}
        numbers = {p.path: p.number for p in extraction.provisions}
        labelled = {
            int(r["item"]): {int(r["upper"]), *map(int, r["also"].split())} for r in gold("links", file)
        }
        found = []
        for link in derive(extraction, upper):
            task = tasks[link.task.parts[-1]]
            key = numbers[task.parent] if file == CHANGDE else task.number
            if link.status is Status.ACCEPTED and not task.general and task.label and key in labelled:
                to = items[link.upper.parts[-1]].number
                found.append((f"{task.label}{task.heading}", to, to in labelled[key]))
        return found

    return of


def test_every_task_of_changde_goes_to_the_item_of_its_section(links):
    found = links(CHANGDE, 2021)
    assert len(found) == 100
    assert [one for one in found if not one[2]] == []


def test_huishan_s_tasks_go_to_the_right_items(links):
    found = links(HUISHAN, 2021)
    right = sum(one[2] for one in found)
    print(f"{right} right of {len(found)} accepted, of 34:", [one for one in found if not one[2]])
    assert right >= 32
    assert right == len(found)


def test_kunshan_s_tasks_mostly_do(links):
    found = links(KUNSHAN, 2015)
    right = sum(one[2] for one in found)
    print(f"{right} right of {len(found)} accepted, of 15:", [one for one in found if not one[2]])
    assert right >= 12


FILES = sorted(
    p.relative_to(SHARED).with_suffix("").as_posix()
    for p in [*SHARED.glob("seeds/*.txt"), *SHARED.glob("corpus/*.txt")]
)


def test_all_the_real_plans_are_there():
    assert len(FILES) == 40


@pytest.mark.parametrize("file", FILES)
def test_every_real_plan_is_read_and_all_of_it_is_accounted_for(file, plan):
    extraction = plan(file)
    text, parts = extraction.document.text, {}
    assert extraction.tasks
    for provision in extraction.provisions:
        parts[provision.path] = provision
        assert provision.parent is None or provision.parent in parts
    assert len(parts) == len(extraction.provisions)
    whole = [p.span for p in extraction.provisions if not p.point] + [s.span for s in extraction.segments]
    assert "".join(span.of(text) for span in sorted(whole)) == text
    assert all(r.task in parts and isinstance(parts[r.task], Task) for r in extraction.responsibilities)
    unresolved = [r.as_named for r in extraction.responsibilities if r.institution is None]
    assert len(unresolved) <= len(extraction.responsibilities) * 0.05, unresolved
    for responsibility in extraction.responsibilities:
        printed = "".join(responsibility.span.of(text).split())
        assert responsibility.as_named.endswith(printed) or responsibility.as_named.startswith(printed)
    assert all(d.span.of(text) == d.text for d in extraction.deadlines)
    assert all(c.span.of(text).startswith("《" + c.title) for c in extraction.citations)


CLAUSES = {
    "corpus/cov-beijing-zhongxiao-2020": 16,
    "corpus/cov-shijingshan-2020": 15,
    "corpus/cov-sanming-2020": 12,
    "corpus/gov-jiuye-2018": 15,
    "corpus/gov-wufeichengshi-2018": 39,
    "corpus/gov-zonghebaoshuiqu-2019": 21,
    "corpus/ha-jiuye-2019": 17,
    "corpus/sd-sijiansizeng-2021": 65,
    "corpus/zjai-zhongshijidi": 13,
}
"""How many clauses a reader counts who looks for 负责, 牵头 and 责任单位 in brackets and on lines."""


@pytest.mark.parametrize(("file", "count"), CLAUSES.items())
def test_no_clause_of_a_scanned_or_scraped_plan_is_lost(file, count, plan):
    assert len({r.clause for r in plan(file).responsibilities}) == count


@pytest.mark.parametrize(
    ("file", "before"),
    [
        ("corpus/gov-jiuye-2018", 0),
        ("corpus/ha-jiuye-2019", 0),
        ("corpus/gov-zonghebaoshuiqu-2019", 0),
        ("corpus/zjai-zhongshijidi", 1),
    ],
)
def test_the_first_listed_leads_from_where_a_plan_says_so(file, before, plan):
    clauses = list(dict.fromkeys(r.clause for r in plan(file).responsibilities))
    first = {clause: next(r for r in plan(file).responsibilities if r.clause == clause) for clause in clauses}
    assert [first[clause].role for clause in clauses] == ["responsible"] * before + ["lead"] * (
        len(clauses) - before
    )
