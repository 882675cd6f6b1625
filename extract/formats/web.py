"""Web pages (.html, .mhtml) to text: the plan without the site around it. Nothing is ever fetched."""

from __future__ import annotations

import email
import email.policy
import logging
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..read import Unreadable, decode
from ..structure import starts_provision
from .fields import find_fields
from .markup import clean_markup
from .page import Page, ancestors, is_furniture, read_page
from .reading import Reading

MAX_BYTES = 16_000_000
"""A saved page with its pictures inside has a few million."""

EDITORS = (
    "#UCAP-CONTENT", ".TRS_Editor", ".TRS_UEDITOR", ".trs_editor_view", ".trs_paper_default", "ucapcontent",
    "#zoom", "#Zoom", "#zoomcon", ".pages_content", ".xxgk-detail-content", ".xxgk_detail_content",
    ".v_news_content", "#vsb_content", "#vsb_content_2", ".wp_articlecontent", "founder-content",
    ".easysite-news-text", ".ewb-article-content", "#js_content", ".Custom_UnionStyle", ".my_doccontent",
)  # fmt: skip
"""What content systems (TRS, 开普, 博达, 方正 …) and their editors put around what was typed in."""

MAIN_PARTS = (
    ".detail-content", ".article-content", ".article_content", "#articleContent", ".articleContent",
    ".article-con", ".articlecon", ".news_content", ".news-content", ".newscontent", ".arc_cont", ".con_text",
    ".bt_content", ".zwnr", ".wzcon", ".rich_media_content", ".view", ".article", "#article", ".content_text",
    ".contentText", "#mainText", "#content", ".content", ".main-content", "article",
)  # fmt: skip
"""What the templates of government sites call the part with the text, the narrow before the wide."""

TITLES = (
    "h1", "ucaptitle", "founder-title", ".article-title", ".article_title", ".articleTitle", ".arc_title",
    ".xxgk-title", ".xxgk-detail-title", ".detail-title", ".detail_title", ".content-title", ".con_title",
    ".news_title", ".bt_title", ".wzbt", ".tit", ".title", "#title", "h2",
)  # fmt: skip

_SILENCE = logging.NullHandler()
_ENOUGH = 80
_TYPED_SHARE, _SHARE = 0.15, 0.4
_SITE = re.compile(
    r"(?:政府|门户|官网|网站|政务网|信息网|公开网|政务服务网|网|首页|平台|司法局|办公室|客户端)$|^首页|公开目录$"
)
_SECTION = re.compile(
    r"(?:政策|规范性|政府|法定|行政|主动|文件|公开|信息|公报|公告|解读|详情|内容|政务|正文|通知)+"
)
_PARTS = re.compile(
    r"(?<!\s)(?:\s*+[_|｜]\s*+|\s++[-—–]++\s++|\s*+--++\s*+)|(?<=[^\d\s])-(?=[\u4e00-\u9fff]{2,}$)"
)
_FILE = re.compile(
    r"\.(?P<suffix>docx?|wps|pdf|xlsx?|et|ofd|rtf|csv|zip|rar|7z|pptx?)(?:$|[?#&])", re.IGNORECASE
)
_CALLED = re.compile(r"^(?:附\s*件|相关附件|附)\s*[：:]\s*")
_NAMELESS = re.compile(
    r"(?:点击)?(?:此处|这里)?(?:下载|查看|打开|附件)*(?:文件|附件|原文|全文)?(?:下载)?", re.IGNORECASE
)
_ATTACHED = re.compile(r"(?:相关)?附\s*件(?:下载|列表)?\s*[：:]?")
_TRAFILATURA_LENGTH = 400_000
_TRAFILATURA_TAGS = 10_000
_TITLE_LINES = 12
_MULTIPART = re.compile(rb"content-type:\s{0,9}multipart", re.IGNORECASE)
_MHTML_LIMITS = (8, 10_000, 1_000_000)
"""Parts that hold parts, parts, lines."""
_MAX_FILES = 200
_MAX_PARTS = 200
_MAX_HEADINGS = 5
_REPEATED = 12


