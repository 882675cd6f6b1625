"""Where Spark begins to pay is told by two lines that meet, or not at all."""

import pytest
import sparking


@pytest.mark.parametrize(
    ("here", "there", "start", "from_"),
    [
        (0.2, 0.1, 60, 600),
        (0.2, 0.19, 60, 6000),
        (0.2, 0.1, -5, 0),
        (0.1, 0.1, 60, None),
        (0.1, 0.4, 60, None),
    ],
)
def test_from_how_many_plans_on_it_pays(here, there, start, from_):
    assert sparking.pays(here, there, start) == (from_ if from_ is None else pytest.approx(from_))


def test_what_more_workers_would_give(capsys):
    sparking._meet([50, 200], {0: [15.0, 45.0], 1: [80.0, 140.0], 2: [75.0, 105.0]})
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "one place    5.0 s and    200 ms a plan"
    assert told[3] == "4 workers: would pay from 550 plans"


def test_lines_that_fall_tell_nothing(capsys):
    sparking._meet([25, 75], {0: [16.6, 19.8], 1: [109.8, 82.5]})
    assert capsys.readouterr().out.splitlines()[-1] == "from these sizes it cannot be told where Spark pays"
