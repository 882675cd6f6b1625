"""Web pages after the manner of real government sites, with invented content."""

import base64
import contextlib
import html
import random
import re
import time
from collections.abc import Callable
from email.message import EmailMessage
from importlib.resources import files

import pytest

import zeren.data
from zeren.data.authority import load
from zeren.extract.compose import extract
from zeren.extract.formats import web
from zeren.extract.formats.fields import find_fields, paired
from zeren.extract.formats.markup import clean_markup
from zeren.extract.formats.web import read_html, read_mhtml
from zeren.extract.read import Unreadable
from zeren.ontology.model import Extraction, Source

TITLE = "望川市2022年法治政府建设工作要点"
ITEMS = (
    "为落实上级部署，推动法治政府建设再上台阶，制定本要点。",
    "一、依法履行政府职能",
    "1.编制权责清单。2022年底前完成新一轮编制并向社会公布。（市委编办牵头，市司法局、市数据局配合）",
    "2.压减审批材料。申请材料较上年减少50%。（责任单位：市政务服务局）",
    "二、完善工作机制",
    "3.开展案卷评查。每半年评查一次，共性问题发函整改。（市司法局负责）",
    "望川市司法局",
    "2022年3月18日",
)
MENU = "".join(f'<li><a href="/col{n}.html">政务公开栏目{n}</a></li>' for n in range(40))
FOOT = '<div class="footer">版权所有：望川市人民政府办公室 ICP备00000000号 <a href="/help.pdf">使用手册.pdf</a></div>'


def paragraphs(items: tuple[str, ...] = ITEMS) -> str:
    return "\n".join(
        f'<p style="text-indent:2em"><span lang="EN-US">　　{html.escape(i)}</span></p>' for i in items
    )


def site(body: str, head: str = "", before: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">{head}'
        f"<title>{TITLE}_规范性文件_望川市人民政府门户网站</title><style>p {{color: red}}</style>"
        f"<script>var menu = '<div>不是正文</div>';</script></head><body><div class=\"top\"><ul>{MENU}</ul></div>"
        f'<div class="position">当前位置：首页 &gt; 政策文件</div>{before}{body}{FOOT}</body></html>'
    )


TRS = site(
    f'<div class="xl"><h1>{TITLE}</h1><div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">'
    f"<style>.TRS_Editor P{{}}</style>{paragraphs()}</div></div></div>",
    head=f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2022-03-21 10:30">',
    before="<table class='xxgk'><tr><th>索 引 号：</th><td>WC0031/2022-00017</td><th>主题分类：</th><td>司法行政</td></tr>"
    "<tr><th>发布机构：</th><td>望川市司法局</td><th>成文日期：</th><td>2022年03月18日</td></tr>"
    "<tr><th>文　　号：</th><td>望司〔2022〕6号</td><th>有 效 性：</th><td>有效</td></tr></table>",
)
GOV_CN = site(
    f'<div class="article oneColumn pub_border"><h1> {TITLE} </h1><div class="pages-date">2022-03-21 10:30 '
    f'<span>来源： 司法局</span></div><div class="pages_content" id="UCAP-CONTENT">{paragraphs()}</div></div>'
)
ZOOM = site(
    f'<table width="980"><tr><td class="title">{TITLE}</td></tr><tr><td>发布时间：2022-03-21　来源：本站　字体：[大 中 小]'
    f'</td></tr><tr><td id="zoom"><div>{"<br>".join(f"　　{html.escape(i)}" for i in ITEMS)}</div></td></tr></table>'
)
GOV_CN_TABLE = site(
    '<div class="wrap"><table width="724"><tbody><tr><td><table class="bd1"><tr><td width="70"><b>索 引 号：</b></td>'
    "<td>000014349/2022-00217</td><td><b>主题分类：</b></td><td>卫生、体育</td></tr><tr><td><b>发文机关：</b></td>"
    "<td>望川市司法局</td><td><b>成文日期：</b></td><td>2022年03月18日</td></tr><tr><td><b>标　　题：</b></td>"
    f"<td colspan=3>{TITLE}</td></tr><tr><td><b>发文字号：</b></td><td>望司〔2022〕6号</td><td><b>发布日期：</b></td>"
    '<td>2022年03月21日</td></tr></table><table class="bd1"><tr><td><b>主 题 词：</b></td><td></td></tr></table></td>'
    '</tr></tbody></table><br><table width="724"><tr><td><table width="650"><tr><td class="b12c" id="UCAP-CONTENT">'
    f'<p style="text-align: center"><span style="font-size: 18pt">{TITLE}</span></p>{paragraphs()}</td></tr></table>'
    '<div id="qr_container">扫一扫在手机打开当前页</div></td></tr></table></div>'
)
XXGK = site(
    f'<div class="xxgk-detail"><div class="xxgk-head"><ul><li><b>索引号：</b>WC0031/2022-00017</li><li><b>发文字号：</b>'
    f"望司〔2022〕6号</li><li><b>发布机构：</b>望川市司法局</li><li><b>发布日期：</b>2022-03-21 09:12:07</li></ul></div>"
    f'<div class="detail-title">{TITLE}</div><div class="xxgk-detail-content">{paragraphs()}</div></div>'
)
UNKNOWN = site(
    f'<div class="a1"><div class="a2"><h2>{TITLE}</h2><div class="a3">{paragraphs()}</div></div></div>'
)
UNCLOSED = site(
    f"<center><font size=5><b>{TITLE}</center><div class=content><p>"
    + "<p>".join(map(html.escape, ITEMS))
    + "</div>"
)
SITES = {
    "trs": TRS,
    "gov.cn": GOV_CN,
    "gov.cn table": GOV_CN_TABLE,
    "zoom": ZOOM,
    "xxgk": XXGK,
    "unknown": UNKNOWN,
    "unclosed": UNCLOSED,
}


