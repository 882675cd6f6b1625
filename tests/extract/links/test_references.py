"""What a citation names: a held plan, or the stub of one that is not held; and where others went wrong."""

from datetime import date

import pytest

from zeren.extract.compose import extract
from zeren.extract.links.references import Held, Library, refer
from zeren.extract.read import source
from zeren.extract.works.citations import find_citations
from zeren.ontology.iri import Name, title_key
from zeren.ontology.model import Citation, Level

OUTLINE = "法治政府建设实施纲要（2021－2025年）"
OLDER = "法治政府建设实施纲要（2015－2020年）"


@pytest.fixture
def held(authority):
    def one(title, code="000000", *, number=None, period=None, issued=None):
        place = authority.places.get(code)
        name = Name("plan", (code, title_key(title)))
        return Held(name, title, number, place, place.level if place else None, period, issued)

    return one


@pytest.fixture
def names(authority):
    """The title of the held plan that a citing plan means by what it prints, or None."""

    def one(printed, citing, *others, number=None):
        (cited,) = find_citations(f"《{printed}》")
        citation = Citation(None, cited.title, number, cited.span, cited.method)
        found = Library([citing, *others]).resolve(citation, citing, authority)
        return found.name.tail if found else None

    return one


@pytest.fixture
def references(authority):
    """What a plan's text refers to, given what else is held."""

    def all_of(text, *others, name="方案.txt"):
        extraction = extract(source(name, text.encode()), authority)
        document = extraction.document
        citing = Held(
            document.id,
            document.title,
            document.number,
            document.place,
            document.level,
            document.period,
            document.issued,
        )
        return list(refer(extraction, Library([citing, *others]), authority))

    return all_of


@pytest.mark.parametrize(
    "printed",
    [
        "法治政府建设实施纲要（2021－2025年）",
        "法治政府建设实施纲要（2021—2025年）",
        "法治政府建设实施纲要（2021-2025年）",
        "法治政府建设实施纲要(2021-2025年)",
        "法治政府建设实施纲要（2021年－2025年）",
        "法治政府建设实施纲要（２０２１－２０２５年）",
        "法治政府建设实施纲要（2021～2025年）",
        "法治政府建设实施纲要 (2021 – 2025 年)",
    ],
)
def test_a_title_is_the_same_title_whatever_dash_and_brackets_it_is_printed_with(printed, names, held):
    city = held("常德市法治政府建设工作方案", "430700", period=(2021, 2025))
    found = names(printed, city, held(OUTLINE), held(OLDER))
    assert found == "plan/000000/法治政府建设实施纲要2021-2025年"


@pytest.mark.parametrize(
    ("period", "issued", "edition"),
    [
        ((2021, 2025), None, OUTLINE),
        ((2020, 2020), None, OLDER),
        ((2016, 2020), None, OLDER),
        (None, date(2022, 3, 1), OUTLINE),
        (None, date(2018, 3, 1), OLDER),
        (None, None, None),
        ((2030, 2035), None, None),
        ((2010, 2014), None, None),
    ],
)
def test_a_title_without_years_is_the_edition_in_force_or_none(period, issued, edition, names, held):
    citing = held("某市法治政府建设工作要点", "430700", period=period, issued=issued)
    found = names(
        "法治政府建设实施纲要", citing, held(OUTLINE, period=(2021, 2025)), held(OLDER, period=(2015, 2020))
    )
    assert found == (f"plan/000000/{title_key(edition)}" if edition else None)


def test_a_title_without_years_is_no_edition_that_is_not_in_force(names, held):
    citing = held("某市工作方案", "430700", period=(2021, 2025))
    assert names("法治政府建设实施纲要", citing, held(OLDER, period=(2015, 2020))) is None


def test_a_title_with_years_is_no_other_edition(names, held):
    citing = held("某市工作方案", "430700", period=(2021, 2025))
    assert names(OUTLINE, citing, held(OLDER, period=(2015, 2020))) is None


