"""What a source says of the plan it holds: title, number, issuers, dates, period, place and level."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from ...data.authority import Authority
from ...ontology.iri import title_key
from ...ontology.model import Level, Place
from .. import numerals
from ..layout import GENRE, Layout
from .places import find_place

NUMBER = r"[\u4e00-\u9fff]{1,10}\s?[〔\[(（【]\s?[0-9０-９]{4}\s?[〕\])）】]\s?(?:第\s?)?[0-9０-９]{1,5}\s?号"
"""文号 in every bracket form: 中发〔2021〕33号, 昆政办发[2020]94 号."""

_NUMBER = re.compile(NUMBER)
_INLINE_TITLE = re.compile(
    rf"^(?P<title>[^，。；：:]{{6,80}}?(?:{GENRE}))(?=[\u4e00-\u9fff]{{1,8}}[〔\[]|各|省|现将|为)"
)
_PRINTED = re.compile(
    r"(?:印发|转发|会签|征求|确认)了?《(?P<quoted>.{1,120}?)》(?!》)|(?:印发|转发)(?P<plain>[^《》。]{6,80}?)的通知"
)
_INNER = re.compile(r".{4,40}[<〈](?P<title>关于[^<>〈〉]+)[>〉]")
_BEFORE_NUMBER = re.compile(rf"(?:{GENRE}|文件|政府|厅|室)(?=[\u4e00-\u9fff]{{1,8}}[〔\[(（【])")
_SCRAPED = re.compile(r"准备了(?P<title>.{4,40}?)参考范文")
_AGENCY = re.compile(r"(?:^|[^\u4e00-\u9fff])(?P<issuer>[\u4e00-\u9fff]{2,40}?)(?:印发)?关于")
_REPORTED = re.compile(
    r"(?:^|[\s，,。])(?P<issuers>[\u4e00-\u9fff]{3,14}(?:[、\s　]{1,2}[\u4e00-\u9fff]{3,14}){0,2})印发了?《(?P<title>[^》\n]{4,80})》"
)
_ISSUER_FIELD = re.compile(
    r"(?:发布机构|发文机关|发文单位|制定机关)\s*(?:[：:]\s*)?(?P<issuers>[^\n：:，。]{2,80})"
)
_SIGNED = re.compile(r"(?m)(?:^[ \t　]*[^\s，。；：:《》]{3,40}[ \t　]*\n\s{0,9}){1,3}(?=[\d二])")
_BODY_END = re.compile(r"[府室厅会局委院部央组]$")
_Y = numerals.YEAR
_D = numerals.DIGITS
_DATE = re.compile(
    rf"(?P<year>{_Y})\s?年\s?(?P<month>{numerals.COUNT})\s?月\s?(?P<day>{numerals.COUNT})\s?日"
)
_RUN_IN = re.compile(
    rf"(?P<issuer>[\u4e00-\u9fff]{{2,24}}[府室厅会局委院])\s?(?P<date>{re.sub('P<[a-z]+>', ':', _DATE.pattern)})"
    r"\s?(?:[（(]此件[^（()）]{0,12}[）)])?\s*\Z"
)
_DATE_FIELD = re.compile(
    rf"(?:成文日期|发文日期|生成日期|发布日期|公开日期|印发日期|发文时间|成文时间|发布时间|(?:^|\s)时间|(?:^|\s)日期)\s*(?:[：:|]\s*)?"
    rf"(?P<year>{_D}{{4}})[-/.年](?P<month>{_D}{{1,2}})[-/.月](?P<day>{_D}{{1,2}})"
)
_DATE_LINE = re.compile(r"(?m)^\s{0,4}(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?=\s|$)")
_RUN_DATE = re.compile(r"(?m)^[ \t　]*(?P<year>20\d\d)(?P<rest>\d{2,4})[ \t　]*$")
_PERIOD = re.compile(
    rf"(?P<first>{_D}{{4}})\s?年?\s?[-－—–~～至到]+\s?(?P<last>{_D}{{4}})\s?(?:年|(?=[)）]))"
)
_RUN_PERIOD = re.compile(r"(?<!\d)(?P<first>20\d\d)(?P<last>20\d\d)年")
_SINGLE = re.compile(rf"(?P<first>{_D}{{4}})\s?年度?(?!\s?\d)")
_OWN = {
    Level.PROVINCIAL: re.compile(r"全省|我省|省委|省政府|全自治区"),
    Level.PREFECTURAL: re.compile(r"全市|我市|市委|市政府|全州|我州"),
    Level.COUNTY: re.compile(r"全县|我县|县委|县政府|全区|我区|区委|区政府"),
    Level.TOWNSHIP: re.compile(r"全镇|我镇|全乡|我乡|全街道"),
}
_OTHERS_TITLE = re.compile(r"《[^》\n]{0,100}》")
_HEAD = 1_500
_METADATA_REACH = 600
_TAIL = 120


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a plan besides its text; unknown fields are None or empty."""

    title: str
    number: str | None
    issuers: tuple[str, ...]
    place: Place | None
    level: Level | None
    issued: date | None
    period: tuple[int, int] | None


