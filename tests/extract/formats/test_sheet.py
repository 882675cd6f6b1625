"""Spreadsheets: each sheet a table, within limits."""

import contextlib
import io
import random
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock

import openpyxl
import pytest
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from zeren.extract.formats import sheet
from zeren.extract.formats.sheet import read_csv, read_xlsx
from zeren.extract.formats.values import format_of, shown
from zeren.extract.read import Unreadable

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def raw(rows: str, **others: str) -> bytes:
    """A workbook of one sheet with these rows; others are whole parts (sharedStrings, styles)."""
    relations = "".join(
        f'<Relationship Id="{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>' for kind in others
    )
    package = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts = {
        "_rels/.rels": f'<Relationships {package}><Relationship Id="r" Type="{RELATION}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{RELATION}"><x:sheets><x:sheet name="Sheet1" sheetId="1" r:id="s"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {package}><Relationship Id="s" Type="{RELATION}/worksheet" Target="sheet.xml"/>{relations}</Relationships>',
        "xl/sheet.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        **{f"xl/{kind}.xml": content for kind, content in others.items()},
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_a_plan_as_a_workbook() -> None:
    book = openpyxl.Workbook()
    plan = book.active
    for row in (
        ["附件1 望川市任务分工表"],
        ["序号", "任务", "责任分工", None, "完成时限"],
        [None, None, "牵头单位", "配合单位", None],
        [1, "编制|清单", "市委编办", "市司法局\n市数据局", date(2023, 6, 30)],
        [None, "公布清单", None, "各区县政府", datetime(2024, 1, 1, 9, 30)],
        [],
        [2, "评查", "=1/0", True, "长期"],
    ):
        plan.append(row)
    for merged in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:A5", "C4:C5"):
        plan.merge_cells(merged)
    hidden = book.create_sheet("草稿")
    hidden["A1"], hidden.sheet_state = "不看", "hidden"
    projects = book.create_sheet("项目清单")
    projects.append(["名称", "投资"])
    projects.append(["数据中心", 2442.08])
    reading = read_xlsx(saved(book))
    assert reading.text.splitlines() == [
        "附件1 望川市任务分工表",
        "| 序号 | 任务 | 责任分工·牵头单位 | 责任分工·配合单位 | 完成时限 |",
        "| --- | --- | --- | --- | --- |",
        "| 1 | 编制/清单 | 市委编办 | 市司法局、市数据局 | 2023-06-30 |",
        "|  | 公布清单 |  | 各区县政府 | 2024-01-01 09:30 |",
        "| 2 | 评查 |  | TRUE | 长期 |",
        "",
        "项目清单",
        "| 名称 | 投资 |",
        "| --- | --- |",
        "| 数据中心 | 2442.08 |",
    ]
    assert reading.notes == ("the hidden sheet 草稿 is left out",)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (45107, "yyyy-mm-dd", "2023-06-30"),
        (45107, format_of(14, {}), "2023-06-30"),
        (45107, format_of(31, {}), "2023-06-30"),
        (45107, format_of(57, {}), "2023年6月"),
        (45107, format_of(164, {164: '[$-804]yyyy"年"m"月";@'}), "2023年6月"),
        (45107, "yyyy", "2023年"),
        (45107, 'm"月"d"日"', "2023-06-30"),
        (45107.5, "yyyy/m/d h:mm", "2023-06-30 12:00"),
        (45107.5, "yyyy/m/d", "2023-06-30 12:00"),
        (0.5, "h:mm", "12:00"),
        (0.955, "0%", "96%"),
        (0.955, "0.0%", "95.5%"),
        (3, '0"亿元"', "3亿元"),
        (2442.0799999999999, "General", "2442.08"),
        (12345678901234, "0", "12345678901234"),
        (1234.0, "#,##0.00", "1234"),
        (-1, "yyyy-mm-dd", "-1"),
        (1e300, "yyyy-mm-dd", "1e+300"),
    ],
)
def test_numbers_as_their_format_shows_them(value: float, form: str, expected: str) -> None:
    assert shown(value, form, WINDOWS_EPOCH) == expected


def test_every_day_is_printed_as_it_is() -> None:
    book = openpyxl.Workbook()
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(0, 4000, 37)]
    for day in days:
        book.active.append([str(day), day])
    rows = read_xlsx(saved(book)).text.splitlines()
    assert [row for row in rows if "---" not in row] == [f"| {day} | {day} |" for day in days]
    assert shown(43645, "yyyy-mm-dd", MAC_EPOCH) == "2023-06-30"
    book.active["A1"] = clock(9, 5)
    assert "| 09:05 |" in read_xlsx(saved(book)).text


