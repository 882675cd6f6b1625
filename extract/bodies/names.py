"""Lists of bodies as clauses print them, taken apart into single names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ...ontology.model import Span

HEADS = "人民政府|政府|党委|党工委|人大常委会|人大|政协|管理委员会|管委会|办事处|纪委|监委|法院|检察院|委员会|办公室"
"""What a coordination may leave out of its other members: 各市党委、政府."""

_BODY_END = re.compile(
    r"(?:局|委|办|厅|部|院|会|署|司|政府|政协|人大|党委|工委|中心|机关|部门|单位|组织|公司|集团|银行|支行|分行|中支|海关|学校|大学"
    r"|企业|协会|学会|学院|党校|法院|检察院|开发区|高新区|示范区|度假区|管理区|新区|园区|街道|乡镇|镇|社|台|站|所|处|队|团|联|馆|库|组"
    r"|地区|各地|各方|机构)(?:[（(〔\[][^（）()〔〕\[\]]*[）)〕\]])?$"
)
_OFFICE_END = re.compile("(?:办公室|科|股|室)$")
_BARE_HEAD = re.compile(rf"(?:{HEADS})$")
_PLACE_WITH_HEAD = re.compile(rf".{{1,8}}(?:市|县|区)(?P<head>{HEADS})")
_PLACED_HEAD = re.compile(rf"(?!各)[\u4e00-\u9fff]{{2,4}}(?P<head>[市县区](?:{HEADS}))")
_ALL = re.compile(
    r"各(?:级|省辖市|省|市|县|特区|区|州|盟|乡|镇|街道|设区市|自治区|自治州|自治县|直辖市|有关|相关|[（(]|〔|、|，)*"
    r"|(?:有关|相关)[市县区州旗]{1,2}"
)
_WITH_CITIES = re.compile(r"各[县旗区市]{1,2}[（(][市县区旗]{1,2}[）)]")
_REST_OF_ALL = re.compile(rf"[市县区旗乡镇]{{1,2}}(?:{HEADS})")
_STREETS = re.compile(r"各.{0,8}(?:街道|[乡镇])")
_OWN = re.compile(r"[省市县区镇州]直(?!管)|各(?:有关|相关|成员|牵头|责任|直属)?(?:部门|单位)")
"""What is a body of its own behind 各县区、: 市直各部门, 各部门."""
_SHARES = re.compile(rf"各?(?:有关|相关)?[县市区]?(?:[乡镇旗县]|街道|[（(])|(?:{HEADS})")
"""What shares its head with places before it: 各乡镇、街道办事处."""
_PLACE = re.compile(
    r".{1,8}(?:市|县|新区|经开区|示范区|开发区)|(?!.*(?:开发|高新|园|示范|度假|保税|管理|景|社|校|库|灌|林|矿|牧|山|城)区)[\u4e00-\u9fff]{2,3}区"
)
_KINDS = ("单位", "部门", "机构")
_STEM = re.compile(r"(?![省市县区])[\u4e00-\u9fff]{2,3}")
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{2,3}(?P<head>(?:经济|高新|产业|工业)(?:技术)?(?:产业)?(?:开发|示范|集聚|园)区(?:管委会|管理委员会)?)"
)
"""A zone whose kind its neighbours share: 甲县、乙县经济开发区管委会 without 县."""
_OPENING, _CLOSING = "（(〔[【［<", "）)〕]】］>"
_MARK = re.compile(
    r"[（(〔\[【［<>）)〕\]】］、，,；;\n/／\\＋+＆&①-⑳]|(?<=[局委办厅部院会府])[.．·](?=[\u4e00-\u9fff]{2})"
)
"""Brackets, and what separates names outside them."""
_BLANKS = re.compile(r"\s+")
_NUMBERED = re.compile(r"(?:\d{1,2}[.．)）]|以及)(?=[\u4e00-\u9fff])")
"""What stands before a body in its list: 1.市司法局；2.市财政局，以及市公安局."""
_MORE = re.compile(r"(?<![高中初])等(?!级)|(?<=[高中初])等(?![级学院职教])")
_ET_AL = re.compile(r"等(?:\d+个)?(?P<phrase>[^、，,；;及和与]*(?:和(?:单位|部门))?)")
_TAIL_WORDS = re.compile(
    r"(?:[（(]?(?:按照?|根据|依据?|结合)(?:各自)?(?:职责|职能|工作|任务|实际)[^、，,；;（）()]{0,40}|(?:具体|分别|共同|各自|分头|参照|依责|依职责|依法)(?:负责)?|负责)$"
)
_JOINTS = re.compile(r"以及|[和与及]")
_BARE_NOUN = re.compile(r"(?:单位|部门)(?:$|以及|[和与及])")
_RUN_TOGETHER = re.compile(
    r"(?<=[委局办厅部院会])(?=[省市区县州](?:委(?!员会)|政府(?!督查|信访|目标|研究)|人民政府|纪委|监委|人大|政协|法院|检察院|[\u4e00-\u9fff]{2,6}局))"
    r"|(?<=纪委)(?=监(?:察)?委)"
    r"|(?<=[\u4e00-\u9fff]{3}[局委办厅部])(?=[\u4e00-\u9fff]{2,10}(?:度假区|开发区|高新区|示范区|经开区)$)"
)
_AFTER_BRACKET = re.compile(
    r"(?<=[局委办厅部院会][)）])(?=各[\u4e00-\u9fff（()）]{1,9}(?:政府|管委会|部门|单位))"
)
_PLACE_TWICE = re.compile(
    r"^(?P<place>[\u4e00-\u9fff]{1,5}?[省市区县])[\u4e00-\u9fff]{2,12}?(?:局|委|办|厅|政府|中心)(?=(?P=place)[\u4e00-\u9fff]{2})"
)
_TOWN = re.compile(r"[^镇乡街道各局委办厅（）()、\s]{2,4}(?:街道|[镇乡])")
_BEFORE_TOWN = "局委办厅道镇乡"
"""What the body ends in that towns run on behind, as in a cell whose breaks were lost."""
_LEVELS, _ENDS_BODY = "省市区县州镇乡", "局委办厅部院会府所站队"
_NEXT_OF_LEVEL = re.compile(
    r"(?!场|政|域|容|民|直|级|村|内|外)[\u4e00-\u9fff]{2,10}?(?:[局办厅院所站队]|委|中心)(?![员会])"
)
_LONGEST = 200
"""Characters of the longest stretch that is looked through for several names."""


class Named(NamedTuple):
    """One name: as read, with a shared part restored; where it is printed; whether 等 leaves its list open."""

    name: str
    span: Span
    open_ended: bool = False


def split_bodies(text: str, span: Span, known: Callable[[str], bool]) -> list[Named]:
    """The bodies that the list at `span` of `text` names, in order.

    Forms:
      1. 市司法局、市财政局，市公安局        、 and ， and ; separate alike
      2. 市司法局和市财政局                   和, 与, 及 separate where both sides are bodies
      3. 市政协社会法制和民族宗教委            one body: what stands before 和 is none
      4. 各区县(市)党委和政府, 各市党委、政府     the shared part is restored: 各区县(市)政府
      5. 各市、县（市、区）人民政府, 各县(市)、区政府   places that share one head stay one name
      6. 杭州市、宁波市人民政府                named places get the head they share, 杭州、宁波市人民政府 too
         临汾、侯马经济开发区管委会           so do zones that are named
         各街道、区直各部门                   two names: what follows is a body of its own
      7. 市纪委市监委, 省纪委监委, 临河区发改局临河区数据中心   two bodies without a separator
         区教育局东山镇西山镇                 towns too
      8. 市人社局(公务员局)                    one body with a second name
      9. 市公安局、市司法局等部门              the list is open; the phrase after 等 is no body
     10. 市公安局按职责分工负责                the tail is cut off

    `known` says whether a name without its place is a kind of body in the registry; it decides what 和 is
    part of. Spans are half-open code points into `text`.
    """
    pieces = [piece for part in _parts(text, span) for piece in _coordinated(text, part, known)]
    return _restore(_join_places(text, pieces))


def looks_like_body(name: str) -> bool:
    """Whether a name ends as names of bodies do: 局, 委, 办, 政府, 各部门 …"""
    return bool(_BODY_END.search(name)) or name.startswith("各")


def looks_like_office(name: str) -> bool:
    """Whether a name ends as names of bodies or of parts of them do: 财务科, 办公室."""
    return looks_like_body(name) or bool(_OFFICE_END.search(name))


def _parts(text: str, span: Span) -> Iterator[Named]:
    """The stretches between separators outside brackets; 等 opens those before it."""
    group: list[Named] = []
    for start, end in _split_outside(text, span):
        part = _trim(text, start, end)
        if part is None:
            continue
        et_al = _et_al(text, part)
        if et_al is None:
            group.append(Named(part.of(text), part))
            continue
        before, after = et_al
        if before:
            group.append(Named(before.of(text), before))
        yield from (Named(named.name, named.span, open_ended=True) for named in group)
        group = [Named(after.of(text), after)] if after else []
    yield from group


def _split_outside(text: str, span: Span) -> Iterator[tuple[int, int]]:
    depth, start = 0, span.start
    for mark in _MARK.finditer(text, span.start, span.end):
        i, char = mark.start(), mark[0]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            if char == "\n" and not _parts_names(text, start, i, span.end):
                continue
            yield start, i
            start = i + 1
    yield start, span.end


def _parts_names(text: str, start: int, at: int, end: int) -> bool:
    """Whether the line break at `at` stands between two names and not inside one."""
    following = text[at : min(at + 8, end)].lstrip()[:1]
    return not following or (
        following in "省市区县州各" and looks_like_body(text[max(start, at - 40) : at].strip())
    )


def _trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without blanks around it and without the tail 按职责分工负责; None where nothing is left."""
    printed = text[start:end]
    tail = _TAIL_WORDS.search(printed)
    if tail:
        printed = printed[: tail.start()]
    stripped = printed.strip(" 　\n\t.。:：★☆*△▲|")
    if before := _NUMBERED.match(stripped):
        stripped = stripped[before.end() :]
    if not stripped:
        return None
    start += printed.index(stripped)
    return Span(start, start + len(stripped))