def read(page: str) -> list[str]:
    return read_html(page.encode()).text.splitlines()


@pytest.mark.parametrize("name", SITES)
def test_the_plan_is_read_without_its_site(name: str) -> None:
    lines = read(SITES[name])
    assert lines[-len(ITEMS) :] == list(ITEMS)
    assert lines.count(TITLE) == 1
    assert not any("栏目" in line or "版权" in line or "不是正文" in line for line in lines)


@pytest.mark.parametrize("name", SITES)
def test_its_findings_are_those_of_the_text(name: str) -> None:
    authority = load()
    text = "\n".join([TITLE, *ITEMS])
    plain = extract(Source("plan.txt", text, "utf-8", "0" * 64), authority)
    found = extract(Source("plan.html", read_html(SITES[name].encode()).text, "utf-8", "0" * 64), authority)
    assert found.document.title == plain.document.title
    assert found.document.issued == plain.document.issued
    assert [(t.label, t.heading) for t in found.tasks] == [(t.label, t.heading) for t in plain.tasks]
    roles = [(r.role, r.as_named, r.institution) for r in plain.responsibilities]
    assert [(r.role, r.as_named, r.institution) for r in found.responsibilities] == roles
    assert len(roles) == 5


@pytest.mark.parametrize("part", ["TRS_Editor", "unheard-of"])
@pytest.mark.parametrize("name", ["donglan", "wangchuan", "linshu", "qinghe"])
def test_a_plan_as_a_page_gives_the_same_findings(
    name: str, part: str, same_findings: Callable[[Extraction, Extraction], None]
) -> None:
    text = (files(zeren.data) / "sample" / f"{name}.txt").read_text("utf-8")
    items = tuple(line.strip() for line in text.splitlines() if line.strip())
    page = f"<html><body><ul>{MENU}</ul><div class={part}>{paragraphs(items)}</div>{FOOT}</body></html>"
    authority = load()
    plain = extract(Source("plan.txt", text, "utf-8", "0" * 64), authority)
    found = extract(Source("plan.html", read_html(page.encode()).text, "utf-8", "0" * 64), authority)
    same_findings(found, plain)


