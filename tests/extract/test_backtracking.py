"""No pattern can be made to backtrack: each takes its share for the worst characters that can be made for it."""

import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SLACK = 8
"""How many times the limit of 0.1 seconds a busy machine may take; a pattern that backtracks takes minutes."""
MARKS = "一1年月日前、，。；：（）()《》【】“”\n 　的由要等和各市局每到至第条%万元个-—.·|甲"
PATTERNS = list(hostile.patterns().items())


@pytest.mark.parametrize(("pattern", "name"), PATTERNS, ids=[name for _, name in PATTERNS])
def test_a_pattern_takes_its_share_of_the_worst_that_is_made_for_it(pattern, name):
    taken, attack, way = hostile.worst(pattern, SLACK * hostile.LIMIT)
    assert taken < SLACK * hostile.LIMIT, (way, attack)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([pattern for pattern, _ in PATTERNS]),
    st.text(MARKS, max_size=3),
    st.text(MARKS, min_size=1),
)
def test_a_pattern_takes_its_share_of_marker_soup(pattern, before, unit):
    for way in hostile.ways(pattern):
        taken = min(hostile.seconds(pattern, (before, unit), way, hostile.LENGTH) for _ in range(2))
        assert taken < SLACK * hostile.LIMIT


def test_no_pattern_is_forgotten():
    """A pattern that a function puts together would not be found, but where constants of the module hold what it gives."""
    held = ("zeren.extract.times.forms", "zeren.extract.times.reasons")
    hidden = {
        (module.__name__, line)
        for module in hostile.modules()
        for line, source in hostile.calls(module)
        if source is None and module.__name__ not in held
    }
    assert not hidden
    assert len(PATTERNS) > 300
    assert {name for _, name in PATTERNS} >= {"times.deadlines.IN_CLAUSE", "times.reasons.NO_TIME"}