def _et_al(text: str, part: Span) -> tuple[Span | None, Span | None] | None:
    """What stands before 等 and after the phrase it opens (等国务院相关部门及各地区 → 各地区)."""
    found = _MORE.search(part.of(text))
    if not found or _inside_brackets(part.of(text), found.start()):
        return None
    at = part.start + found.start()
    phrase = _ET_AL.match(text, at, part.end)
    rest = phrase.end() if phrase else at + 1
    while rest < part.end and text[rest] in "及和与":
        rest += 1
    before = Span(part.start, at) if at > part.start else None
    return before, _trim(text, rest, part.end) if rest < part.end else None


def _inside_brackets(text: str, position: int) -> bool:
    return sum(c in _OPENING for c in text[:position]) > sum(c in _CLOSING for c in text[:position])


def _coordinated(text: str, named: Named, known: Callable[[str], bool]) -> Iterator[Named]:
    """Split one stretch at 和, 与, 及 and where two names run together."""
    start = named.span.start
    for cut in _cuts(named.name, known):
        yield _piece(text, start, named.span.start + cut.start, named)
        start = named.span.start + cut.end
    yield _piece(text, start, named.span.end, named)


def _piece(text: str, start: int, end: int, named: Named) -> Named:
    span = Span(start, end)
    return Named(_BLANKS.sub("", span.of(text)), span, named.open_ended)


