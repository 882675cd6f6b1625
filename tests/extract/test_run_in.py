"""Line breaks that became blanks are found where labels stand behind blanks in a long line."""

import pytest

from zeren.extract.clean import clean
from zeren.extract.run_in import lost_breaks

HEAD = "青禾县水利工程维护实施方案\n为加强水利工程维护，制定本方案。\n"
ITEMS = (
    "一、总体要求\n（一）目标任务。到2025年整修沟渠120条，各乡镇要逐条登记。\n二、主要任务\n（一）整修沟渠。县水利局要"
    "组织各乡镇在每年汛期以前把沟渠清理干净，对淤塞严重的登记造册。各乡镇要配合。\n（责任单位：县水利局）\n（二）看护水库。"
    "县水利局每季度检查一次水库大坝，检查结果报县政府，发现险情立即处置，不得迟报、漏报。\n"
)
LONG = "各有关单位要按照本方案的要求落实责任，把维护经费列入预算，优先安排，专款专用，接受监督。" * 5
TEXT = f"{HEAD}{ITEMS}三、工作要求\n{LONG}"


def test_a_page_whose_breaks_became_blanks_has_its_lines_again():
    found, offsets = clean(TEXT.replace("\n", " "))
    assert found == TEXT
    assert [offsets.to_source(at) for at in (0, len(found) - 1)] == [0, len(found) - 1]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("\n", ""),
        "一、甲 二、乙 三、丙 四、丁",
        f"{LONG} 甲 乙 丙 {LONG}",
        "| 一、甲 | 二、乙 | 三、丙 " + LONG * 3,
        "",
    ],
)
def test_other_blanks_stay(text):
    assert lost_breaks(text) == []
