"""The small words around a verb (虚词): what may stand before it, and what force it gives."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ..data.verbs import verbs

_CLOSED = {
    "link": """并 并且 并要 同时 另外 此外 其中 以及 还 也 而 且 即 对此 从而 进而 继而 然后 最终 首先 其次 再次 最后 既 又 不仅 而且
        要么 或 或者 或是 必要时 今后 下一步 一方面 另一方面 特别是 尤其是 重点是 主要是 此后 期间 与此同时 在此基础上 凡 并对
        一是 二是 三是 四是 五是 六是 七是 八是 九是 十是""",
    "adverb": """进一步 切实 全面 积极 大力 深入 严格 认真 及时 依法 依规 依纪 依法依规 依法依纪 持续 不断 着力 扎实 有序 稳步 逐步 逐级 有效 充分 主动
        尽快 抓紧 率先 坚决 严厉 严肃 从严 从快 从重 从重从快 从严从快 妥善 稳妥 努力 定期 不定期 统一 集中 继续 深度 广泛 普遍 重点 突出 优先 合理
        科学 精准 精心 密切 适时 适当 适度 按时 按期 按规定 按程序 按要求 按需 如期 足额 全额 全部 全程 全力 尽力 尽可能 尽量 最大限度 最大限度地 及早
        尽早 早日 提前 限期 立即 随时 实时 动态 同步 同时 一并 一般 原则上 严密 细致 自觉 牢固 坚定 坚定不移 毫不动摇 旗帜鲜明 创造性地 有针对性地
        有计划地 有步骤地 因地制宜 分类 分级 分批 分步 分期 分别 共同 联合 协同 统筹 综合 系统 整体 一体 一体化 多渠道 多层次 多形式 多方面 多方式
        高标准 高质量 高水平 高效 快速 加速 迅速 规范 准确 完整 客观 公正 公平 公开 平等 专门 专项 直接 自行 独立 单独 另行 逐一 逐项 逐条 逐个 普及
        至少 最多 最长 只 均 都 皆 应 再 更 更好 更加 较好 适当地 切实地 努力地 纵深 牢牢 紧紧 紧密 稳妥有序 积极稳妥 积极主动 主动积极 认真地 不折不扣
        依托 免费 无偿 有偿 优惠 强制 自主 自愿 随机 暂 暂时 先行 先 首先 就近 就地 当场 当日 当天 当年 每年 每季度 每月 每周 每天 每半年 每两年
        长期 常年 经常 经常性 日常 常态化 制度化 规范化 逐年 逐月 加大力度 有力 有力有序 强力 倾力 合力 尽职 优质 从实 从细 从紧 从源头上 重新 彻底
        抓好 下大力气 坚持不懈 持之以恒 多措并举 统一组织 集体 书面 口头 现场 实地 网上 线上 线下 批量 轮流 择优 酌情 视情 视情况 盲目 随意 擅自 变相
        违规 违法 非法 私自 自动 不断地 着重 侧重 审慎 谨慎 依照 严 深 相应 一次性 可行 用心 悉心 倾心 全员 全域 全方位 全链条 全过程 全流程 闭环 分散
        有机 深度 稳健 健康 良性 带头 力所能及 如实 真实 据实 平稳 安全 强行 就此 一 务实 真正 确实 果断 亲自 层层 基本 初步 累计 力 靠上 仍 仍然 尽最大可能 最大程度 最大程度地 尽最大努力 千方百计 想方设法 多形式 多途径 全覆盖 也 就 便 已 快 早 好 优先予以 暂时 预先 事先 当即 即时 即刻 火速 严防死守 下功夫 加快 用力 大幅 大幅度 成批 整村 整县 按月 按季 按季度 按年 按年度 按日 按比例 按标准 按职责 按权限 按规 按章 按实 按照规定 按有关规定 按照有关规定 按规定程序 按法定程序 按照规定程序 按照法定程序""",
    "must": "必须 务必 应当 应该 应 须 一律 务须 必",
    "should": "要 需 需要 还要 都要 也要 均要 又要 更要 要求",
    "mustnot": """不得 严禁 禁止 不准 不许 不能 不可 不应 不要 不再 不允许 暂不 一律不得 均不得 也不得 都不得 不予 决不 决不能 绝不 绝不能 绝不允许
        决不允许 切忌 严格禁止 坚决禁止 不""",
    "may": "可 可以 可按 可视 可由 可在 能 能够 有权 得以 将会 将继续",
    "prep": """在 对 对于 将 把 由 向 为 与 同 和 按照 按 依照 根据 依据 以 从 就 针对 围绕 聚焦 结合 通过 依托 借助 利用 采取 采用 立足 着眼 紧扣 紧密结合
        鉴于 为了 随着 本着 遵循 参照 比照 经 经由 自 于 除 除了 凭 凡是 受 因 由于 如 如果 若 当 未经 未 无 沿 沿着 朝着 比 据 给 用 面向 会同 连同
        坚持以 符合 涉及 属于 具备 具有 遇 遇到 一经 紧紧围绕 经过 适应 按规定对""",
    "noun": """孵化器 从事于 要求 要点 要素 要件 要闻 应急 应届 应收 应付 可行性 可持续 能力 能源 能效 为主 为重点 对象 对外 对策 在线 在岗 在职 在校 在建 将军 由来 向导
        从业 同级 同类 同一 同等 和谐 以上 以下 以内 以外 以来 以前 以后 按钮 就业 受理 经济 经营 经费 经验 自治 自身 自然 自主权 未来 无人 无线 无障碍
        如何 当前 当事人 当地 因素 因此 比例 比重 比较 用地 用户 用人 用水 用电 用能 用工 用药 给水 据此 到期 用于 应用场景 和解 不良 不足 不同 不动产 不超过 不低于
        不少于 不高于 不多于 不影响 不受 不作为 不计 不含 不包括 不限于 不适用 不变 不需 不需要 一体化 一批 一支 一个 一种 一套 一线 一站式 一件事 一网 一窗 一级 一次 一般性
        一定 一些 一年 一日 一月 一季度 一 严重 深度融合 先进 先锋 只有 只能 再生 再担保 更多 更大 更高 都市 均衡 经认定 与会 公平竞争 公正文明 系统性 综合体 专项资金
        重点人群 动态清零 安全生产 科学家 精准度 集中度 日常管理 强度 强项 严重性""",
}
_KEPT = {
    "应用",
    "应对",
    "受理",
    "对接",
    "对照",
    "对标",
    "为民",
    "采取",
    "采用",
    "运用",
    "发挥",
    "利用",
    "用于",
    "用好",
    "适应",
}


class Word(NamedTuple):
    """A word that the grammar of clauses knows: its length, its kind and whether it leads another verb."""

    length: int
    kind: str
    leading: bool


VERBS = frozenset({"strong", "weak", "light", "result", "encourage", "explore"})
"""The kinds of words that are verbs."""


@cache
def lexicon() -> dict[str, Word]:
    """Every known word by its characters."""
    found = {verb: Word(len(verb), known.kind, known.leading) for verb, known in verbs().items()}
    for kind, printed in _CLOSED.items():
        for word in printed.split():
            if word in found and kind == "adverb":
                found[word] = found[word]._replace(leading=True)
            elif not (word in found and word in _KEPT and kind != "prep"):
                found[word] = Word(len(word), kind, leading=False)
    return found


@cache
def _longest() -> dict[str, tuple[int, ...]]:
    """The lengths of the words that begin with a character, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in lexicon():
        lengths.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def word_at(text: str, position: int, end: int) -> Word | None:
    """The longest known word at a position of `text` that ends before `end`."""
    lengths = _longest().get(text[position])
    if lengths:
        known = lexicon()
        for length in lengths:
            if position + length <= end and (word := known.get(text[position : position + length])):
                return word
    return None


@cache
def _adverbs() -> frozenset[str]:
    return frozenset(_CLOSED["adverb"].split())


def is_adverb(word: str) -> bool:
    """Whether a word is an adverb, be it a verb too (统一)."""
    return word in _adverbs()
