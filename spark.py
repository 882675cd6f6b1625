"""Sources in, quads out, on a Spark cluster: the functions of a build in one place, mapped over documents.

sources -prepare-> plans            a row a plan; a source that cannot be read costs itself only
plans -look-> documents, bodies     what all plans share is made of these, where Spark was started
plans -refer-> references, jobs     whose plan stands above whose
plans, jobs -stated-> links         with the plans above broadcast
plans, links, what all share -> N-Quads in parts; sorted, they are what `zeren export` writes of a local build
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyoxigraph as ox
from pyoxigraph import NamedNode, RdfFormat
from pyspark import StorageLevel
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.types import BinaryType, StringType, StructType

from .builder import AUTHORITY
from .data.authority import load
from .data.catalogue import catalogues
from .extract.links.references import Library, refer, replaced
from .extract.sources import find_files, is_taken
from .graph.links import state_references
from .graph.reading import read_documents
from .graph.records import bodies_in, read_citing, read_record
from .graph.reviews import DERIVATIONS
from .graph.store import Store
from .graph.terms import Writer, joined
from .knowing import state_known
from .ontology.errors import Unusable
from .ontology.iri import BASE, Name
from .ontology.model import Document, Extraction, Reference
from .ontology.vocab import ZR
from .preparing import Prepared, prepare, prepare_catalogue, printable
from .report import Entry, Report
from .tying import Job, continued, held, job_of, stated

_BATCH = "8"
"""Rows of a batch that goes to Python, each a whole document."""
_DATA = ("entry", "triples", "record", "seen", "found", "job")
"""Columns of bytes; all others are text."""
_PREPARED = ("file", "plan", "content", "entry", "triples", "record")
_DERIVES, _COVERED = "derives", "covered"

Row = dict[str, Any]


class NotSpread(Unusable):
    """A build on Spark that cannot be done; the message says why, in a line."""


def session(master: str | None) -> SparkSession:
    """A session on that master, on all cores of this machine without one; workers run this very Python."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings: dict[str, bool | float | int | str | None] = {
        "spark.sql.execution.arrow.maxRecordsPerBatch": _BATCH,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": str(sys.stderr.isatty()).lower(),
    }
    maker = SparkSession.builder.appName("zeren").config(map=settings)
    started = (maker.master(master) if master else maker.master("local[*]")).getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    started.conf.set("spark.sql.shuffle.partitions", 4 * started.sparkContext.defaultParallelism)
    return started


def spread(spark: SparkSession, sources: Sequence[str], out: str, *, base: str = BASE) -> Report:
    """Read `sources` (addresses of files and folders that Spark can read) into N-Quads in the folder `out`/quads.

    `out` must not be there. What became of every source is in the report, and as JSON in `out`/sources. Raises
    NotSpread.
    """
    if _is_there(spark, out):
        raise NotSpread(f"{out} is there already; give --out a new folder")
    run = _Run(spark, base)
    plans = run.plans(run.sources(sources))
    report = Report([entry for _, entry in run.entries])
    tied = run.links(plans).union(run.shared(plans)).distinct()
    quads = run.lines(plans).union(tied)
    quads.write.text(f"{out}/quads")
    told = (json.dumps(asdict(entry), ensure_ascii=False) for entry in report.entries)
    run.table({"value": line} for line in told).coalesce(1).write.text(f"{out}/sources")
    report.links = run.number_of_links
    run.release()
    return report


def _is_there(spark: SparkSession, folder: str) -> bool:
    try:
        spark.read.text(folder)
    except AnalysisException:
        return False
    return True


