"""What a person types is found, or said not to be; it is never guessed and never taken for a query."""

import re

import pytest

from zeren.builder import build
from zeren.graph.lookup import NotFound, find, find_thing
from zeren.graph.store import Store

ID = "https://w3id.org/zeren/id/"
WANGCHUAN = "990100/望川市法治政府建设工作方案2021-2025年"
QINGHE = "990121/青禾县贯彻落实法治政府建设实施纲要2021-2025年实施方案"
LINSHU = "990200/2020年临澍市法治政府建设工作要点"
OUTLINE = "000000/法治政府建设实施纲要2021-2025年"


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        (f"{ID}provision/{WANGCHUAN}/2.1.2", f"provision/{WANGCHUAN}/2.1.2"),
        (f"provision/{WANGCHUAN}/2.1.2", f"provision/{WANGCHUAN}/2.1.2"),
        (f"plan/{QINGHE}", f"plan/{QINGHE}"),
        ("institution/990100/司法局", "institution/990100/司法局"),
        ("望川市", f"plan/{WANGCHUAN}"),
        ("工作方案(2021-2025年)", f"plan/{WANGCHUAN}"),
        ("  青禾县  ", f"plan/{QINGHE}"),
        (
            "法治政府建设实施纲要（2021－2025年）",
            f"plan/{OUTLINE}",
        ),  # part of another title, and all of this one
        ("法治政府建设实施纲要 (2021—2025年)", f"plan/{OUTLINE}"),
        ("青禾县#", f"plan/{QINGHE}"),
        ("望川市#12", f"provision/{WANGCHUAN}/2.7.12"),  # not (十二), which only heads 21
        ("望川市＃３０", f"provision/{WANGCHUAN}/2.17.30"),
        ("望川市#2.", f"provision/{WANGCHUAN}/2.1.2"),  # not (2) of 12
        ("望川市#(2)", f"provision/{WANGCHUAN}/2.7.12.2"),
        ("望川市#（２）", f"provision/{WANGCHUAN}/2.7.12.2"),
        ("望川市#(十二)", f"provision/{WANGCHUAN}/2.12"),
        ("青禾县#（四）", f"provision/{QINGHE}/2.4"),
        ("青禾县#(四)", f"provision/{QINGHE}/2.4"),
        ("青禾县#四", f"provision/{QINGHE}/2.4"),  # the task before the section 四、
        ("青禾县#四、", f"provision/{QINGHE}/4"),
        ("青禾县#24", f"provision/{QINGHE}/7.24"),
        ("临澍市#第二条", f"provision/{LINSHU}/8.2"),
        ("临澍市#4.1", f"provision/{LINSHU}/4.1"),
        ("临澍市#1.2.p1", f"provision/{LINSHU}/1.2.p1"),  # an unnumbered paragraph, by its path
    ],
)
def test_what_is_meant_is_found(store, reference, found):
    assert find(store, reference) == ID + found


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        (f"{ID}provision/{WANGCHUAN}/99", "is not in the store"),
        ("https://example.org/", "is not in the store"),
        ("南海市", "no plan has '南海市' in its title; zeren query plans lists them"),
        ("", "no plan has '' in its title"),
        ("#", "no plan has '' in its title"),
        ("青禾县#99", "no item '99' in that plan; its items are listed by: zeren trace PLAN"),
        ("青禾县#。", "no item '。' in that plan"),
        ("青禾县#()", "no item '()' in that plan"),
        ("法治政府", "'法治政府' may mean 6 plans (2020年临澍市法治政府建设工作要点; 东澜省"),
        ("临澍市#1", "'1' may mean 7 items (1.1 深化行政审批制度改革; 2.1 "),
        ("临澍市#1", "; …); give a path, as in PLAN#1.1"),
    ],
)
def test_what_is_not_found_or_not_one_thing_is_said_to_be_so(store, reference, message):
    with pytest.raises(NotFound, match=re.escape(message)):
        find(store, reference)


@pytest.mark.parametrize(
    "reference",
    [
        "望川市> } ; DROP ALL #",
        "https://x/> ?p ?o } SELECT * { ?s ?p ?o",
        'x" } SERVICE <http://127.0.0.1:1/> { ?s ?p "',
        "https://w3id.org/zeren/id/plan/\r\n",
        "http://[",
        "a\\u003E b",
        "{plan}",
        "%(iri)s %s",
        '望川市#12" || true) } #',
        "望川市#{label}",
        "\udc80",
        "\x00",
        "🏛" * 5000,
        "(" * 5000,
    ],
)
def test_hostile_references_are_not_found(store, reference):
    with pytest.raises(NotFound):
        find(store, reference)


def test_identifiers_under_another_base_are_found(sample, tmp_path):
    build([sample / "wangchuan.txt"], tmp_path, base="http://localhost/x/", jobs=1)
    store = Store.read(tmp_path)
    item = f"http://localhost/x/provision/{WANGCHUAN}/2.7.12"
    assert find(store, "望川市#12", "http://localhost/x/") == item
    assert find(store, f"provision/{WANGCHUAN}/2.7.12", "http://localhost/x/") == item


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("望川市司法局", "institution/990100/司法局"),
        ("望川市", f"plan/{WANGCHUAN}"),
        ("望川市#12", f"provision/{WANGCHUAN}/2.7.12"),
        (f"plan/{QINGHE}", f"plan/{QINGHE}"),
    ],
)
def test_a_body_is_meant_where_no_plan_is_called_so(store, reference, found):
    assert find_thing(store, reference) == ID + found


@pytest.mark.parametrize(
    ("reference", "said"),
    [("市司法局", "may mean 2 institutions"), ("甲乙", "no plan has '甲乙'"), ("\udcff", "no plan has")],
)
def test_a_body_is_never_guessed(store, reference, said):
    with pytest.raises(NotFound, match=said):
        find_thing(store, reference)
