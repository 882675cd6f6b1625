"""What says that something must be, should be or may not be (情态词): 应当, 要, 须, 不得."""

from __future__ import annotations

import re

_SHOULD = r"要(?<![重主需必纲摘概简首纪机]要)(?![求点素件闻害约])"
_OUGHT = r"应当|应该|应(?<![适相响供反对效顺理回感因呼]应)(?![急用对届诉收变付援纳缴税有])"
_MUST = r"必须|务必|务于|须(?!知)"
MODAL = re.compile(
    rf"{_OUGHT}|{_MUST}|不得|严禁|禁止|一律|不准|不予|不能(?!够)|不再|{_SHOULD}|鼓励|优先|原则上"
)
"""All of them, wherever they stand in a clause."""
FIRM = re.compile(rf"{_OUGHT}|必须|不得")
"""Those that nothing else is."""
WILL = re.compile(rf"{_SHOULD}|{_OUGHT}|{_MUST}|不得|将(?!军)")
"""What stands between bodies and what a notice tells them to do."""
GOES_ON = re.compile(rf"{_SHOULD}|{_OUGHT}|{_MUST}|不得|严禁")
"""What a sentence of a notice opens with that goes on with what the one before it asked."""
