"""The library in the order in which people ask: what is asked comes together, and what is asked most comes first."""

from __future__ import annotations

from dataclasses import dataclass

from .library import question
from .question import Question


@dataclass(frozen=True, slots=True)
class Shelf:
    """Questions about one thing; `inside` holds those that pages and maps ask, which want identifiers and not names."""

    title_zh: str
    title_en: str
    names: tuple[str, ...]
    inside: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions on it, in order."""
        return tuple(map(question, self.names))


SHELVES = (
    Shelf(
        "谁负责什么",
        "Who does what",
        (
            "who-leads-what",
            "tasks-of-institution",
            "duties-today",
            "obligations",
            "tasks-by-section",
            "joint-leads",
            "tasks-without-lead",
            "duties-without-actor",
            "open-ended-assignments",
        ),
    ),
    Shelf("何时、多少", "By when and how much", ("deadlines", "overdue", "recurring-duties", "targets")),
    Shelf(
        "上级要求与承接",
        "Requirements above, and what became of them",
        (
            "uncovered-items",
            "differences",
            "compare-item",
            "trace-task",
            "matrix",
            "coverage",
            "items-coverage",
            "task-status",
            "local-additions",
            "corresponding-duties",
            "editions",
        ),
    ),
    Shelf(
        "单位之间",
        "Bodies beside one another",
        (
            "institutions-by-load",
            "load-and-share",
            "who-works-with-whom",
            "pairs-sharing-most",
            "kind-across-places",
            "bodies-that-only-assist",
            "groups-of-institutions",
            "named-after-abolished",
        ),
    ),
    Shelf(
        "规划与文件",
        "Plans and documents",
        (
            "plans",
            "plan-overview",
            "plan-levels",
            "plan-parents",
            "citations-of-document",
            "citations-not-held",
            "texts",
        ),
    ),
    Shelf(
        "待核对的",
        "What a person should look at",
        ("candidates", "review-counts", "judgements", "unresolved-names", "corrected-names", "mentions"),
    ),
    Shelf(
        "工作台各页和地图的数据",
        "Rows of the desk's pages and of maps",
        (
            "plan-items",
            "plan-duties",
            "plan-findings",
            "plan-links",
            "plan-coverage",
            "plan-counts",
            "plan-neighbours",
            "plan-set-aside",
            "plan-text",
            "item-facts",
            "item-duties",
            "item-chain",
            "item-answers",
            "item-standings",
            "item-differences",
            "body-facts",
            "body-tasks",
            "body-obligations",
            "body-partners",
            "body-peers",
            "body-changes",
            "coverage-outlines",
            "coverage-matrix",
            "map-overview-tasks",
            "map-overview-duties",
            "map-overview-links",
            "map-accountability",
            "map-trace",
            "names",
        ),
        inside=True,
    ),
)
"""Every question of the library, once."""
