"""docs/benchmarks.md shows what the benchmarks printed, as it was kept.

    python benchmarks/page.py          puts it there anew

Between `<!-- kept: NAME -->` and `<!-- end -->` stands kept/NAME.txt, between `<!-- table: questions -->` and
`<!-- end -->` the table of kept/questions.csv. What stands there and was not kept is left as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from kept import FOLDER, read
from questions import table

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
KEPT = re.compile(r"(?s)(<!-- kept: ([\w-]+) -->\n).*?(<!-- end -->)")
TABLE = re.compile(r"(?s)(<!-- table: questions -->\n).*?(<!-- end -->)")


def filled(page: str, folder: Path = FOLDER) -> str:
    """The page with all that was kept in its places."""

    def block(place: re.Match[str]) -> str:
        path = folder / f"{place[2]}.txt"
        return f"{place[1]}```\n{path.read_text('utf-8')}```\n{place[3]}" if path.exists() else place[0]

    rows = "".join(f"{line}\n" for line in table(read("questions", folder)))
    return TABLE.sub(lambda place: place[1] + rows + place[2], KEPT.sub(block, page))


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")
