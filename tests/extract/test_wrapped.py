"""Full lines are joined: a text broken after so many characters is the text again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.clean import clean
from zeren.extract.wrapped import full_lines
from zeren.ontology.model import Span

PARAGRAPHS = (
    "一、夯实基础",
    "（一）整修沟渠。各乡镇要在每年汛期以前把沟渠清理干净，县水利局要逐条查看，对淤塞严重的沟渠登记造册，列入下一年的整修计划。"
    "2026年底前整修沟渠120条。（责任单位：县水利局、县财政局，各乡镇人民政府）",
    "（二）看护山林。护林员要按照划定的路线巡山，发现火情立即报告，不得擅自离岗；县林业局每季度抽查一次，抽查结果向社会公布，接受群众监督，"
    "并作为续聘的依据。（责任单位：县林业局）",
    "二、加强保障",
    "县财政局要把看护山林和整修沟渠所需的钱列入预算，优先安排，专款专用，不得挪作他用；县审计局对钱的使用情况进行审计，审计结果报县政府，"
    "发现问题的依法处理。",
)
TEXT = "\n".join(PARAGRAPHS)


def broken(text: str, width: int) -> str:
    return "\n".join(
        line[start : start + width] for line in text.split("\n") for start in range(0, len(line), width)
    )


@pytest.mark.parametrize("width", [20, 24, 30])
def test_a_text_broken_after_so_many_characters_is_the_text_again(width):
    assert broken(TEXT, width) != TEXT
    assert clean(broken(TEXT, width))[0] == TEXT


def test_lines_of_one_width_in_columns_are_full():
    halves = TEXT.replace("2026年底前整修沟渠120条", "2026年底前整修沟渠1,200条、水闸35座、泵站12座")
    lines, line = [], ""
    for char in halves:
        if char == "\n" or len((line + char).encode("gb18030")) > 48:
            lines.append(line)
            line = ""
        line += char.strip("\n")
    whole = "\n".join([*lines, line])
    assert clean(whole)[0] == halves


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("各村要把沟渠清理干净并登记造册报县水利", "局备案，不得遗漏。", True),
        ("各村要把沟渠清理干净并登记造册。县水利局", "要逐条查看。", True),
        ("各村要把沟渠清理干净并登记造册，一一备案。", "县水利局要逐条查看。", True),
        ("各村要把沟渠清理干净并登记造册备案（责任", "单位：县水利局）", True),
        ("各村要把沟渠清理干净并登记造册（责任单位：", "县水利局）", True),
        ("各村要把沟渠清理干净并登记造册报县水利局", "（二）看护山林。", False),
        ("各村要把沟渠清理干净并登记造册报县水利局", "责任单位：县水利局", False),
        ("各村要把沟渠清理干净并登记造册报县水利局", "　　看护山林。", False),
        ("各村要把沟渠清理干净并登记造册报县水利局", "删除[甲]: 备案", False),
        ("各村要把沟渠清理干净并登记造册报县水利局", "", False),
        ("（三）健全沟渠清理登记造册备案查看报告制度", "各村要清理沟渠。", False),
        ("| 各村要把沟渠清理干净并登记造册报县水利", "局 | 年底前 |", False),
        ("各村要清理沟渠", "县水利局要查看。", False),
    ],
)
def test_what_goes_on_behind_a_full_line(above, below, joined):
    rest = "各乡镇，要把沟渠清理干净并登记造册报县水\n利局备案。\n" * 6
    text = f"{above}\n{below}\n{rest}"
    assert (len(above) in full_lines(text)) is joined


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\n".join(f"县水利局整修沟渠项目第{number}期工程监理标段合同" for number in "一二三四五六七八九"),
        "\n".join("甲乙丙丁戊己庚辛壬癸"[:number] * 3 for number in range(6, 11)),
        "",
    ],
)
def test_paragraphs_stay_as_they_are(text):
    assert full_lines(text) == []


@given(st.text("一2年、，。（）\n　", max_size=400), st.integers(18, 40))
def test_only_breaks_go_and_every_character_knows_where_it_stood(text, width):
    source = broken(text + TEXT, width)
    cleaned, offsets = clean(source)
    assert cleaned.replace("\n", "") == source.replace("\n", "")
    for at, char in enumerate(cleaned):
        assert source[offsets.to_source(at)] == char
        assert offsets.to_clean(offsets.to_source(at)) == at
    whole = offsets.span_to_source(Span(0, len(cleaned))) if cleaned else Span(0, 0)
    assert source[whole.start : whole.end].strip("\n") == source.strip("\n")