class _Run:
    """One run: the stages, and what the driver knows between them."""

    def __init__(self, spark: SparkSession, base: str) -> None:
        self.spark, self.base, self.write = spark, base, Writer(base)
        self.entries: list[tuple[str, Entry]] = []
        self.documents: list[Document] = []
        self.bodies: list[tuple[Name, str]] = []
        self.references: list[Reference] = []
        self.number_of_links = 0
        self._held: list[DataFrame] = []
        self._read: dict[Name, bytes] = {}

    def sources(self, addresses: Sequence[str]) -> DataFrame:
        """The files at `addresses`, each with its bytes, but for those that a folder holds and that are no documents."""
        try:
            found = (
                self.spark.read.format("binaryFile")
                .option("recursiveFileLookup", "true")
                .load(list(addresses))
                .select("path", "content")
            )
            paths = [row.path for row in found.select("path").collect()]
        except AnalysisException as problem:
            raise NotSpread(_line(problem)) from None
        there = {_path(path) for path in paths}
        named = {_path(address) for address in addresses}
        passed = [p for p in paths if _path(p) not in named and not is_taken(_path(p), there.__contains__)]
        if len(passed) == len(paths):
            raise NotSpread(f"{addresses[0]}: no files there that can be read")
        return found.where(~found.path.isin(passed)) if passed else found

    def plans(self, sources: DataFrame) -> DataFrame:
        """A row a plan: each from the first file that holds it, and the outlines that no file holds."""
        read = self._kept(self._map(sources, partial(_prepare, base=self.base), _PREPARED))
        rows = read.select("file", "plan", "content", "entry").collect()
        rows.sort(key=lambda row: PurePosixPath(row.file).parts)
        by_plan: dict[str, int] = {}
        by_content: dict[str, int] = {}
        for place, row in enumerate(rows):
            entry: Entry = pickle.loads(row.entry)
            first = by_plan.get(row.plan, by_content.get(row.content)) if row.plan else None
            if first is not None:
                entry = entry.again(printable(rows[first].file), rows[first].content == row.content)
            elif row.plan:
                by_plan[row.plan] = by_content[row.content] = place
            self.entries.append((row.file, entry))
        chosen = self.table([{"file": rows[place].file} for place in by_plan.values()], ("file",))
        authority = load()
        outlines = [_row(prepare_catalogue(one, authority, self.write)) for one in catalogues()]
        outlines = [row for row in outlines if row["plan"] not in by_plan]
        plans = read.join(chosen, "file").select("plan", "triples", "record")
        if outlines:
            names = ("plan", "triples", "record")
            more = self.table([{name: row[name] for name in names} for row in outlines], names)
            plans = plans.union(more)
        return self._seen(self._kept(plans))

    def _seen(self, plans: DataFrame) -> DataFrame:
        """Learn what the plans are and which bodies they name."""
        looked = self._map(plans, partial(_look, base=self.base), ("plan", "seen"))
        bodies: set[tuple[Name, str]] = set()
        for row in looked.collect():
            document, named = pickle.loads(row.seen)
            self.documents.append(document)
            bodies.update(named)
        self.documents.sort(key=lambda document: document.id.iri(self.base))
        self.bodies = list(bodies)
        return plans

    def lines(self, plans: DataFrame) -> DataFrame:
        """The plans as N-Quads."""
        to_lines = partial(_plan_lines, base=self.base)
        return self._map(plans.select("plan", "triples"), to_lines, ("value",))

    def links(self, plans: DataFrame) -> DataFrame:
        """What is stated of every plan and the plans above it, as N-Quads."""
        titles, by_name = held(self.documents), {document.id: document for document in self.documents}
        known = self.spark.sparkContext.broadcast((Library(titles), by_name))
        cited = self._map(plans.select("plan", "record"), partial(_refer, known=known), ("plan", "found"))
        jobs = list[Job]()
        outdated = frozenset(replaced(titles))
        for row in cited.collect():
            found: list[Reference] = pickle.loads(row.found)
            self.references += found
            job = job_of(by_name[Name.parse(row.plan, "")], found, by_name, outdated)
            jobs += [job] if job.uppers else []
        self._read = self._records(plans, {upper.id for job in jobs for upper in job.uppers})
        above = self.spark.sparkContext.broadcast(self._read)
        waiting = [{"plan": job.lower.id.tail, "job": pickle.dumps(job)} for job in jobs]
        tied = plans.select("plan", "record").join(self.table(waiting, ("plan", "job")), "plan")
        told = self._map(tied, partial(_tie, above=above, base=self.base), ("plan", "triples"))
        told = self._kept(told)
        graph = self.write.node(DERIVATIONS).value
        self.number_of_links = told.count() and self._count(told)
        return self._map(told, partial(_graph_lines, graph=graph), ("value",)).union(self._deep(told, plans))

    def _count(self, told: DataFrame) -> int:
        counted = self._map(told, _links_in, ("value",)).select(sql.sum(sql.col("value").cast("long")))
        return int(counted.first()[0] or 0)  # type: ignore[index]

    def _deep(self, told: DataFrame, plans: DataFrame) -> DataFrame:
        """zr:DeeplyCovered for what is covered by a task which a plan further below carries out."""
        edges = self._kept(self._map(told, _edges, ("kind", "of", "upper", "plan")))
        derives = edges.where(edges.kind == _DERIVES)
        below = derives.select(sql.col("upper").alias("of")).distinct()
        carried = derives.join(below, "of").select("upper", "plan").distinct()
        deep = edges.where(edges.kind == _COVERED).join(carried, ["upper", "plan"]).select("of").distinct()
        return self._map(deep, partial(_deep_lines, base=self.base), ("value",))

    def shared(self, plans: DataFrame) -> DataFrame:
        """What is of no plan alone, as N-Quads: what is known, editions, and what citations name."""
        by_name = {document.id: document for document in self.documents}
        groups = {Name("plan", (mark, *title)) for body, _ in self.bodies for mark, _, *title in [body.parts]}
        editions = sorted(replaced(held(self.documents)).items())
        wanted = (groups & set(by_name)) | {name for pair in editions for name in pair}
        self._read |= self._records(plans, wanted - set(self._read))

        def plan(document: Document) -> Extraction:
            return read_record(self._read[document.id], document)

        known = state_known(self.documents, self.bodies, plan, (), self.write)
        later = [continued(plan(by_name[new]), plan(by_name[old]), self.write) for old, new in editions]
        stated_of = {
            AUTHORITY: joined(known),
            DERIVATIONS: b"".join(later) + joined(state_references(self.references, self.write)),
        }
        lines = {
            line
            for graph, triples in stated_of.items()
            for line in _quads(triples, self.write.node(graph).value)
        }
        return self.table([{"value": line} for line in sorted(lines)], ("value",))

    def _records(self, plans: DataFrame, names: Iterable[Name]) -> dict[Name, bytes]:
        """The records of some plans."""
        wanted = self.table([{"plan": name.tail} for name in names], ("plan",))
        rows = plans.select("plan", "record").join(sql.broadcast(wanted), "plan").collect()
        return {Name.parse(row.plan, ""): bytes(row.record) for row in rows}

    def table(self, rows: Iterable[Row], columns: Sequence[str] = ("value",)) -> DataFrame:
        """Rows that the driver has, as a table."""
        return self.spark.createDataFrame([tuple(row[c] for c in columns) for row in rows], _schema(columns))

    def _map(
        self, table: DataFrame, function: Callable[[Row], Iterable[Row]], columns: Sequence[str]
    ) -> DataFrame:
        return table.mapInArrow(partial(_each, function=function, columns=columns), _schema(columns))

    def _kept(self, table: DataFrame) -> DataFrame:
        """The table, made once; what is lost with a worker is made again."""
        self._held.append(table.persist(StorageLevel.MEMORY_AND_DISK))
        return self._held[-1]

    def release(self) -> None:
        """Let go of what was kept."""
        for table in self._held:
            table.unpersist()


