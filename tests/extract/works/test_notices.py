"""Printing notices: 印发, 转发 and 批转 told apart, and what only looks like one."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.layout import arrange
from zeren.extract.read import source
from zeren.extract.works.notices import find_notice
from zeren.ontology.model import NoticeKind, SegmentKind

LETTER = "望政发〔2022〕3号\n各区人民政府，市直各部门：\n现予印发，请结合实际认真落实。\n"
PLAN = "望川市法治政府建设工作方案\n\n一、主要任务\n1.编制清单。（牵头单位：市司法局）\n"


@pytest.mark.cases("notices.csv", 19)
def test_a_notice_is_told_from_what_only_looks_like_one(row):
    head = f"首页 > 政务公开\n{row['text']}\n{LETTER}"
    notice = find_notice(head, arrange(head + PLAN))
    assert (notice.kind if notice else "") == row["kind"]
    assert (notice.title if notice else "") == row["title"]
    assert "|".join(notice.authors if notice else ()) == row["authors"]
    if notice:
        assert notice.span.of(head) == row["text"]
        assert notice.title == row["text"].replace("\n", "")


def read(text, authority):
    return extract(source("plan.txt", text.encode()), authority)


def test_what_the_notice_says_of_itself_and_the_plan_says_of_itself(authority):
    title = "望川市人民政府办公室关于印发《望川市法治政府建设工作方案》的通知"
    found = read(f"{title}\n{LETTER}望川市人民政府办公室\n2022年3月18日\n{PLAN}", authority)
    assert found.document.title == "望川市法治政府建设工作方案"
    assert (found.notice.title, found.notice.kind) == (title, NoticeKind.ISSUE)
    assert (found.notice.number, str(found.notice.issued)) == ("望政发〔2022〕3号", "2022-03-18")
    assert found.notice.issuers == ("望川市人民政府办公室",)
    assert found.notice.span.of(found.document.text) == title


def test_what_is_forwarded_was_issued_by_its_author_under_no_number_of_the_notice(authority):
    title = "望川市人民政府办公室转发市司法局关于推进法治政府建设工作方案的通知"
    found = read(f"{title}\n{LETTER}望川市人民政府办公室\n2022年3月18日\n{PLAN}", authority)
    assert found.notice.kind == NoticeKind.FORWARD
    assert found.notice.authors == found.document.issuers == ("市司法局",)
    assert (found.document.number, found.notice.number) == (None, "望政发〔2022〕3号")


def test_a_notice_that_asks_for_things_itself_is_the_plan(authority):
    text = "望川市司法局关于做好2022年行政执法案卷评查工作的通知\n各区司法局：\n一、组织评查\n1.抽取案卷。（牵头单位：市司法局）\n"
    found = read(text, authority)
    assert found.notice is None
    assert found.document.title == "望川市司法局关于做好2022年行政执法案卷评查工作的通知"
    assert [r.as_named for r in found.responsibilities] == ["市司法局"]


def test_a_plan_without_a_notice_has_none(authority):
    found = read(PLAN, authority)
    assert found.notice is None
    assert SegmentKind.NOTICE not in {segment.kind for segment in found.segments}