def _cuts(name: str, known: Callable[[str], bool]) -> list[Span]:
    """Where a stretch is cut, and what of it belongs to neither side."""
    if len(name) > _LONGEST or known(name):
        return []
    joints = [Span(*j.span()) for j in _JOINTS.finditer(name) if _joins_bodies(name, j)]
    together = {
        Span(*found.span()) for one in (_RUN_TOGETHER, _AFTER_BRACKET) for found in one.finditer(name)
    }
    again = {Span(found.end(), found.end()) for found in [_PLACE_TWICE.match(name)] if found}
    again |= set(_levels_again(name))
    return sorted([*joints, *(together | again | set(_before_towns(name)))])


def _levels_again(name: str) -> Iterator[Span]:
    """Where bodies of one level run together: 县住建局县卫健委."""
    if not name or name[0] not in _LEVELS or "（" in name or "(" in name:
        return
    last = 0
    for at, char in enumerate(name):
        if (
            char == name[0]
            and at - last > 2
            and name[at - 1] in _ENDS_BODY
            and _NEXT_OF_LEVEL.match(name, at + 1)
        ):
            yield Span(at, at)
            last = at


def _before_towns(name: str) -> Iterator[Span]:
    """Where each of the towns begins that a name ends in, behind a body or a town."""
    end = len(name)
    for town in reversed(list(_TOWN.finditer(name))):
        if town.end() != end:
            return
        end = town.start()
        if end and name[end - 1] in _BEFORE_TOWN:
            yield Span(end, end)