def test_metadata_and_title_stand_before_the_text() -> None:
    assert read(TRS)[:6] == [
        "索引号：WC0031/2022-00017",
        "发布机构：望川市司法局",
        "文号：望司〔2022〕6号",
        "成文日期：2022-03-18",
        "有效性：有效",
        TITLE,
    ]
    assert read(GOV_CN_TABLE)[:7] == [
        "索引号：000014349/2022-00217",
        f"标题：{TITLE}",
        "发文机关：望川市司法局",
        "发文字号：望司〔2022〕6号",
        "成文日期：2022-03-18",
        "发布日期：2022-03-21",
        TITLE,
    ]
    assert read(XXGK)[:5] == [
        "索引号：WC0031/2022-00017",
        "发布机构：望川市司法局",
        "发文字号：望司〔2022〕6号",
        "发布日期：2022-03-21",
        TITLE,
    ]
    document = extract(Source("a.html", read_html(TRS.encode()).text, "utf-8", "0" * 64), load()).document
    assert (document.number, document.issuers) == ("望司〔2022〕6号", ("望川市司法局",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_bytes_decide_and_not_what_the_page_declares(encoding: str) -> None:
    page = TRS.replace("权责清单", "权责清单（㐂镇、𠮷村）")
    assert "权责清单（㐂镇、𠮷村）" in read_html(page.encode(encoding)).text


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        read_html("<p>权责</p>".encode() + b"\xff\xff<p>")


def test_blocks_are_lines_and_inline_tags_are_not() -> None:
    body = (
        "<div class='content'><p>一、<b>强化</b><span>领导</span>，压实\n      责任。</p><p>第一行<br/>第二行</p>"
        "<p>DeepSeek\n   V3 &amp; 甲&nbsp;乙 &lt;5</p><pre>甲\n乙</pre><p>&emsp;&emsp;缩进</p><p></p>尾<h3>小标题</h3>"
        f"<p>{'文' * 200}</p>"
    )
    lines = read(site(body))
    assert lines[1:-1] == [
        "一、强化领导，压实责任。",
        "第一行",
        "第二行",
        "DeepSeek V3 & 甲 乙 <5",
        "甲",
        "乙",
        "缩进",
        "尾",
        "小标题",
    ]


def test_what_is_hidden_is_not_read() -> None:
    body = (
        f"<div class='content'>{paragraphs()}<p style='color:red; DISPLAY : none'>隐甲</p><p hidden>隐乙</p><noscript>隐丙</noscript>"
        "<textarea>隐丁</textarea><select><option>隐戊</option></select><!-- <p>隐己</p> --><script>document.write('<p>隐庚</p>')"
        "</script><div class='bdsharebuttonbox share'>隐辛 分享到</div><template><p>隐壬</p></template><p>末</p></div>"
    )
    text = read_html(site(body).encode()).text
    assert "隐" not in text
    assert text.endswith("末\n")


def test_numbered_lists_keep_their_numbers() -> None:
    body = (
        f"<div class='content'>{paragraphs()}<ol><li>甲<li><p>乙</p></li></ol><ol start='3' type='a'><li>丙</ol><ul><li>丁</li></ul>"
        "<ol class='custom_cn1 list-paddingleft-1'><li><p>戊</p></li><li><p>（二）己</p></li></ol>"
        "<ol style='list-style-type: cjk-ideographic'><li>庚<ol><li>辛</ol><li>壬</ol></div>"
    )
    lines = read(site(body))[-9:]
    assert lines == ["1.甲", "2.乙", "c.丙", "丁", "（一）戊", "（二）己", "一、庚", "1.辛", "二、壬"]


def test_tables_are_canonical() -> None:
    table = (
        "<table border=1><caption>任务分工表</caption><tr><td rowspan=2>序号<td rowspan=2><p>任务</p><td colspan=2>责任分工</tr>"
        "<tr><td>牵头单位<td>配合单位</tr><tr><td>1<td><p>编制清单，</p><p>公布|清单</p><td>市委编办<td><p>市司法局</p><p>市数据局</p></tr>"
        "<tr><td>2<td>评查<table><tr><td>甲<td>乙</table><td>市司法局<td></table>"
    )
    lines = read(site(f"<div class='content'>{paragraphs()}{table}</div>"))
    assert lines[-5:] == [
        "任务分工表",
        "| 序号 | 任务 | 责任分工·牵头单位 | 责任分工·配合单位 |",
        "| --- | --- | --- | --- |",
        "| 1 | 编制清单，公布/清单 | 市委编办 | 市司法局、市数据局 |",
        "| 2 | 评查甲 乙 | 市司法局 |  |",
    ]


def test_attachments_are_named_and_not_fetched() -> None:
    body = (
        f"<div class='content'>{paragraphs()}<p>附件：<a href='./P0202.docx'>1.任务分工表</a></p><p><a href='/f/%E6%B8%85%E5%8D%95.xlsx'>"
        "点击下载</a></p><p>详见<a href='a.html'>解读</a></p></div><div class='fj'><a href='/x.ashx?f=b.pdf' title='图解.pdf'></a></div>"
    )
    reading = read_html(site(body).encode())
    names = ["1.任务分工表.docx", "清单.xlsx", "图解.pdf"]
    assert reading.text.splitlines()[-4:] == ["详见解读", *(f"附件：{name}" for name in names)]
    assert reading.attachments == tuple(names)


@pytest.mark.parametrize(
    ("window", "title"),
    [
        (
            "望川市法治政府建设工作方案（2021－2025年）_望川市人民政府",
            "望川市法治政府建设工作方案（2021－2025年）",
        ),
        ("望川市法治政府建设工作方案-望川市人民政府", "望川市法治政府建设工作方案"),
        ("望川市人民政府门户网站 - 政策文件 - 关于加快建设的若干措施", "关于加快建设的若干措施"),
        ("政策文件 | 2022年望川市工作要点 | 望川市司法局", "2022年望川市工作要点"),
    ],
)
def test_the_title_is_the_windows_without_the_site(window: str, title: str) -> None:
    page = f"<title>{window}</title><h1>望川市人民政府</h1><div class=content>{paragraphs()}</div>"
    assert read(page)[0] == title


def test_a_plan_of_unknown_names_keeps_every_provision() -> None:
    text = (files(zeren.data) / "sample" / "donglan.txt").read_text("utf-8")
    items = tuple(line.strip() for line in text.splitlines() if line.strip())
    lines = read(site(f"<div class='q'><h1>{TITLE}</h1>{paragraphs(items)}</div>"))
    assert [line for line in items if line not in lines and line.replace("\u3000", " ") not in lines] == []


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (["文号：望法〔2022〕3号"], {"文号": "望法〔2022〕3号"}),
        (["索 引 号：", "WC0031/2022-00017"], {"索引号": "WC0031/2022-00017"}),
        (["【发布机构】望川市司法局"], {}),
        (["【发布机构】：望川市司法局"], {"发布机构": "望川市司法局"}),
        (
            ["索引号 QH0021/2022-00046 生成日期 2022-08-15"],
            {"索引号": "QH0021/2022-00046", "生成日期": "2022-08-15"},
        ),
        (["发布日期：2022年3月8日 来源：本站 浏览次数：12"], {"发布日期": "2022-03-08"}),
        (["标题：", "文号：", "发布日期：", "请选择"], {}),
        (["文号：无", "发布机构：123", "发布日期：近日"], {}),
        (["文号：望法〔2022〕3号", "文号：望法〔2021〕9号"], {"文号": "望法〔2022〕3号"}),
        (["本文件的文号由办公室编排，发布机构另行通知。"], {}),
    ],
)
def test_fields(lines: list[str], fields: dict[str, str]) -> None:
    assert find_fields(lines) == fields