def test_the_national_outline_is_never_a_citys_plan(names, held):
    county = held("青禾县实施方案", "990121", period=(2021, 2025))
    cities = [
        held("望川市法治政府建设实施纲要（2021－2025年）", "990100", period=(2021, 2025)),
        held(f"望川市贯彻落实《{OUTLINE}》实施方案", "990100", period=(2021, 2025)),
        held(OUTLINE, "430700", period=(2021, 2025)),  # another city's, which copied the outline's title
    ]
    assert names(OUTLINE, county, *cities) is None
    assert names("法治政府建设实施纲要", county, *cities) is None


def test_a_title_without_a_place_is_not_another_places_plan(names, held):
    citing = held("某方案", "430700", issued=date(2025, 6, 1))
    title = "关于支持人工智能创新发展的若干措施"
    assert names(title, citing, held(title, "330000")) is None
    assert names(title, citing, held(title, "430000")) == f"plan/430000/{title}"
    assert names(title, citing, held(title)) == f"plan/000000/{title}"


def test_two_plans_of_one_title_are_told_apart_by_their_number(names, held):
    citing = held("某方案", "430700")
    title = "关于加强工作的意见"
    province, nation = (
        held(title, "430000", number="湘政发〔2020〕7号"),
        held(title, number="国发〔2020〕3号"),
    )
    assert names(title, citing, province, nation) is None
    assert names(title, citing, province, nation, number="国发[2020]3号") == f"plan/000000/{title}"
    assert names(title, citing, province, nation, number="国发〔2020〕4号") is None


def test_a_plan_is_known_by_the_notice_that_printed_it_or_by_its_number(names, held):
    citing = held("某市工作方案", "430700")
    title = "关于支持梯田保护的若干措施"
    upper = held(title, "430000", number="湘政发〔2020〕7号")
    assert names("湖南省人民政府印发关于支持梯田保护若干措施的通知", citing, upper) == f"plan/430000/{title}"
    assert names("支持梯田保护措施", citing, upper, number="湘政发[2020]7号") == f"plan/430000/{title}"
    assert names("支持梯田保护措施", citing, upper) is None


def test_a_plan_that_cites_its_parent_inside_its_own_title_carries_it_out(references, held):
    text = f"惠山区贯彻落实《{OUTLINE}》实施方案\n一、加强领导\n（一）甲。（区司法局负责）\n"
    (found,) = references(text, held(OUTLINE, period=(2021, 2025)))
    assert found.held
    assert found.implements
    assert found.cited == Name("plan", ("000000", "法治政府建设实施纲要2021-2025年"))


def test_a_title_in_angle_brackets_inside_a_title_is_part_of_it(references, held):
    upper = f"无锡市贯彻落实《{OUTLINE}》实施方案"
    text = f"惠山区实施方案\n为落实《无锡市贯彻落实〈{OUTLINE}〉实施方案》（锡委发〔2022〕30号），制定本方案。\n一、甲\n"
    (found,) = references(text, held(upper, "320200", period=(2021, 2025)), held(OUTLINE))
    assert (found.cited.parts[0], found.held, found.implements) == ("320200", True, True)


@pytest.mark.parametrize(
    "number", ["中发[2021]33号", "中发〔2021〕33号", "中发(2021)33号", "中发（2021）33 号"]
)
def test_numbers_are_seen_in_brackets_of_every_form(number, authority):
    text = f"某方案\n根据《{OUTLINE}》（{number}），制定本方案。\n一、甲\n"
    extraction = extract(source("a.txt", text.encode()), authority)
    assert [(c.title, c.number) for c in extraction.citations] == [(OUTLINE, number)]


@pytest.mark.parametrize(
    "law",
    [
        "中华人民共和国行政处罚法",
        "优化营商环境条例",
        "重大行政决策程序暂行条例",
        "湖南省规范行政裁量权办法",
        "中国共产党问责条例",
    ],
)
def test_laws_are_seen_and_are_no_plans_that_are_carried_out(law, references):
    (found,) = references(f"惠山区法治政府建设方案\n一、甲\n（一）乙。落实《{law}》。\n")
    assert found.title == law
    assert not found.held
    assert not found.implements
    assert found.cited.parts[1] == law


