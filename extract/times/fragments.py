"""What the patterns of times are made of."""

from __future__ import annotations

from .. import numerals

N = numerals.COUNT
YEAR = rf"(?P<year>{numerals.YEAR})\s?年"
MONTH = rf"(?P<month>{N})\s?月(?:份)?"
DAY = rf"\s?(?P<day>{N})\s?[日号]"
HOUR = (
    r"(?:\s?[（(](?:星期|周)[一二三四五六日天][）)])?(?:\s?[上下中]午|晚上?|凌晨)?"
    r"(?:\s?(?:\d{1,2}|零)(?:[时点]|[:：]\d\d)(?:\d{1,2}分)?)?(?:下班)?"
)
BEFORE = r"(?:之前|以前|前(?!后|期))"
BY = r"(?:(?<![年月日起])[到至]\s{0,3})"
END = r"(?:底|末)"
TO = r"\s?[-－—–~～一至到]\s?"
OTHER_YEARS = r"\d年每次翌上\-—－~、〇零一二三四五六七八九十"
"""What stands before a month that is not one of the plan's own year, or no month alone: 每年3月底前, 次年1月底前."""
OWN = rf"(?:(?<=[前月日号底末旬一二三四五六七八九十]、)|(?<![{OTHER_YEARS}]))"
"""That a month is one of the plan's own year, or behind the number of an item or a time before it in a list."""
REVIEW = r"(?:效能|目标|绩效|考核|考评|述职|评)"
PLAN = r"[“\"]?(?P<plan>十[一二三四五六])五[”\"]?"
RULE = r"(?!\s{0,2}\d[\d.]{0,8}\s{0,2}[万亿]?\s?元|最高|最多|按|可获|可享|享受|给予|补助|补贴|奖励|奖补|资助|[^，。；\n]{0,6}标准(?!化))"
SPAN = (
    r"无|未|没有|累计(?:发生|违|达|受|超|被|未|扣|有|获)|曾|的|容|部|外|涵|设|取消"
    r"|(?:到达|到场|响应|办结|处置|反馈)率|不得|禁止|限制|不予|不再|不受|按|免|减|扣|给予|享受|可享|补贴|补助|发生|取得"
)
"""What follows a stretch of time (毕业2年内未就业) that is no term to do something in."""
MONTHS = rf"(?!\s?{numerals.DIGITS}{{1,2}}\s?月(?:(?:份|底|\d{{1,2}}日)?{TO}|份?为))"
_SOON = "基本|全面|力争|争取|确保|要|将|正式|率先|全部|初步|预计|计划"


def _begins(*words: str) -> str:
    """The characters that words begin with: one look at them saves trying each word."""
    return "".join(sorted({word[0] for said in words for word in said.split("|")}))


_REACHED = "实现|完成|建成|达到|达|投产|投用|投运|竣工|投入|上线|交付|形成|建立"
GOAL = (
    rf"(?=[底前内\d{_begins(_SOON, '累计', _REACHED)}])"
    rf"(?=(?:底?[前内]?(?:{_SOON}|累计){{0,2}}(?:{_REACHED})(?!的|了))|\d[\d.]{{0,6}}\s?[%％])"
)
LENGTH = rf"(?P<count>{N})(?:\s?[-－—–~～至到]\s?(?P<most>{N}))?\s?"
LONG = (
    rf"{LENGTH}(?:个(?=[工自月小季])|[个個])?(?P<unit>工作日|自然日|日|天|(?<=个)月|(?<=个)季度|年|周|小时)"
)
_ALSO = "集中|组织|深入|统一|重点|对|向|由|各|分别|全[市县区省镇]|在全[市县区省镇](?:范围)?内?|一次性"
_DONE = (
    "完成|开展|召开|举行|推开|推广|铺开|启动|组织|开工|动工|竣工|完工|建成|投产|投用|投运|投入|交付|验收|总结|检查|部署|动员|排查|整治|推进|评估|考核|通报|公布|公开|发布|出台"
    "|印发|形成|举办|实现|达到|建设|施工|编制|制定|提交|上报|报送|报告|督查|督导|宣传|培训|自查|实施|进行|落实|主体封顶|封顶|交工|调试|试运行|运行|上线|申报|审议|征求|签订|拨付|发放|建立|达|控制在|通车|启用|搬迁|下达|见效|结束|收官|收尾|进场|通水|通电|通气|转入|落地"
    "|攻坚|巩固|整改|治理|清理|清零|销号|摸底|摸排|调研|抽查|核查|复核|普查|巡查|督办|筹备|受理|遴选|评选|评审|招标|招生|勘察|设计|采购|安装|拆除|推行|运营|兑现|公示"
)
ACT = (
    rf"(?=[，,前为。；;）)|\n 　{_begins(_SOON, _ALSO, _DONE)}]|$)"
    rf"(?=(?:[，,]|前|(?:{_SOON}|{_ALSO}){{0,2}}(?:{_DONE})(?!的|了|情况|以来)|为[\u4e00-\u9fff“”]{{0,12}}阶段)"
    r"|[。；;）)|\n]|[ 　]{1,9}\||$)"
)
"""What follows a month, a quarter or a part of one by which something is to be done."""
OPENS = r"(?:(?<![^，,；;。、：:（(|\n①-⑳于在拟争取划计保至到 　])|(?<=时间为)|(?<=时限为)|(?<=[自从]))"
REACHES_ON = r"(?=[\d０-９〇○零一二三四五六七八九十百两年月日号份初底上中下旬起\s]{1,24}+[-－—–~～至到])"
"""That a stretch goes on, said before it is read."""
START = rf"{N}\s?月?(?:份)?(?:\s?{N}\s?[日号]?|[上中下]旬|底|初)?\s?起?(?:[-－—–~～]{{1,2}}|至|到)\s?"
LAST = rf"(?P<month>{N})\s?月份?+(?:{DAY}|(?P<decade>[上中下])旬|{END})?(?:期间)?{ACT}"
THEN = (
    rf"(?=(?:\s?[、，,和及]\s?(?:{numerals.YEAR}\s?年\s?)?{N}\s?月(?:\s?{N}\s?[日号]|{END})?){{1,6}}+"
    rf"(?:{BEFORE}|(?<=[底末])|(?:各|分别)(?:组织|开展|召开|举办|进行|报送|上报)|[ 　]{{0,9}}\|))"
)
"""What follows a day or a month of a list that ends in one by which something is due: 1月15日、7月15日前."""
