"""Corrected roles, names and dates, and refuted links: what questions read is in force, what the machine read is there."""

import shutil
from pathlib import Path

import pytest

from zeren.builder import build
from zeren.graph.evidence import explain
from zeren.graph.export import nquads
from zeren.graph.judgements import FILE
from zeren.graph.judging import Judge, keep, now
from zeren.graph.store import Store
from zeren.graph.trace import upwards
from zeren.graph.validation import check
from zeren.ontology.iri import BASE
from zeren.queries import ask, mappings

PREFIX = "PREFIX zr: <https://w3id.org/zeren#> PREFIX dcterms: <http://purl.org/dc/terms/> "
TASK = "理顺县乡执法关系"
OUTLINE = "法治政府建设实施纲要（2021－2025年）"


class Reviewed:
    """A store of the sample of its own, what people say of it, and what it answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def store(self) -> Store:
        return Store.read(self.folder)

    def say(self, subject: str, verdict: str, object: str = "") -> None:
        said = Judge(self.store, BASE).judgement(subject, verdict, object, by="张三", time=now())
        assert keep(self.folder, [said], BASE)

    def rows(self, query: str) -> list[dict[str, str | None]]:
        return list(self.store.rows(PREFIX + query))

    def one(self, query: str) -> dict[str, str]:
        (found,) = self.rows(query)
        return found

    def ask(self, question: str, **parameters: str) -> list[dict[str, str | None]]:
        return list(mappings(ask(self.store, question, parameters)))

    @property
    def task(self) -> str:
        return self.one(f'SELECT ?t WHERE {{ ?t dcterms:title "{TASK}" ; a zr:Task }}')["t"]

    def duty(self, named: str) -> str:
        return self.one(
            f'SELECT ?r WHERE {{ ?r zr:task <{self.task}> ; zr:asNamed "{named}" FILTER NOT EXISTS {{ ?r zr:corrects ?x }} }}'
        )["r"]

    def bodies(self, shortcut: str) -> list[str]:
        rows = self.rows(
            f"SELECT ?n WHERE {{ <{self.task}> zr:{shortcut}/<http://www.w3.org/2004/02/skos/core#prefLabel> ?n }} ORDER BY ?n"
        )
        return [row["n"] for row in rows]


@pytest.fixture
def reviewed(built: Path, tmp_path: Path) -> Reviewed:
    return Reviewed(shutil.copytree(built, tmp_path / "store"))


@pytest.fixture
def sources(sample: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sample, tmp_path / "sources", ignore=shutil.ignore_patterns("*.csv", "*.md"))


# Roles and names


def test_a_corrected_role_is_what_questions_answer(reviewed):
    assert reviewed.bodies("leadBy") == ["青禾县司法局"]
    duty = reviewed.duty("县司法局")
    reviewed.say(duty, "corrected", "role=support")
    assert reviewed.bodies("leadBy") == []
    assert "青禾县司法局" in reviewed.bodies("supportedBy")
    assert "青禾县司法局" in reviewed.bodies("assignedTo")
    mine = [
        row
        for row in reviewed.ask("tasks-of-institution", institution="青禾县司法局")
        if row["taskTitle"] == TASK
    ]
    assert [(row["roleName"], row["asNamed"]) for row in mine] == [("support", "县司法局")]
    assert TASK in [row["taskTitle"] for row in reviewed.ask("tasks-without-lead", plan="青禾县")]
    drawn = [row for row in reviewed.ask("map-accountability", plan="青禾县") if row["taskTitle"] == TASK]
    assert "lead" not in {row["role"] for row in drawn}
    assert list(check(reviewed.store)) == []


def test_what_the_machine_read_is_still_there_and_told_apart(reviewed):
    duty = reviewed.duty("县司法局")
    reviewed.say(duty, "corrected", "role=support")
    read = reviewed.one(f"SELECT ?g ?role WHERE {{ GRAPH ?g {{ <{duty}> zr:role ?role }} }}")
    assert read["role"].endswith("#Lead")
    assert "/graph/990121/" in read["g"]
    aside = reviewed.one(f"SELECT ?g ?at WHERE {{ GRAPH ?g {{ ?at zr:setAside <{duty}> }} }}")
    assert (aside["g"].rsplit("/", 1)[1], aside["at"]) == ("reviews", reviewed.task)
    found = explain(reviewed.store, reviewed.task, "zh").findings
    (correction,) = [one for one in found if "/correction/" in one]
    assert duty in found
    shown = explain(reviewed.store, correction, "zh")
    assert [(s.verdict, s.correction, s.by) for s in shown.signatures] == [("更正", "role=support", "张三")]
    assert shown.quotations[0].exact == "县司法局"
    (counts,) = [
        row for row in reviewed.ask("review-counts", plan="青禾县") if row["about"] == "responsibility"
    ]
    assert counts["rejected"] == "1"


def test_a_role_that_is_wrong_is_gone_from_the_shortcuts_and_comes_back_when_taken_back(reviewed):
    before = nquads(reviewed.store)
    duty = reviewed.duty("县司法局")
    reviewed.say(duty, "wrong")
    assert reviewed.bodies("leadBy") == []
    assert "青禾县司法局" not in reviewed.bodies("assignedTo")
    reviewed.say(duty, "right")
    assert reviewed.bodies("leadBy") == ["青禾县司法局"]
    kept = [line for line in nquads(reviewed.store).splitlines() if b"/graph/reviews" not in line]
    assert kept == before.splitlines()


def test_corrections_of_role_and_name_stand_together(reviewed):
    duty = reviewed.duty("县司法局")
    reviewed.say(duty, "corrected", "role=responsible")
    (correction,) = [
        one for one in explain(reviewed.store, reviewed.task, "zh").findings if "/correction/" in one
    ]
    reviewed.say(correction, "corrected", "name=县委编办")
    assert reviewed.bodies("leadBy") == []
    assert reviewed.bodies("responsibleBy") == ["青禾县委机构编制委员会办公室"]
    assert "青禾县司法局" not in reviewed.bodies("assignedTo")


def test_a_name_that_no_plan_uses_stays_a_mention(reviewed):
    reviewed.say(reviewed.duty("县司法局"), "corrected", "name=县仙人事务局")
    assert reviewed.bodies("leadBy") == []
    assert "县仙人事务局" in [row["asNamed"] for row in reviewed.ask("unresolved-names")]


def test_words_given_as_the_span_are_quoted(reviewed):
    reviewed.say(reviewed.duty("县司法局"), "corrected", "span=县综合行政执法局")
    assert reviewed.bodies("leadBy") == ["青禾县综合行政执法局"]
    (correction,) = [
        one for one in explain(reviewed.store, reviewed.task, "zh").findings if "/correction/" in one
    ]
    (quoted,) = explain(reviewed.store, correction, "zh").quotations
    assert (quoted.exact, quoted.file) == ("县综合行政执法局", "qinghe.txt")
    assert quoted.source.end - quoted.source.start == len(quoted.exact)


# Dates


def test_a_corrected_date_is_the_tasks(reviewed):
    due = f"SELECT ?due WHERE {{ <{reviewed.task}> zr:dueBy ?due }}"
    assert [row["due"] for row in reviewed.rows(due)] == ["2023-12-31"]
    deadline = reviewed.one(f"SELECT ?d WHERE {{ <{reviewed.task}> zr:hasDeadline ?d }}")["d"]
    reviewed.say(deadline, "corrected", "due=2023-06-30")
    assert [row["due"] for row in reviewed.rows(due)] == ["2023-06-30"]
    assert TASK in [row["taskTitle"] for row in reviewed.ask("overdue", on="2023-07-01", plan="青禾县")]
    dates = [row["dueBy"] for row in reviewed.ask("deadlines", plan="青禾县") if row["taskTitle"] == TASK]
    assert dates == ["2023-06-30"]
    assert reviewed.one(f"SELECT ?d WHERE {{ <{deadline}> zr:dueBy ?d }}")["d"] == "2023-12-31"
    reviewed.say(deadline, "wrong")
    assert reviewed.rows(due) == []
    reviewed.say(deadline, "unsure")
    assert [row["due"] for row in reviewed.rows(due)] == ["2023-12-31"]


# Over rebuilds


def test_corrections_survive_a_rebuild_that_moves_everything(reviewed, sources, tmp_path):
    build([sources], reviewed.folder, jobs=1)
    link = reviewed.one(
        f'SELECT ?l WHERE {{ ?l zr:task <{reviewed.task}> ; zr:upper/zr:inPlan/dcterms:title "{OUTLINE}" ; zr:status zr:Accepted }}'
    )["l"]
    deadline = reviewed.one(f"SELECT ?d WHERE {{ <{reviewed.task}> zr:hasDeadline ?d }}")["d"]
    for said in (
        (reviewed.duty("县司法局"), "corrected", "role=support"),
        (deadline, "corrected", "due=2024-01-31"),
        (link, "reject"),
    ):
        reviewed.say(*said)
    plan = sources / "qinghe.txt"
    text = plan.read_text("utf-8")
    more = "（一）新添的一项。由县司法局牵头办理，2022年底前完成。（牵头单位：县司法局）\n"
    plan.write_text(text.replace("（一）", more + "（一）又", 1), "utf-8")
    build([sources], reviewed.folder, jobs=1)
    assert reviewed.bodies("leadBy") == []
    assert reviewed.rows(f"SELECT ?due WHERE {{ <{reviewed.task}> zr:dueBy ?due }}")[0]["due"] == "2024-01-31"
    anew = tmp_path / "anew"
    anew.mkdir()
    shutil.copy(reviewed.folder / FILE, anew)
    build([sources], anew, jobs=1)
    assert nquads(Store.read(anew)) == nquads(reviewed.store)
    (reviewed.folder / FILE).write_bytes(b"")
    build([sources], reviewed.folder, jobs=1)
    build([sources], tmp_path / "clean", jobs=1)
    assert nquads(reviewed.store) == nquads(Store.read(tmp_path / "clean"))


def test_a_build_that_is_stopped_leaves_what_the_machine_said_and_the_next_one_replays(
    reviewed, sources, monkeypatch
):
    build([sources], reviewed.folder, jobs=1)
    reviewed.say(reviewed.duty("县司法局"), "corrected", "role=support")
    whole = nquads(reviewed.store)
    text = (sources / "linshu.txt").read_text("utf-8")

    def stopped(*given):
        raise KeyboardInterrupt

    (sources / "linshu.txt").write_text(text.replace("年底前", "年底之前"), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr("zeren.builder.refresh", stopped)
        with pytest.raises(KeyboardInterrupt):
            build([sources], reviewed.folder, jobs=1)
    assert reviewed.bodies("leadBy") == ["青禾县司法局"]
    (sources / "linshu.txt").write_text(text, "utf-8")
    build([sources], reviewed.folder, jobs=1)
    assert nquads(reviewed.store) == whole


# How things stand


def links_to(reviewed: Reviewed, status: str) -> list[dict[str, str]]:
    """The county's links to items of the outline that no other task of it is linked to, and that nothing else counts for."""
    return reviewed.rows(f"""SELECT ?l ?task ?upper ?state WHERE {{
      ?l zr:status zr:{status} ; zr:task ?task ; zr:upper ?upper . ?task zr:inPlan ?plan . ?plan dcterms:title ?title
      FILTER(CONTAINS(?title, "青禾县")) ?upper zr:inPlan/dcterms:title "{OUTLINE}" .
      ?standing zr:requirement ?upper ; zr:byPlan ?plan ; zr:coverage ?state FILTER(?state != zr:DeeplyCovered)
      FILTER NOT EXISTS {{ ?other zr:upper ?upper ; zr:task/zr:inPlan ?plan FILTER(?other != ?l) }} }} ORDER BY ?l""")