def test_texts_of_every_kind() -> None:
    strings = f'<sst xmlns="{MAIN}"><si><r><t>市司</t></r><r><t>法局</t></r><rPh><t>shi</t></rPh></si><si><t xml:space="preserve"> 甲_x000D_\n乙 </t></si></sst>'
    rows = (
        '<row r="3"><c r="A3" t="inlineStr"><is><r><t>任</t></r><r><t>务</t></r></is></c><c t="inlineStr"><is><t>单位</t></is></c><c r="D3" t="str"><f>A1</f><v>备注</v></c></row>'
        '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>99</v></c><c t="e"><v>#REF!</v></c><c t="d"><v>2023-06-30T00:00:00</v></c></row>'
    )
    assert read_xlsx(raw(rows, sharedStrings=strings)).text.splitlines() == [
        "| 任务 | 单位 | 备注 |  |",
        "| --- | --- | --- | --- |",
        "| 甲乙 | 市司法局 |  | 2023-06-30 |",
    ]


CELL = '<c t="inlineStr"><is><t>甲</t></is></c>'
FILLED = f"<row>{CELL}{CELL}</row>"


def test_a_million_empty_rows_cost_nothing() -> None:
    begun = time.process_time()
    empty = '<row r="{0}"><c r="A{0}" s="1"/></row>'
    reading = read_xlsx(raw(FILLED + "".join(empty.format(n) for n in range(2, 1_000_000))))
    assert reading.text == "| 甲 | 甲 |\n| --- | --- |\n"
    assert reading.notes == ("sheet Sheet1: nothing is read after 1,000 empty rows",)
    assert time.process_time() - begun < 5


def test_more_rows_than_any_plan_has_are_not_read() -> None:
    reading = read_xlsx(raw(FILLED * (sheet.MAX_ROWS + 10)))
    assert reading.text.count("\n") == sheet.MAX_ROWS + 1
    assert reading.notes == ("sheet Sheet1: only the first 20,000 rows are read",)


LONG = f'<sst xmlns="{MAIN}"><si><t>{"甲" * 32_000}</t></si></sst>'
HOSTILE = {
    "one row of many cells": (raw(f"<row>{'<c><v>1</v></c>' * 300_000}</row>{FILLED}"), None),
    "one text all over a row": (
        raw("<row>" + '<c t="s"><v>0</v></c>' * 2_000 + "</row>", sharedStrings=LONG),
        None,
    ),
    "one text in every row": (
        raw('<row><c t="s"><v>0</v></c></row>' * 10_000, sharedStrings=LONG),
        "million characters",
    ),
    "strings": (
        raw(FILLED, sharedStrings=f'<sst xmlns="{MAIN}">{"<si/>" * (sheet.MAX_STRINGS + 1)}</sst>'),
        "texts",
    ),
    "bomb": (raw(f"<row>{' ' * 70_000_000}</row>"), "larger than 64 MB"),
    "entities": (
        raw(
            FILLED,
            sharedStrings='<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst><si><t>&e;</t></si></sst>',
        ),
        "entities",
    ),
    "damaged": (raw("<row>"), "damaged inside"),
    "empty": (raw("<row/>"), "no text"),
    "far columns": (raw('<row><c r="XFD1"><v>1</v></c></row>' + FILLED), None),
    "no workbook": (raw(FILLED).replace(b"workbook", b"workhook"), "damaged|no workbook"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_workbooks_take_bounded_time(name: str) -> None:
    data, message = HOSTILE[name]
    begun = time.process_time()
    if message is None:
        assert len(read_xlsx(data).text) < sheet.MAX_CHARACTERS
    else:
        with pytest.raises(Unreadable, match=message) as error:
            read_xlsx(data)
        assert "\n" not in str(error.value)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_values_between_commas(encoding: str) -> None:
    text = '序号,任务,责任单位\r\n1,"编制""清单"",\r\n公布清单","市司法局\n市数据局"\r\n'
    assert read_csv(text.encode(encoding)).text.splitlines() == [
        "| 序号 | 任务 | 责任单位 |",
        "| --- | --- | --- |",
        '| 1 | 编制"清单",公布清单 | 市司法局、市数据局 |',
    ]
    assert read_csv(text.replace(",", "\t").encode()).text.startswith("| 序号 | 任务 |")


def test_values_have_limits() -> None:
    assert read_csv("甲,乙\n".encode() * 100_000).notes == ("only the first 20,000 rows are read",)
    for data, message in ((b'"' + b"x" * 200_000, "no table"), (b"\n\n", "empty"), (b"a\x00b", "binary")):
        with pytest.raises(Unreadable, match=message):
            read_csv(data)


def test_damaged_workbooks_are_read_or_refused(flipped: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(7)
    book = openpyxl.Workbook()
    book.active.append([1, "甲", date(2023, 1, 1), 0.5])
    book.create_sheet("乙")["B2"] = "丙"
    data = saved(book)
    held = zipfile.ZipFile(io.BytesIO(data))
    names = [name for name in held.namelist() if "theme" not in name and "docProps" not in name]
    for n in range(300):
        mutant, changed = io.BytesIO(), chance.choice(names)
        with zipfile.ZipFile(mutant, "w") as made:
            for name in names:
                made.writestr(name, flipped(held.read(name), chance) if name == changed else held.read(name))
        with contextlib.suppress(Unreadable):
            read_xlsx(flipped(data, chance) if n % 3 == 0 else mutant.getvalue())
