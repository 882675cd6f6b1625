"""Tables whose cells only blanks part, in any order of columns and over any lines."""

import pytest

from zeren.extract.compose import extract
from zeren.extract.read import source

TITLE = "某市重点工作任务分解表\n"
ROWS = [
    ("1", "疏通河道，清除淤泥。", "王某某", "市水利局", "市财政局、市司法局", "6月底前"),
    ("2", "修桥", "李某某", "市住建局", "市财政局", "持续推进"),
    ("3", "建校", "王某某", "市教育局", "各县（市、区）政府", "12月底前"),
]
TITLES = {"n": "序号", "m": "工作任务", "p": "责任领导", "l": "牵头单位", "s": "配合单位", "t": "完成时限"}
PLACES = "nmplst"


def cells(order):
    """The header and the rows of a table with these columns."""
    return [[TITLES[one] for one in order], *([row[PLACES.index(one)] for one in order] for row in ROWS)]


def expected(order):
    """Who is bound by which row."""
    roles = [(row[0], "lead", row[3]) for row in ROWS] if "l" in order else []
    if "s" in order:
        roles += [
            (row[0], "support", name) for row in ROWS for name in row[4].split("、") if "（" not in row[4]
        ]
        roles += [(row[0], "support", row[4]) for row in ROWS if "（" in row[4]]
    return sorted(roles)


@pytest.fixture
def bound(authority):
    """Who is bound by which row, and by when."""

    def read(table):
        extraction = extract(source("a.txt", (TITLE + table + "\n").encode()), authority)
        items = {p.path: p for p in extraction.provisions}
        return (
            [
                (items[r.task].label or items[r.task].heading, r.role.value, r.as_named)
                for r in extraction.responsibilities
            ],
            [(items[d.provision].label, d.text) for d in extraction.deadlines if d.provision],
        )

    return read


@pytest.mark.parametrize("order", ["nml", "nmlt", "nmls", "nmplst", "nlm", "nmtl", "nmltp"])
@pytest.mark.parametrize(
    "printed",
    [
        lambda rows: "\n".join(" ".join(row) for row in rows),
        lambda rows: "\n".join("　".join(row) for row in rows),
        lambda rows: " ".join(cell for row in rows for cell in row),
        lambda rows: " ".join(rows[0]) + "\n" + " ".join(cell for row in rows[1:] for cell in row),
    ],
    ids=["a row a line", "wide blanks", "all on one line", "all rows on one line"],
)
def test_words_are_read_in_the_order_of_the_columns(order, printed, bound):
    names, times = bound(printed(cells(order)))
    assert sorted(names) == expected(order)
    assert [text for _, text in times] == (["6月底前", "持续推进", "12月底前"] if "t" in order else [])


@pytest.mark.parametrize("glue", ["\n", " "])
def test_without_numbers_what_to_do_comes_before_who(glue, bound):
    table = ["工作任务 责任单位", "疏通河道，清除淤泥。 市水利局", "修桥。 市住建局"]
    names, _ = bound(glue.join(table))
    assert names == [
        ("疏通河道，清除淤泥。", "responsible", "市水利局"),
        ("修桥。", "responsible", "市住建局"),
    ]


def test_a_number_may_stand_at_what_to_do(bound):
    names, _ = bound("序号 工作任务 责任单位\n1.疏通河道 市水利局\n2.修桥 市住建局")
    assert names == [("1", "responsible", "市水利局"), ("2", "responsible", "市住建局")]


def test_halves_of_a_name_and_offices_behind_a_body_are_one(bound):
    names, _ = bound(
        "序号 工作任务 责任单位 完成时间 1 修路。 县交通 运输局 6月底前 2 督查。 县政府 督查室 持续开展"
    )
    assert [name for *_, name in names] == ["县交通运输局", "县政府督查室"]


def test_single_blanks_part_bodies_where_wider_ones_part_cells(bound):
    names, _ = bound(
        "序号  工作任务  牵头单位  配合单位\n1  修路  县交通局  县财政局 县水利局\n2  建校  县教育局 县住建局  县财政局"
    )
    assert [(role, name) for _, role, name in names] == [
        ("lead", "县交通局"),
        ("support", "县财政局"),
        ("support", "县水利局"),
        ("lead", "县教育局"),
        ("lead", "县住建局"),
        ("support", "县财政局"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "各地工作任务 责任单位要明确。\n市水利局 市住建局",
        "序号 工作任务 责任单位\n以上各项工作由市水利局 市住建局负责。",
        "工作任务 责任单位\n一、加强领导。各部门要高度重视。\n市人民政府办公室",
    ],
    ids=["prose", "no rows", "a signature"],
)
def test_what_does_not_fit_the_columns_gives_nothing(text, bound):
    assert bound(text)[0] == []
