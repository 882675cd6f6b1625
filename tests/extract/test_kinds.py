"""Kinds of links and how things stand, against what a reader found on real plans."""

from pathlib import Path

import kinds
import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="module")
def told():
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not here: the real plans are not part of the repository")
    pairs = list(kinds.pairs(SHARED))
    return [one for measure in (kinds.kinds, kinds.statuses) for pair in pairs for one in measure(pair)]


@pytest.mark.parametrize(
    ("group", "labels", "strict", "fair"),
    [("kind", 184, 0.46, 0.87), ("modality", 184, 0.97, 0.97), ("item", 108, 0.73, 0.77), ("task", 55, 0.81, 0.85)],
)  # fmt: skip
def test_a_reader_would_say_the_same(group, labels, strict, fair, told):
    own = [one for one in told if one.group == group]
    assert len(own) == labels
    figures = [sum(getattr(one, kind) for one in own) / len(own) for kind in ("strict", "fair")]
    print(group, figures)
    assert figures[0] >= strict
    assert figures[1] >= fair
