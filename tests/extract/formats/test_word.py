"""Word documents: what the printed page shows, automatic numbers included."""

import contextlib
import io
import random
import re
import time
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib.resources import files

import docx
import pytest

import zeren.data
from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.formats import parts
from zeren.extract.formats.counting import printed
from zeren.extract.formats.word import read_docx
from zeren.extract.numerals import value
from zeren.extract.read import Unreadable
from zeren.ontology.model import Extraction, Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def package(body: str, **others: str) -> bytes:
    """A .docx of raw XML: the body, and of numbering, styles, footnotes, endnotes what is given."""
    held = {"word/document.xml": f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"}
    relations = ""
    for n, (kind, content) in enumerate(others.items()):
        held[f"word/{kind}.xml"] = f"<w:{kind} {SPACES}>{content}</w:{kind}>"
        relations += f'<Relationship Id="r{n}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
    held["word/_rels/document.xml.rels"] = f"<Relationships {RELATIONS}>{relations}</Relationships>"
    held["_rels/.rels"] = (
        f'<Relationships {RELATIONS}><Relationship Id="r" Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return zipped(held)


def zipped(held: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return data.getvalue()


def p(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>" if text else ""


def num(list_id: int, level: int | None = 0) -> str:
    depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{depth}<w:numId w:val="{list_id}"/></w:numPr>'


def level(depth: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(key: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def instance(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def override(depth: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def read(body: str, **others: str) -> list[str]:
    return read_docx(package(body, **others)).text.splitlines()


OUTLINE = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
    level(4, "decimalEnclosedCircle", "%5"),
)


def test_levels_count_and_start_anew_under_a_higher_one() -> None:
    depths = [0, 1, 2, 2, 3, 4, 4, 1, 2, 0, 1, 1, 2]
    lines = read("".join(p("甲", num(1, depth)) for depth in depths), numbering=OUTLINE + instance(1, 0))
    labels = [
        "一、",
        "（一）",
        "1.",
        "2.",
        "（1）",
        "①",
        "②",
        "（二）",
        "1.",
        "二、",
        "（一）",
        "（二）",
        "1.",
    ]
    assert lines == [f"{label}甲" for label in labels]


def test_a_level_may_count_on_through_the_higher_ones() -> None:
    definition = abstract(
        0,
        level(0, "japaneseCounting", "%1、"),
        level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>'),
        level(2, "decimal", "(%3)", more='<w:lvlRestart w:val="1"/>'),
    )
    depths = [0, 1, 1, 2, 0, 1, 2, 1, 2]
    lines = read("".join(p("甲", num(1, depth)) for depth in depths), numbering=definition + instance(1, 0))
    assert lines == [f"{x}甲" for x in ["一、", "1.", "2.", "(1)", "二、", "3.", "(1)", "4.", "(2)"]]


def test_lists_of_one_definition_count_together_until_one_starts_anew() -> None:
    lists = instance(1, 0) + instance(2, 0) + instance(3, 0, override(0, 1)) + instance(4, 0, override(0, 7))
    body = "".join(p("甲", num(key)) for key in (1, 2, 3, 3, 4, 3))
    lines = read(body, numbering=abstract(0, level(0, "decimal", "%1.")) + lists)
    assert lines == ["1.甲", "2.甲", "1.甲", "2.甲", "7.甲", "8.甲"]


def test_a_list_may_change_a_level_of_its_definition() -> None:
    changed = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)", start=2)}</w:lvlOverride>'
    lines = read(p("甲", num(2)) + p("乙", num(2)), numbering=OUTLINE + instance(2, 0, changed))
    assert lines == ["B)甲", "C)乙"]


def test_numbers_come_through_styles_and_what_they_are_based_on() -> None:
    definition = abstract(
        0,
        level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="Heading1"/>'),
        level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="Heading2"/>'),
    )
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Base"><w:pPr>{num(1, None)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:basedOn w:val="Base"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        f'<w:style w:type="paragraph" w:styleId="Plain"><w:basedOn w:val="Heading1"/><w:pPr>{num(0, None)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    styled = [
        ("Heading1", ""),
        ("Heading2", ""),
        ("Heading2", num(0)),
        ("Plain", ""),
        ("Loop", ""),
        ("Heading2", ""),
    ]
    body = "".join(p("甲", f'<w:pStyle w:val="{style}"/>{direct}') for style, direct in styled)
    assert read(body, numbering=definition + instance(1, 0), styles=styles) == [
        "一、甲",
        "（一）甲",
        "甲",
        "甲",
        "甲",
        "（二）甲",
    ]


def test_a_definition_may_be_a_list_styles() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        + abstract(1, level(0, "chineseCounting", "第%1条"))
        + instance(1, 0)
        + instance(2, 1)
    )
    styles = f'<w:style w:type="numbering" w:styleId="Outline"><w:pPr>{num(2, None)}</w:pPr></w:style>'
    assert read(p("甲", num(1)) + p("乙", num(1)), numbering=numbering, styles=styles) == [
        "第一条 甲",
        "第二条 乙",
    ]


def test_numbers_of_several_levels_and_as_figures() -> None:
    definition = abstract(
        0,
        level(0, "chineseCounting", "第%1章"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
        level(2, "bullet", ""),
        level(3, "none", "%4"),
        level(4, "decimal", "%5."),
    )
    body = "".join(
        p(text, num(1, depth))
        for depth, text in [(0, "总则"), (1, "建"), (1, "设"), (2, "点"), (3, "无"), (4, "2023年")]
    )
    assert read(body, numbering=definition + instance(1, 0)) == [
        "第一章 总则",
        "1.1 建",
        "1.2 设",
        "点",
        "无",
        "1. 2023年",
    ]


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 21, "二十一"),
        ("japaneseCounting", 105, "一百零五"),
        ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 3, "叁"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("upperLetter", 27, "AA"),
        ("lowerRoman", 14, "xiv"),
        ("ideographTraditional", 11, "11"),
        ("chineseCounting", 10**6, "1000000"),
        ("bullet", 1, ""),
        ("hebrew1", 4, "4"),
    ],
)
def test_forms_of_numbers(form: str, number: int, expected: str) -> None:
    assert printed(number, form) == expected


@pytest.mark.parametrize(
    "form", ["decimal", "decimalFullWidth", "chineseCounting", "chineseCountingThousand"]
)
def test_what_is_printed_can_be_read_back(form: str) -> None:
    assert all(value(printed(number, form)) == number for number in range(1, 200))


def test_empty_numbered_paragraphs_count_and_show_only_in_cells() -> None:
    cell = f"<w:tc>{p('', num(1))}</w:tc>"
    row = f"<w:tr>{cell}<w:tc>{p('甲')}</w:tc></w:tr>"
    header = f"<w:tr><w:tc>{p('序号')}</w:tc><w:tc>{p('任务')}</w:tc></w:tr>"
    body = p("", num(1)) + p("乙", num(1)) + f"<w:tbl>{header}{row}{row}</w:tbl>"
    lines = read(body, numbering=abstract(0, level(0, "decimal", "%1")) + instance(1, 0))
    assert lines == ["2 乙", "| 序号 | 任务 |", "| --- | --- |", "| 3 | 甲 |", "| 4 | 甲 |"]


def test_breaks_fields_and_hidden_text() -> None:
    off = '<w:vanish w:val="0"/>'
    body = (
        f"<w:p>{r('　　第一行')}<w:r><w:br/></w:r>{r('第二')}<w:r><w:tab/></w:r>{r('行')}{r('隐', '<w:vanish/>')}{r('显', off)}"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>末\n尾</w:t></w:r></w:p>'
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('内容')}</w:sdtContent></w:sdt>"
        f"<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt></w:p>"
        f"<w:p><w:hyperlink>{r('链')}</w:hyperlink><w:ruby><w:rt>{r('lian')}</w:rt><w:rubyBase>{r('接')}</w:rubyBase></w:ruby></w:p>"
    )
    assert read(body) == ["第一行", "第二 行显末 尾", "内容", "链接"]


def test_tracked_changes_as_if_accepted() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = (
        f"<w:p>{r('由')}<w:del>{'<w:r><w:delText>市法制办</w:delText></w:r>'}</w:del><w:ins>{r('市司法局')}</w:ins>{r('负责')}</w:p>"
        f"<w:p><w:moveFrom>{r('移走')}</w:moveFrom></w:p><w:p><w:moveTo>{r('移来')}</w:moveTo></w:p>"
        f"{p('前半', num(1) + gone)}{p('后半', num(1))}{p('', num(1) + gone)}{p('下一', num(1))}{p('尾', gone)}"
    )
    lines = read(body, numbering=OUTLINE + instance(1, 0))
    assert lines == ["由市司法局负责", "移来", "一、前半后半", "二、下一", "尾"]


def box(*texts: str) -> str:
    return f"<w:txbxContent>{''.join(map(p, texts))}</w:txbxContent>"


def test_text_boxes_are_read_once() -> None:
    twice = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box("望司〔2022〕6号", "框")}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box('望司〔2022〕6号', '框')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    old = f"<w:pict><v:textbox>{box('旧框')}</v:textbox></w:pict>"
    body = f"<w:p><w:r>{twice}</w:r>{r('正文')}<w:r>{old}</w:r></w:p>"
    assert read(body) == ["正文", "望司〔2022〕6号", "框", "旧框"]