def state(reviewed: Reviewed, item: str, plan: str = "青禾县") -> str | None:
    (row,) = [row for row in reviewed.ask("matrix", plan=plan, outline=OUTLINE) if row["item"] == item]
    return row["state"]


def task_state(reviewed: Reviewed, task: str) -> str | None:
    (row,) = [row for row in reviewed.ask("task-status") if row["task"] == task]
    return row["state"]


def test_a_rejected_link_no_longer_covers_its_requirement(reviewed):
    one = links_to(reviewed, "Accepted")[0]
    standing = (
        f"SELECT ?g ?v WHERE {{ GRAPH ?g {{ ?s zr:requirement <{one['upper']}> }} ?s zr:coverageRead ?v }}"
    )
    counts = {
        row["status"]: row["requirements"]
        for row in reviewed.ask("coverage", plan="青禾县", by="plan")
        if row["outlineTitle"] == OUTLINE
    }
    assert state(reviewed, one["upper"]) not in ("Uncovered", "NotAddressed")
    reviewed.say(one["l"], "reject")
    assert state(reviewed, one["upper"]) in ("Uncovered", "NotAddressed")
    assert one["upper"] in [
        row["item"] for row in reviewed.ask("matrix", plan="青禾县", status=state(reviewed, one["upper"]))
    ]
    assert one["state"] in [row["v"] for row in reviewed.rows(standing)]
    after = {
        row["status"]: row["requirements"]
        for row in reviewed.ask("coverage", plan="青禾县", by="plan")
        if row["outlineTitle"] == OUTLINE
    }
    assert after != counts
    assert one["task"] not in [
        row["task"] for row in reviewed.ask("differences") if row["item"] == one["upper"]
    ]
    assert list(check(reviewed.store)) == []
    reviewed.say(one["l"], "accept")
    assert state(reviewed, one["upper"]) == one["state"].rsplit("#")[1]
    assert reviewed.rows(standing) == []