def describe(text: str, layout: Layout, authority: Authority, fallback: str) -> Metadata:
    """Title, number, issuers, dates, place and level, from metadata, heading and text, whichever has them.

    `fallback` is the title where the source shows none (the file's name).
    """
    outside = _outside(text, layout)
    body = layout.body[0].start if layout.body else len(text)
    head = text[: min(body, _HEAD)]
    title = (find_title(head, layout) or fallback).strip()
    issuers = find_issuers(outside, layout, title) or find_reported(head, title)
    place = find_place(title, issuers, head, authority)
    return Metadata(
        title=title,
        number=find_number(outside) or find_number(head[:200]),
        issuers=issuers,
        place=place,
        level=place.level if place else _own_level(text),
        issued=find_date(outside) or find_field_date(text[:_METADATA_REACH]),
        period=find_period(title),
    )


def find_title(head: str, layout: Layout) -> str:
    """The plan's title: its own title line, else the one its notice names, else one inside a first line.

    Forms:
      1. 常德市法治政府建设工作方案（2021－2025年）      a line that ends in 方案, 规划, 要点 …
      2. 关于印发《常德市法治政府建设工作方案》的通知     what a notice names
      3. 重庆市人民政府关于加快发展的意见渝府发〔2019〕17号各区县人民政府：   inside the first line
      4. 小编精心准备了加强法治建设实施计划参考范文       on sites that collect plans
    """
    own = layout.title
    reported = _REPORTED.match(own)
    if reported and title_key(own[reported.end() :]) in ("", title_key(reported["title"])):
        return reported["title"]
    if own and not re.search(r"(?:通知|函)$", own):
        return own
    notice = own or layout.notice_title
    printed = _PRINTED.search(notice) or _PRINTED.search(head)
    if printed:
        inner = _INNER.fullmatch(printed["quoted"] or "")
        return inner["title"] if inner else printed["quoted"] or printed["plain"]
    found = _SCRAPED.search(head) or _INLINE_TITLE.search(head)
    return own or (found["title"] if found else "")


def find_number(text: str) -> str | None:
    """The document's own 文号, without spaces; a number in brackets after 》 is another's."""
    for found in _NUMBER.finditer(text):
        if not re.search(r"》\s?[（(]\s?$", text[max(0, found.start() - 4) : found.start()]):
            number = unicodedata.normalize("NFKC", re.sub(r"\s", "", found[0]))
            return number[max((before.end() for before in _BEFORE_NUMBER.finditer(number)), default=0) :]
    return None


def find_issuers(outside: str, layout: Layout, title: str) -> tuple[str, ...]:
    """Who issued the plan: the signature, else the notice's or the title's first words, else metadata."""
    signed = [
        name for found in _SIGNED.finditer(outside) for name in found[0].split() if _BODY_END.search(name)
    ]
    if signed:
        return tuple(dict.fromkeys(signed))
    for heading in (layout.notice_title, title):
        found = _AGENCY.search(_NUMBER.split(heading)[-1])
        if found and _BODY_END.search(found["issuer"]):
            return (found["issuer"],)
    field = _ISSUER_FIELD.search(outside)
    first, *more = re.split(r"[\s、]+", field["issuers"].strip()) if field else [""]
    return tuple(name for name in (first, *takewhile(_BODY_END.search, more)) if name)