def _schema(columns: Sequence[str]) -> StructType:
    made = StructType()
    for column in columns:
        made = made.add(column, BinaryType() if column in _DATA else StringType())
    return made


def _each(
    batches: Iterator[pa.RecordBatch], function: Callable[[Row], Iterable[Row]], columns: Sequence[str]
) -> Iterator[pa.RecordBatch]:
    """Map rows to rows; on a worker."""
    schema = pa.schema([(c, pa.binary() if c in _DATA else pa.string()) for c in columns])
    for batch in batches:
        for row in batch.to_pylist():
            rows = [{column: made[column] for column in columns} for made in function(row)]
            if rows:
                yield pa.RecordBatch.from_pylist(rows, schema=schema)


def _prepare(row: Row, base: str) -> Iterator[Row]:
    """A source, or the documents in an archive, as plans; read from a file of its own name."""
    path = _path(row["path"])
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy.write_bytes(row["content"])
        for found in find_files(copy):
            inside = found.relative_to(copy.resolve())
            yield _row(prepare(found, base)) | {"file": str(path / inside)}


def _row(prepared: Prepared) -> Row:
    return {
        "file": str(prepared.path),
        "plan": prepared.plan.tail if prepared.plan else None,
        "content": prepared.content,
        "entry": pickle.dumps(prepared.entry),
        "triples": prepared.triples,
        "record": prepared.record,
    }


