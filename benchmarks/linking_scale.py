"""How long generated plans take to be linked to the plans above them, and whether that grows as their number does.

    python benchmarks/linking_scale.py [PLANS] [TASKS]

Writes that many city plans of that many tasks, each carrying out a province's plan of as many items, in the form of the
packaged sample; builds half of them and then all of them, each into a store of its own, and prints reading and linking
apart. The same numbers give the same plans.
"""

import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from zeren.builder import build
from zeren.tying import PARENTS

VERBS = ["规范", "健全", "推进", "完善", "公布", "修订", "清理", "评估", "培训", "督促", "整合", "编制"]
OBJECTS = [
    *("涉企检查计划", "渔港调解室", "梯田灌溉次序", "行政执法案卷", "应急演练预案", "权责清单", "决策目录"),
    *(
        "复议办案规程",
        "出庭应诉名单",
        "政府开放日",
        "拖欠账款台账",
        "掌上执法终端",
        "执法队员培训",
        "规范性文件",
    ),
    *("合法性审核", "公平竞争审查", "行政裁决事项", "联系点", "年度报告", "数据共享目录"),
]
FIELDS = [
    "湖区",
    "山区",
    "园区",
    "渔港",
    "口岸",
    "集镇",
    "林场",
    "灌区",
    "社区",
    "学校",
    "医院",
    "市场",
    "水库",
    "矿区",
    "车站",
    "码头",
]
BODIES = [
    "市司法局",
    "市财政局",
    "市教育局",
    "市水利局",
    "市公安局",
    "市民政局",
    "市应急管理局",
    "市市场监督管理局",
]
MANNERS = [
    "逐月通报进展",
    "建立台账",
    "公开结果",
    "征询商会意见",
    "纳入年度考核",
    "邀请群众代表参加",
    "按季度调度",
    "形成评估报告",
]


def plan(title: str, opening: str, tasks: int, seed: int, matters: list[tuple[str, str, str]]) -> str:
    """The text of one plan: a task a matter, in order, with its own manner, number, date and bodies."""
    dice = random.Random(seed)
    lines = [title, opening]
    for number, (verb, field, thing) in enumerate(matters[:tasks], 1):
        if number % 10 == 1:
            lines.append(f"{'一二三四五六七八九十'[number // 10 % 10]}、{field}治理")
        manner, body, other = dice.choice(MANNERS), *dice.sample(BODIES, 2)
        lines.append(
            f"{number}.{verb}{field}{thing}。{dice.choice(MANNERS)}，{verb}{thing}要覆盖{field}，{manner}，"
            f"{dice.randint(2022, 2025)}年{dice.randint(1, 12)}月底前完成率达到{dice.randint(50, 100)}%。"
            f"(牵头单位:{body};配合单位:{other})"
        )
    return "\n".join(lines) + "\n"


def write(folder: Path, plans: int, tasks: int) -> None:
    """A province's plan and `plans` of its cities."""
    dice = random.Random(7)
    every = [(verb, field, thing) for verb in VERBS for field in FIELDS for thing in OBJECTS]
    matters = dice.sample(every, tasks)
    province = "东澜省基层治理实施方案（2021—2025年）"
    (folder / "000000.txt").write_text(plan(province, "", tasks, 0, matters), "utf-8")
    opening = f"为贯彻落实《{province}》，制定本方案。"
    for number in range(1, plans + 1):
        own = [matter if dice.random() < 0.85 else dice.choice(every) for matter in matters]
        title = f"望川市基层治理第{number}号工作方案（2021－2025年）"
        (folder / f"{number:06}.txt").write_text(plan(title, opening, tasks, number, own), "utf-8")


def measure(plans: int, tasks: int) -> None:
    """Print the seconds of a first build, and of linking alone: a build whose links were forgotten."""
    with tempfile.TemporaryDirectory() as place:
        sources, store = Path(place) / "sources", Path(place) / "store"
        sources.mkdir()
        write(sources, plans, tasks)
        start = time.perf_counter()
        report = build([sources], store, jobs=2)
        whole = time.perf_counter() - start
        shutil.rmtree(store / "links")
        (store / PARENTS).write_text("plan,parent\n", "utf-8")
        start, used = time.perf_counter(), processor()
        build([sources], store, jobs=2)
        linking, used = time.perf_counter() - start, processor() - used
    print(
        f"{plans:>6} plans of {tasks} tasks: linked in {linking:6.1f} s, {used:6.1f} s of a processor, "
        f"{used / plans * 1000:5.0f} ms a plan; {report.links} links; first build {whole:6.1f} s",
        flush=True,
    )


def processor() -> float:
    """Seconds of a processor that this process and those it has started have used."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    most, size = [*given, *(3000, 100)[len(given) :]]
    for count in (most // 2, most):
        measure(count, size)
