"""What a notice or a preamble asks of those it is sent to."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.duties.letters import asking_in_letter
from zeren.extract.read import source
from zeren.ontology.model import Span


@pytest.mark.parametrize(
    ("letter", "asked"),
    [
        ("现印发给你们，请认真组织实施。", ["认真组织实施"]),
        ("请各区于5月底前报送总结，并抄送市财政局。", ["各区于5月底前报送总结，并抄送市财政局"]),
        (
            "为办好实事，制定本方案。各区、各部门要细化措施，落实责任。市政府办公室将适时督查。",
            ["各区、各部门要细化措施，落实责任。市政府办公室将适时督查"],
        ),
        ("各牵头单位要逐项对照。实事完成后，要及时评估。", ["各牵头单位要逐项对照。实事完成后，要及时评估"]),
        (
            "各牵头单位要逐项对照。按照分工，抓紧编制方案，确保开工。现予公布。",
            ["各牵头单位要逐项对照。按照分工，抓紧编制方案，确保开工"],
        ),
        (
            "为促进养老，制定本方案。到2030年，建成食堂20个，覆盖各社区。",
            ["到2030年，建成食堂20个，覆盖各社区"],
        ),
        ("望各责任单位抓紧制订方案。", ["各责任单位抓紧制订方案"]),
        ("《某市工作要点》已经市政府同意，现予公布。", []),
        ("关于请会签某市工作方案的函\n", []),
        ("2022年区政府要完成的实事\n", []),
        ("去年，全市各级各部门积极申请专项资金。", []),
    ],
)
def test_what_a_letter_asks(letter, asked):
    assert [one.of(letter) for one in asking_in_letter(letter, Span(0, len(letter)))] == asked


def test_a_duty_of_a_notice_belongs_to_no_provision(authority):
    text = (
        "某市人民政府关于印发某市节水工作方案的通知\n各区人民政府：\n现将《某市节水工作方案》印发给你们，请认真组织实施。"
        "各区要建立台账。\n某市节水工作方案\n为节约用水，制定本方案。\n一、任务\n1.加强巡查。\n"
    )
    duties = [
        (d.provision, [a.as_named for a in d.actors], d.action)
        for d in extract(source("a.txt", text.encode()), authority).obligations
    ]
    assert [one for one in duties if one[0] is None] == [(None, [], "实施"), (None, ["各区"], "建立")]
