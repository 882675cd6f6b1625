"""What a section is for, told by its heading: it asks for something, says what for, or tells how things stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..ontology.model import Provision

_GENERAL = re.compile(
    r"(?:总体(?:要求|思路|目标|任务)|指导思想|(?:基本|工作|主要|实施)原则|(?:工作|主要|发展|任务|总|具体)?目标(?:任务|要求)?"
    r"|目标任务|重要意义|(?:实施|工作|方法)步骤|(?:实施|推进)阶段)"
)
_WHEN = r"(?:[“\"]?十[一二三四五]五[”\"]?(?:时期|期间|以来)?|20\d\d年(?:以来)?|当前|目前|全[国省市县区])?的?"
_WHAT = "(?:发展|产业|工作|建设|基本|主要|现有|现实|规划|编制|总体|面临的?|存在的?|取得的?|突出|外部|内部|实施|改革|有关)"
_OF = "(?:基础|成效|成绩|成就|问题|短板|情况|条件|优势|挑战|机遇|环境|困难)"
_STATE = rf"(?:(?!认清|认识|把握|研判|改善|改变|扭转|适应|应对)[\u4e00-\u9fff]{{0,8}}(?:现状|回顾|背景|形势)|{_WHAT}{{1,3}}{_OF})"
_HOW_IT_STANDS = re.compile(
    rf"{_WHEN}{_STATE}(?:(?:与|和|及|、)(?:{_STATE}|{_OF})){{0,2}}(?:分析|评估|研判|总结)?"
)


@lru_cache(maxsize=1024)
def is_general(heading: str) -> bool:
    """Whether a heading names what all the plan is for, or in which steps: 指导思想, 工作目标, 实施步骤."""
    return _GENERAL.fullmatch(heading) is not None or tells_how_it_stands(heading)


@lru_cache(maxsize=1024)
def tells_how_it_stands(heading: str) -> bool:
    """Whether a section with such a heading asks for nothing.

    Forms:
      1. 现状分析, 发展现状, 规划背景, “十三五”时期工作回顾, 面临形势
      2. 发展基础, 主要成效, 存在的突出问题, 基本情况, 发展环境      with what it is the basis or the result of
      3. 发展现状与面临形势, 主要成效和存在问题               two of them

    夯实发展基础 and 破解突出问题 say what to do.
    """
    return _HOW_IT_STANDS.fullmatch(heading) is not None


def telling(provisions: Sequence[Provision]) -> set[str]:
    """The paths of the provisions in sections that tell how things stand."""
    found: set[str] = set()
    for provision in provisions:
        if provision.parent in found or (provision.label and tells_how_it_stands(provision.heading)):
            found.add(provision.path)
    return found