def _joins_bodies(name: str, joint: re.Match[str]) -> bool:
    if _inside_brackets(name, joint.start()):
        return False
    left, right = name[: joint.start()], name[joint.end() :]
    if _OFFICE_END.search(left) and _OFFICE_END.search(right):
        return right != "办公室"
    return bool(_BODY_END.search(left)) and looks_like_body(right) and not _BARE_NOUN.match(right)


def _join_places(text: str, pieces: Sequence[Named]) -> list[Named]:
    """各市、县（市、区）人民政府: places without a head join the next piece that has one."""
    joined: list[Named] = []
    waiting: Named | None = None
    for i, piece in enumerate(pieces):
        after = pieces[i + 1].name if i + 1 < len(pieces) else ""
        if waiting and (
            _OWN.match(piece.name) or (_STREETS.fullmatch(waiting.name) and _stands_alone(piece.name))
        ):
            joined.append(waiting)
            waiting = None
        if waiting:
            whole = Span(waiting.span.start, piece.span.end)
            piece = Named(_BLANKS.sub("", whole.of(text)), whole, piece.open_ended)
            waiting = None
        if joined and piece.name in _KINDS and joined[-1].name.endswith(_KINDS) and not joined[-1].open_ended:
            whole = Span(joined[-1].span.start, piece.span.end)
            joined[-1] = Named(re.sub(r"\s", "", whole.of(text)), whole, piece.open_ended)
        elif _ALL.fullmatch(piece.name) or (
            _WITH_CITIES.fullmatch(piece.name) and _REST_OF_ALL.fullmatch(after)
        ):
            waiting = piece
        else:
            joined.append(piece)
    return [*joined, waiting] if waiting else joined


def _stands_alone(name: str) -> bool:
    """Whether a name is a body's of its own, and not what goes on with 各街道: 区市场监管局, 区直各部门."""
    return looks_like_body(name) and not _SHARES.match(name)


def _restore(pieces: Sequence[Named]) -> list[Named]:
    """Give bare heads the prefix of the name before (各市党委、政府), bare places the head of the one after."""
    restored: list[Named] = []
    for piece, (head, unit) in zip(pieces, _shared_heads(pieces), strict=True):
        name = piece.name
        before = restored[-1].name if restored and _BARE_HEAD.fullmatch(name) else ""
        if shared := _BARE_HEAD.search(before, 1):
            name = before[: shared.start()] + name
        elif (
            unit
            and _STEM.fullmatch(name)
            and not name.endswith(("市", "县", "区"))
            and not looks_like_body(name)
        ):
            name += unit
        elif (_is_place(name) and not _ZONE.fullmatch("甲甲" + head)) or (
            _is_stem(name) and _ZONE.fullmatch(name + head)
        ):
            name += head
        restored.append(Named(name, piece.span, piece.open_ended))
    return restored


def _is_stem(name: str) -> bool:
    """Whether a name may be that of a place alone: neither 市政局 nor 环卫处."""
    return bool(_STEM.fullmatch(name)) and not looks_like_body(name)


def _is_place(name: str) -> bool:
    return not name.startswith("各") and bool(_PLACE.fullmatch(name))


def _shared_heads(pieces: Sequence[Named]) -> list[tuple[str, str]]:
    """For each name the head of the next one that has a head, where only places stand between: 杭州市、宁波市人民政府.

    The second is what a place without 市 lacks: 杭州、宁波市人民政府.
    """
    heads = []
    head = unit = ""
    for named in reversed(pieces):
        heads.append((head, unit))
        if found := _PLACED_HEAD.fullmatch(named.name):
            unit = found["head"]
        elif not _STEM.fullmatch(named.name):
            unit = ""
        if zone := _ZONE.fullmatch(named.name):
            head = zone["head"]
        elif not _is_place(named.name) and not _is_stem(named.name):
            found = _PLACE_WITH_HEAD.fullmatch(named.name)
            head = found["head"] if found and not named.name.startswith("各") else ""
    return heads[::-1]