def find_reported(head: str, title: str) -> tuple[str, ...]:
    """Who issued the plan, where a news report about just this plan says so.

    Forms:
      1. 中共中央 国务院印发《法治政府建设实施纲要（2021－2025年）》     a heading
      2. 近日，中共中央、国务院印发了《……》，并发出通知              the agency's own sentence
    """
    for found in _REPORTED.finditer(head):
        names = re.split(r"[、\s　]+", found["issuers"])
        if title_key(found["title"]) == title_key(title):
            return tuple(name for name in names if name not in ("近日", "日前"))
    return ()


def find_date(outside: str) -> date | None:
    """The day of issue: the one signed, else the one in a metadata field.

    Forms:
      1. 2022年6月20日, 二〇二二年六月二十日
      2. 成文日期：2022-06-20
      3. 2020320                  scraping lost 年, 月 and 日; only where one reading alone is a date
    """
    dates = [_to_date(m["year"], m["month"], m["day"]) for m in _DATE.finditer(outside)]
    runs = [_run_date(m["year"], m["rest"]) for m in _RUN_DATE.finditer(outside)]
    return next((day for day in [*dates, *runs] if day), None) or find_field_date(outside)


def find_field_date(text: str) -> date | None:
    """The first day in a metadata field of `text`, else the first that a line opens with."""
    forms = (_DATE_FIELD, _DATE_LINE)
    fields = (_to_date(m["year"], m["month"], m["day"]) for form in forms for m in form.finditer(text))
    return next((day for day in fields if day), None)


def find_period(title: str) -> tuple[int, int] | None:
    """The years a title plans for.

    Forms:
      1. 规划（2021－2025年）, 2021年至2025年规划, 行动方案(2025-2027)
      2. 2020年工作要点
      3. 行动方案(20212023年)      its dash is lost
    The title of another plan inside 《》 lends its period only where the plan has none of its own.
    """
    for part in (_OTHERS_TITLE.sub("", title), title):
        if found := _PERIOD.search(part) or _RUN_PERIOD.search(part):
            return _year(found["first"]), _year(found["last"])
        if found := _SINGLE.search(part):
            return _year(found["first"]), _year(found["first"])
    return None


def _outside(text: str, layout: Layout) -> str:
    """Where a source speaks about the plan: all segments but the preamble, and a signature run into the last line."""
    parts = [segment.span.of(text) for segment in layout.segments if segment.kind != "preamble"]
    closing = _RUN_IN.search(text, max(0, len(text) - _TAIL))
    return "\n".join([*parts, f"{closing['issuer']}\n{closing['date']}\n"] if closing else parts)


def _own_level(text: str) -> Level | None:
    """The level a plan speaks from where its place is not known: whose 全市, 我区 is used by far the most."""
    counts = sorted(((len(form.findall(text)), level) for level, form in _OWN.items()), key=lambda c: -c[0])
    (most, level), (second, _) = counts[0], counts[1]
    return level if most > 2 * second else None


def _year(printed: str) -> int:
    found = numerals.value(printed)
    if found is None:
        raise ValueError(f"not a year: {printed!r}")
    return found


def _to_date(year: str, month: str, day: str) -> date | None:
    numbers = [numerals.value(part) for part in (year, month, day)]
    return _valid(*numbers) if None not in numbers else None


def _run_date(year: str, rest: str) -> date | None:
    splits = [_valid(int(year), int(rest[:i]), int(rest[i:])) for i in range(1, len(rest)) if rest[i] != "0"]
    days = {day for day in splits if day and len(rest) <= 4}
    return days.pop() if len(days) == 1 else None


def _valid(year: int | None, month: int | None, day: int | None) -> date | None:
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None