def test_an_accepted_candidate_covers_it(reviewed):
    one = reviewed.rows("""SELECT ?l ?task ?upper ?plan WHERE {
      ?l zr:status zr:Candidate ; zr:task ?task ; zr:upper ?upper . ?task zr:inPlan ?p . ?p dcterms:title ?plan .
      ?s zr:requirement ?upper ; zr:byPlan ?p ; zr:coverage zr:Ambiguous } ORDER BY ?l""")[0]
    reviewed.say(one["l"], "accept")
    covering = {"Covered", "PartlyCovered", "ForwardedUnchanged", "DeeplyCovered"}
    assert task_state(reviewed, one["task"]) in covering
    rows = [row for row in reviewed.ask("matrix", plan=one["plan"]) if row["item"] == one["upper"]]
    assert {row["state"] for row in rows} <= covering
    assert rows[0]["tasks"]
    assert one["upper"] in {step.iri for step in upwards(reviewed.store, one["task"]).beyond}


def test_a_task_whose_links_are_all_rejected_is_a_local_addition(reviewed):
    links = {
        row["l"]
        for row in reviewed.rows(f"SELECT ?l WHERE {{ ?l a zr:Derivation ; zr:task <{reviewed.task}> }}")
    }
    task = reviewed.task
    assert len(links) >= 2
    for link in sorted(links):
        assert task_state(reviewed, task) != "LocalAddition"
        reviewed.say(link, "reject")
    assert task_state(reviewed, task) == "LocalAddition"
    assert task in [row["task"] for row in reviewed.ask("local-additions")]


