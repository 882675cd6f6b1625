"""Links put before a person, one by one: review."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from ..graph.evidence import explain
from ..graph.judging import Judge, Refused, enter, keep, now, path_in
from ..graph.manifest import Manifest
from ..graph.reviewing import Link, Question, changed, count, judged, ordered, read_links, rested_on
from ..graph.store import Store
from ..ontology.iri import BASE
from ..ontology.judgement import Verdict
from ..queries import terminal
from .options import StoreDir, Wrong

ANSWERS = {
    "y": Verdict.ACCEPT, "是": Verdict.ACCEPT, "yes": Verdict.ACCEPT,
    "n": Verdict.REJECT, "否": Verdict.REJECT, "no": Verdict.REJECT,
    "u": Verdict.UNSURE, "疑": Verdict.UNSURE, "unsure": Verdict.UNSURE,
}  # fmt: skip
SKIP, BACK, QUIT = {"s", "skip", "跳"}, {"b", "back", "回"}, {"q", "quit", "退"}
_ASK = (
    "y 是 yes, n 否 no, u 存疑 unsure, s 跳过 skip, b 回 back, q 退出 quit; 后面可写理由 a note may follow > "
)


def review(
    store: StoreDir,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who judges; judgements are signed.")] = "",
    plan: Annotated[
        str, typer.Option(help="Part of the title of the plans whose tasks are asked about.")
    ] = "",
    limit: Annotated[int, typer.Option(min=0, help="Ask about so many links at most; 0 is all.")] = 0,
) -> None:
    """Go through the links to upper provisions, the one whose answer helps most first; every answer is kept at once.

    Answers: y yes, n no, u unsure, s skip, b back, q quit; what follows an answer is its note (n 两回事).
    """
    if not by.strip():
        raise Wrong("a judgement is signed; give --by NAME")
    base = Manifest.load(store).base or BASE
    keep(store, [], base)
    session = Session(store, base, by, plan, limit)
    try:
        session.run()
    except KeyboardInterrupt:
        typer.echo()
    session.finish()


@dataclass(slots=True)
class Session:
    """One sitting: what is asked, what was answered."""

    directory: Path
    base: str
    by: str
    plan: str = ""
    limit: int = 0
    answered: int = 0
    links: dict[str, Link] = field(default_factory=dict)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.store = Store.read(self.directory)
        self.links = {link.iri: link for link in read_links(self.store, self.plan)}

    def run(self) -> None:
        """Ask until all is answered, or the person has enough, or there is nobody any more."""
        questions = ordered(self.links.values(), rested_on(self.store))[: self.limit or None]
        judge, place = Judge(self.store, self.base), 0
        while 0 <= place < len(questions):
            self._show(questions[place], place + 1, len(questions))
            answer, note = next(_answers(), ("q", ""))
            if answer in QUIT:
                return
            if verdict := ANSWERS.get(answer):
                place += self._keep(judge, questions[place].link, verdict, note)
            elif answer in BACK:
                place = max(0, place - 1)
            else:
                place += answer in SKIP
        typer.echo("没有更多的联系 no more links" if questions else "没有待判断的联系 nothing to review")

    def finish(self) -> None:
        """Show in the store what was said, and how far all is."""
        told = terminal.judged(keep(self.directory, [], self.base)) if self.answered else "nothing was said"
        typer.echo(f"{terminal.review_counts(count(self.links.values()))}\n{told}")
        if self.answered:
            typer.echo(f"kept {terminal.counted(self.answered, 'judgement')} in {path_in(self.directory)}")

    def _show(self, question: Question, number: int, of: int) -> None:
        console, iri = terminal.console(), question.link.iri
        task, upper = (explain(self.store, end) for end in (question.link.task, question.link.upper))
        counts = count(self.links.values())
        facts = dict(explain(self.store, iri).facts)
        told = changed(self.store, iri)
        console.print(terminal.asked(question, (number, of), counts, (task, upper), facts, told))

    def _keep(self, judge: Judge, link: Link, verdict: Verdict, note: str) -> bool:
        """Keep an answer on the disk before anything else is asked; whether it could be kept."""
        try:
            enter(self.directory, [judge.judgement(link.iri, verdict, by=self.by, note=note, time=now())])
        except Refused as reason:
            typer.echo(str(reason))
            return False
        self.links[link.iri] = judged(link, verdict)
        self.answered += 1
        return True


def _answers() -> Iterator[tuple[str, str]]:
    """One answer, in small letters, and its note; none where the input has come to its end."""
    sys.stdout.write(_ASK)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        typer.echo(line.strip())
    if line:
        answer, _, note = line.strip().partition(" ")
        yield answer.lower(), note.strip()