def test_notes_stand_at_the_end_in_the_order_they_are_called() -> None:
    body = f'<w:p>{r("甲")}<w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:endnoteReference w:id="1"/></w:r></w:p>{p("乙")}'
    notes = (
        f'<w:footnote w:id="3">{p("脚注")}{p("续")}</w:footnote><w:footnote w:id="4">{p("未引")}</w:footnote>'
    )
    lines = read(body, footnotes=notes, endnotes=f'<w:endnote w:id="1">{p("尾注")}</w:endnote>')
    assert lines == ["甲", "乙", "注1：脚注续", "注2：尾注"]


def test_a_table_of_contents_is_left_out() -> None:
    sdt = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    entry = '<w:pStyle w:val="11"/>'
    body = f"{sdt}{p('一、总则 1')}</w:sdtContent></w:sdt>{p('二、任务 2', entry)}{p('一、总则')}"
    reading = read_docx(package(body, styles=styles))
    assert reading.text == "一、总则\n"
    assert reading.notes == ("the table of contents is left out",)


def test_tables_of_python_docx() -> None:
    document = docx.Document()
    document.add_paragraph("望川市任务分工表")
    table = document.add_table(5, 4)
    for row, texts in enumerate(
        [
            "序号 任务 责任分工 -",
            "- - 牵头单位 配合单位",
            "1 编制清单 市委编办 市司法局",
            "2 评查 市司法局 -",
            "3 - - -",
        ]
    ):
        for cell, text in zip(table.rows[row].cells, texts.split(), strict=True):
            cell.text = text.replace("-", "")
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(3, 1).merge(table.cell(4, 1))
    table.cell(2, 3).add_paragraph("市数据局")
    table.cell(2, 1).add_table(1, 2).cell(0, 1).text = "附表"
    data = io.BytesIO()
    document.save(data)
    assert read_docx(data.getvalue()).text.splitlines() == [
        "望川市任务分工表",
        "| 序号 | 任务 | 责任分工·牵头单位 | 责任分工·配合单位 |",
        "| --- | --- | --- | --- |",
        "| 1 | 编制清单附表 | 市委编办 | 市司法局、市数据局 |",
        "| 2 | 评查 | 市司法局 |  |",
        "| 3 |  |  |  |",
    ]


