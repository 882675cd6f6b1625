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
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path, PurePosixPath

from pyspark import StorageLevel
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.types import BinaryType, StringType, StructType

from .builder import AUTHORITY
from .data.authority import load
from .data.catalogue import catalogues
from .data.own import keep, own_tables
from .data.subjects import subjects
from .extract.links.references import Library, replaced
from .extract.pipeline import additions_of
from .extract.sources import is_taken
from .graph.links import state_references
from .graph.records import read_record
from .graph.reviews import DERIVATIONS
from .graph.terms import Writer, joined
from .knowing import state_known
from .mapping import (
    COVERED,
    DATA,
    DERIVES,
    Own,
    Row,
    deep_lines,
    edges,
    graph_lines,
    links_in,
    look,
    mapped,
    path_of,
    plan_lines,
    prepare_source,
    quads,
    refer_plan,
    row_of,
    tie_plan,
)
from .ontology.errors import Unusable
from .ontology.iri import BASE, Name
from .ontology.model import Document, Extraction, Reference
from .preparing import prepare_catalogue, printable
from .report import Entry, Report
from .tying import Job, continued, held, job_of, set_by_hand

_BATCH = "8"
"""Rows of a batch that goes to Python, each a whole document."""
_PREPARED = ("file", "plan", "content", "entry", "triples", "record")


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


def spread(
    spark: SparkSession,
    sources: Sequence[str],
    out: str,
    *,
    base: str = BASE,
    names: Path | None = None,
    pipeline: Path | None = None,
    parents: Path | None = None,
) -> Report:
    """Read `sources` (addresses of files and folders that Spark can read) into N-Quads in the folder `out`/quads.

    `out` must not be there. What became of every source is in the report, and as JSON in `out`/sources. `names`,
    `pipeline` and `parents` are files of this machine, as `build` takes them. Raises NotSpread, BadTable, BadPipeline
    and StoreError.
    """
    if _is_there(spark, out):
        raise NotSpread(f"{out} is there already; give --out a new folder")
    run = _Run(spark, base, _own(spark, names, pipeline), parents)
    plans = run.plans(run.sources(sources))
    report = Report([entry for _, entry in run.entries])
    tied = run.links(plans).union(run.shared(plans)).distinct()
    run.lines(plans).union(tied).write.text(f"{out}/quads")
    told = (json.dumps(asdict(entry), ensure_ascii=False) for entry in report.entries)
    run.table({"value": line} for line in told).coalesce(1).write.text(f"{out}/sources")
    report.links = run.number_of_links
    run.release()
    return report


