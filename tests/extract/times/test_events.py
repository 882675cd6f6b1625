"""Events that a term is counted from."""

import pytest

from zeren.extract.times.events import find_event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("自送达之日起20日内", "送达之日"),
        ("决定书应当在送达之日起20日内", "送达之日"),
        ("材料受理之日起20日内", "受理之日"),
        ("疫情结束后20日内", "疫情结束"),
        ("于项目竣工验收后20日内", "项目竣工验收"),
        ("对缴费困难的，在汛情解除后20日内", "汛情解除"),
        ("自公布之日起，20日内", "公布之日"),
        ("力争20日内", None),
        ("最后20日内", None),
        ("从今起20日内", None),
    ],
)
def test_the_event_is_what_the_term_is_counted_from(text, event):
    found = find_event(text, text.index("20"), 0)
    assert (found.of(text) if found else None) == event


def test_an_event_begins_no_earlier_than_it_may():
    text = "自送达之日起20日内"
    assert find_event(text, text.index("20"), 5) is None
