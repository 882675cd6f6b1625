"""Numbers as Word and web pages print them in automatic numbering."""

from __future__ import annotations

from collections.abc import Callable

import cn2an

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LARGEST = 9_999


def printed(number: int, form: str) -> str:
    """A number in one of Word's forms (w:numFmt); in figures where the form is unknown or does not go so far.

    Forms:
      1. decimal 3 · decimalZero 03 · decimalFullWidth ３ · upperLetter C · lowerLetter c · upperRoman III
      2. chineseCounting, chineseCountingThousand, taiwaneseCounting, japaneseCounting …   十三
      3. ideographDigital, taiwaneseDigital, japaneseDigitalTenThousand   一三
      4. chineseLegalSimplified, ideographLegalTraditional   壹拾叁
      5. decimalEnclosedCircle(Chinese) ③ · decimalEnclosedParen ⑶ · decimalEnclosedFullstop ⒊
         · ideographEnclosedCircle ㊂
      6. ideographTraditional 丙 · ideographZodiac 寅
      7. none, bullet   nothing
    """
    if form in {"none", "bullet"}:
        return ""
    form = _SAME.get(form, form)
    if form not in _FORMS or not 0 <= number <= _LARGEST:
        return str(number)
    return _FORMS[form](number) or str(number)


def _chinese(number: int) -> str:
    return str(cn2an.an2cn(number))


def _legal(number: int) -> str:
    return str(cn2an.an2cn(number, "up"))


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letter(number: int) -> str:
    """A, B … Z, AA, BB: Word repeats the letter."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 260 else ""


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text


def _circled(number: int) -> str:
    for first, last, sign in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(sign) + number - first)
    return "⓪" if number == 0 else ""


def _row(first: str, length: int) -> Callable[[int], str]:
    """A form whose signs stand in a row, the one for 1 first."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= length else ""


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _chinese,
    "ideographDigital": _digit_by_digit,
    "chineseLegalSimplified": _legal,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "ideographTraditional": lambda number: _STEMS[number - 1] if 1 <= number <= 10 else "",
    "ideographZodiac": lambda number: _BRANCHES[number - 1] if 1 <= number <= 12 else "",
}
_SAME = {
    **dict.fromkeys(
        ("chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting",
         "koreanCounting"), "chineseCounting"
    ),
    **dict.fromkeys(("taiwaneseDigital", "japaneseDigitalTenThousand", "koreanDigital"), "ideographDigital"),
    "ideographLegalTraditional": "chineseLegalSimplified",
    "japaneseLegal": "chineseLegalSimplified",
    "decimalEnclosedCircleChinese": "decimalEnclosedCircle",
    "decimalFullWidth2": "decimalFullWidth",
    "decimalHalfWidth": "decimal",
}  # fmt: skip
