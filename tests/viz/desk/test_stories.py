"""What an analyst comes for, in a real browser with no network."""

import csv
import io
from pathlib import Path

import pytest

from zeren.builder import build
from zeren.viz.desk import create_app

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
SAMPLE = Path(__file__).parents[3] / "data" / "sample"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, serve):
    """The desk over real plans, where they are at hand."""
    if not SEEDS.is_dir():
        pytest.skip("no real plans in ../shared/seeds")
    folder = tmp_path_factory.mktemp("seeds") / "store"
    build([SEEDS], folder, jobs=1)
    with serve(create_app(folder)) as desk:
        yield desk.address


def find_and_download(visitor, body):
    """Search a body, open its page, take what it leads home as a file: the rows of the page and of the file."""
    visitor.go("/")
    visitor.page.get_by_role("searchbox").fill(body)
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("main").get_by_role("link", name=body, exact=True).click()
    visitor.page.get_by_role("navigation", name="角色").get_by_role("link", name="牵头").click()
    shown = int(visitor.page.locator('[aria-current="true"]').first.text_content().split()[-1])
    with visitor.page.expect_download() as coming:
        visitor.page.locator("section", has=visitor.page.locator("#tasks-h")).get_by_role(
            "link", name="CSV"
        ).click()
    data = Path(coming.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert visitor.elsewhere == visitor.troubles == []
    return shown, rows


def test_what_a_body_leads_is_found_and_downloaded(served, visit):
    shown, rows = find_and_download(visit(served), "望川市司法局")
    assert shown == len(rows) > 5
    assert {row["roleName"] for row in rows} == {"lead"}
    assert "畅通政企沟通渠道" in {row["taskTitle"] for row in rows}


def test_what_the_justice_bureau_of_changde_leads_is_found_and_downloaded(seeds, visit):
    shown, rows = find_and_download(visit(seeds), "常德市司法局")
    assert shown == len(rows) == 53
    assert {row["asNamed"] for row in rows} >= {"市司法局"}


def trace_to_the_outline(visitor, plan, label):
    """From the list of plans to a task and its trace: the sentences side by side."""
    visitor.go("/")
    visitor.page.get_by_role("link", name=plan).first.click()
    line = visitor.page.locator("li.task > .line", has=visitor.page.locator("b", has_text=label)).first
    line.get_by_role("link", name="溯源").click()
    pairs = visitor.page.locator("article.link")
    own = visitor.page.locator(".columns li.self").text_content()
    assert visitor.elsewhere == visitor.troubles == []
    return own, [pair.locator("blockquote").all_text_contents() for pair in pairs.all()]


def test_a_task_is_traced_to_the_outline_with_both_sentences(served, visit):
    own, pairs = trace_to_the_outline(visit(served), "青禾县贯彻落实", "（九）")
    assert "理顺县乡执法关系" in own
    assert any("深化行政执法体制改革" in upper and "县乡联合执法" in lower for upper, lower in pairs)
    assert all(upper and lower for upper, lower in pairs)


def test_a_task_of_huishan_is_traced_to_the_outline(seeds, visit):
    _, pairs = trace_to_the_outline(visit(seeds), "惠山区贯彻落实", "(三十二)")
    assert any(upper.startswith("（三十一）") and lower.startswith("(三十二)") for upper, lower in pairs)


def test_the_uncovered_items_of_a_plan_are_listed_and_lead_to_the_requirement(served, visit):
    visitor = visit(served)
    visitor.go("/")
    visitor.page.get_by_role("link", name="青禾县贯彻落实").first.click()
    gaps = visitor.page.locator(".gaps").first
    assert "加强重要领域立法" in gaps.text_content()
    gaps.get_by_role("link", name="加强重要领域立法").click()
    assert "加强重要领域立法" in visitor.page.locator("h1").text_content()
    row = visitor.page.locator("tr.gap", has_text="青禾县")
    assert "未承接" in row.text_content()
    assert visitor.elsewhere == visitor.troubles == []


def test_a_wrong_role_is_corrected_with_the_keyboard_and_survives_a_rebuild(own_desk, visit, rebuild):
    address, folder = own_desk
    visitor = visit(address)
    page = visitor.page
    visitor.go("/read/plan/990100/望川市法治政府建设工作方案2021-2025年")
    page.locator("a.m.k-lead", has_text="市发展改革委").first.click()
    page.locator(".finding").wait_for()
    page.get_by_label("署名").fill("张三")
    page.get_by_label("署名").press("Tab")
    page.keyboard.press("e")
    page.get_by_label("角色").select_option("support")
    page.get_by_role("button", name="保存更正").click()
    page.get_by_text("已保存并生效").wait_for()
    assert "张三" in page.locator(".said").text_content()

    body = "/institution/990100/发展改革委"

    def roles():
        visitor.go(body)
        row = page.locator("tr", has=page.get_by_role("link", name="畅通政企沟通渠道"))
        return row.locator(".role").all_text_contents()

    def task():
        visitor.go("/provision/990100/望川市法治政府建设工作方案2021-2025年/2.3.5")
        return page.locator(".sheet").first.text_content()

    assert roles() == ["配合"]
    (folder.parent / "more.txt").write_text(
        "望川市某某方案\n\n一、任务\n\n（一）健全制度。（市财政局负责）\n", encoding="utf-8"
    )
    rebuild([SAMPLE, folder.parent / "more.txt"], folder)
    assert roles() == ["配合"]
    assert "市发展改革委" in task().split("配合")[1]
    visitor.go("/judgements")
    assert "role=support" in page.locator("main").text_content()
    assert visitor.elsewhere == visitor.troubles == []


def test_one_key_says_that_a_finding_is_right_or_wrong(own_desk, visit):
    address, _ = own_desk
    visitor = visit(address, "en")
    page = visitor.page
    visitor.go("/read/plan/990121/青禾县贯彻落实法治政府建设实施纲要2021-2025年实施方案")
    page.locator("body").press("j")
    page.locator(".finding").wait_for()
    page.locator("body").press("y")
    page.get_by_label("Signed").fill("李四")
    page.get_by_label("Signed").blur()
    page.locator("body").press("y")
    page.get_by_text("Kept, and in force").wait_for()
    assert page.locator("a.m.v-accepted").count() >= 1
    page.locator("body").press("j")
    page.locator(".finding .judge").wait_for()
    page.wait_for_function("!document.querySelector('#panel .said')")
    page.locator("body").press("n")
    page.get_by_text("Kept, and in force").wait_for()
    assert page.locator("a.m.v-rejected").count() >= 1
    visitor.go("/judgements")
    assert page.locator("tbody tr").count() == 2
    assert visitor.elsewhere == visitor.troubles == []


def test_kinds_are_hidden_and_shown(served, visit):
    visitor = visit(served)
    page = visitor.page
    visitor.go("/read/plan/990100/望川市法治政府建设工作方案2021-2025年")
    deadline = page.locator("a.m.k-deadline:not(.k-obligation)").first
    colour = "mark => getComputedStyle(mark).backgroundColor"
    shown = deadline.evaluate(colour)
    page.get_by_role("checkbox", name="时限").uncheck()
    assert deadline.evaluate(colour) != shown
    deadline.click()
    assert page.locator(".finding").count() == 0
    page.get_by_role("checkbox", name="时限").check()
    deadline.click()
    page.locator(".finding").wait_for()
    assert "年" in page.locator(".finding blockquote mark").first.text_content()
