"""What Spark maps over rows: a source to its plan, a plan to its references, its links and its lines.

Every function is pure but for the folders in which a worker puts the user's own tables.
"""

from __future__ import annotations

import atexit
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyoxigraph as ox
from pyoxigraph import NamedNode, RdfFormat

from .data.authority import load
from .data.subjects import subjects
from .extract.additions import Additions
from .extract.links.references import refer
from .extract.sources import find_files
from .graph.reading import read_documents
from .graph.records import bodies_in, read_citing, read_record
from .graph.reviews import DERIVATIONS
from .graph.store import Store
from .graph.terms import Writer, joined
from .ontology.iri import Name
from .ontology.model import Document, Extraction
from .ontology.vocab import ZR
from .preparing import Prepared, prepare
from .tying import Job, stated

DATA = ("entry", "triples", "record", "seen", "found", "job")
"""Columns of bytes; all others are text."""
DERIVES, COVERED = "derives", "covered"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Own:
    """What a user adds, as it goes to the workers: tables of names by file, and what is added to the pipeline."""

    tables: tuple[tuple[str, bytes], ...] = ()
    additions: Additions | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folder of the tables on this machine, where there are any."""
        return (_unpacked(self.tables),) if self.tables else ()


@lru_cache(1)
def _unpacked(tables: tuple[tuple[str, bytes], ...]) -> Path:
    """The tables in a folder that lasts as long as this process."""
    folder = Path(tempfile.mkdtemp(prefix="zeren-names-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, table in tables:
        (folder / name).write_bytes(table)
    return folder


def mapped(
    batches: Iterator[pa.RecordBatch], function: Callable[[Row], Iterable[Row]], columns: Sequence[str]
) -> Iterator[pa.RecordBatch]:
    """Map rows to rows; on a worker."""
    schema = pa.schema([(c, pa.binary() if c in DATA else pa.string()) for c in columns])
    for batch in batches:
        for row in batch.to_pylist():
            rows = [{column: made[column] for column in columns} for made in function(row)]
            if rows:
                yield pa.RecordBatch.from_pylist(rows, schema=schema)


def prepare_source(row: Row, base: str, own: Own) -> Iterator[Row]:
    """A source, or the documents in an archive, as plans; read from a file of its own name."""
    path = path_of(row["path"])
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy.write_bytes(row["content"])
        for found in find_files(copy):
            inside = found.relative_to(copy.resolve())
            yield row_of(prepare(found, base, own.folders, additions=own.additions)) | {
                "file": str(path / inside)
            }


def row_of(prepared: Prepared) -> Row:
    return {
        "file": str(prepared.path),
        "plan": prepared.plan.tail if prepared.plan else None,
        "content": prepared.content,
        "entry": pickle.dumps(prepared.entry),
        "triples": prepared.triples,
        "record": prepared.record,
    }


def look(row: Row, base: str, own: Own) -> Iterator[Row]:
    """What a plan's graph says of the plan, and the bodies it names."""
    graph, held_here = _graph_of(row["plan"], base), ox.Store()
    held_here.load(row["triples"], format=RdfFormat.TURTLE, to_graph=NamedNode(graph))
    [document] = read_documents(Store(held_here, Path()), load(*own.folders), base)
    yield {"plan": row["plan"], "seen": pickle.dumps((document, bodies_in(row["record"])))}


def refer_plan(row: Row, known: Any, own: Own) -> Iterator[Row]:
    """What the citations of a plan name."""
    library, by_name = known.value
    plan = read_citing(row["record"], by_name[Name.parse(row["plan"], "")])
    yield {"plan": row["plan"], "found": pickle.dumps(list(refer(plan, library, load(*own.folders))))}


def tie_plan(row: Row, above: Any, base: str, own: Own) -> Iterator[Row]:
    """What is stated of a plan and those above it."""
    job: Job = pickle.loads(row["job"])

    def plan(document: Document) -> Extraction:
        lower = document.id == job.lower.id
        return read_record(row["record"] if lower else above.value[document.id], document)

    yield {"plan": row["plan"], "triples": stated(job, plan, base, subjects(*own.folders))}


def plan_lines(row: Row, base: str) -> Iterator[Row]:
    return graph_lines(row, _graph_of(row["plan"], base))


def graph_lines(row: Row, graph: str) -> Iterator[Row]:
    yield from ({"value": line} for line in dict.fromkeys(quads(row["triples"], graph)))


def quads(triples: bytes, graph: str) -> Iterator[str]:
    """Turtle as lines of N-Quads."""
    yield from (f"{quad.triple} <{graph}> ." for quad in ox.parse(triples, format=RdfFormat.TURTLE))


def links_in(row: Row) -> Iterator[Row]:
    kinds = (quad.object for quad in ox.parse(row["triples"], format=RdfFormat.TURTLE))
    yield {"value": str(sum(kind == NamedNode(ZR.Derivation) for kind in kinds))}


def edges(row: Row) -> Iterator[Row]:
    """Which requirements a plan's tasks carry out, and which it covers."""
    covered, requirements = list[str](), dict[str, str]()
    for quad in ox.parse(row["triples"], format=RdfFormat.TURTLE):
        of, key, value = quad.subject.value, quad.predicate.value, quad.object.value
        if key == str(ZR.derivesFrom):
            yield {"kind": DERIVES, "of": of, "upper": value, "plan": row["plan"]}
        elif key == str(ZR.requirement):
            requirements[of] = value
        elif key == str(ZR.coverage) and value == str(ZR.Covered):
            covered.append(of)
    for of in filter(requirements.get, covered):
        yield {"kind": COVERED, "of": of, "upper": requirements[of], "plan": row["plan"]}


def deep_lines(row: Row, base: str) -> Iterator[Row]:
    write = Writer(base)
    told = joined(write.say(Name.parse(row["of"], base), "coverage", ZR.DeeplyCovered))
    yield from graph_lines({"triples": told}, write.node(DERIVATIONS).value)


def _graph_of(plan: str, base: str) -> str:
    return Name("graph", Name.parse(plan, "").parts).iri(base)


def path_of(address: str) -> PurePosixPath:
    """The path in an address, or a path as it is."""
    return PurePosixPath(
        urlsplit(address).path if "://" in address or address.startswith("file:") else address
    )
