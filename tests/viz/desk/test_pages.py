"""Every page over the packaged sample, in both languages: it opens, it says what is in the store, it links to what is there."""

import re
from html import unescape
from time import sleep

import pytest
from starlette.testclient import TestClient

from zeren.builder import build
from zeren.graph import Store
from zeren.queries import ask, mappings
from zeren.viz.desk import create_app
from zeren.viz.desk.words import words

CITY = "/plan/990100/望川市法治政府建设工作方案2021-2025年"
COUNTY = "/plan/990121/青禾县贯彻落实法治政府建设实施纲要2021-2025年实施方案"
OUTLINE = "/plan/000000/法治政府建设实施纲要2021-2025年"
TASK = COUNTY.replace("plan", "provision") + "/4.9"
REQUIREMENT = OUTLINE.replace("plan", "provision") + "/5.13"
JUSTICE = "/institution/990100/司法局"
PAGES = {
    "/": "望川市法治政府建设工作方案",
    "/?level=county": "青禾县",
    "/?title=没有这样的": "",
    CITY: "畅通政企沟通渠道",
    COUNTY: "加强重要领域立法",
    OUTLINE: "深化行政执法体制改革",
    "/institutions": "望川市司法局",
    "/institutions?place=青禾县&name=司法": "青禾县司法局",
    JUSTICE: "提高地方立法质量",
    JUSTICE + "?role=lead&on=2023-01-01": "提高地方立法质量",
    "/group/990121/各乡镇政府": "",
    TASK: "县司法局",
    REQUIREMENT: "理顺县乡执法关系",
    "/trace" + TASK: "深化行政执法体制改革",
    "/trace" + TASK + "?candidates=1": "深化行政执法体制改革",
    "/coverage": "加强重要领域立法",
    "/coverage?only=gaps": "完善立法工作机制",
    "/calendar?on=2023-01-01": "2022-12-31",
    "/calendar?on=2023-01-01&when=2022&state=past&body=市财政局": "清理拖欠账款",
    "/search": "",
    "/search?q=司法局": "望川市司法局",
    "/search?q=wcssfj": "望川市司法局",
    "/search?q=权责清单": "权责清单",
    "/read" + CITY: "畅通政企沟通渠道",
    "/maps": "",
    "/judgements": "",
    "/judgements/progress": "望川市法治政府建设工作方案",
}
ANYTHING = {"/group/990121/各乡镇政府"}
"""May be there or not, depending on how the sample names it; the page is to be whole in any case."""


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_and_says_what_is_there(client, path, lang):
    answer = client.get(path, headers={"accept-language": lang})
    assert answer.status_code == 200 or path in ANYTHING
    text = text_of(answer.text)
    assert PAGES[path] in text
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in answer.text
    assert words()[lang]["nav.coverage"] in text
    assert words()["en" if lang == "zh" else "zh"]["nav.coverage"] not in text
    assert "None" not in text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize(
    "path", ["/", CITY, JUSTICE, REQUIREMENT, "/trace" + TASK, "/coverage", "/search?q=司法"]
)
def test_every_link_of_a_page_leads_somewhere(client, path):
    html = client.get(path).text
    links = {unescape(link) for link in re.findall(r'href="(/[^"#]*)', html)}
    assert len(links) > 5
    for link in sorted(links)[:60]:
        assert client.get(link).status_code == 200, link


def test_no_page_holds_a_script_a_style_or_an_address_elsewhere(client):
    for path in PAGES:
        html = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style|javascript:", html), path
        assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", html), path


def test_words_are_the_same_in_both_languages():
    assert words()["zh"].keys() == words()["en"].keys()
    for key, text in words()["zh"].items():
        places = re.compile(r"\{(\w+)\}")
        assert set(places.findall(text)) == set(places.findall(words()["en"][key])), key


def test_the_language_is_asked_for_then_remembered_then_the_browsers(sample_store):
    desk = TestClient(create_app(sample_store), base_url="http://localhost")
    english = {"accept-language": "en-GB,en;q=0.9,zh;q=0.1"}
    assert "Plans held" in desk.get("/", headers=english).text
    assert "收录的规划" in desk.get("/").text
    assert "收录的规划" in desk.get("/?lang=zh", headers=english).text
    assert "收录的规划" in desk.get("/", headers=english).text
    assert "Plans held" in desk.get("/?lang=en").text
    assert "Plans held" in desk.get("/", headers={"accept-language": "zh"}).text
    switch = desk.get("/calendar?on=2023-01-01&plan=望川").text
    assert "/calendar?on=2023-01-01&amp;plan=%E6%9C%9B%E5%B7%9D&amp;lang=zh" in switch


