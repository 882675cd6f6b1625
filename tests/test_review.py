"""`zeren review`: links before a person, one by one, from a pipe of answers; every answer is kept at once."""

import shutil
import signal
import time

import pytest

from zeren.graph.evidence import Quotation
from zeren.graph.judgements import FILE, read
from zeren.graph.reviewing import Link, changed, count, judged, ordered, read_links
from zeren.graph.store import Store
from zeren.ontology.judgement import Verdict
from zeren.queries import ask, mappings
from zeren.queries.terminal import _whole


@pytest.fixture
def folder(sample_store, tmp_path):
    return shutil.copytree(sample_store, tmp_path / "store")


def link(
    iri: str,
    confidence: float,
    *,
    accepted: bool,
    task: str = "t",
    upper: str = "u",
    said: Verdict | None = None,
) -> Link:
    return Link(iri, task, upper, "p", ("p", 1, iri), confidence, accepted, said)


# Which comes first


def test_what_the_machine_is_least_sure_of_comes_first():
    sure = link("sure", 0.99, accepted=True, task="1")
    unsure = link("unsure", 0.66, accepted=True, task="2", upper="v")
    weak = link("weak", 0.31, accepted=False, task="3", upper="w")
    questions = ordered([sure, weak, unsure])
    assert [question.link.iri for question in questions] == ["unsure", "weak", "sure"]
    assert all(question.sole for question in questions)
    assert unsure.doubt == pytest.approx(0.34)
    assert weak.doubt == pytest.approx(0.31)


def test_what_most_hangs_on_comes_before_what_is_alike():
    alone = link("alone", 0.7, accepted=True, task="1", upper="a")
    shared = [link(f"shared{n}", 0.7, accepted=True, task=f"s{n}", upper="b") for n in (1, 2)]
    first, *rest = ordered([*shared, alone])
    assert (first.link.iri, first.sole) == ("alone", True)
    assert not any(question.sole for question in rest)
    below = ordered([*shared, alone], rested_on=["s2", "1"])
    assert [(q.link.iri, q.below) for q in below] == [("alone", True), ("shared2", True), ("shared1", False)]
    rivals = [link(f"rival{n}", 0.4, accepted=False, task="r", upper=f"r{n}") for n in range(3)]
    assert {question.rivals for question in ordered(rivals)} == {2}


def test_what_was_judged_is_not_asked_again_and_is_counted():
    links = [link("a", 0.7, accepted=True), link("b", 0.4, accepted=False, task="s")]
    said = [judged(links[0], Verdict.REJECT), links[1]]
    (left,) = ordered(said)
    assert (left.link.iri, left.sole) == ("b", True)
    counts = count([*said, judged(links[0], Verdict.UNSURE), judged(links[1], Verdict.ACCEPT)])
    assert (counts.accepted, counts.rejected, counts.unsure, counts.open) == (1, 1, 1, 1)


# A sitting


def test_a_sitting(folder, zeren):
    told = zeren(
        "review",
        "--by",
        "张三",
        "--plan",
        "青禾县",
        "--store",
        folder,
        given="y 同一件事\nn\nhm\nb\nu 看不清\ns\nq\n",
    )
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    counted = [line for line in lines if "未定 open" in line]
    total = int(counted[0].rsplit(" ", 1)[1])
    assert "认可 accepted 0，否定 rejected 0，存疑 unsure 0" in counted[0]
    assert f"认可 accepted 1，否定 rejected 0，存疑 unsure 1，未定 open {total - 2}" in counted[-1]
    assert told.stdout.count("\n3/") == 3, "what is no answer is asked again, and after going back"
    said = read(folder / FILE).judgements
    assert [(j.verdict, j.note, j.by) for j in said] == [
        ("accept", "同一件事", "张三"), ("reject", "", "张三"), ("unsure", "看不清", "张三"),
    ]  # fmt: skip
    assert said[1].subject == said[2].subject
    counts = [
        row
        for row in mappings(ask(Store.read(folder), "review-counts", {"plan": "青禾县"}))
        if row["about"] == "link"
    ]
    assert [(row["accepted"], row["rejected"], row["unsure"]) for row in counts] == [("1", "0", "1")]
    again = zeren("review", "--by", "李四", "--plan", "青禾县", "--store", folder, given="")
    assert f"1/{total - 2}  认可 accepted 1，否定 rejected 0，存疑 unsure 1" in again.stdout
    assert "nothing was said" in again.stdout