def test_deleted_rows_and_frames() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return (
            f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
        )

    table = row(p("任务"), p("单位")) + row(p("甲"), p("乙"), properties="<w:del/>") + row(p("丙"), p("丁"))
    frame = f"<w:tbl>{row(p('一、总则') + p('二、任务'))}</w:tbl>"
    assert read(f"<w:tbl>{table}</w:tbl>{frame}") == [
        "| 任务 | 单位 |",
        "| --- | --- |",
        "| 丙 | 丁 |",
        "一、总则",
        "二、任务",
    ]


LABEL = re.compile(
    r"^\s*(?P<before>第|[（(]?)(?P<number>[一二三四五六七八九十]+|\d+|[０-９]+)(?P<after>[、.．）)条章])(?P<rest>\S.*)$"
)


def as_docx(text: str) -> bytes:
    """A plan as Word writes it: every label an automatic number, one list for each form of label."""
    forms: dict[tuple[str, str, str], tuple[int, int]] = {}
    definitions, instances, body = "", "", ""
    for line in text.splitlines():
        found = LABEL.match(line)
        if not found:
            body += p(line.replace("&", "&amp;").replace("<", "&lt;"))
            continue
        printed_as = (
            "chineseCounting"
            if found["number"] in "一二三四五六七八九十" or not found["number"].isdigit()
            else "decimal"
        )
        form = "decimalFullWidth" if "０" <= found["number"][0] <= "９" else printed_as
        shape, number = (form, found["before"], found["after"]), value(found["number"]) or 0
        if shape not in forms:
            definitions += abstract(len(forms) + 1, level(0, form, f"{found['before']}%1{found['after']}"))
        key, last = forms.get(shape, (0, 0))
        if number != last + 1 or not key:
            key = 1000 + len(instances.split("<w:num ")) + len(definitions)
            own = list(forms).index(shape) + 1 if shape in forms else len(forms) + 1
            instances += instance(key, own, override(0, number))
        forms[shape] = (key, number)
        body += p(found["rest"].replace("&", "&amp;").replace("<", "&lt;"), num(key))
    return package(body, numbering=definitions + instances)


