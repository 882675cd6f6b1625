"""Responsibility clauses: who is bound in which role, and where the clause speaks of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.roles.labels import LABELS, ROLE_BY_VERB
from zeren.extract.roles.responsibilities import find_clauses
from zeren.ontology.model import Role, Span


def said(clause):
    return [f"{one.role.value} {one.named.name}{'+' * one.named.open_ended}" for one in clause.assignments]


@pytest.mark.cases("responsibilities.csv", 209)
def test_a_clause_is_read_as_a_person_reads_it(row, known):
    text = row["text"]
    found = list(find_clauses(text, known))
    assert len(found) == int(row["clauses"] or 0)
    assert "|".join(one for clause in found for one in said(clause)) == row["assigned"]
    assert "|".join(time.of(text) for clause in found for time in clause.times) == row["times"]


def test_the_span_of_a_clause_holds_its_brackets_and_the_names_lie_in_it(known):
    text = "完成清理。[牵头单位:市司法局;参加单位:各区县(市)政府]"
    (clause,) = find_clauses(text, known)
    assert clause.span.of(text) == "[牵头单位:市司法局;参加单位:各区县(市)政府]"
    assert [one.named.span.of(text) for one in clause.assignments] == ["市司法局", "各区县(市)政府"]
    assert [one.method for one in clause.assignments] == ["responsibility.label.bracket"] * 2


def test_a_clause_on_its_own_line_begins_at_its_label_and_ends_with_its_line(known):
    text = "完成清理。\n　　责任单位：市司法局  \n\n2.下一项"
    (clause,) = find_clauses(text, known)
    assert clause.span.of(text) == "责任单位：市司法局"


def test_a_clause_whose_bracket_is_lost_ends_with_its_line_and_hides_no_other(known):
    text = "1.甲。（责任单位：市司法局、省数据集团（筹）\n2.乙。（责任单位：市财政局）\n"
    first, second = find_clauses(text, known)
    assert first.span.of(text) == "（责任单位：市司法局、省数据集团（筹）"
    assert said(first) == ["responsible 市司法局", "responsible 省数据集团（筹）"]
    assert second.span.of(text) == "（责任单位：市财政局）"


def test_where_the_first_listed_leads_is_noted(known):
    text = "（责任单位：市司法局、市财政局。列第一位的为牵头单位，下同）"
    (clause,) = find_clauses(text, known)
    assert clause.note
    assert clause.note.of(text) == "。列第一位的为牵头单位，下同"


@pytest.mark.parametrize(
    ("text", "bodies", "rule"),
    [
        (
            "（省司法厅负责。以下各项任务均需各市政府落实，不再一一列出）",
            ["各市政府"],
            "以下各项任务均需各市政府落实，不再一一列出",
        ),
        (
            "(省司法厅负责，各市党委、政府负责落实。以下各项工作均由各市党委、政府负责落实，不再列出)",
            ["各市党委", "各市政府"],
            "以下各项工作均由各市党委、政府负责落实，不再列出",
        ),
        (
            "（省司法厅负责；以下均涉及各县（市、区），不再列举）",
            ["各县（市、区）"],
            "以下均涉及各县（市、区），不再列举",
        ),
    ],
)
def test_a_rule_lays_what_follows_on_bodies(text, bodies, rule, known):
    (clause,) = find_clauses(text, known)
    assert [named.name for named in clause.everywhere] == bodies
    assert clause.rule
    assert clause.rule.of(text) == rule


@pytest.mark.parametrize(
    ("role", "label"), [(role, label) for role, labels in LABELS.items() for label in labels.split("|")]
)
def test_every_label_gives_its_role(role, label, known):
    (clause,) = find_clauses(f"（{label}：市司法局）", known)
    assert said(clause) == [f"{role.value} 市司法局"]


@pytest.mark.parametrize("verb", ROLE_BY_VERB)
def test_every_verb_gives_its_role(verb, known):
    (clause,) = find_clauses(f"（市司法局{verb}，市财政局负责）", known)
    assert [one.role for one in clause.assignments] == [ROLE_BY_VERB[verb], Role.RESPONSIBLE]


SOUP = st.lists(
    st.sampled_from(
        [
            *"（）()[]〔〕【】：:、，；。\n \u3000",
            "牵头单位",
            "责任单位：",
            "配合部门:",
            "完成时限：",
            "市司法局",
            "各区县(市)政府",
            "牵头",
            "负责",
            "会同",
            "按职责分工负责",
            "等部门",
            "列第一位的为牵头单位，下同",
            "一、",
            "（一）",
            "1.",
            "2022年底前完成",
        ]
    ),
    max_size=40,
).map("".join)


@given(SOUP)
def test_clauses_lie_in_the_text_apart_and_hold_what_they_say(known, text):
    end = 0
    for clause in find_clauses(text, known):
        assert end <= clause.span.start < clause.span.end <= len(text)
        for part in [one.named.span for one in clause.assignments] + list(clause.times):
            assert clause.span.covers(part)
        if clause.note:
            assert Span(clause.span.start, clause.span.end).covers(clause.note)
        end = clause.span.end