def test_a_table_of_data_is_not_metadata() -> None:
    assert paired([["索引号", "a1"], ["文号：", "b〔2022〕1号"]]) == ["索引号：a1", "文号：b〔2022〕1号"]
    assert paired([["标题", "文号"], ["甲", "乙"]]) == []
    assert paired([["序号", "任务"], ["1", "甲"]]) == []


def mhtml(page: str) -> bytes:
    message = EmailMessage()
    message.set_content("plain")
    message.clear_content()
    message.make_related()
    for subtype, content in (("html", page), ("css", "p {}")):
        part = EmailMessage()
        part.set_content(content, subtype=subtype, cte="quoted-printable")
        message.attach(part)
    return message.as_bytes()


def test_a_page_saved_as_one_file() -> None:
    assert read_mhtml(mhtml(TRS)) == read_html(TRS.encode())
    with pytest.raises(Unreadable, match="no web page"):
        read_mhtml(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx")
    head = b"Content-Type: multipart/mixed; boundary=a\n\n"
    for hostile in (head * 20, head + b"--a\n\n" * 20_000, head + b"\n" * 2_000_000):
        with pytest.raises(Unreadable, match="parts or lines"):
            read_mhtml(hostile)


def test_markup_keeps_what_decides_where_text_stands() -> None:
    dirty = (
        "<!DOCTYPE html><?xml?><p onclick=\"a='<b>'\" CLASS=x style='display:none'>甲<b>乙</b><o:p>丙</o:p><img src='a>b'>5<6 a<中"
        "<font class=t>丁</font><a href=x.doc target=_blank>戊</a></p><br/><script>if (a</b) '</scr'</script><object>己</object>"
    )
    assert clean_markup(dirty) == (
        '<p class="x" hidden>甲乙丙5<6 a<中<span class="t">丁</span><a href="x.doc">戊</a></p><br>'
    )


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ('<p class="a"">甲</p><p class="b">乙', '<p class="a">甲</p><p class="b">乙'),
        ("<td width=10\" colspan='2'>甲", "<td colspan='2'>甲"),
        ("<p title='a>b' id=x>甲", "<p title='a>b' id=\"x\">甲"),
        ('<p class="a>甲</p>', '<p class="">甲</p>'),
        ("<p\nclass = 'a'\n>甲", "<p class='a'>甲"),
        ("<div><span class=a><div>甲</span></div>乙</div>", '<div><span class="a"><div>甲</div>乙</div>'),
        ("</div></b></p>甲</table>", "</p>甲"),
        ("甲<", "甲<"),
        ("甲<p", "甲"),
        ("<button>甲<p>乙", "甲<p>乙"),
        ("<script>甲<p>乙", ""),
        ("<title>甲<p>乙", "甲<p>乙"),
        ("<TITLE>甲<p></TITLE>乙</title>", "<title>甲</title>乙"),
    ],
)
def test_broken_markup(broken: str, mended: str) -> None:
    assert clean_markup(broken) == mended


