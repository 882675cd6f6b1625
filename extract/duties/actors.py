"""Who a clause speaks of (主体): the bodies and persons in front of what they are to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ...ontology.model import Span
from ..bodies.names import Named, split_bodies
from .heads import headed
from .modals import FIRM, MODAL
from .particles import Word, is_adverb, word_at

_LEADERS = "|".join(
    f"{one}长(?![效期江])" for one in "省市县区镇乡州组河林校院格路田湖库街巷园村站所队班楼栋片"
)
_ALONE = "|".join(
    rf"{one}(?<![\u4e00-\u9fff]{one})(?=负责|统筹|指导|级|将(?!军)|$)" for one in "省市县区乡镇"
)
_ENDS = (
    r"各镇街|部门|机关|单位|机构|政府|总署|审计署|行政公署|专员公署|党委|党组织?|党支部|工委|管委会(?!同[属省市区县各街乡镇])|委员会|常委会|办公室|领导小组|工作组|专班|法院|检察院|公安|局|厅|委(?<=[\u4e00-\u9fff]委)(?![托派任员]|会(?!同))"
    r"|办(?<![理法公事学案举兴承主协督催申筹开创续]办)(?![理法公事学案好])|委会(?!同)|设区的?市|设区城市|工地|街道|办事处|乡镇|企业|公司|集团|银行|医院|学校|高校|院校|媒体|专员|矿山|煤矿|矿井|协会|商会|学会|党组织|社会组织|调解组织|群团组织|经济组织|合作组织|行业组织|中介组织|自治组织|群众组织|公益组织|上级组织|下级组织|级组织|层组织|各类组织|团体|干部|人员|负责人|负责同志"
    r"|领导(?![小班下力])|一把手|“一把手”|书记"
    rf"|{_LEADERS}|主任|联络员|管理员|网格员|调解员|保洁员|护林员|巡查员|安全员|协管员|信息员|监督员|养护员|教师|老师|医师|医生|护士|导游|司机|驾驶人|员工|法官|检察官|律师|公务员|干警|民警|业主|房东|申请人|当事人|财政|工会|共青团|团[省市县区]?委|妇联"
    r"|工商联|残联|科协|供销社|合作社|中心|平台|事务所|研究院|所(?<=[究出法务生验费管源政业规建境技土卫安保]所)(?![有需谓以在属述列指])|各地(?!区)|镇街|街镇|各[区县市镇](?!街)|县市区|区县市?|各级|各方|地区|政协|人大|纪委|监委"
    r"|社区|村委会|居委会|旅行社|景区|园区|新区|主体|主管|板块|部(?<![全内外局底头东西南北中]部)|海关|税务|分行|支行|支队|大队|中队|队伍|小组|组(?<=[作查导调家查传业项察挥合]组)(?![织建成合团装])|联席会议|人(?<=[任管办表理营务犬租护售购承包托]人)|任何人|所有人(?!员)|村集体|成员|责任人|负责|双方|社会力量|市县|乡村"
    r"|基金|班子|个人(?<=[和或、]个人)|[省市县区]里(?<![\u4e00-\u9fff][省市县区]里)|[市区县]级(?<=[市区]县级|县市级|县区级)|车辆(?<=[、和]车辆)|饲养场|经营主体|学校|各科室|各处室|承储企业|站(?<=[务测作理业利技经播生]站)|网格(?![化员长])|社会各界|党员(?!大会|活动|教育)|(?:农发|农商|农|工|建)行(?![为业政动长贷人员走])|每个?[省市县区镇乡村](?:[（(][市县区旗、]{{1,7}}[）)])?|国家(?=[鼓支引提倡实建]|$)|[省市县区镇乡村]级(?=负责|统筹|要|应|须|$)|“?两委”?|队(?<=[作击务讲急查防援护练]队)(?![伍员列])|全社会|各[^，。；（(在]{0,6}[市县区镇乡村校]|全(?<![\u4e00-\u9fff]全)[^，。；]{0,6}[市县区镇乡村]"
    rf"|的(?:[市县区镇村]|乡镇)(?:[（(][市县区旗、]{{1,7}}[）)])?(?=[要应须必将、和]|不得|原则上|$)|{_ALONE}|行政村|自然村|村组|敬老院|养老院|福利院|幼儿园|卫生院|卫生室|开发区|集聚区|示范区|产业园|同志|父母(?!双|官)|监护人|督查室|科室|处室|志愿者|农民|市民|居民|村民|户(?<=[农商业用营殖植困住租]户)(?!籍)|商家|茶农|果农|菜农|者(?<!或者)|劳动力|载体|试点城市|地方(?![案法性标财金立志政])|有关方面|省辖市|客户|贸促会|消委会|组委会|理事会|监事会|常务会|职工|群众|学生|家长|资本"
)
"""Each begins with a character of its own, so that a search passes over what none begins with."""
_END = re.compile(rf"(?:{_ENDS})(?:[（(][^（）()]{{1,40}}[）)])?(?:们|等(?![级同]))?")
_COMMITTEE = re.compile(
    r"(?:全面依法治[国省市县区州]|机构编制|全面深化改革|国家安全|网络安全和信息化|军民融合发展|财经|审计|外事工作?|教育工作|农村工作|人才工作|平安建设|统一战线工作|社会工作)"
    r"(?:委员会|领导小组)|(?:督查|信访|研究|法制|金融|督办|目标|政务|应急|参事|机关事务)[\u4e00-\u9fff]{0,4}?(?:室|办(?!理|公|好)|局|中心)"
)
"""What goes on where 市委 or 市政府 only seems to end: 市委全面依法治市委员会办公室, 市政府督查室."""
_INSIDE = re.compile(
    r"向(?<![导方]向)|将(?!军)|把(?!手)|赴|为(?<![行认作]为)(?!主)|由(?<![理自缘经事]由)(?![于来])|[上呈]报|根据|按照|(?<=[省市县区镇乡])(?:入选|获评|获批|跻身)|且(?=.{4})|已(?!.{1,40}的)"
)
"""Prepositions, and verbs that tell what was reached, that no name holds."""
HANDED = re.compile(r"(?:上?报|报经|经|送|呈|提请)(?:请)?(?=[省市县区镇乡国同本上中领][\u4e00-\u9fff])")
"""What opens a clause that says to whom something goes: 报市政府批准."""
_TIERS = re.compile(
    r"(?:全[省市县区])?[省市县区乡镇州](?:[、和](?:[省市县区乡镇村州]|街道))+[^、，,；]{0,20}$"
)
_TOPIC = re.compile(
    r"作为|作出(?<!经作出)|做出|于(?=\d|每)|(?:发送|报送|上传|寄送|邮寄)[至到]|列入|纳入|实行|采取|给予|予以|发放|报(?:经|送|请)|向(?!导)|由(?<![理自缘经]由)(?![于来])|按照?|在(?![线岗职校建])|与(?<!参与)|从|做到|全面(?=落实|执行|实施|推行|推广|开展|建立|完成|实行|禁止)|一律|全部|及时|尽快|抓紧|按规定|依法|(?:基本|全面|均|逐步|累计|初步)?(?:实现(?=.)(?![\d\s]{1,3}[\d.]*[万亿])|建成(?=.)(?!区|[后的]|小康)|建有|完成(?=[\u4e00-\u9fff“《])(?!情况|后|的|率|时限|质量|度))|\d{1,3}个?(?:工作日|日|天|月)内"
)
_WITH_DISTRICTS = re.compile(r"各[市县区旗]{1,2}[（(][市县区旗、]{1,5}[）)]、[市县区旗]{1,2}")
_AGENT = re.compile(r"由(?<![理自缘经事]由)(?![于来])")
_MORE = re.compile(
    r"(?:主要|分管|有关|相关|党政|其|及其)?(?:负责(?:人(?!员(?![要应须必])|口|才)|同志)|领导|工作人员|干部|班子|成员)|(?:的|及其|以及|和|与|及(?![时早])|、)"
)
_CLOSING = frozenset(
    {
        "must",
        "should",
        "mustnot",
        "may",
        "adverb",
        "prep",
        "strong",
        "light",
        "result",
        "encourage",
        "explore",
    }
)
_GOES_ON = re.compile(
    r"(?:对照|利用|接到|收到|审[查核定批]后|具体[抓负]|亲自[抓负]|各司其职|各负其责|密切配合|上报|[于在]?(?:\d{4}年|\d{1,2}[月日])|[到赴](?=[村社企校园乡镇街基现户])|每(?:半年|季度|月|周|日|天|年)|[于在]每)(?!的)"
)
"""What shows, beside verbs, that a name has ended: 各市对照清单, 各镇每月25日前上报."""
_HELPS = {
    **dict.fromkeys(
        "各有相", re.compile(r"(?:参加|参与|配合|协助)(?![单部主机科处股人责])|(?:带队|监督|指导|落实)$")
    ),
    **dict.fromkeys("省市县区镇乡", re.compile(r"(?:参加|参与|配合|协助|带队|监督|指导|落实)$")),
}
"""What shows it by how the body begins: 相关科室参加会议, 区爱卫办指导."""
_BODY_LAST = "门位局会府委厅办"
"""What a body ends in before 对 that opens what it is to deal with: 各部门对承接的事项要."""
_ALSO = "也都均还则皆"
_LONGEST = 120
_TRIES = 12
_EACH = re.compile(r"各[^、]{1,20}(?:、(?!各)[^、]{1,12})*")
_BARE = frozenset({"单位", "部门", "机构"})
_OWN = re.compile(r"其|所属|下属|直属|本级")
_ONE = frozenset("省市县区")
_PLACE = re.compile(r"[全我本][国省市县区镇乡州村]")
"""A place that is to act names nobody."""
_AND = re.compile(
    r"(?:以及|或者?|会同|会(?<!委会)(?=[省市区县各]|有关|相关)|[及和与])(?!其|所属|下属|直属|单位|部门|有关|相关|以[上下])"
)
_AS = re.compile(r"(?<=.)作为(?=.)")
_SHORT = re.compile(r"[（(](?:以下)?简称[^（）()]{1,40}[）)]$")
"""The short name behind a name: 市应急管理办公室（简称市应急办）."""
_PLACES = re.compile(
    r"(?:(?![各全本我该每一广])[\u4e00-\u9fff]{2,3}[县区市镇乡旗](?<![城灾山老牧林库矿厂校小社片辖禁港地市郊学政军战特专疫病心能域景园新]区)(?<![城大中都]市)(?<![城集村小]镇)(?<![城家返下]乡)(?:[、和]|$)){1,12}"
)
"""Places that have names of their own: 临溪县、河东区要."""
_ONE_BY_ONE = re.compile(
    r"(?!各|有关|相关|乡镇|市县|县市|城市|地[市区]|社区|[园城市景库]区)[\u4e00-\u9fff]{1,5}(?:[省市县区镇乡局厅委办]|政府)(?:[、和及与]|$)"
)
"""Bodies and places that have names of their own, whatever is said of them."""
_OF = re.compile(r"的(?=[^的]{2})|由(?<![理自]由)")
_LAST = re.compile(rf"(?:{_ENDS})(?:[（(][^（）()]{{1,40}}[）)])?等?$")


def subject_end(text: str, start: int, end: int, *, agent: bool = False) -> int | None:
    """Where the bodies that open a clause end, before what they do or with the clause; None where none do.

    `start` and `end` are the clause's; positions are code points of `text`. Behind 由 (`agent`) any verb shows it.
    """
    whole, helps = end, _HELPS.get(text[start])
    modal = None if agent else MODAL.search(text, start + 1, min(end, start + _LONGEST))
    before = before_modal(text, start, modal.start()) if modal else start
    if modal and is_actor(text[start:before]):
        return before
    end = modal.start() + 1 if modal else end
    for tries, found in enumerate(_END.finditer(text, start, min(end, start + _LONGEST))):
        at = found.end()
        if text[at - 1] in "委府" and _COMMITTEE.match(text, at, end):
            continue
        if at == end and not modal:
            return at
        if not _MORE.match(text, at, end):
            word = word_at(text, at, whole)
            if not modal and (_GOES_ON.match(text, at, end) or (helps and helps.match(text, at, end))):
                return at
            if word and (
                word.kind in _CLOSING or (word.kind == "weak" and (agent or _leads(text, at, word)))
            ):
                about = text.startswith("对", at) and text[at - 1] in _BODY_LAST
                described = modal and not about and text.find("的", at, modal.start()) >= 0
                return None if described else at
        if tries > _TRIES:
            break
    return None


def before_modal(text: str, start: int, modal: int) -> int:
    """Where what stands before 要 or 应当 ends, without 也, 都 and the like between (各区县也要)."""
    return modal - (modal - start > 2 and text[modal - 1] in _ALSO)


def _leads(text: str, at: int, word: Word) -> bool:
    """Whether a word that may be an adverb (统一, 统筹) is one before a verb."""
    return word.leading and is_adverb(text[at : at + word.length])


def topic_end(text: str, start: int, end: int) -> int | None:
    """Where a noun phrase that is no body ends: before 应当, 不得, 由, 作为, 向 and the like."""
    stop = min(end, start + _LONGEST)
    found = MODAL.search(text, start + 1, stop) or _TOPIC.search(text, start + 2, stop)
    return found.start() if found and not _in_brackets(text, start, found.start()) else None


def _in_brackets(text: str, start: int, at: int) -> bool:
    return max(text.rfind("（", start, at), text.rfind("(", start, at)) > max(
        text.rfind("）", start, at), text.rfind(")", start, at)
    )


def has_modal(text: str, start: int, end: int, *, firm: bool = False) -> bool:
    """Whether 应当, 不得, 要 or the like stands inside a clause; with `firm` only 应当, 必须 and 不得 count."""
    pattern = FIRM if firm else MODAL
    return pattern.search(text, start + 1, min(end, start + _LONGEST)) is not None


def agent_start(text: str, start: int, end: int) -> int | None:
    """Where 由 stands that names who acts (具体由业主协商确定)."""
    found = _AGENT.search(text, start, min(end, start + _LONGEST))
    return found.start() if found else None


@lru_cache(maxsize=4096)
def is_actor(printed: str) -> bool:
    """Whether a phrase ends as names of bodies and persons do who can be asked to act."""
    if len(printed) > _LONGEST or HANDED.match(printed):
        return False
    if _PLACES.fullmatch(printed):
        return True
    return bool(_LAST.search(printed)) and not _INSIDE.search(printed)


class Bodies:
    """Names the actors of subjects and remembers them: a document prints the same ones over and over."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._named: dict[str, tuple[Named, ...]] = {}

    def of(self, text: str, span: Span) -> tuple[Named, ...]:
        """The bodies of the subject at `span` of `text`, with spans in the whole of it."""
        printed = text[span.start : span.end]
        named = self._named.get(printed)
        if named is None:
            named = tuple(name_actors(printed, Span(0, len(printed)), self._known))
            self._named[printed] = named
        return tuple(Named(one.name, one.span.shift(span.start), one.open_ended) for one in named)


