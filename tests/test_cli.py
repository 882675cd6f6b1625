"""The command line, run as a process: what it prints, what it leaves, and its exit status."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
COUNT = "PREFIX zr: <https://w3id.org/zeren#> SELECT (COUNT(?t) AS ?n) WHERE { ?t a zr:Responsibility }"


@pytest.mark.parametrize(
    ("arguments", "given"),
    [
        (["--version"], ""),
        (["query", "plans", "--store", "STORE", "-f", "csv"], ""),
        (["query", "-", "--store", "STORE", "-f", "json"], COUNT),
        (["query", "overdue", "--store", "STORE"], ""),
        (["build", "nothing-here.txt", "--store", "new"], ""),
        (["built"], ""),
    ],
)
def test_commands_of_the_tests_do_what_installed_ones_do(zeren, sample_store, tmp_path, arguments, given):
    """Those of the tests are forked, to be quick; these are the program that is installed, and the package run as one."""
    words = [str(sample_store) if word == "STORE" else word for word in arguments]
    forked = zeren(*words, cwd=tmp_path, given=given)
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "200"}
    for program in ([str(Path(sys.executable).with_name("zeren"))], [sys.executable, "-m", "zeren"]):
        done = subprocess.run([*program, *words], cwd=tmp_path, env=environment, input=given, capture_output=True,
                              encoding="utf-8")  # fmt: skip
        told = done.stderr.replace("python -m zeren", "zeren")
        assert (done.returncode, done.stdout, told) == (forked.returncode, forked.stdout, forked.stderr)


def test_build_reports_every_source_and_is_silent_the_second_time(zeren, tmp_path):
    first = zeren("build", SAMPLE, "--store", tmp_path / "store")
    assert first.returncode == 0
    assert first.stderr == ""
    for name in ("donglan.txt", "linshu.txt", "qinghe.txt", "wangchuan.txt"):
        assert name in first.stdout
    second = zeren("build", SAMPLE, "--store", tmp_path / "store")
    assert second.returncode == 0
    assert second.stdout.count("unchanged") == 4


def test_build_names_what_needs_a_look_and_reads_the_rest(zeren, tmp_path):
    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\x00\x00\x01")
    (tmp_path / "poem.txt").write_text("床前明月光，疑是地上霜。\n", encoding="utf-8")
    (tmp_path / "plan.txt").write_bytes((SAMPLE / "linshu.txt").read_bytes())
    done = zeren("build", tmp_path, "--store", tmp_path / "store")
    assert done.returncode == 1
    complaints = done.stderr.splitlines()
    assert len(complaints) == 3
    assert all(line.startswith("zeren: ") for line in complaints)
    assert [line.split(": ")[1] for line in complaints] == ["picture.txt", "poem.txt", "空.txt"]
    titles = zeren("query", "plans", "--store", tmp_path / "store", "-f", "csv").stdout
    assert "临澍市法治政府建设工作要点" in titles
    assert "poem.txt" in done.stdout


def test_build_says_what_a_plan_does_not_tell_of_itself(zeren, tmp_path):
    (tmp_path / "scan-17.txt").write_text(
        "1.清理欠账。按月销号。（牵头单位：财政局）\n2.公开目录。逐项公开。（牵头单位：司法局）\n",
        encoding="utf-8",
    )
    (tmp_path / "plan.txt").write_bytes((SAMPLE / "linshu.txt").read_bytes())
    done = zeren("build", tmp_path, "--store", tmp_path / "store", "--report", tmp_path / "report.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "存疑 read with doubts" in done.stdout
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        notes = {row["file"]: row["note"] for row in csv.DictReader(file)}
    assert notes["plan.txt"] == ""
    assert "no title found in it" in notes["scan-17.txt"]
    assert "of which place it is" in notes["scan-17.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["query", "plans", "--store", "nowhere"], "no store in nowhere; make one with: zeren build"),
        (
            ["build", "nothing-here/*.txt", "--store", "new"],
            "nothing-here/*.txt: no files there that can be read",
        ),
        (
            ["build", ".", "--store", "new"],
            "a .csv, or text with another ending, is read when it is named itself",
        ),
        (["build", "nothing.pdf", "--store", "new"], "nothing.pdf: there is no such file or folder"),
        (["query", "who-leads", "--store", "STORE"], "did you mean who-leads-what"),
        (["query", "overdue", "--store", "STORE"], "overdue needs -p on=…"),
        (["query", "overdue", "-p", "on=soon", "--store", "STORE"], "write it as 2023-06-30"),
        (["query", "overdue", "-p", "day=2023-01-01", "--store", "STORE"], "has no parameter 'day'"),
        (["query", "plans", "-p", "level", "--store", "STORE"], "is no KEY=VALUE"),
        (["query", "plans", "-f", "pdf", "--store", "STORE"], "'pdf' is no format"),
        (["query", "missing.rq", "--store", "STORE"], "missing.rq: No such file"),
        (
            ["query", "overdue", "-p", "on=2023-01-01", "-p", "plan=望江市", "--store", "STORE"],
            "no plan has '望江市' in its title; did you mean 望川市法治政府建设工作方案",
        ),
        (
            [
                "query",
                "tasks-of-institution",
                "-p",
                "institution=望川司法局",
                "--store",
                "STORE",
                "-f",
                "csv",
            ],
            "no body has '望川司法局' in its name; did you mean 望川市司法局?",
        ),
        (
            ["map", "trace", "--plan", "行动方案", "--store", "STORE", "-o", "x.html"],
            "(2016-2020年) is cited and not held",
        ),
        (["trace", "不存在的规划", "--store", "STORE"], "no plan has '不存在的规划' in its title"),
        (["trace", "法治政府", "--store", "STORE"], "may mean"),
        (
            ["map", "heat", "--store", "STORE", "-o", "x.html"],
            "'heat' is no map; there are: overview, accountability, trace, institutions",
        ),
        (["export", "--store", "STORE", "-f", "rdf", "-o", "x"], "'rdf' is no format"),
        (["explain", "望川市#5", "--store", "STORE", "--lang", "fr"], "--lang is zh or en"),
        (["map", "trace", "--store", "STORE", "-o", "x.html", "--lang", "fr"], "--lang is zh or en"),
        (["build", ".", "--store", "new", "--base", "plans"], "--base plans cannot begin an identifier"),
    ],
)
def test_wrong_usage_is_one_clear_line(zeren, sample_store, tmp_path, arguments, says):
    done = zeren(*(str(sample_store) if a == "STORE" else a for a in arguments), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_no_rows_are_said_to_mean_what_they_may_mean(zeren, sample_store):
    none = zeren("query", "uncovered-items", "-p", "plan=纲要（2015", "--store", sample_store)
    assert (none.returncode, none.stderr.count("\n")) == (0, 1)
    assert "没有承接已收录的国家文件" in none.stderr
    plain = zeren("query", "overdue", "-p", "on=2019-01-01", "-p", "plan=望川市", "--store", sample_store)
    assert (plain.returncode, plain.stderr, plain.stdout.strip()) == (0, "", "共 0 行 · 0 rows")


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ("SELECT ?x WHERE { ?x ", "the query cannot be read"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "would change the store"),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * WHERE { { SELECT ?s WHERE { service silent ?e { ?s ?p ?o } } } }", "SERVICE is refused"),
    ],
)
def test_sparql_that_cannot_be_run_is_refused_in_one_line(zeren, sample_store, sparql, says):
    done = zeren("query", "-", "--store", sample_store, given=sparql)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_a_query_takes_sparql_from_stdin_and_from_a_file(zeren, sample_store, tmp_path):
    (tmp_path / "count.rq").write_text(COUNT, encoding="utf-8")
    piped = zeren("query", "-", "--store", sample_store, "-f", "json", given=COUNT)
    filed = zeren("query", tmp_path / "count.rq", "--store", sample_store, "-f", "json")
    assert piped.stdout == filed.stdout
    assert int(json.loads(piped.stdout)["results"]["bindings"][0]["n"]["value"]) > 200


def test_a_query_comes_through_a_pipe_as_chinese_consoles_write_it(sample_store):
    asked = """PREFIX zr: <https://w3id.org/zeren#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT (COUNT(DISTINCT ?task) AS ?tasks) { ?task zr:leadBy/skos:prefLabel "望川市司法局" }"""
    told = [
        subprocess.run(
            [sys.executable, "-m", "zeren", "query", "-", "--store", str(sample_store), "-f", "csv"],
            input=asked.encode(encoding),
            capture_output=True,
            check=True,
        ).stdout
        for encoding in ("utf-8", "gb18030")
    ]
    assert told[0] == told[1]
    assert b"\r\n17\r\n" in told[0]


