"""What changed on the way down, in words."""

from __future__ import annotations

from collections.abc import Mapping

CHANGES: Mapping[str, str] = {
    "copied": "照录", "adapted": "改写", "concrete": "具体化", "narrowed": "收窄", "weakened": "弱化",
    "strengthened": "强化", "split": "分解", "merged": "合并",
}  # fmt: skip
ASPECTS: Mapping[str, str] = {"deadline": "时限", "target": "数量", "modality": "力度", "body": "单位"}
TURNS: Mapping[str, str] = {
    "earlier": "提前", "later": "推后", "higher": "提高", "lower": "降低", "weakened": "减弱",
    "strengthened": "加强", "dropped": "取消", "added": "新增",
}  # fmt: skip


def difference(aspect: str, change: str, above: str, own: str) -> str:
    """One difference: 时限推后：2022年底前 → 2023年底前."""
    return f"{ASPECTS.get(aspect, aspect)}{TURNS.get(change, change)}：{above or '—'} → {own or '—'}"
