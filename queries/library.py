"""The library of questions: one .rq file a question, beside this module.

To add one, add a file, and its name to a shelf (shelves.py). Two habits keep the files right and fast: a union of
graphs counts a triple once for each graph that states it, so rows are DISTINCT and counts too; and Oxigraph looks up
an OPTIONAL of one pattern row by row but computes a longer one for the whole store, so chains of OPTIONALs are nested.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rapidfuzz import process

from .errors import UnknownQuestion
from .question import Question, read_question


@cache
def questions() -> tuple[Question, ...]:
    """All questions, by name."""
    found = [entry for entry in files(__package__).iterdir() if entry.name.endswith(".rq")]
    return tuple(
        read_question(entry.name.removesuffix(".rq"), entry.read_text(encoding="utf-8"))
        for entry in sorted(found, key=lambda entry: entry.name)
    )


def question(name: str) -> Question:
    """The question called `name`; UnknownQuestion, with the nearest names, where there is none."""
    known = {each.name: each for each in questions()}
    if name in known:
        return known[name]
    nearest = [match[0] for match in process.extract(name, list(known), limit=3, score_cutoff=55)]
    hint = f"did you mean {' or '.join(nearest)}? " if nearest else ""
    raise UnknownQuestion(f"there is no question called {name!r}; {hint}'zeren queries' lists them all")