def test_a_cited_plan_that_is_not_held_is_a_stub_at_its_place(references):
    text = "2020年临澍市法治政府建设工作要点\n按照《东澜省法治政府建设行动方案(2016-2020年)》要求，制定本要点。\n一、甲\n"
    (found,) = references(text)
    assert found.cited == Name("plan", ("990000", "东澜省法治政府建设行动方案2016-2020年"))
    assert not found.held
    assert found.implements, "a stub of a higher level that the opening says is carried out"


def test_a_plan_named_by_its_own_notice_is_no_reference(references):
    text = "望川市人民政府关于印发《望川市法治政府建设工作方案（2021－2025年）》的通知\n望川市法治政府建设工作方案（2021－2025年）\n一、甲\n（一）乙。\n"
    assert references(text) == []


def test_a_plan_of_the_same_level_or_below_is_not_carried_out(references, held):
    text = "望川市法治政府建设方案\n为落实《临澍市工作方案》《青禾县工作方案》《东澜省工作方案》，制定本方案。\n一、甲\n"
    found = references(
        text,
        held("临澍市工作方案", "990200"),
        held("青禾县工作方案", "990121"),
        held("东澜省工作方案", "990000"),
    )
    assert {r.title: r.implements for r in found} == {
        "临澍市工作方案": False,
        "青禾县工作方案": False,
        "东澜省工作方案": True,
    }


def test_what_one_item_mentions_in_passing_is_not_carried_out(references, held):
    text = "望川市法治政府建设方案\n一、总体要求\n（一）指导思想。落实《东澜省工作方案》。\n二、任务\n（一）甲\n1.乙。对照《东澜省治理规划》开展工作。\n"
    found = references(text, held("东澜省工作方案", "990000"), held("东澜省治理规划", "990000"))
    assert {r.title: r.implements for r in found} == {"东澜省工作方案": True, "东澜省治理规划": False}


SAMPLE = {
    "donglan": {
        "法治政府建设实施纲要（2021－2025年）": ("000000", True),
        "东澜省湖泊湿地保护条例（草案）": ("990000", False),
    },
    "wangchuan": {
        "法治政府建设实施纲要（2021－2025年）": ("000000", True),
        "东澜省法治政府建设实施方案（2021—2025年）": ("990000", True),
        "中华人民共和国反垄断法": ("000000", False),
        "中华人民共和国立法法": ("000000", False),
        "关于贯彻〈望川市行政规范性文件管理办法〉的实施细则": ("unplaced", False),
    },
    "linshu": {
        "法治政府建设实施纲要(2015-2020年)": ("000000", True),
        "法治政府建设实施纲要": ("000000", False),
        "东澜省法治政府建设行动方案(2016-2020年)": ("990000", True),
        "2020年度临澍市重大行政决策事项目录": ("990200", False),
    },
    "qinghe": {
        "法治政府建设实施纲要（2021－2025年）": ("000000", True),
        "东澜省法治政府建设实施方案（2021—2025年）": ("990000", True),
        "望川市法治政府建设工作方案（2021－2025年）": ("990100", True),
    },
}


@pytest.mark.parametrize("name", SAMPLE)
def test_the_sample_refers_to_what_a_reader_sees(name, plan, outline, authority):
    extractions = [plan(other) for other in SAMPLE] + [outline(2015), outline(2021)]
    library = Library(
        Held(d.id, d.title, d.number, d.place, d.level, d.period, d.issued)
        for d in (e.document for e in extractions)
    )
    found = {r.title: (r.cited.parts[0], r.implements) for r in refer(plan(name), library, authority)}
    assert found == SAMPLE[name]


def test_levels_are_told_by_place(held):
    assert held(OUTLINE).level is Level.NATIONAL