def test_both_sentences_are_shown_and_a_limit_is_kept(folder, zeren):
    told = zeren("review", "--by", "张三", "--limit", "2", "--store", folder, given="s\ns\ny\n")
    assert told.stdout.count("机器已认可") + told.stdout.count("候选 candidate") == 2
    assert "没有更多的联系" in told.stdout
    assert "→ " in told.stdout
    assert ".txt]" in told.stdout
    assert not (folder / FILE).exists() or read(folder / FILE).judgements == ()


def test_it_is_signed(folder, zeren):
    told = zeren("review", "--store", folder, given="y\n")
    assert told.returncode == 2
    assert "give --by NAME" in told.stderr


def test_answers_outlive_a_kill_and_are_in_force_at_the_next_sitting(folder, zeren, start_zeren):
    process = start_zeren("review", "--by", "张三", "--store", folder)
    process.stdin.write("n 不是\ny\n")
    process.stdin.flush()
    while len(read(folder / FILE).judgements) < 2:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert [said.verdict for said in read(folder / FILE).judgements] == ["reject", "accept"]
    told = zeren("review", "--by", "张三", "--store", folder, given="")
    assert "认可 accepted 1，否定 rejected 1" in told.stdout
    links = read_links(Store.read(folder))
    assert sorted(link.said for link in links if link.said) == ["accept", "reject"]


def test_what_was_said_moves_as_csv(folder, zeren, tmp_path):
    zeren("review", "--by", "张三", "--store", folder, given="y\nn\nq\n")
    zeren("judge", "--export", tmp_path / "said.csv", "--store", folder)
    (folder / FILE).write_bytes(b"")
    assert (
        "2 judgements in force" in zeren("judge", "--import", tmp_path / "said.csv", "--store", folder).stdout
    )
    assert count(read_links(Store.read(folder))).open == len(read_links(Store.read(folder))) - 2


# What differs


def test_what_differs_is_marked_on_both_sides_and_said(folder, zeren):
    said = zeren("review", "--by", "甲", "--plan", "青禾县", "--store", folder, given="s\n" * 100).stdout
    asked = next(
        part for part in said.split("y 是 yes") if "推动集成服务进乡镇" in part and "时限推后" in part
    )
    task, upper = asked.split("→ 望川市", 1)
    assert "【2024年底前】" in task
    assert "【2023年6月底前】" in upper
    assert "变化 change: 弱化；时限推后：2023年6月底前 → 2024年底前" in asked


def test_a_candidate_that_a_person_accepts_brings_its_differences(folder, zeren):
    store = Store.read(folder)
    waiting = next(
        one for one in read_links(store, "青禾县") if not one.accepted and changed(store, one.iri)[1]
    )
    kind, told = changed(store, waiting.iri)

    def found():
        rows = mappings(ask(Store.read(folder), "differences", {"plan": "青禾县"}))
        return [(r["aspect"], r["change"], r["words"] or "") for r in rows
                if (r["task"], r["item"]) == (waiting.task, waiting.upper)]  # fmt: skip

    assert found() == []
    done = zeren("judge", waiting.task, "accept", waiting.upper, "--by", "甲", "--store", folder)
    assert done.returncode == 0, done.stderr
    assert sorted(found()) == sorted((one.aspect, one.change, one.own) for one in told)
    assert kind in ("concrete", "weakened", "strengthened", "adapted")


def test_marks_lie_apart_and_what_is_not_there_is_not_marked():
    quoted = Quotation("span", "", "每年4月15日前完成，至少一次", "", "a.txt", 0, 15, None, None)
    words = _whole(quoted, ["4月15日前", "每年4月15日前", "没有", "至少一次"]).plain
    assert words == "【每年4月15日前】完成，【至少一次】  [a.txt]"
