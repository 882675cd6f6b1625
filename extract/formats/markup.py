"""HTML made safe and small before it is parsed: only the tags and attributes that decide where text stands.

The parser behind it, like every HTML parser that keeps to the standard, takes quadratic time on thousands of
open elements, of attributes on one tag or of options in a list. None of these gets through.
"""

from __future__ import annotations

import re

from ..read import Unreadable

MAX_DEPTH = 300
MAX_TAGS = 200_000


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SPECIAL = _names(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = _SPECIAL | _names("ucapcontent ucaptitle founder-content founder-title")
"""Tags that begin a line; all others stand within one."""

_KEPT = BLOCKS | _names("a br head html meta")
_RAW = _names("script style textarea xmp iframe noframes noscript")
_WITHOUT_CONTENT = _RAW | _names("template select svg math object video audio canvas button datalist")
_VOID = _names("br hr meta")
_CLOSE_THEMSELVES = _names("p li dt dd tr td th thead tbody tfoot caption a head html body")
_ATTRIBUTES = _names("id class href colspan rowspan name content type start value title download hidden")

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:_-]*+)"
    r"(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|=){0,200}+)>"
)
_ANY_TAG = re.compile(r"<[^<>]*+>?+")
_OPENING = re.compile(r"<(?:!--|[!?/A-Za-z])")
_ATTRIBUTE = re.compile(r"(?P<name>[^\s\"'/=]++)(?:\s*+=\s*+(?P<value>\"[^\"]*+\"|'[^']*+'|[^\s\"'>]++))?+")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LISTED = re.compile(r"list-style[^;\"']*", re.IGNORECASE)
_MAX_VALUE = 2_000
_MAX_ATTRIBUTES = 20


def clean_markup(text: str) -> str:
    """The same page with nothing in it but text, blocks, tables, lists, links, titles and meta tags.

    Comments, scripts, forms' choices and inline tags without a name go; of styles only that something is
    hidden (as the attribute `hidden`) or how a list is numbered stays. Raises Unreadable where tags are
    nested deeper than MAX_DEPTH or more than MAX_TAGS.
    """
    kept: list[str] = []
    open_tags: list[str] = []
    endless: set[str] = set()
    at = tags = 0
    while found := _OPENING.search(text, at):
        kept.append(text[at : found.start()])
        tag = _TAG.match(text, found.start())
        if tag is None:
            at = _after(text, found.start(), "-->" if found[0] == "<!--" else ">")
            continue
        at = tag.end()
        tags += 1
        name = tag["name"].lower()
        if name in _WITHOUT_CONTENT:
            at = at if tag["end"] else _after_element(text, at, name, endless)
        elif name == "title" and not tag["end"]:
            start, at = at, _after_element(text, at, name, endless)
            kept.append(_title(text[start : min(at, start + _MAX_VALUE)]))
        elif tag["end"]:
            kept.append(_close(name, open_tags))
        else:
            kept.append(_open(name, tag["rest"], open_tags))
        if tags > MAX_TAGS or len(open_tags) > MAX_DEPTH:
            raise Unreadable("nested deeper or made of more tags than any page with a plan; save its text")
    kept.append(text[at:])
    return "".join(kept)


def _title(content: str) -> str:
    """The window's title, which a parser takes as it stands, without the tags that broken pages have in it."""
    return f"<title>{_ANY_TAG.sub('', content)}</title>" if content else ""


def _after(text: str, start: int, mark: str) -> int:
    """Behind the next `mark`, or the end of the text where there is none."""
    found = text.find(mark, start)
    return len(text) if found < 0 else found + len(mark)


def _after_element(text: str, start: int, name: str, endless: set[str]) -> int:
    """Behind the element's end; where it has none a script takes the rest of the page, a button nothing."""
    if name not in endless:
        if found := _ENDS[name].search(text, start):
            return _after(text, found.start(), ">")
        endless.add(name)
    return len(text) if name in _RAW else start


_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _WITHOUT_CONTENT | {"title"}}


def _open(name: str, rest: str, open_tags: list[str]) -> str:
    attributes = _attributes(rest) if rest else ""
    if name not in _KEPT and not attributes:
        return ""
    if name not in _VOID and name not in _CLOSE_THEMSELVES:
        open_tags.append(name)
    return f"<{_written(name)}{attributes}>"


def _close(name: str, open_tags: list[str]) -> str:
    """The end tag, where it ends something: an inline one nothing outside its block, none what is outside a table."""
    if name in _VOID or name in _CLOSE_THEMSELVES:
        return f"</{name}>" if name in _KEPT else ""
    for place in range(len(open_tags) - 1, -1, -1):
        if open_tags[place] == name:
            del open_tags[place:]
            return f"</{_written(name)}>"
        if open_tags[place] == "table" or (name not in _SPECIAL and open_tags[place] in _SPECIAL):
            break
    return ""


def _written(name: str) -> str:
    """The tag's name, or span: <b>, <font> and their like the parser would open anew in every block."""
    return name if name in _KEPT else "span"


def _attributes(rest: str) -> str:
    kept = []
    for found in _ATTRIBUTE.finditer(rest):
        name, value = found["name"].lower(), found["value"] or ""
        if name == "style":
            kept += [" hidden"] if _HIDES.search(value) else []
            kept += [f' style="{listed[0]}"' for listed in [_LISTED.search(value)] if listed]
        elif name in _ATTRIBUTES and len(value) <= _MAX_VALUE:
            kept.append(f" {name}={value}" if value[:1] in "\"'" and value else f' {name}="{value}"')
        if len(kept) > _MAX_ATTRIBUTES:
            break
    return "".join(kept)