MANY = web.MAX_BYTES // 2
HOSTILE = {
    "30 MB": b"<p>x" * 7_500_000,
    "deep": b"<div>" * (MANY // 5),
    "deep in tables": b"<div><table><tr><td></div>" * 100_000,
    "formatting never closed": b"".join(b"<p><font class=a%d></p>" % n for n in range(20_000)),
    "attributes": b"<a " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">",
    "options": b"<select>" + b"<option>x" * 100_000,
    "comments never closed": b"<!-- " * (MANY // 5),
    "quotes never closed": b"<a '\"" * (MANY // 5),
    "spans": b"<table>" + b"<tr><td rowspan=9999 colspan=9999>x<td>y" * 10_000,
    "tables": b"<table><tr><td>" * 100_000,
    "lists": b"<ul><li>x</ul>" * 1_500,
    "angles": b"<" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_bounded_time(name: str) -> None:
    begun = time.process_time()
    try:
        text = read_html(HOSTILE[name]).text
    except Unreadable as error:
        text = str(error)
        assert len(text) < 120
        assert "\n" not in text
    assert time.process_time() - begun < 10
    assert len(text) <= MANY


def test_pictures_in_a_page_are_no_text() -> None:
    picture = base64.b64encode(bytes(range(256)) * 8_000).decode()
    assert read(
        TRS.replace(
            '<div class="TRS_Editor">', f'<div class="TRS_Editor"><img src="data:image/png;base64,{picture}">'
        )
    ) == read(TRS)


@pytest.mark.parametrize(
    "page", ["", "<html><body><script>load()</script><div id=app></div></body></html>", "<!-- x"]
)
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(Unreadable, match="no text"):
        read_html(page.encode())


TOKENS = """
    <p> </p> <div_class=content> </div> <table> <tr> <td_colspan=3_rowspan=2> </td> </table> <ol_start=3> <li_value=2> </ol> <b> </b>
    <a_href=x.doc> </a> 一、 甲 附件： 文号： <br> <h1> </h1> <!-- --> <script> </script> &nbsp; < ' " = <pre> </pre> <title> </title>
    <div_class=TRS_Editor> <span_class=title_hidden> <body> </body> <select> <button> </button> <caption> </tr> </html>
"""


def test_soup_of_tags_is_read_or_refused() -> None:
    chance = random.Random(7)
    tokens = [*TOKENS.split(), "\n", "甲" * 90, " "]
    for _ in range(400):
        soup = "".join(chance.choices(tokens, k=chance.randint(1, 120))).replace("_", " ")
        with contextlib.suppress(Unreadable):
            assert not re.search(r"</?(?:p|div|td)>", read_html(soup.encode()).text)
