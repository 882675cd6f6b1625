"""Whose duties are, where a sentence names nobody."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source
from zeren.ontology.model import Modality


@pytest.mark.parametrize(
    ("item", "actors"),
    [
        ("3.镇消防队：每天在全镇范围组织开展机动巡查，配备车辆和扑救工具，及时扑灭火情。", ["镇消防队"]),
        ("3.村镇办、林业站：加强山场巡查。", ["村镇办、林业站"]),
        ("（十六）各区县政府和地区管委会。制定应急预案，引导商户入市。", ["各区县政府、地区管委会"]),
        (
            "3.镇消防队：每天在全镇范围组织开展机动巡查，配备车辆和扑救工具。村干部负责宣传防火。",
            ["镇消防队", "村干部"],
        ),
        ("3.优化学校布局。统筹考虑人口变化。", [""]),
        ("3.各级责任单位：加强山场巡查。", [""]),
        ("镇消防队：加强山场巡查。", ["镇消防队"]),
        ("3.县水利局负责巡查河道。县林业局要巡山。", ["县水利局", "县林业局"]),
        ("（一）市水利局\n1.编制灌区规划。\n2.修好水渠。", ["市水利局"]),
        ("（一）市水利局职责\n1.编制灌区规划。", [""]),
        ("（一）培育中介机构\n1.编制灌区规划。", [""]),
    ],
)
def test_what_an_item_asks_is_for_the_bodies_it_opens_with(item, actors, authority):
    extraction = extract(source("a.txt", f"某镇防火工作方案\n一、任务\n{item}\n".encode()), authority)
    told = ["、".join(actor.as_named for actor in one.actors) for one in extraction.obligations]
    assert list(dict.fromkeys(told)) == actors


def test_a_heading_that_a_colon_ends_asks_for_nothing_itself(authority):
    found = extract(source("a.txt", "三、措施\n1、加强巡山:各村要安排护林员每月巡山。\n".encode()), authority)
    assert [(o.action, [a.as_named for a in o.actors]) for o in found.obligations] == [("安排", ["各村"])]


def test_a_list_of_duties_is_for_whom_a_sentence_calls_in_charge(authority):
    text = "第三条 区政府主要负责人是第一责任人，履行下列职责：\n（一）编制防汛预案。\n（二）及时通报汛情。\n"
    found = extract(source("a.txt", text.encode()), authority).obligations
    assert [(o.action, [a.as_named for a in o.actors]) for o in found] == [
        (action, ["区政府主要负责人"]) for action in ("编制", "通报")
    ]


def test_a_list_of_duties_is_for_whom_the_line_above_it_names(authority):
    text = "第四条 县防汛办公室应当履行下列职责：\n（一）编制防汛预案，组织演练。\n（二）及时通报汛情。\n"
    found = extract(source("a.txt", text.encode()), authority).obligations
    told = [(o.action, [a.as_named for a in o.actors], o.modality) for o in found]
    assert told == [(action, ["县防汛办公室"], Modality.MUST) for action in ("编制", "组织", "通报")]