@pytest.mark.parametrize("name", ["donglan", "wangchuan", "linshu", "qinghe"])
def test_a_plan_with_automatic_numbers_gives_the_same_findings(
    name: str, same_findings: Callable[[Extraction, Extraction], None]
) -> None:
    text = (files(zeren.data) / "sample" / f"{name}.txt").read_text("utf-8")
    authority = load()
    data = as_docx(text)
    assert "一、" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    plain = extract(Source("plan.txt", text, "utf-8", "0" * 64), authority)
    found = extract(Source("plan.docx", read_docx(data).text, "utf-8", "0" * 64), authority)
    same_findings(found, plain)
    assert len(found.tasks) >= 20


ENTITY = '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
FILLED = {"_rels/.rels": f"<Relationships {RELATIONS}/>"}
HOSTILE = {
    "external entity": (
        {"word/document.xml": f"{ENTITY}<document><body><p><r><t>&e;</t></r></p></body></document>"},
        "entities",
    ),
    "billion laughs": (
        {"word/document.xml": f"{LAUGHS}<document><body><p><r><t>&b;</t></r></p></body></document>"},
        "entities",
    ),
    "deep": (
        {"word/document.xml": "<document>" + "<body>" * 100_000 + "</body>" * 100_000 + "</document>"},
        "deep",
    ),
    "tags": (
        {"word/document.xml": "<document><body>" + "<p/>" * parts.MAX_TAGS + "</body></document>"},
        "tags",
    ),
    "bomb": (
        {"word/document.xml": "<document>" + " " * (parts.MAX_PART_BYTES + 1) + "</document>"},
        "larger than",
    ),
    "no document": ({"x.xml": "<x/>"}, "no Word document"),
    "no text": ({"word/document.xml": "<document><body><p/></body></document>"}, "no text"),
    "damaged": ({"word/document.xml": "<document><body>"}, "damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused_in_one_line(
    name: str, refused: Callable[[str], AbstractContextManager[None]]
) -> None:
    held, message = HOSTILE[name]
    with refused(message):
        read_docx(zipped(held))


def test_what_is_no_docx_is_refused() -> None:
    for data, message in (
        (b"PK\x03\x04", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "encrypted"),
        (b"", "damaged"),
    ):
        with pytest.raises(Unreadable, match=message):
            read_docx(data)


def test_nested_alternatives_and_long_numbers_take_bounded_time() -> None:
    nested = r("甲")
    for _ in range(40):
        nested = f"<mc:AlternateContent><mc:Choice>{nested}</mc:Choice><mc:Fallback>{nested[:0]}</mc:Fallback></mc:AlternateContent>"
    text = "%1" * 10_000
    body = f"<w:p>{nested}</w:p>" + p("乙", num(1)) * 5_000
    begun = time.process_time()
    lines = read(body, numbering=abstract(0, level(0, "upperLetter", text, start=9000)) + instance(1, 0))
    assert lines[0] == "甲"
    assert max(map(len, lines)) < 60
    assert time.process_time() - begun < 5


def test_damaged_documents_are_read_or_refused(flipped: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(7)
    text = (files(zeren.data) / "sample" / "linshu.txt").read_text("utf-8")
    data = as_docx(text[:1500])
    held = {
        name: zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
        for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    }
    for n in range(300):
        name = chance.choice(list(held))
        inside = {**held, name: flipped(held[name].encode(), chance).decode("utf-8", "replace")}
        with contextlib.suppress(Unreadable):
            read_docx(flipped(data, chance) if n % 3 == 0 else zipped(inside))