@pytest.mark.parametrize(
    "path",
    [
        "/plan/990100/没有这份规划",
        "/plan/",
        "/institution/990100/没有",
        "/provision/990100/没有/1",
        "/trace/provision/990100/没有/1",
        "/read/plan/990100/没有",
        "/finding/responsibility/990100/没有/1-2-lead",
        "/finding/plan/990100/没有",
        "/original" + CITY,
        "/nowhere",
    ],
)
def test_what_is_not_there_is_said_so(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有找到" in answer.text


def test_wrong_usage_is_told(client):
    assert client.get("/table/plan-items.csv").status_code == 400
    assert "needs -p source" in unescape(client.get("/table/plan-items.csv").text)
    assert client.get("/table/plans.exe").status_code == 400
    assert client.get("/table/nothing.csv").status_code == 400
    assert client.get("/table/deadlines.csv?from=tomorrow").status_code == 400


def test_no_file_is_read_as_a_question(client, tmp_path):
    (tmp_path / "mine.rq").write_text("SELECT * WHERE { ?s ?p ?o } LIMIT 1")
    for name in (f"{tmp_path}/mine.rq", "../plans.rq", "%2e%2e%2fplans.rq", "plans.rq"):
        assert client.get(f"/table/{name}.csv").status_code in (400, 404)


def test_before_there_is_a_store_the_desk_says_how_to_make_one(tmp_path):
    desk = TestClient(create_app(tmp_path / "store"), base_url="http://localhost")
    answer = desk.get("/")
    assert answer.status_code == 503
    assert "zeren build" in answer.text
    (tmp_path / "plan.txt").write_text("通告\n今日休息。", encoding="utf-8")
    build([tmp_path / "plan.txt"], tmp_path / "store", jobs=1)
    for path in ("/", "/institutions", "/coverage", "/calendar", "/search?q=司法", "/judgements"):
        assert desk.get(path).status_code == 200, path


def test_a_slow_answer_is_waited_for_in_the_open(sample_store):
    desk = TestClient(create_app(sample_store, patience=0.0), base_url="http://localhost")
    answer = desk.get("/institutions", headers={"accept-language": "en"})
    assert answer.status_code == 503
    assert answer.headers["refresh"] == "5"
    assert "Still counting" in answer.text
    for _ in range(3000):
        answer = desk.get("/institutions")
        if answer.status_code == 200:
            break
        sleep(0.01)
    assert "望川市司法局" in answer.text


def test_long_lists_have_pages(client):
    first = client.get(JUSTICE.replace("990100", "990100") + "?lang=zh").text
    assert "望川市司法局" in first
    many = client.get("/institutions?page=2")
    last = client.get("/institutions?page=999")
    assert many.status_code == last.status_code == 200
    names = [
        re.findall(r'<th scope="row"><a href="/[^"]*">([^<]+)', page.text)
        for page in (client.get("/institutions"), many)
    ]
    assert len(names[0]) == 100
    assert names[1]
    assert not set(names[0]) & set(names[1])


def test_a_build_appears_without_a_restart(tmp_path):
    plan = "望川市某某工作方案\n\n一、主要任务\n\n（一）健全制度。2023年底前完成。（牵头单位：市司法局）\n"
    source = tmp_path / "plan.txt"
    source.write_text(plan, encoding="utf-8")
    build([source], tmp_path / "store", jobs=1)
    desk = TestClient(create_app(tmp_path / "store"), base_url="http://localhost")
    assert "2023-12-31" in desk.get("/calendar").text
    source.write_text(plan.replace("2023年底", "2024年底"), encoding="utf-8")
    build([source], tmp_path / "store", jobs=1)
    page = desk.get("/calendar").text
    assert "2024-12-31" in page
    assert "2023-12-31" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/map/overview",
        "/map/accountability?plan=望川市",
        "/map/trace?plan=青禾",
        "/map/institutions",
        "/map/matrix",
    ],
)
def test_a_map_runs_its_own_scripts_and_no_others(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert policy.endswith("; frame-ancestors 'self'")
    scripts = next((rule for rule in policy.split("; ") if rule.startswith("script-src")), "script-src")
    assert all(source.startswith("'sha256-") for source in scripts.split()[1:])
    assert len(scripts.split()) > 1 or path == "/map/matrix"
    assert client.get("/map/nothing").status_code == 404


def answers_of(client, item):
    """What a page of a requirement of the outline of 2021 says of the tasks below."""
    page = client.get(f"/provision/000000/法治政府建设实施纲要2021-2025年/{item}", params={"lang": "zh"}).text
    return page[page.index('id="answers-h"') :]


def test_a_requirement_says_what_every_task_makes_of_it(client):
    answers = answers_of(client, "10.33")
    own = answers[answers.index("用好年度报告") :]
    own = own[: own.index("</tr>")]
    assert "具体化" in own
    assert "时限 新增" in own or "时限新增" in own
    assert "每年3月1日前" in own
    answers = answers_of(client, "5.15")
    other = answers[answers.index("评查行政执法案卷") :]
    assert "置信度" not in other[: other.index("</tr>")], (
        "it answers through another, where its own turn stands"
    )


def test_the_words_of_a_catalogue_are_not_taken_for_the_documents(client):
    said = "条目要点（概括，非原文）"
    requirement = client.get(REQUIREMENT, headers={"accept-language": "zh"}).text
    assert said in requirement
    assert "在原文中查看" not in requirement
    assert said in client.get("/trace" + TASK, headers={"accept-language": "zh"}).text
    task = client.get(TASK, headers={"accept-language": "zh"}).text
    assert said not in task
    assert "在原文中查看" in task


def test_duties_by_a_group_are_counted_apart(client):
    page = text_of(client.get("/institution/990100/司法局", headers={"accept-language": "zh"}).text)
    through = page.count("经由")
    assert through
    assert f"其中 {through} 条点名的是它所在的机构群" in page


def test_no_plan_has_more_tasks_with_a_basis_than_tasks(sample_store):
    plans = list(mappings(ask(Store.read(sample_store), "plan-overview", {})))
    assert any(int(plan["tasksWithUpper"] or 0) for plan in plans)
    assert all(int(plan["tasksWithUpper"] or 0) <= int(plan["tasks"] or 0) for plan in plans)
