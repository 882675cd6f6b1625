"""Judgements of several people over one server: everybody's rows reach the server, and the server's reach everybody.

Rows are only ever added, on either side, so that no order in which people judge loses one.
"""

from __future__ import annotations

from ..ontology.iri import Name
from .judgements import FILE, add, dump, parse, read
from .store import Store
from .terms import Writer, joined

KEPT = Name("graph", ("kept",))
_ROWS = "SELECT ?row WHERE {{ GRAPH {graph} {{ ?judgement <https://w3id.org/zeren#keptAs> ?row }} }} ORDER BY ?row"


def share(store: Store, base: str) -> None:
    """Bring the file of judgements beside `store` and the rows that its server keeps together. OSError, StoreError."""
    write = Writer(base)
    graph = write.node(KEPT)
    rows = "".join(row["row"] or "" for row in store.rows(_ROWS.format(graph=graph)))
    there = parse(dump(()) + rows.encode(), str(store.path)).judgements
    here = read(store.path / FILE).judgements
    known = {said.id for said in here}
    if new := [said for said in there if said.id not in known]:
        add(store.path, new)
    known = {said.id for said in there}
    told = [
        write.say(Name("judgement", (said.id,)), "keptAs", dump([said], head=False).decode())
        for said in here
        if said.id not in known
    ]
    if told:
        store.fill([(graph, joined(line for lines in told for line in lines))])
