"""Cleaning: nothing invisible, one kind of line end, simplified characters; and every character's way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.clean import clean, simplify
from zeren.ontology.model import Span

BREAKS = "\r\n\x0b\x0c\x85\u2028\u2029"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("一\x0b二\x0c三\x85四\u2028五\u2029六", "一\n二\n三\n四\n五\n六"),
        ("责\u200b任\ufeff单\u2060位\x00：", "责任单位："),
        ("\ufeff一", "一"),
        ("一\u200b", "一"),
        ("\u200e\u202a甲\u202c", "甲"),
        ("甲\t乙　丙 丁", "甲\t乙　丙 丁"),
        ("法治政府", "法治政府"),
        ("", ""),
    ],
)
def test_what_is_not_seen_goes(text, cleaned):
    assert clean(text)[0] == cleaned


def test_every_character_knows_where_it_stood():
    text, offsets = clean("\ufeff一\r\n责\u200b任\u200b\u200b单位")
    assert text == "一\n责任单位"
    assert [offsets.to_source(i) for i in range(len(text))] == [1, 2, 4, 6, 9, 10]
    assert offsets.span_to_source(Span(2, 4)) == Span(4, 7)
    assert offsets.span_to_source(Span(1, 2)) == Span(2, 3)


def test_a_text_in_traditional_characters_becomes_simplified_one_for_one():
    text = (
        "（一）總體要求。當前和今後一個時期，全區法治政府建設要適應新形勢。\n責任單位：區司法局、區財政局\n"
    )
    cleaned, _ = clean(text)
    assert (
        cleaned
        == "（一）总体要求。当前和今后一个时期，全区法治政府建设要适应新形势。\n责任单位：区司法局、区财政局\n"
    )


def test_a_simplified_text_keeps_its_few_traditional_characters():
    text = "加强法治建设，待疫情结束後補辦手续，由各区政府负责落实，市司法局会同市财政局推进，重要情况及时报告，确保各项任务落到实处、见到实效。"
    assert simplify(text) == text


WORDS = st.text(st.sampled_from("一法治政府責任單位總體后里干發\r\n\x0b\u2028\u200b\ufeff \t。"), max_size=60)


@given(WORDS | st.text(max_size=40))
def test_every_character_kept_is_the_one_in_the_source(text):
    cleaned, offsets = clean(text)
    assert not set(cleaned) & set("\r\x0b\x0c\x85\u2028\u2029\u200b\ufeff\u2060\x00")
    kept = [text[offsets.to_source(i)] for i in range(len(cleaned))]
    plain = ["\n" if char in BREAKS else char for char in kept]
    assert simplify("".join(plain)) == cleaned
    positions = [offsets.to_source(i) for i in range(len(cleaned))]
    assert positions == sorted(set(positions))


@given(WORDS)
def test_simplifying_keeps_every_character_in_its_place(text):
    simplified = simplify(text)
    assert len(simplified) == len(text)
    assert [i for i, char in enumerate(simplified) if char == "\n"] == [
        i for i, char in enumerate(text) if char == "\n"
    ]


@given(WORDS)
def test_cleaned_text_is_clean(text):
    cleaned, _ = clean(text)
    again, offsets = clean(cleaned)
    assert len(again) == len(cleaned)
    assert [offsets.to_source(i) for i in range(len(again))] == list(range(len(again)))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("到 2025 年 6 月 30 日，２０２６ 年", "到2025年6月30日，２０２６年"),
        ("每 3 年、每隔 2 年", "每3年、每隔2年"),
        ("指标 2023年 2024年 2025年", "指标 2023年 2024年 2025年"),
        ("1 清淤 水利局 6月底前", "1 清淤 水利局 6月底前"),
        ("甲\xa0乙\u3000丙", "甲 乙\u3000丙"),
        (
            "甲方案\n\n一、甲。\n \n二、乙。\n\n三、丙。\n\n\n四、丁。",
            "甲方案\n一、甲。\n二、乙。\n三、丙。\n\n四、丁。",
        ),
        (
            "甲方案\n\n一、甲。\n二、乙。\n三、丙。\n四、丁。",
            "甲方案\n\n一、甲。\n二、乙。\n三、丙。\n四、丁。",
        ),
    ],
)
def test_blanks_and_lines_that_say_nothing_go(text, cleaned):
    found, offsets = clean(text)
    assert found == cleaned
    assert [text[offsets.to_source(at)] for at in range(len(found))] == [
        text[offsets.to_source(at)] for at, _ in enumerate(cleaned)
    ]
