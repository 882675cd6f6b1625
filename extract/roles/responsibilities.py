"""Responsibility clauses: who leads, is responsible for, supports or supervises a task, and by when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ontology.model import Role, Span
from ..bodies.names import Named
from . import brackets
from .broken import NEXT_LINE, breaks_off, to_its_end
from .closing_up import ClosedUp, close_up
from .labels import (
    BEGINS,
    FORM,
    LABEL_ALONE,
    LABEL_INSIDE,
    LABEL_LINE,
    LOOSE_LINE,
    NOTE_ON_LEAD,
    ROLE_OF,
    SHARED_OUT,
)
from .naming import Known, is_body, is_office, is_surely
from .wording import (
    SENTENCE,
    Assignment,
    Clause,
    bodies_of,
    clause_of,
    in_cell,
    loosely_labelled,
    marked,
    worded,
)

_NAMED_LINE = re.compile(
    r"(?m)(?:^|(?<=[。；;]))[ \t　]*(?P<clause>由(?P<inner>[^。；;\n|]{2,300}(?:负责|落实)))。?[ \t　]*$"
)
"""A sentence at the end of a paragraph that says nothing but who (由市财政局、各县区政府负责落实)."""
_OWN_LINE = re.compile(
    r"(?m)^[ \t　]*(?P<clause>由(?P<inner>[^。；;\n|]{2,300}(?:承办|协办|配合|协助|参与)))(?:。|[ \t　]*$)"
)
"""A sentence that begins a paragraph and says nothing but who (由市财政局承办，市审计局配合)."""
_ALSO = re.compile(
    r"[。；;，,](?P<rule>(?:以下|下列)(?:各项|各条|所有)?(?:工作|任务|措施|事项){0,2}(?:均|都)(?:需|须|要|由|涉及)?"
    r"(?P<bodies>[^。；;，,]{2,40}?)(?:负责)?(?:组织)?(?:贯彻|抓好)?(?:落实|负责|实施)?(?:[，,][^。；;，,]{2,60}?){0,2}[，,]?不再(?:一一|逐一|另行|单独|重复)?(?:列出|列举))[。]?[）)\]]{0,2}$"
)
"""Where a clause says that others share in all that follows: it names nobody for its own task."""
_LEADS = re.compile("牵头|负责(?=。?[ \t　]*$)", re.MULTILINE)
_LAST_STOP = re.compile(r"[^。；;\n]*(?<![ \t　])")
_STOP = re.compile(r"[。\n]|\Z")
_LINE_ENDS = re.compile(r"[ \t　]*(?:\n|\Z)|(?<=\n)")
_LONGEST_SENTENCE = 300
_RULE_ENDS = re.compile(r"(?:列出|列举|下同)[。]?[）)\]]{0,2}$")
_REST = re.compile(r"[。；;]?[ \t　]*(?:\n|$)")
_NEXT_ITEM = re.compile(
    r"[ \t　](?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))"
)
"""Where in a line without breaks the next item begins, behind the bodies of the one before it."""
_BEHIND_DASH = re.compile(
    r"(?m)(?:^|(?<=[。；;]))[ \t　]*(?P<clause>(?:—{1,2}|－{1,2}|-{2})[ 　]?(?P<bodies>[\u4e00-\u9fff（()）、，,；;]{3,200}))[。]?[ \t　]*$"
)
"""Bodies behind a dash, and nothing else, at the end of a paragraph."""
_OF_PAGE = re.compile("公开|索引|发布|成文|文号|主题|所属机构")
"""What in a form tells that it is about the page: 公开方式 | 主动公开 | 责任部门 | 县政府办公室."""
_FOOT = re.compile("版权所有|ICP备|公网安备|网站标识码|技术支持")
_FOOT_LENGTH = 200
_MARKED = re.compile(r"[（(](?:牵头|主办|主责)(?:单位|部门)?[）)]")
_TOGETHER = "会同"


def find_clauses(text: str, known: Known) -> Iterator[Clause]:
    """Yield the responsibility clauses of `text`, in order, never overlapping.

    Forms:
      1. [牵头单位:市司法局、市财政局;参加单位:市公安局,各区县(市)政府]   labels, any brackets, brackets inside
      2. (牵头单位:市司法局;配合单位:市财政局。2018年底完成)   with a time
      3. （责任单位：市司法局、市财政局按职责分工负责）
      4. （市司法局牵头，市财政局、市公安局等按职责分工负责）, （市司法局会同市财政局负责）   verbs
      5. （市司法局、市财政局负责）, （各有关部门和单位按职责分工负责）
      6. 责任单位：市司法局、市财政局, 责任单位： / 市司法局、市财政局   on its own line, or on two
      7. 牵头部门：市司法局 / 参与部门：市财政局 / 完成时限：2023年底   neighbouring lines, clauses of their own
      8. （责任单位：市司法局、市财政局，列第一位的为牵头单位，下同）   with a note on who leads
         责任单位：市司法局、市财政局（列第一位者为工作牵头单位或汇总单位，下同）
      9. （省司法厅负责。以下各项任务均需各市政府落实，不再一一列出）   with a rule for all that follows
      10. 给予补助。责任单位：市财政局。  a label in the middle of a line, up to the full stop
      11. 由市财政局、各县区政府负责落实。  a sentence of its own at the end of a paragraph
      12. 开展工作。（市财政局、市审计局）  names alone behind a full stop, at the end of a paragraph
      13. （责任单位：市司法局、市财政局   the closing bracket is lost: up to the end of the line
      14. 。市司法局牵头，市财政局负责）    the opening bracket is lost: from the beginning of a sentence
      15. 市司法局牵头，市财政局配合。     no brackets: a sentence that says nothing else, at the end of its line
      16. （责任单 位：市司法局、市财 / 政局）   blanks and line breaks inside, which copying brings
      17. 责任单位：市司法局牵头，市财政局、市审计局按职责分工负责   a label, and verbs that give other roles
      18. （区住建局负责，各街道配合、燃气企业实施）, （市司法局牵头抓总，各县区组织实施）   more verbs
      19. 责任单位 市水利局、市财政局, 【责任单位】市水利局、市财政局   a label without a colon, or in brackets of its own
      20. 责任单位（牵头）：市水利局；责任单位（配合）：市财政局   a role in brackets behind a label, or behind a body
      21. ——市水利局、各县区政府   a dash, and nothing but bodies up to the end of the paragraph
      22. 市水利局、各县区政府按职责分工负责。   a line that says nothing else

    `known` says whether a stem is a kind of body in the registry. Spans are half-open code points.
    """
    found = list(_bracket_clauses(text, known))
    for more in (_line_clauses, _loose_clauses, _bare_clauses, _inside_clauses):
        starts = [clause.span.start for clause in found]
        for clause in list(more(text, known)):
            before = bisect_left(starts, clause.span.end) - 1
            if before < 0 or not _overlap(clause.span, found[before : before + 1]):
                found.append(clause)
            elif _says_all(clause, found[before]):
                found[before] = clause
        found.sort(key=lambda clause: clause.span)
    yield from found


def _says_all(clause: Clause, inside: Clause) -> bool:
    """Whether a clause that others reach into says all that one of them says: 责任单位：甲（乙配合）."""
    said = {(one.role, one.named.span) for one in clause.assignments}
    return clause.span.covers(inside.span) and said > {
        (one.role, one.named.span) for one in inside.assignments
    }


def _overlap(span: Span, last: Sequence[Clause]) -> bool:
    """Whether `last`, the last clause that begins before the end of `span`, reaches into it."""
    return any(clause.span.start < span.end and span.start < clause.span.end for clause in last)


def _bracket_clauses(text: str, known: Known) -> Iterator[Clause]:
    for outer, inner in brackets.pairs(text, _begins, _ends):
        printed = close_up(text, inner)
        clause = _in_bracket(printed.text, known)
        if clause is None and (_is_alone(text, outer) or _MARKED.search(printed.text)):
            clause = _names_with_note(printed.text, known)
        if clause:
            yield _moved(clause, outer, printed)


def _is_alone(text: str, span: Span) -> bool:
    """Whether a bracket stands behind a full stop and ends its paragraph: …工作。（市财政局、市审计局）."""
    before = text[max(0, span.start - 2) : span.start].rstrip()
    return before.endswith(("。", "；", "》")) and _REST.match(text, span.end) is not None


def _names_with_note(text: str, known: Known) -> Clause | None:
    """Names alone, with what may stand behind them of who leads and of all that follows."""
    ends = [found.start() for found in (NOTE_ON_LEAD.search(text), _ALSO.search(text)) if found]
    clause = _only_names(text[: min(ends)] if ends else text, known)
    return _with_rules(clause, text, known) if clause and ends else clause


def _only_names(text: str, known: Known) -> Clause | None:
    """A bracket that holds names of bodies and nothing else makes them responsible."""
    whole = Span(0, len(text))
    found = [
        one
        for stretch in _apart(text)
        for named in bodies_of(text, stretch, known)
        for one in marked(text, named, Role.RESPONSIBLE, "responsibility.names", known)
    ]
    names = [one.named.name for one in found]
    if not names or not all(known(name) or is_body(name) or is_office(name) for name in names):
        return None
    return None if any(name in ROLE_OF for name in names) else Clause(whole, tuple(found), ())


def _apart(text: str) -> Iterator[Span]:
    """What stands on either side of 会同."""
    start = 0
    for part in text.split(_TOGETHER):
        yield Span(start, start + len(part))
        start += len(part) + len(_TOGETHER)


def _begins(text: str, position: int) -> bool:
    """Whether a label stands there."""
    return BEGINS.match(text, position) is not None


def _ends(printed: str) -> bool:
    """Whether a stretch ends as clauses with verbs do, also where it is broken over lines."""
    together = "".join(printed.split())
    return bool(SENTENCE.search(together) or _RULE_ENDS.search(together))


def _in_bracket(text: str, known: Known) -> Clause | None:
    """The clause that the text inside a pair of brackets is; its own span is of no account."""
    return _noted(text, known, "bracket")


def _noted(text: str, known: Known, style: str) -> Clause | None:
    """A clause with what it says of who leads, and of all that follows."""
    note, also = NOTE_ON_LEAD.search(text), _ALSO.search(text)
    label = BEGINS.match(text)
    cut = None if note and label and note.start() < label.end() else note
    end = min(found.start() if found else len(text) for found in (cut, also))
    clause = clause_of(text, Span(0, len(text)), Span(0, end), known, style)
    return _with_rules(clause, text, known) if clause else None


def _with_rules(clause: Clause, text: str, known: Known) -> Clause:
    """A clause with what its text says of who leads, and of all that follows."""
    note, also = NOTE_ON_LEAD.search(text), _ALSO.search(text)
    if note:
        clause = replace(clause, note=Span(*note.span()))
    if also:
        bodies = bodies_of(text, Span(*also.span("bodies")), known)
        clause = replace(clause, rule=Span(*also.span("rule")), everywhere=tuple(bodies))
    return clause


def _moved(clause: Clause, outer: Span, printed: ClosedUp) -> Clause:
    """A clause read in a stretch that was closed up, as it stands in the whole text."""
    back = printed.back

    def named(one: Named) -> Named:
        return Named(one.name, back(one.span), one.open_ended)

    return Clause(
        outer,
        tuple(Assignment(one.role, named(one.named), one.method) for one in clause.assignments),
        tuple(map(back, clause.times)),
        clause.note and back(clause.note),
        clause.rule and back(clause.rule),
        tuple(map(named, clause.everywhere)),
    )


def _bare_clauses(text: str, known: Known) -> Iterator[Clause]:
    """A sentence at the end of its line that is a clause and nothing else (甲牵头，乙、丙按职责分工负责。)."""
    last = 0
    for verb in _LEADS.finditer(text):
        if verb.start() < last:
            continue
        floor = max(last, verb.start() - _LONGEST_SENTENCE)
        begun = _LAST_STOP.match(text[floor : verb.start()][::-1])
        start = verb.start() - (begun.end() if begun else 0)
        stop = _STOP.search(text, verb.end(), verb.end() + _LONGEST_SENTENCE)
        last = stop.end() if stop else verb.end()
        if stop and _LINE_ENDS.match(text, last):
            printed = close_up(text, Span(start, stop.start()))
            alone = not text[text.rfind("\n", 0, start) + 1 : start].strip()
            clause = _in_sentence(printed.text, known, alone=alone)
            if clause:
                yield _moved(clause, Span(start, stop.start()), printed)
            elif alone and (broken := _over_two_lines(text, Span(start, stop.start()), known)):
                yield broken
                last = broken.span.end


def _over_two_lines(text: str, span: Span, known: Known) -> Clause | None:
    """A sentence that a line break fell into, behind a mark or inside a name: 市司法局牵头，市财 / 政局负责。"""
    following = NEXT_LINE.match(text, span.end)
    if not following or not breaks_off(span.of(text), following["next"], known):
        return None
    whole = Span(span.start, following.start("next") + len(following["next"].rstrip(" \t　。")))
    if whole.end - whole.start > _LONGEST_SENTENCE or "。" in whole.of(text):
        return None
    printed = close_up(text, whole)
    clause = _in_sentence(printed.text, known, alone=True)
    return _moved(clause, whole, printed) if clause else None


def _in_sentence(text: str, known: Known, *, alone: bool) -> Clause | None:
    """The clause that a sentence is where it names bodies and their roles only, all known.

    The first leads, or all share out what to do, or nothing else stands in the line.
    """
    if not SENTENCE.search(text) or text.startswith(("由", "在", "对")):
        return None
    clause = worded(text, Span(0, len(text)), Span(0, len(text)), known)
    if clause is None:
        return None
    whole = alone or clause.assignments[0].role is Role.LEAD or "分工负责" in text
    return clause if whole and all(is_surely(one.named.name, known) for one in clause.assignments) else None


def _line_clauses(text: str, known: Known) -> Iterator[Clause]:
    for found in LABEL_LINE.finditer(text):
        span = to_its_end(text, Span(*found.span("clause")), known)
        if span.end - span.start > brackets.LONGEST or _is_foot(text, span):
            continue
        printed = close_up(text, span)
        if clause := _noted(printed.text, known, "line"):
            yield _moved(clause, span, printed)


def _is_foot(text: str, span: Span) -> bool:
    """Whether a line is of the foot of a page: who keeps the site (主办单位：), above what says whose it is."""
    keeps = text.startswith(("主办", "承办", "协办"), span.start)
    return keeps and _FOOT.search(text, span.start, span.start + _FOOT_LENGTH) is not None


def _loose_clauses(text: str, known: Known) -> Iterator[Clause]:
    """Lines of labels without colons, and of a dash and nothing but bodies."""
    for found in LOOSE_LINE.finditer(text):
        span = Span(*found.span("clause"))
        printed = close_up(text, span)
        whole = Span(0, len(printed.text))
        if clause := loosely_labelled(printed.text, whole, whole, known, "line"):
            yield _moved(clause, span, printed)

    for found in _BEHIND_DASH.finditer(text):
        span = Span(*found.span("clause"))
        names = bodies_of(text, Span(*found.span("bodies")), known)
        if names and all(is_surely(one.name, known) for one in names):
            yield Clause(
                span, tuple(Assignment(Role.RESPONSIBLE, one, "responsibility.names") for one in names), ()
            )


def _inside_clauses(text: str, known: Known) -> Iterator[Clause]:
    """Labels in the middle of a line, and sentences that say nothing but who."""
    for found in LABEL_INSIDE.finditer(text):
        item = _NEXT_ITEM.search(text, *found.span("clause"))
        span = Span(found.start("clause"), item.start() if item else found.end("clause"))
        printed = close_up(text, span)
        if clause := _noted(printed.text, known, "line"):
            yield _moved(clause, span, printed)
    for pattern in (_NAMED_LINE, _OWN_LINE, SHARED_OUT):
        for found in pattern.finditer(text):
            span, inner = Span(*found.span("clause")), Span(*found.span("inner"))
            if clause := worded(text, span, inner, known) or loosely_labelled(
                text, span, inner, known, "line"
            ):
                yield clause
    for found in FORM.finditer(text) if "|" in text else ():
        span, inner = Span(*found.span("clause")), Span(*found.span("bodies"))
        listed = in_cell(inner.of(text), ROLE_OF[found["label"]], known)
        line = text[text.rfind("\n", 0, span.start) + 1 : span.end]
        if listed and not _OF_PAGE.search(line) and all(is_surely(one.named.name, known) for one in listed):
            moved = (
                replace(one, named=one.named._replace(span=one.named.span.shift(inner.start)))
                for one in listed
            )
            yield Clause(span, tuple(moved), ())
    for found in LABEL_ALONE.finditer(text):
        span, names = Span(*found.span("clause")), bodies_of(text, Span(*found.span("bodies")), known)
        if names and all(known(one.name) or (is_body(one.name) and one.name not in ROLE_OF) for one in names):
            role = ROLE_OF[found["label"]]
            yield Clause(span, tuple(Assignment(role, one, "responsibility.label.line") for one in names), ())
