"""How alike texts are by what they speak of, though each says it in words of its own."""

import pytest

from zeren.data.subjects import subjects
from zeren.extract.links.compare import pairs_of
from zeren.extract.links.subjects import Said, Subject
from zeren.extract.links.wording import said

ITEMS = ("疏浚河道，修复堤防。", "办好夜市和老字号。", "建设村级图书室，送戏下乡。")


@pytest.fixture
def known(tmp_path):
    rows = (
        "水利,河道|堤防|渡槽|轮灌",
        "商业,夜市|老字号|集市",
        "文化,图书室|送戏下乡|读书会|集市",
        "都有,办好|修复|建设",
    )
    (tmp_path / "subjects.csv").write_text("\n".join(("subject,words", *rows)), "utf-8")
    return subjects(tmp_path)


def spoken(text, heading=""):
    return Said(text, said(text), pairs_of(heading))


@pytest.fixture
def subject(known):
    return Subject(map(spoken, ITEMS), known)


def alike(subject, *texts):
    return subject.alike([subject.hear(text) for text in texts])


def test_texts_of_one_subject_are_alike_though_they_share_no_word(subject):
    (river, market, _), nothing = alike(subject, spoken("清理渡槽，公布轮灌次序。"), spoken("排班登记。"))
    assert river > 0.7
    assert market == 0
    assert not nothing.any()


def test_what_every_item_speaks_of_tells_less(subject):
    (river, market, _), _ = alike(subject, spoken("建设渡槽。"), spoken("读书会。"))
    assert river > 3 * market > 0


def test_a_word_of_several_subjects_is_shared_out_between_them(known):
    of_one, of_two = (alike(Subject(map(spoken, ITEMS), known), spoken(text))[0] for text in ("夜市", "集市"))
    assert of_one[1] > of_one[2] == 0
    assert of_two[1] > 0
    assert of_two[2] > 0


def test_the_words_of_a_heading_count_more(subject):
    text = "办集市开读书会。轮灌。"
    plain, headed = alike(subject, spoken(text), spoken(text, "轮灌"))
    assert headed[0] > plain[0]


def test_the_nearest_task_of_an_item_counts_more_than_others(subject):
    alone, *_ = alike(subject, spoken("渡槽、夜市、图书室。"))
    beside, _ = alike(subject, spoken("渡槽、夜市、图书室。"), spoken("渡槽轮灌。"))
    assert beside[0] < alone[0]


def test_what_both_speak_of_is_told_with_a_word_of_each_where_the_words_differ(subject):
    assert subject.shared(subject.hear(spoken("建设渡槽。")), 0) == (
        "水利（渡槽／河道）",
        "都有（建设／修复）",
    )
    assert subject.shared(subject.hear(spoken("疏浚河道。")), 0) == ("水利",)
    assert subject.shared(subject.hear(spoken("疏浚河道。")), 1) == ()


def test_a_coarse_subject_is_told_only_where_no_other_is_shared(tmp_path):
    rows = ("subject,field,words", "水利,,河道|堤防|渡槽", "都有,通用,办好|修复|建设")
    (tmp_path / "subjects.csv").write_text("\n".join(rows), "utf-8")
    subject = Subject(map(spoken, ITEMS), subjects(tmp_path))
    assert subject.shared(subject.hear(spoken("建设渡槽。")), 0) == ("水利（渡槽／河道）",)
    assert subject.shared(subject.hear(spoken("建设礼堂。")), 0) == ("都有（建设／修复）",)
