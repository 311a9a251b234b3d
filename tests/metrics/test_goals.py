from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError

AS_OF = date(2026, 11, 23)


@pytest.mark.fact("playbook-skill-example-targets")
def test_the_worked_teams_goals_stand_as_published():
    goals = {g.metric: g for g in metrics.goals("worked-team")}
    assert list(goals) == ["first_response_time", "csat", "fcr", "deflection_rate"]
    response = goals["first_response_time"]
    assert (response.start, response.target, response.unit) == (4.2 * 60, 1.5 * 60, "minutes")
    assert (response.days, response.months) == (90, None)
    csat = goals["csat"]
    assert (csat.start, csat.target, csat.days, csat.months) == (0.78, 0.88, None, 6)
    fcr = goals["fcr"]
    assert (fcr.start, fcr.target, fcr.due(AS_OF)) == (None, 0.72, None)
    deflection = goals["deflection_rate"]
    assert (deflection.start, deflection.target, deflection.months) == (0, 0.25, 6)
    assert deflection.focus == ("login", "billing")


@pytest.mark.parametrize(
    ("as_of", "metric", "due"),
    [
        (AS_OF, "first_response_time", date(2027, 2, 21)),
        (AS_OF, "csat", date(2027, 5, 23)),
        (date(2026, 8, 31), "csat", date(2027, 2, 28)),
        (date(2027, 8, 31), "csat", date(2028, 2, 29)),
        (date(2026, 6, 30), "csat", date(2026, 12, 30)),
    ],
)
def test_goals_fall_due(as_of, metric, due):
    goal = next(g for g in metrics.goals("worked-team") if g.metric == metric)
    assert goal.due(as_of) == due


def test_an_unknown_set_of_goals_lists_the_known():
    with pytest.raises(InputError, match=r"name must be one of worked-team; got 'theirs'"):
        metrics.goals("theirs")


@given(
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.integers(1, 12),
    st.integers(12, 1000),
)
def test_a_path_is_a_straight_line_to_the_target(start, target, steps, length):
    due = date.fromordinal(AS_OF.toordinal() + length)
    path = metrics.target_path(start, target, as_of=AS_OF, due=due, steps=steps)
    assert len(path) == steps
    assert path[-1].day == due
    assert path[-1].value == target
    assert [m.day for m in path] == sorted({m.day for m in path})
    for milestone in path:
        done = (milestone.day - AS_OF).days / length
        assert milestone.value == pytest.approx(start + (target - start) * done, abs=1e-6)


@pytest.mark.parametrize(("days", "steps"), [(0, 1), (-5, 3), (2, 3), (10, 0)])
def test_a_path_needs_days(days, steps):
    due = date.fromordinal(AS_OF.toordinal() + days)
    with pytest.raises(InputError, match=r"steps must be from 1 to the days"):
        metrics.target_path(1, 2, as_of=AS_OF, due=due, steps=steps)


def test_a_goal_has_no_day_after_the_last_year():
    goal = metrics.goals("worked-team")[0]
    with pytest.raises(InputError, match="as_of must leave room for the goal"):
        goal.due(date(9999, 6, 1))
