"""Columns that tell how far things are: what they count is none of the targets."""

from zeren.extract.quantities.progress import find_progress
from zeren.extract.quantities.targets import find_targets

TABLE = """序号 | 项目内容 | 牵头单位 | 落实情况 |
1 | 新建书屋40个。 | 县文化局 | 建成书屋12个。 |
2 | 培训教师300人。 | 已完成。 培训教师188人，完成率62%。 | |

完成项目5个。
"""


def test_cells_under_such_a_title_and_cells_that_open_with_what_is_done_tell_of_progress():
    cells = [span.of(TABLE).strip() for span in find_progress(TABLE)]
    assert cells == ["建成书屋12个。", "已完成。 培训教师188人，完成率62%。"]


def test_what_is_counted_there_is_asked_of_nobody():
    assert [one.text for one in find_targets(TABLE)] == ["40个", "300人", "5个"]


def test_a_text_without_such_a_title_tells_of_none():
    assert not list(find_progress("甲 | 已完成3个 |\n乙 | 已完成4个 |\n"))
