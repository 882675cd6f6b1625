"""The example of docs/pipeline.md, as a reader would follow it."""

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "pipeline.md").read_text(encoding="utf-8")
FILES = {"words.csv": "csv", "rules.jsonl": "json", "my_rules.py": "python", "my.toml": "toml"}


def fence(language):
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, zeren):
    """The files of the page beside the packaged sample, and the store that its first command builds."""
    path = tmp_path_factory.mktemp("own")
    shutil.copytree(ROOT / "data" / "sample", path / "plans")
    for name, language in FILES.items():
        (path / name).write_text(fence(language), encoding="utf-8")
    done = zeren("build", "plans", "--pipeline", "my.toml", "--store", "own-store", cwd=path)
    assert done.returncode == 0, done.stderr
    return path


def test_every_command_of_the_page_prints_what_it_shows(folder, zeren):
    parts = re.split(r"(?m)^\$ ", fence("console"))[1:]
    assert len(parts) == 3
    for part in parts[1:]:
        command, _, printed = part.partition("\n")
        lines = [line.rstrip() for line in zeren(*command.split()[1:], cwd=folder).stdout.splitlines()]
        wanted = [
            line.rstrip()
            for line in printed.splitlines()
            if line.strip() not in ("", "…") and "─" not in line
        ]
        assert wanted
        assert [line for line in lines if line in wanted] == wanted


def test_the_query_of_the_page_counts_by_tag(folder, zeren):
    (folder / "count.rq").write_text(fence("sparql"), encoding="utf-8")
    done = zeren("query", "count.rq", "--store", "own-store", "-f", "csv", cwd=folder)
    rows = dict(line.split(",") for line in done.stdout.strip().splitlines()[1:])
    assert set(rows) == {"数字化", "营商环境", "工时", "早期时限"}
    assert all(int(times) > 0 for times in rows.values())


def test_the_table_of_components_is_what_they_declare():
    from zeren.extract.pipeline import FINDERS, pipeline

    rows = re.findall(r"(?m)^  \| `(zeren_\w+)` \| (.*?) ?\| (.*) \|$", PAGE)
    metas = [(name, pipeline().get_pipe_meta(name)) for name in pipeline().pipe_names]
    assert len(rows) == len(FINDERS)
    for (name, requires, assigns), (known, meta) in zip(rows, metas, strict=True):
        assert name == known
        assert re.findall(r"`(.*?)`", requires) == list(meta.requires)
        assert [*re.findall(r"`(.*?)`", assigns), "doc.spans"] == sorted(meta.assigns)


def test_a_mention_is_explained_and_keeps_the_shapes(folder, zeren):
    row = zeren("query", "mentions", "--store", "own-store", "-f", "csv", cwd=folder).stdout.splitlines()[1]
    assert row
    words = "2022年9月底前"
    query = f"PREFIX zr: <https://w3id.org/zeren#> SELECT ?m WHERE {{ ?m a zr:Mention ; zr:tag '早期时限' ; zr:text '{words}' }}"
    (folder / "one.rq").write_text(query, encoding="utf-8")
    iri = zeren("query", "one.rq", "--store", "own-store", "-f", "csv", cwd=folder).stdout.splitlines()[1]
    printed = zeren("explain", iri.strip('"'), "--store", "own-store", cwd=folder).stdout
    assert "标注" in printed
    assert "mention.my_rules:early" in printed
    assert words in printed
    assert zeren("check", "--store", "own-store", cwd=folder).returncode == 0


def test_code_runs_only_where_the_command_line_names_it(folder, zeren):
    again = zeren("build", "plans", "--store", "own-store", cwd=folder)
    assert again.returncode == 2
    assert "my_rules:early" in again.stderr
    assert "--pipeline" in again.stderr
    same = zeren("build", "plans", "--pipeline", "my.toml", "--store", "own-store", cwd=folder)
    assert same.returncode == 0
    assert "unchanged" in same.stdout
