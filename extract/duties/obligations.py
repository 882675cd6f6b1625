"""Obligations: each clause that asks for something, with who is to do it, its force, its verb and its object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ...ontology.model import Span
from ..bodies.names import Named
from .actors import Bodies
from .clauses import split_clauses
from .headings import is_heading, is_label, opened_by
from .record import FoundObligation
from .sentences import Sentence
from .states import behind_reasons, is_cell_of_bearers, looks_back, tells_done


def find_obligations(text: str, known: Callable[[str], bool]) -> Iterator[FoundObligation]:
    """Yield the obligations of running text, in order, never overlapping.

    Forms:
      1. 加强巡查，完善预案  the bare verb: should; every clause with a verb that asks is one
      2. 各部门应当公开目录，及时更新台账  must; who, and with what force, carries on over the sentence
      3. 市财政局要足额安排经费  should
      4. 各级行政机关不得增设条件  must not: 不得, 严禁, 不再, 不能
      5. 不得不延期的，应当说明理由  no prohibition
      6. 除涉密事项外，应当一律公开  除…外 is a condition
      7. 鼓励企业参与研发  encourage
      8. 探索建立轮岗制度  explore
      9. 由市司法局会同市财政局制定办法  who stands behind 由 and 会同
      10. 在执法检查过程中，规范用语  a clause that only says when, where or how belongs to the next one
      11. 将考核结果纳入档案  what stands behind 将 is the object
      12. 对逾期未改的，依法处罚  对…的 is a condition
      13. 卫生部：负责规划。农业部：负责防治  who stands before a colon

    Left out is what asks for nothing: 服务能力显著增强, 本方案自印发之日起施行, 企业可申请补贴. `known` says whether a
    stem is a kind of body in the registry. Spans are half-open code points.
    """
    yield from find_in(text, (Span(0, len(text)),), known)


def find_in(text: str, spans: Iterable[Span], known: Callable[[str], bool]) -> Iterator[FoundObligation]:
    """The obligations of stretches of `text`, each read by itself, with spans in the whole of it."""
    bodies = Bodies(known)
    for span in spans:
        before: tuple[Named, ...] = ()
        opened, end, row, done = before, span.start, False, False
        for clauses in split_clauses(text, span):
            near = text.find("\n", end, clauses[0].start) < 0
            cell = text.find("|", end, clauses[0].start) >= 0
            row = cell or (row and near)
            done = row and (tells_done(text, clauses) or (done and not cell))
            opened, before = (opened, before) if near else ((), ())
            end = clauses[-1].end
            named = opened_by(text, clauses, bodies)
            if named and len(clauses) == 1:
                opened = named
                continue
            clauses = clauses[:-1] if named else clauses
            sentence = Sentence(text, bodies, before, opened)
            if (
                not (done or looks_back(text, clauses[0]))
                and not is_cell_of_bearers(text, clauses)
                and not is_heading(text, clauses)
                and not is_label(text, clauses)
            ):
                yield from sentence.read(behind_reasons(text, clauses))
            before, opened = sentence.who, named or opened