def name_actors(text: str, span: Span, known: Callable[[str], bool]) -> Iterator[Named]:
    """The bodies of a subject, one by one, with what tells which of a kind are meant (尚未达标的县)."""
    start = span.start + text.startswith(("“", '"', "‘"), span.start) * (
        text.count("”", span.start, span.end) == 0
    )
    span = Span(start, span.end)
    start = max((found.end() for found in _OF.finditer(text, span.start, span.end)), default=span.start)
    listed = text.find("、", span.start, start) >= 0
    if text[start - 1] == "的" and not (listed or _ONE_BY_ONE.match(text, start, span.end)):
        start = span.start
    role = _AS.search(text, start, span.end) or _SHORT.search(text, start, span.end)
    span = Span(start, role.start()) if role else span
    if _TIERS.match(text, start, span.end) or _WITH_DISTRICTS.fullmatch(text, start, span.end):
        yield Named(text[start : span.end], Span(start, span.end))
        return
    before: Named | None = None
    for named in headed(text, split_bodies(text, Span(start, span.end), known), span.end):
        if before and (
            _OWN.match(named.name)
            or (named.name in _BARE and before.name.endswith("部门") and not before.open_ended)
        ):
            whole = Span(before.span.start, named.span.end)
            before = Named(whole.of(text), whole)
            continue
        if before:
            yield from _several(text, before)
        before = named
    if before:
        yield from _several(text, before, alone=before.span == span or text[span.start] == "各")


def _several(text: str, named: Named, *, alone: bool = False) -> Iterator[Named]:
    """Names that 和 or 及 joins, where both are actors and neither is the other's own (政府及其部门)."""
    joint = _AND.search(text, named.span.start, named.span.end)
    if "、各" in named.name and named.name.startswith("各"):
        for found in _EACH.finditer(text, named.span.start, named.span.end):
            yield Named(found[0], Span(*found.span()), named.open_ended)
        return
    sides = (Span(named.span.start, joint.start()), Span(joint.end(), named.span.end)) if joint else ()
    if (
        sides
        and all(is_actor(side.of(text)) or side.of(text) == "个人" for side in sides)
        and named.name == named.span.of(text)
    ):
        yield from (Named(side.of(text), side, named.open_ended) for side in sides)
    elif (
        (2 <= len(named.name) <= 40 or named.name in _ONE)
        and (alone or named.name not in _BARE)
        and not _PLACE.fullmatch(named.name)
    ):
        yield named