def read_html(data: bytes) -> Reading:
    """The text of a web page. Raises Unreadable.

    Forms:
      1. metadata (索引号, 文号, 发布机构, 成文日期 …), a line each, then the title, then the text
      2. a block a line, a <br> ends one too; tables canonical; numbered lists with their numbers
      3. what is hidden, scripts, menus and what stands around the text: not at all
      4. linked files: 附件：name, a line each at the end, and as attachments

    Bytes are UTF-16 with a mark, strict UTF-8 or GB18030, whatever the page declares.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"larger than {MAX_BYTES // 1_000_000} MB, which no page with a plan is; save its text"
        )
    markup = clean_markup(decode(data)[0])
    tree = LexborHTMLParser(markup)
    if tree.body is None:
        raise Unreadable("no web page, whatever its name says")
    bodies = main_parts(tree.body)
    page = read_page(tree.body, bodies)
    if not bodies:
        page.body = _without_known_names(markup, tree.body)
    files = dict(_files(tree.body, bodies))
    body = list(_without_files(page.body, files))
    if not body and not files:
        raise Unreadable("shows no text without its scripts; open it in a browser and save the text")
    lines = [*_head(tree, page, body), *body, *(f"附件：{name}" for name in files)]
    return Reading("\n".join(lines) + "\n", attachments=tuple(files))


def read_mhtml(data: bytes) -> Reading:
    """The text of a page saved as one file (.mhtml, .mht): its first HTML part. Raises Unreadable."""
    if len(data) > 2 * MAX_BYTES:
        raise Unreadable(f"larger than {2 * MAX_BYTES // 1_000_000} MB; save the page as .html")
    counts = (len(_MULTIPART.findall(data)), data.count(b"\n--"), data.count(b"\n"))
    if any(count > limit for count, limit in zip(counts, _MHTML_LIMITS, strict=True)):
        raise Unreadable("made of more parts or lines than any saved page; save it as .html")
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return read_html(content)
    raise Unreadable("holds no web page; save it as .html")


def main_parts(body: LexborNode) -> list[LexborNode]:
    """The parts of a page that hold its text, by the names that sites give them; none where none is known."""
    whole = _weight(body)
    for selector in (*EDITORS, *MAIN_PARTS):
        found = _outermost(body.css(selector)[:_MAX_PARTS])
        typed = selector in EDITORS
        chosen = found if typed else sorted(found, key=_weight, reverse=True)[:1]
        if sum(map(_weight, chosen)) >= max(_ENOUGH, (_TYPED_SHARE if typed else _SHARE) * whole):
            return chosen
    return []


def _outermost(found: list[LexborNode]) -> list[LexborNode]:
    """Those that do not stand in another of them, and are shown."""
    places = {node.mem_id for node in found}
    return [
        node
        for node in found
        if "hidden" not in node.attributes and not any(step.mem_id in places for step in ancestors(node))
    ]


def _weight(node: LexborNode) -> int:
    """How much text a node holds, links left out."""
    return len(node.text(strip=True)) - sum(len(link.text(strip=True)) for link in node.css("a"))


def _without_known_names(markup: str, body: LexborNode) -> list[str]:
    """The lines of a page whose parts have no known names: as trafilatura finds them, unless it misses a
    provision; then all but the lines that are links."""
    linked = {_bare(link.text()) for link in body.css("a")}
    whole = [
        line
        for line in read_page(body, [body]).body
        if _bare(line) not in linked or starts_provision(line) or _FILE.search(line)
    ]
    if len(markup) > _TRAFILATURA_LENGTH or markup.count("<") > _TRAFILATURA_TAGS:
        return whole
    from trafilatura import extract  # takes half a second to import, and few pages need it

    logging.getLogger("trafilatura").addHandler(_SILENCE)
    found = extract(
        markup, output_format="html", include_comments=False, include_tables=True, favor_recall=True
    )
    part = LexborHTMLParser(found).body if found else None
    lines = read_page(part, [part]).body if part is not None else []
    enough = sum(map(len, lines)) >= max(_ENOUGH, _SHARE * _weight(body))
    return lines if enough and _provisions(lines) >= _provisions(whole) else whole


def _provisions(lines: list[str]) -> int:
    return sum(line.startswith("|") or starts_provision(line) for line in lines)


def _head(tree: LexborHTMLParser, page: Page, body: list[str]) -> Iterator[str]:
    """The lines before the text: metadata, and the title where the text does not begin with it."""
    fields = find_fields([*page.before, *body[:_TITLE_LINES]])
    meta = {
        (node.attributes.get("name") or "").lower(): node.attributes.get("content") or ""
        for node in tree.css("meta")
    }
    if not any(label.endswith("日期") for label in fields):
        fields |= find_fields([f"发布日期：{meta.get('pubdate') or meta.get('publishdate', '')}"])
    printed = {_bare(line) for line in body[:_TITLE_LINES]}
    yield from (
        line
        for label, value in fields.items()
        if (line := f"{label}：{value}") and _bare(line) not in printed
    )
    title = find_title(tree, meta.get("articletitle", ""), fields.get("标题", ""))
    if title and _bare(title) not in printed and _bare(title) not in "".join(map(_bare, body[:4])):
        yield title


def find_title(tree: LexborHTMLParser, *stated: str) -> str:
    """The page's title: stated in its metadata, else its heading, else <title> without the site's name.

    Of several headings the one that the window's title repeats; else the first, by the order of TITLES.
    """
    window = _line(node.text()) if (node := tree.css_first("title")) else ""
    headings = [
        node.text()
        for selector in TITLES
        for node in islice(tree.css(selector), _MAX_HEADINGS)
        if not is_furniture(node)
    ]
    repeated = [text for text in headings if _bare(text)[:_REPEATED] in _bare(window)]
    parts = sorted(_PARTS.split(window), key=len, reverse=True)
    return next((_line(text) for text in (*stated, *repeated, *headings, *parts) if _is_title(text)), "")


def _is_title(text: str) -> bool:
    title = _line(text)
    if not 6 <= len(title) <= 160 or title.endswith(("...", "…")):
        return False
    return not (_SITE.search(title) and len(title) < 30) and not _SECTION.fullmatch(title)


def _line(text: str) -> str:
    return re.sub(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])", "", re.sub(r"\s+", " ", text)).strip()


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _files(body: LexborNode, bodies: list[LexborNode]) -> Iterator[tuple[str, str]]:
    """The files a page links to in or near its text: the name of each, and the words of its link."""
    inside = {node.mem_id for node in bodies}
    links = ((link, _FILE.search(link.attributes.get("href") or "")) for link in body.css("a[href]"))
    for link, found in islice(((link, found) for link, found in links if found), _MAX_FILES):
        if _is_near(link, inside):
            yield _file_name(link, found["suffix"].lower()), _line(link.text())


def _is_near(link: LexborNode, inside: set[int]) -> bool:
    """Whether a link stands in the text, or at least in no menu, header or footer."""
    for node in ancestors(link):
        if node.mem_id in inside:
            return True
        if node.tag in {"nav", "footer", "header", "aside"} or is_furniture(node):
            return False
    return True


def _file_name(link: LexborNode, suffix: str) -> str:
    """What a linked file is called: the link's words, its title or the end of its address, with the suffix."""
    attributes = link.attributes
    address = unquote((attributes.get("href") or "").partition("?")[0].rpartition("/")[2])
    shown = (link.text(), attributes.get("title") or "", attributes.get("download") or "")
    named = [
        name for name in (_CALLED.sub("", _line(text)) for text in shown) if not _NAMELESS.fullmatch(name)
    ]
    name = re.sub(r"[\r\n|]", " ", (named or [address])[0])[:200]
    return name if _FILE.search(name) else f"{name}.{suffix}"


def _without_files(lines: list[str], files: dict[str, str]) -> Iterator[str]:
    """The lines of the text without those that only link to a file; `files` are names and the words of links."""
    words = {_bare(_CALLED.sub("", text)) for text in (*files, *files.values())}
    for line in lines:
        if not (files and (_bare(_CALLED.sub("", line)) in words or _ATTACHED.fullmatch(line))):
            yield line
