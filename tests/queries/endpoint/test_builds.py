"""A store that changes while it is served."""

import asyncio
import shutil

import pyoxigraph as ox
import pytest

from zeren.builder import build
from zeren.graph import snapshot
from zeren.graph.manifest import Manifest
from zeren.graph.store import Store
from zeren.queries.endpoint.failure import Failure, Kind
from zeren.queries.endpoint.limits import Limits
from zeren.queries.endpoint.pool import Workers

from .conftest import serving

PLANS = "SELECT ?plan { ?plan a <https://w3id.org/zeren#Plan> ; <https://w3id.org/zeren#sourceFile> ?file }"
PLAN = """望川市测试工作方案（2021－2025年）
一、主要任务
1.办好测试事项。每年检查一次。（牵头单位：市司法局）
"""


def plans(running):
    reply = running.ask(PLANS, "text/csv")
    assert reply.status == 200, reply.text
    return reply.text.count("\n") - 1


def test_a_new_build_appears_without_a_restart(sample_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("serving"))
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, encoding="utf-8")
    with serving(store, Limits(workers=2)) as running:
        before = plans(running)
        build([file], store, jobs=1)
        assert {plans(running) for _ in range(6)} == {before + 1}
        assert len(list((store / snapshot.FOLDER).iterdir())) <= 2


def test_until_a_build_is_done_the_one_before_answers(sample_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("serving"))
    with serving(store, Limits(workers=2)) as running:
        before = plans(running)
        manifest = Manifest.load(store)
        tied = manifest.tied
        manifest.begin([])
        written = Store.create(store)
        for graph in written.graphs():
            written.drop(graph)
        written._store.optimize()
        written.close()
        assert {plans(running) for _ in range(4)} == {before}
        manifest.tied = tied
        manifest.save()
        assert plans(running) == 0


def test_a_snapshot_outlives_what_a_writer_does_to_the_files(sample_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("serving"))
    taken = snapshot.take(store)
    assert taken.path != store
    size = len(ox.Store.read_only(str(store / "quads")))
    writer = ox.Store(str(store / "quads"))
    writer.clear()
    writer.flush()
    writer.optimize()
    assert len(Store.read(taken.path)._store) == size
    taken.hold()
    taken.outdate()
    assert taken.path.exists()
    taken.release()
    assert not taken.path.exists()
    assert store.exists()


def test_a_store_that_is_held_lasts_as_long_as_somebody_holds_it(sample_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("serving"))
    held = snapshot.held(store)
    size = sum(1 for _ in held.quads())
    written = Store.create(store)
    for graph in written.graphs():
        written.drop(graph)
    written.close()
    assert held.path == store
    assert sum(1 for _ in held.quads()) == size > 0
    assert len(list((store / snapshot.FOLDER).iterdir())) == 1
    del held
    assert list((store / snapshot.FOLDER).iterdir()) == []


def test_snapshots_of_processes_that_are_no_more_are_swept_away(sample_store, tmp_path):
    folder = tmp_path / "serving"
    (folder / "999999999-1").mkdir(parents=True)
    snapshot.sweep(tmp_path)
    assert list(folder.iterdir()) == []


def test_the_folder_itself_is_read_where_it_takes_no_snapshot(sample_store, tmp_path):
    store = tmp_path / "store"
    shutil.copytree(sample_store, store, ignore=shutil.ignore_patterns("serving"))
    (store / snapshot.FOLDER).write_text("in the way", encoding="utf-8")
    taken = snapshot.take(store)
    assert taken.path == store
    taken.outdate()
    assert store.exists()


def test_the_desk_asks_the_same_workers(sample_store):
    async def asked():
        async with Workers(sample_store, Limits(workers=1)) as workers:
            return [
                await workers.ask("SELECT ?n { VALUES ?n { 1 UNDEF } }"),
                await workers.ask("ASK {}"),
                await workers.ask("CONSTRUCT { <a:b> <a:c> 1 } WHERE {}"),
            ]

    table, truth, triples = asyncio.run(asked())
    assert (table.columns, [row[0] and row[0].value for row in table.rows]) == (("n",), ["1", None])
    assert truth.value is True
    assert len(triples.triples) == 1


def test_an_answer_that_is_held_whole_has_limits_of_its_own(sample_store):
    async def asked():
        async with Workers(sample_store, Limits(workers=1, kept_rows=10)) as workers:
            few = await workers.ask("SELECT * { ?s ?p ?o } LIMIT 10")
            await workers.ask("SELECT * { ?s ?p ?o } LIMIT 11")
            return few

    with pytest.raises(Failure, match="10 rows") as failed:
        asyncio.run(asked())
    assert failed.value.kind is Kind.TOO_MUCH


def test_what_fails_is_raised_with_its_kind(sample_store):
    async def asked(query):
        async with Workers(sample_store, Limits(workers=1)) as workers:
            await workers.ask(query)

    for query, kind in (("SELECT", Kind.MALFORMED), ("CLEAR ALL", Kind.REFUSED)):
        with pytest.raises(Failure) as failed:
            asyncio.run(asked(query))
        assert failed.value.kind is kind
