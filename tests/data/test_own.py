"""Tables of the user's own: kept with a store, checked before they are, and read beside the packaged ones."""

import pytest

from zeren.data.authority import load
from zeren.data.own import keep, own_tables
from zeren.data.tables import BadTable, digest, rows


def written(folder, name, *lines):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return folder / name


def test_a_file_is_kept_as_names_and_a_folder_as_its_tables(tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    assert own_tables(store) == ()
    keep(written(tmp_path, "mine.csv", "name,place,means", "市法治办,常德市,市司法局"), store)
    (kept,) = own_tables(store)
    assert [table.name for table in kept.iterdir()] == ["names.csv"]
    folder = tmp_path / "tables"
    written(folder, "kinds.csv", "kind,name,short,aliases", "梯田局,梯田管理局,梯田局,梯田办")
    written(folder, "notes.csv", "not,a,table")
    keep(folder, store)
    assert [table.name for table in kept.iterdir()] == ["kinds.csv"]
    assert load(kept).kinds["梯田办"].key == "梯田局"


@pytest.mark.parametrize(
    ("name", "lines", "message"),
    [
        ("names.csv", ["name,means", "甲,乙"], "no column place"),
        ("names.csv", ["name,place,means", "甲,哪儿市,市司法局"], "哪儿市"),
        ("names.csv", ["name,place,means", "甲,朝阳区,区司法局"], "one place alone"),
        ("names.csv", ["name,place,means", "甲,常德市,市司法局,多余"], "line 2"),
        ("places.csv", ["code,name,short,level,parent", "1,甲,甲,town,000000"], "town"),
        ("former.csv", ["name,code", "甲县,123"], "123"),
        ("kinds.csv", ["kind,name,short,aliases,levels", "甲,甲,甲,,everywhere"], "levels"),
        ("subjects.csv", ["subject,words", "水利,渠|河道"], "渠"),
        (
            "changes.csv",
            ["event,change,from,to,nation,province,prefecture,county", "甲,lost,乙,丙,,,,"],
            "lost",
        ),
    ],
)
def test_a_table_that_cannot_be_used_is_named_and_the_kept_ones_stay(name, lines, message, tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    keep(written(tmp_path, "mine.csv", "name,place,means", "市法治办,常德市,市司法局"), store)
    before = digest(*own_tables(store))
    folder = tmp_path / "tables"
    written(folder, name, *lines)
    with pytest.raises(BadTable, match=message):
        keep(folder, store)
    assert digest(*own_tables(store)) == before
    assert [inside.name for inside in store.iterdir()] == ["names"]


def test_a_folder_without_tables_is_refused(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "tables").mkdir()
    with pytest.raises(BadTable, match="none of the tables"):
        keep(tmp_path / "tables", tmp_path / "store")
    with pytest.raises(FileNotFoundError):
        keep(tmp_path / "nowhere.csv", tmp_path / "store")


def test_a_table_that_changes_is_read_anew(tmp_path):
    written(tmp_path, "names.csv", "name,place,means", "市法治办,常德市,市司法局")
    place = load().places["430700"]
    assert load(tmp_path).alias("市法治办", place) == "市司法局"
    written(tmp_path, "names.csv", "name,place,means", "市法治办,430700,市财政局", "办,,市政府办")
    assert load(tmp_path).alias("市法治办", place) == "市财政局"
    assert load(tmp_path).alias("市法治办", load().places["430722"]) == "市财政局"
    assert load(tmp_path).alias("市法治办", load().places["420700"]) is None
    assert load(tmp_path).alias("办", None) == "市政府办"
    assert load().alias("办", None) is None


def test_columns_are_found_by_name_with_a_byte_order_mark_and_blank_lines(tmp_path):
    (tmp_path / "a.csv").write_text("\ufeffb,a\n1,2\n\n3,4\n", "utf-8")
    assert list(rows(tmp_path, "a.csv", ("a", "b"), ("c",))) == [("2", "1", ""), ("4", "3", "")]
    assert list(rows(tmp_path, "b.csv", ("a",))) == []
    (tmp_path / "c.csv").write_bytes("名".encode("gb18030"))
    with pytest.raises(BadTable, match="UTF-8"):
        list(rows(tmp_path, "c.csv", ("a",)))