def _look(row: Row, base: str) -> Iterator[Row]:
    """What a plan's graph says of the plan, and the bodies it names."""
    graph, held_here = _graph_of(row["plan"], base), ox.Store()
    held_here.load(row["triples"], format=RdfFormat.TURTLE, to_graph=NamedNode(graph))
    [document] = read_documents(Store(held_here, Path()), load(), base)
    yield {"plan": row["plan"], "seen": pickle.dumps((document, bodies_in(row["record"])))}


def _refer(row: Row, known: Any) -> Iterator[Row]:
    """What the citations of a plan name."""
    library, by_name = known.value
    plan = read_citing(row["record"], by_name[Name.parse(row["plan"], "")])
    yield {"plan": row["plan"], "found": pickle.dumps(list(refer(plan, library, load())))}


def _tie(row: Row, above: Any, base: str) -> Iterator[Row]:
    """What is stated of a plan and those above it."""
    job: Job = pickle.loads(row["job"])

    def plan(document: Document) -> Extraction:
        own = document.id == job.lower.id
        return read_record(row["record"] if own else above.value[document.id], document)

    yield {"plan": row["plan"], "triples": stated(job, plan, base)}


def _plan_lines(row: Row, base: str) -> Iterator[Row]:
    return _graph_lines(row, _graph_of(row["plan"], base))


def _graph_lines(row: Row, graph: str) -> Iterator[Row]:
    yield from ({"value": line} for line in dict.fromkeys(_quads(row["triples"], graph)))


def _quads(triples: bytes, graph: str) -> Iterator[str]:
    """Turtle as lines of N-Quads."""
    yield from (f"{quad.triple} <{graph}> ." for quad in ox.parse(triples, format=RdfFormat.TURTLE))


def _links_in(row: Row) -> Iterator[Row]:
    kinds = (quad.object for quad in ox.parse(row["triples"], format=RdfFormat.TURTLE))
    yield {"value": str(sum(kind == NamedNode(ZR.Derivation) for kind in kinds))}


def _edges(row: Row) -> Iterator[Row]:
    """Which requirements a plan's tasks carry out, and which it covers."""
    covered, requirements = list[str](), dict[str, str]()
    for quad in ox.parse(row["triples"], format=RdfFormat.TURTLE):
        of, key, value = quad.subject.value, quad.predicate.value, quad.object.value
        if key == str(ZR.derivesFrom):
            yield {"kind": _DERIVES, "of": of, "upper": value, "plan": row["plan"]}
        elif key == str(ZR.requirement):
            requirements[of] = value
        elif key == str(ZR.coverage) and value == str(ZR.Covered):
            covered.append(of)
    for of in filter(requirements.get, covered):
        yield {"kind": _COVERED, "of": of, "upper": requirements[of], "plan": row["plan"]}


def _deep_lines(row: Row, base: str) -> Iterator[Row]:
    write = Writer(base)
    told = joined(write.say(Name.parse(row["of"], base), "coverage", ZR.DeeplyCovered))
    yield from _graph_lines({"triples": told}, write.node(DERIVATIONS).value)


def _graph_of(plan: str, base: str) -> str:
    return Name("graph", Name.parse(plan, "").parts).iri(base)


def _path(address: str) -> PurePosixPath:
    """The path in an address, or a path as it is."""
    return PurePosixPath(
        urlsplit(address).path if "://" in address or address.startswith("file:") else address
    )


def _line(problem: Exception) -> str:
    return " ".join(str(problem).split())[:200]