def _own(spark: SparkSession, names: Path | None, pipeline: Path | None) -> Own:
    """What the user adds, tried here, and its modules sent to the workers; those that are installed must be there too."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if names:
            keep(names, folder)
        tables = tuple(
            (t.name, t.read_bytes()) for kept in own_tables(folder) for t in sorted(kept.iterdir())
        )
        additions = additions_of(pipeline, folder)
        beside = Path(additions.folder) if additions else folder
        for component in additions.components if additions else ():
            name = component.use.partition(":")[0].partition(".")[0]
            if (beside / f"{name}.py").is_file():
                spark.sparkContext.addPyFile(str(beside / f"{name}.py"))
            elif (beside / name).is_dir():
                archive = shutil.make_archive(str(folder / name), "zip", beside, name)
                spark.sparkContext.addPyFile(archive)
    return Own(tables, additions)


def _is_there(spark: SparkSession, folder: str) -> bool:
    try:
        spark.read.text(folder)
    except AnalysisException:
        return False
    return True


class _Run:
    """One run: the stages, and what the driver knows between them."""

    def __init__(self, spark: SparkSession, base: str, own: Own, parents: Path | None) -> None:
        self.spark, self.base, self.write = spark, base, Writer(base)
        self.own, self.parents, self.authority = own, parents, load(*own.folders)
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
        there = {path_of(path) for path in paths}
        named = {path_of(address) for address in addresses}
        passed = [
            p for p in paths if path_of(p) not in named and not is_taken(path_of(p), there.__contains__)
        ]
        if len(passed) == len(paths):
            raise NotSpread(f"{addresses[0]}: no files there that can be read")
        return found.where(~found.path.isin(passed)) if passed else found

    def plans(self, sources: DataFrame) -> DataFrame:
        """A row a plan: each from the first file that holds it, and the outlines that no file holds."""
        read = self._kept(
            self._map(sources, partial(prepare_source, base=self.base, own=self.own), _PREPARED)
        )
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
        outlines = [row_of(prepare_catalogue(one, self.authority, self.base)) for one in catalogues()]
        outlines = [row for row in outlines if row["plan"] not in by_plan]
        plans = read.join(chosen, "file").select("plan", "triples", "record")
        if outlines:
            names = ("plan", "triples", "record")
            more = self.table([{name: row[name] for name in names} for row in outlines], names)
            plans = plans.union(more)
        return self._seen(self._kept(plans))

    def _seen(self, plans: DataFrame) -> DataFrame:
        """Learn what the plans are and which bodies they name."""
        looked = self._map(plans, partial(look, base=self.base, own=self.own), ("plan", "seen"))
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
        to_lines = partial(plan_lines, base=self.base)
        return self._map(plans.select("plan", "triples"), to_lines, ("value",))

    def links(self, plans: DataFrame) -> DataFrame:
        """What is stated of every plan and the plans above it, as N-Quads."""
        titles, by_name = held(self.documents), {document.id: document for document in self.documents}
        library = Library(titles)
        known = self.spark.sparkContext.broadcast((library, by_name))
        parents = set_by_hand(self.parents, library) if self.parents else {}
        cited = self._map(
            plans.select("plan", "record"), partial(refer_plan, known=known, own=self.own), ("plan", "found")
        )
        jobs = list[Job]()
        outdated = frozenset(replaced(titles))
        for row in cited.collect():
            plan = Name.parse(row.plan, "")
            found: list[Reference] = [*pickle.loads(row.found), *parents.get(plan, ())]
            self.references += found
            job = job_of(by_name[plan], found, by_name, outdated)
            jobs += [job] if job.uppers else []
        self._read = self._records(plans, {upper.id for job in jobs for upper in job.uppers})
        above = self.spark.sparkContext.broadcast(self._read)
        waiting = [{"plan": job.lower.id.tail, "job": pickle.dumps(job)} for job in jobs]
        tied = plans.select("plan", "record").join(self.table(waiting, ("plan", "job")), "plan")
        told = self._map(
            tied, partial(tie_plan, above=above, base=self.base, own=self.own), ("plan", "triples")
        )
        told = self._kept(told)
        graph = self.write.node(DERIVATIONS).value
        self.number_of_links = told.count() and self._count(told)
        return self._map(told, partial(graph_lines, graph=graph), ("value",)).union(self._deep(told, plans))

    def _count(self, told: DataFrame) -> int:
        counted = self._map(told, links_in, ("value",)).select(sql.sum(sql.col("value").cast("long")))
        return int(counted.first()[0] or 0)  # type: ignore[index]

    def _deep(self, told: DataFrame, plans: DataFrame) -> DataFrame:
        """zr:DeeplyCovered for what is covered by a task which a plan further below carries out."""
        tied = self._kept(self._map(told, edges, ("kind", "of", "upper", "plan")))
        derives = tied.where(tied.kind == DERIVES)
        below = derives.select(sql.col("upper").alias("of")).distinct()
        carried = derives.join(below, "of").select("upper", "plan").distinct()
        deep = tied.where(tied.kind == COVERED).join(carried, ["upper", "plan"]).select("of").distinct()
        return self._map(deep, partial(deep_lines, base=self.base), ("value",))

    def shared(self, plans: DataFrame) -> DataFrame:
        """What is of no plan alone, as N-Quads: what is known, editions, and what citations name."""
        by_name = {document.id: document for document in self.documents}
        groups = {Name("plan", (mark, *title)) for body, _ in self.bodies for mark, _, *title in [body.parts]}
        editions = sorted(replaced(held(self.documents)).items())
        wanted = (groups & set(by_name)) | {name for pair in editions for name in pair}
        self._read |= self._records(plans, wanted - set(self._read))

        def plan(document: Document) -> Extraction:
            return read_record(self._read[document.id], document)

        known = state_known(self.documents, self.bodies, plan, self.own.folders, self.write)
        words = subjects(*self.own.folders)
        later = [
            continued(plan(by_name[new]), plan(by_name[old]), words, self.write) for old, new in editions
        ]
        stated_of = {
            AUTHORITY: joined(known),
            DERIVATIONS: b"".join(later) + joined(state_references(self.references, self.write)),
        }
        lines = {
            line
            for graph, triples in stated_of.items()
            for line in quads(triples, self.write.node(graph).value)
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
        return table.mapInArrow(partial(mapped, function=function, columns=columns), _schema(columns))

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
        made = made.add(column, BinaryType() if column in DATA else StringType())
    return made


def _line(problem: Exception) -> str:
    return " ".join(str(problem).split())[:200]