def test_depth_goes_with_the_link_below(reviewed):
    """A requirement that a city covers deeply is only covered once the county's link to the city's task is rejected."""
    deep = reviewed.rows("""SELECT ?s ?upper ?task ?l WHERE { ?s zr:coverage zr:DeeplyCovered ; zr:requirement ?upper ; zr:byPlan ?plan .
      ?task zr:derivesFrom ?upper ; zr:inPlan ?plan . ?l zr:upper ?task ; zr:status zr:Accepted } ORDER BY ?s""")
    by_standing: dict[str, list[str]] = {}
    for row in deep:
        by_standing.setdefault(row["s"], []).append(row["l"])
    standing, below = next(
        (s, sorted(set(found))) for s, found in by_standing.items() if len(set(found)) == 1
    )
    values = f"SELECT ?v WHERE {{ <{standing}> zr:coverage ?v }} ORDER BY ?v"
    assert [row["v"].rsplit("#")[1] for row in reviewed.rows(values)] == ["Covered", "DeeplyCovered"]
    reviewed.say(below[0], "reject")
    assert [row["v"].rsplit("#")[1] for row in reviewed.rows(values)] == ["Covered"]


def test_a_link_that_only_a_person_made_is_drawn(reviewed):
    reviewed.say("青禾县#九", "accept", "望川市#3")
    drawn = [row for row in reviewed.ask("map-trace", plan="青禾县") if row["task"] == reviewed.task]
    (mine,) = [row for row in drawn if row["upperTitle"] == "压减审批环节"]
    assert (mine["status"], mine["reviewedBy"], mine["confidence"]) == ("accepted", "张三", None)