def test_a_query_may_name_its_own_graphs(zeren, sample_store):
    graph = "https://w3id.org/zeren/id/graph/derivations"
    asked = zeren(
        "query",
        "-",
        "--store",
        sample_store,
        "-f",
        "json",
        given=COUNT.replace("WHERE", f"FROM <{graph}> WHERE"),
    )
    assert json.loads(asked.stdout)["results"]["bindings"][0]["n"]["value"] == "0"


def test_a_table_becomes_csv_and_a_workbook(zeren, sample_store, tmp_path):
    for form in ("csv", "xlsx"):
        done = zeren(
            "query", "who-leads-what", "--store", sample_store, "-f", form, "-o", tmp_path / f"leads.{form}"
        )
        assert done.returncode == 0
    with (tmp_path / "leads.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    sheet = openpyxl.load_workbook(tmp_path / "leads.xlsx").active
    assert [cell.value for cell in sheet[1]] == rows[0]
    assert sheet.max_row == len(rows) > 50


def test_trace_shows_both_sentences_up_to_the_outline(zeren, sample_store):
    printed = zeren("trace", "青禾县#九", "--store", sample_store).stdout
    for part in (
        "县 county",
        "市 prefecture",
        "国家 nation",
        "[qinghe.txt",
        "[wangchuan.txt",
        "法治政府建设实施纲要",
    ):
        assert part in printed


def test_trace_of_a_plan_lists_every_task_and_its_requirement(zeren, sample_store):
    printed = zeren("trace", "青禾县", "--store", sample_store).stdout
    assert printed.count("（二十") >= 5
    assert "（二十四）" in printed


def test_explain_shows_the_sentence_and_the_rule(zeren, sample_store):
    printed = zeren("explain", "望川市#5", "--store", sample_store).stdout
    assert "[wangchuan.txt" in printed
    assert "responsibility.label.bracket" in printed
    english = zeren("explain", "望川市#5", "--store", sample_store, "--lang", "en").stdout
    assert "Task" in english


@pytest.mark.parametrize("kind", ["overview", "accountability", "trace", "institutions"])
def test_a_map_is_one_file_that_loads_nothing(zeren, sample_store, tmp_path, kind):
    done = zeren("map", kind, "--store", sample_store, "--plan", "望川市", "-o", tmp_path / "map.html")
    assert done.returncode == 0
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert "望川市" in page
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_the_measures_of_institutions_are_a_table_too(zeren, sample_store, tmp_path):
    out = ["--store", sample_store, "-o"]
    assert zeren("map", "institutions", *out, tmp_path / "m.csv", "-f", "csv").returncode == 0
    with (tmp_path / "m.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["institutionName"] == "望川市司法局"
    assert [int(row["tasks"]) for row in rows] == sorted((int(row["tasks"]) for row in rows), reverse=True)
    assert zeren("map", "institutions", *out, tmp_path / "m.xlsx", "-f", "xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx").active
    assert sheet.max_row == len(rows) + 1
    refused = zeren("map", "trace", *out, tmp_path / "t.csv", "-f", "csv")
    assert refused.returncode == 2
    assert "zeren query map-trace" in refused.stderr


def test_a_judgement_is_kept_shown_exported_and_imported(zeren, tmp_path):
    store, other = tmp_path / "store", tmp_path / "other"
    for folder in (store, other):
        assert zeren("build", SAMPLE, "--store", folder).returncode == 0
    said = zeren(
        *("judge", "青禾县#九", "reject", "provision/000000/法治政府建设实施纲要2021-2025年/5.13"),
        *("--by", "张三", "--note", "两回事", "--store", store),
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert "kept 1 judgement in" in said.stdout
    assert "1 judgement in force" in said.stdout
    for shown in (
        zeren("trace", "青禾县#九", "--candidates", "--store", store).stdout,
        zeren("explain", "青禾县#九", "--store", store).stdout,
    ):
        assert "否定" in shown
        assert "张三" in shown
        assert "两回事" in shown
    assert "张三" not in zeren("trace", "青禾县#九", "--store", store).stdout
    assert (
        zeren("judge", "望川市司法局", "same", "望川市审计局", "--by", "李四", "--store", store).returncode
        == 0
    )
    refused = zeren("judge", "望川市司法局", "same", "望川市司法局", "--by", "李四", "--store", store)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert zeren("check", "--store", store).returncode == 0
    counts = zeren("query", "review-counts", "-p", "plan=青禾县", "--store", store, "-f", "json").stdout
    (links,) = [row for row in json.loads(counts)["results"]["bindings"] if row["about"]["value"] == "link"]
    assert links["rejected"]["value"] == "1"
    assert zeren("judge", "--export", tmp_path / "all.csv", "--store", store).returncode == 0
    taken = zeren("judge", "--import", tmp_path / "all.csv", "--store", other)
    assert "kept 2 judgements" in taken.stdout
    exports = []
    for folder in (store, other):
        assert "2 judgements in force" in zeren("build", SAMPLE, "--store", folder, "--prune").stdout
        assert zeren("export", "--store", folder, "-o", tmp_path / "out.nq").returncode == 0
        exports.append((tmp_path / "out.nq").read_bytes())
    assert exports[0] == exports[1]
    assert "kept 0 judgements" in zeren("judge", "--import", tmp_path / "all.csv", "--store", other).stdout


def test_judge_lists_candidates_and_says_what_it_takes(zeren, sample_store):
    listed = zeren("judge", "--candidates", "--store", sample_store, "-f", "csv")
    assert listed.returncode == 0
    assert listed.stdout.lstrip("\ufeff").startswith("score,name,otherName")
    for wrong in (
        [],
        ["--candidates", "--export", "x.csv"],
        ["望川市司法局"],
        ["望川市司法局", "same", "望川市审计局"],
    ):
        done = zeren("judge", *wrong, "--store", sample_store)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert not (sample_store / "judgements.csv").exists()


@pytest.mark.parametrize("form", ["nq", "ttl", "graphml", "gexf"])
def test_an_export_is_the_same_twice(zeren, sample_store, tmp_path, form):
    paths = [tmp_path / f"{name}.{form}" for name in ("one", "two")]
    for path in paths:
        assert zeren("export", "--store", sample_store, "-f", form, "-o", path).returncode == 0
    one, two = (path.read_bytes() for path in paths)
    assert len(one) > 10_000
    assert one == two


def test_an_export_to_xlsx_has_a_sheet_a_table(zeren, sample_store, tmp_path):
    assert zeren("export", "--store", sample_store, "-f", "xlsx", "-o", tmp_path / "all.xlsx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames[0] == "contents"
    assert [cell.value for cell in book["contents"]["A"]][1:] == book.sheetnames[1:]
    assert {"plans", "accountability", "trace", "deadlines", "targets", "obligations"} <= set(book.sheetnames)
    assert book["accountability"].max_row > 200
    assert [cell.value for cell in book["accountability"][1]][-3:] == ["plan", "task", "institution"]
    titles = [cell.value for cell in book["plans"]["A"]][1:]
    assert len(titles) == len(set(titles)) == 6


def test_an_export_to_csv_is_a_folder_of_tables(zeren, sample_store, tmp_path):
    assert zeren("export", "--store", sample_store, "-f", "csv", "-o", tmp_path / "tables").returncode == 0
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert {"plans.csv", "accountability.csv", "trace.csv", "deadlines.csv"} <= names


def test_check_finds_the_sample_whole(zeren, sample_store):
    done = zeren("check", "--store", sample_store)
    assert done.returncode == 0
    assert done.stdout == "all shapes hold\n"


def test_queries_lists_at_least_fifteen_in_two_languages(zeren):
    lines = zeren("queries").stdout.splitlines()
    listed = [line for line in lines if line.startswith("  ")]
    assert len(listed) >= 15
    assert all(" | " in line for line in listed)
    assert lines[:2] == ["谁负责什么 Who does what", f"  {'who-leads-what':<24} 谁牵头什么 | Who leads what"]
    assert "VALUES ?institution" in zeren("queries", "tasks-of-institution").stdout


def test_demo_says_what_to_open(zeren, tmp_path):
    done = zeren("demo", cwd=tmp_path)
    assert done.returncode == 0
    for name in ("overview.html", "accountability.html", "trace.html", "institutions.html"):
        assert (tmp_path / "zeren-demo" / name).stat().st_size > 100_000
        assert f"zeren-demo/{name}" in done.stdout


def test_hostile_titles_stay_text_everywhere(zeren, tmp_path):
    plan = "<script>window.pwned=1</script>望川市实施方案\n一、总体要求\n1.=cmd()|' /C calc'!A0推进改革。(牵头单位:市司法局)\n"
    (tmp_path / "hostile.txt").write_text(plan, encoding="utf-8")
    store = tmp_path / "store"
    assert zeren("build", tmp_path / "hostile.txt", "--store", store).returncode == 0
    zeren("map", "accountability", "--store", store, "-o", tmp_path / "map.html")
    assert "<script>window.pwned" not in (tmp_path / "map.html").read_text(encoding="utf-8")
    zeren("query", "who-leads-what", "--store", store, "-f", "csv", "-o", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("cmd()" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    zeren("query", "who-leads-what", "--store", store, "-f", "xlsx", "-o", tmp_path / "a.xlsx")
    typed = [c for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows() for c in row]
    assert any("cmd()" in str(cell.value) and cell.data_type == "s" for cell in typed)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_report_of_every_source_is_written(zeren, tmp_path, form):
    folder = tmp_path / "下载 夹"
    folder.mkdir()
    (folder / "plan.txt").write_bytes((SAMPLE / "linshu.txt").read_bytes())
    (folder / "plan 副本.txt").write_bytes((SAMPLE / "linshu.txt").read_bytes())
    (folder / "letter.txt").write_text("亲爱的朋友：\n近来可好。\n", encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 cut")
    path = tmp_path / f"report.{form}"
    done = zeren("build", folder, "--store", tmp_path / "store", "--report", path)
    assert done.returncode == 1
    if form == "csv":
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    else:
        rows = [[str(c or "") for c in row] for row in openpyxl.load_workbook(path).active.values]
    header, *others = rows
    found = {row[0]: dict(zip(header, row, strict=True)) for row in others}
    assert header[:3] == ["file", "outcome", "title"]
    assert {name: row["outcome"] for name, row in found.items()} == {
        "plan.txt": "duplicate",
        "plan 副本.txt": "read",
        "letter.txt": "not a plan",
        "坏.pdf": "unreadable",
    }
    assert int(found["plan 副本.txt"]["tasks"]) > 10
    assert "cut short" in found["坏.pdf"]["note"]
    assert "1 duplicate" in done.stdout


def test_a_report_of_another_kind_is_refused_before_anything_is_read(zeren, tmp_path):
    done = zeren("build", SAMPLE, "--store", tmp_path / "store", "--report", tmp_path / "report.pdf")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "a report is a .csv or an .xlsx file" in done.stderr
    assert not (tmp_path / "store").exists()


def test_the_command_line_loads_what_reads_plans_only_to_read_them():
    """A question is answered without waiting for spaCy and every pattern of the finders."""
    heavy = "import sys, zeren.cli; print([name for name in ('spacy', 'zeren.extract', 'networkx', 'pyvis') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
