"""What the store says, for a terminal: chains, explanations, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..graph.evidence import Explanation, Quotation
from ..graph.reviewing import Change, Counts, Question
from ..graph.reviews import Replayed
from ..graph.signatures import Signature
from ..graph.trace import Step
from .ladder import LEVELS as LADDER
from .ladder import Rung
from .wording import CHANGES, difference

if TYPE_CHECKING:
    from ..graph.validation import Violation
    from .score import Verdict

LEVELS = {
    "National": "国家 nation",
    "Provincial": "省 province",
    "Prefectural": "市 prefecture",
    "County": "县 county",
    "Township": "乡 township",
}
_OUTCOMES = {
    "read": "已读", "read with doubts": "存疑", "unchanged": "未变", "not a plan": "不是规划", "duplicate": "重复",
    "another text of a plan": "同一规划的另一文本", "unreadable": "读不了", "pruned": "已删",
}  # fmt: skip
_PROPERTIES = {"span": "", "upperSpan": "上级 upper: ", "roleByRule": "规则 rule: "}
_SCREENFUL = 800


class Line(Protocol):
    """One line of a build's report."""

    @property
    def file(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def tasks(self) -> int: ...
    @property
    def responsibilities(self) -> int: ...
    @property
    def deadlines(self) -> int: ...


def chain(up: Step, down: Step) -> RenderableType:
    """A task with the requirements above it and the tasks below it, each with both sentences."""
    tree = Tree(_heading(up))
    for quotation in up.quotations[:1]:
        tree.add(quote(quotation))
    above = tree.add(
        Text("↑ 承接自 derives from" if up.beyond else "↑ 无上级依据 no upper basis", style="bold")
    )
    for step in up.beyond:
        _grow(above, step)
    if down.beyond:
        below = tree.add(Text("↓ 由下级承接 carried out by", style="bold"))
        for step in down.beyond:
            _grow(below, step)
    return tree


def levels(rungs: Sequence[Rung]) -> RenderableType:
    """The levels above a plan from the nation down, those that are missing with the reason."""
    table = Table.grid(padding=(0, 2))
    for rung in rungs:
        name = " ".join(dict.fromkeys(LADDER[rung.level]))
        style = "yellow" if rung.missing else ""
        why = " ".join(filter(None, [rung.why("zh"), rung.why("en")]))
        table.add_row(
            Text(f"  {name}", style="dim"), Text(rung.place), Text(rung.title), Text(why, style=style)
        )
    return Group(Text("层级 levels", style="bold"), table) if rungs else Text("")


def _grow(tree: Tree, step: Step) -> None:
    branch = tree.add(_heading(step))
    for signature in step.signatures:
        branch.add(signed(signature))
    if step.rationale:
        branch.add(Text(step.rationale, style="dim"))
    for quotation in step.quotations:
        branch.add(quote(quotation))
    for further in step.beyond:
        _grow(branch, further)


def _heading(step: Step) -> Text:
    sure = Text()
    if step.confidence is not None:
        sure = Text(f"置信 {step.confidence:.2f} ", style="green" if step.accepted else "yellow")
        if not step.accepted:
            rejected = any(signature.verdict == "否定" for signature in step.signatures)
            sure.append("已否定 rejected " if rejected else "候选 candidate ", style="yellow")
    leads = f"  牵头 {'、'.join(step.leads)}" if step.leads else ""
    due = f"  期限 {step.due}" if step.due else ""
    return Text.assemble(
        sure, (f"{step.label} {step.title}".strip(), "bold"), f"\n{step.plan}", (f" · {LEVELS.get(step.level, '')}", "dim"),
        (leads + due, "cyan"),
    )  # fmt: skip


def signed(signature: Signature) -> Text:
    """What a person said of a link or a finding."""
    return Text(f"人工判断 judged: {signature}", style="magenta")


def quote(quotation: Quotation) -> Text:
    """A sentence with the characters that were read marked in it, and where they stand."""
    source, page = quotation.source, quotation.page
    place = f" {source.start}–{source.end}" if source else f" 第{page}页 page {page}" if page else ""
    where = f"  [{quotation.file}{place}]"
    return Text.assemble(
        (_PROPERTIES.get(quotation.property, ""), "dim"),
        quotation.before,
        (quotation.exact, "underline"),
        quotation.after,
        (where, "dim"),
    )


def chains_of_plan(steps: Iterable[Step]) -> Table:
    """A line for each task of a plan and each requirement it carries out; tasks without any have an empty one."""
    table = Table(
        "序号", "任务 task", "置信", "承接条款 derives from", "上级规划 upper plan", box=None, pad_edge=False
    )
    for step in steps:
        rows = step.beyond or (None,)
        for i, upper in enumerate(rows):
            mine = (step.label, step.title) if i == 0 else ("", "")
            theirs = (_sure(upper), f"{upper.label} {upper.title}", upper.plan) if upper else ("", "—", "")
            table.add_row(*(Text(cell) for cell in (*mine, *theirs)))
    return table


def _sure(step: Step) -> str:
    """How sure a link is, and that a person has judged it."""
    sure = "" if step.confidence is None else f"{step.confidence:.2f}"
    return f"{sure} {'、'.join(signature.verdict for signature in step.signatures)}".strip()


def explanation(found: Explanation, findings: Iterable[Explanation]) -> RenderableType:
    """What a thing is, what is said of it, the sentences behind it, and its findings."""
    parts: list[RenderableType] = [
        Text.assemble((found.kind or "?", "bold"), f"  {found.iri}", overflow="fold")
    ]
    parts.append(_facts(found))
    parts += [Padding(signed(signature), (0, 0, 0, 2)) for signature in found.signatures]
    parts += [Padding(quote(quotation), (0, 0, 0, 2)) for quotation in found.quotations]
    for finding in findings:
        parts += [
            "",
            Text.assemble((finding.kind, "bold"), f"  {finding.iri}", overflow="fold"),
            _facts(finding),
        ]
        parts += [Padding(signed(signature), (0, 0, 0, 2)) for signature in finding.signatures]
        parts += [Padding(quote(quotation), (0, 0, 0, 2)) for quotation in finding.quotations]
    return Group(*parts)


def _facts(found: Explanation) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in found.facts:
        table.add_row(Text("  " + name, style="dim"), Text(value))
    return table


def report(lines: Iterable[Line]) -> Table:
    """What a build did with each source."""
    table = Table(
        "文件 file", "结果 outcome", "规划 plan", "任务", "责任", "时限", "", box=None, pad_edge=False
    )
    for line in lines:
        counts = (str(n) if line.tasks else "" for n in (line.tasks, line.responsibilities, line.deadlines))
        outcome = f"{_OUTCOMES.get(line.outcome, '')} {line.outcome}".strip()
        table.add_row(*(Text(cell) for cell in (line.file, outcome, line.title, *counts, line.note)))
    return table


def changes(gained: Sequence[Verdict], lost: Sequence[Verdict]) -> Table:
    """What a run found better and worse than the one it is compared with."""
    table = Table(
        "", "关系 measure", "文件 document", "位置 start", "内容 values", "", box=None, pad_edge=False
    )
    for mark, rows in (("+", gained), ("-", lost)):
        for v in rows:
            cells = (mark, v.measure, v.document, str(v.start), " ".join(filter(None, v.values)), v.state)
            table.add_row(*map(Text, cells))
    return table


def judged(replayed: Replayed | None) -> str:
    """What became of people's judgements, in a line; of None, that the store cannot show them yet."""
    if replayed is None:
        return "the store is in use; they will show after the next build"
    lost = len(replayed.unplaced)
    nowhere = f", {lost} without a place (zeren query judgements -p placed=no)" if lost else ""
    return f"{counted(replayed.in_force, 'judgement')} in force{nowhere}"


def counted(number: int, thing: str) -> str:
    """So many things, in words: 1 judgement, 2 judgements."""
    return f"{number} {thing}{'s' * (number != 1)}"


def asked(
    question: Question,
    place: tuple[int, int],
    counts: Counts,
    ends: tuple[Explanation, Explanation],
    facts: Mapping[str, str],
    changed: tuple[str, Sequence[Change]] = ("", ()),
) -> RenderableType:
    """A link that a person is asked about: how far all is, both sentences with what differs marked, what speaks for it
    and what hangs on it."""
    link = question.link
    kind = "机器已认可 accepted by the machine" if link.accepted else "候选 candidate"
    parts: list[RenderableType] = [
        "",
        Text(f"{place[0]}/{place[1]}  {review_counts(counts)}", style="dim"),
        Text.assemble((f"置信 {link.confidence:.2f} ", "bold"), f"{kind}；{_hangs(question)}"),
    ]
    kind_of, differences = changed
    marks = [each.own for each in differences], [each.above for each in differences]
    for arrow, end, words in zip(("", "→ "), ends, marks, strict=True):
        parts.append(Text(f"{arrow}{dict(end.facts).get('所属规划', '')}", style="bold"))
        parts += [Padding(_whole(one, words), (0, 0, 0, 2)) for one in end.quotations[:1]]
    if kind_of:
        told = [difference(each.aspect, each.change, each.above, each.own) for each in differences]
        said = "；".join([CHANGES.get(kind_of, kind_of), *told])
        parts.append(Text.assemble(("变化 change: ", "dim"), (said, "magenta")))
    parts.append(Text(facts.get("依据", ""), style="dim"))
    return Group(*parts)


def _whole(quotation: Quotation, words: Iterable[str] = ()) -> Text:
    """The words of a provision, up to a screenful, those that differ from the other side marked, and the file they stand in.

    【】 marks them where there is no colour too.
    """
    whole = quotation.exact if len(quotation.exact) <= _SCREENFUL else quotation.exact[:_SCREENFUL] + "…"
    text = Text(whole)
    places = sorted({(at, at + len(each)) for each in words if each and (at := whole.find(each)) >= 0})
    for start, end in reversed(_apart(places)):
        text = Text.assemble(
            text[:start], ("【", "dim"), (whole[start:end], "reverse"), ("】", "dim"), text[end:]
        )
    return Text.assemble(text, (f"  [{quotation.file}]", "dim"))


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places that do not lie in or over the one before."""
    found: list[tuple[int, int]] = []
    for start, end in places:
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _hangs(question: Question) -> str:
    """What hangs on an answer."""
    said = ["任务的状态 how the task stands"]
    said += [
        "本规划中没有别的任务承接该要求 nothing else in the plan answers the requirement"
    ] * question.sole
    said += ["下级规划以该任务为依据 plans below rest on the task"] * question.below
    said += [f"该任务还有 {question.rivals} 条待定 more of the task wait"] * bool(question.rivals)
    return "；".join(said)


def review_counts(counts: Counts) -> str:
    """How far people have come with the links, in a line."""
    return (
        f"认可 accepted {counts.accepted}，否定 rejected {counts.rejected}，"
        f"存疑 unsure {counts.unsure}，未定 open {counts.open}"
    )


def violations(found: Iterable[Violation]) -> Table:
    """Broken shapes, one a line."""
    table = Table("节点 node", "属性 property", "问题 problem", "值 value", box=None, pad_edge=False)
    for v in found:
        table.add_row(
            *(Text(cell, overflow="fold") for cell in (v.node, v.path.rsplit("#", 1)[-1], v.message, v.value))
        )
    return table


def console(*, error: bool = False) -> Console:
    """A console that wraps at the terminal's width, and not at all in a pipe."""
    made = Console(stderr=error, soft_wrap=False, highlight=False, emoji=False, markup=False)
    return (
        made
        if made.is_terminal
        else Console(stderr=error, width=200, highlight=False, emoji=False, markup=False)
    )
