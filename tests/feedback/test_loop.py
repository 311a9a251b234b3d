from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.feedback import (
    FeedbackItem,
    churn_signal,
    due_steps,
    effectiveness_targets,
    feedback_effectiveness,
    loop_stage,
    preventable_path,
    root_causes,
)

START = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def item(name="f", **days):
    steps = {f"{step}_at": START + day * DAY for step, day in days.items()}
    return FeedbackItem(**{"id": name, "kind": "bug_report", "submitted_at": START, **steps})


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ({}, "submitted"),
        ({"acknowledged": 1}, "acknowledged"),
        ({"responded": 1}, "responded"),
        ({"acknowledged": 1, "fixed": 9}, "fixed"),
        ({"fixed": 9, "customer_told": 9}, "closed"),
        ({"cause_found": 2}, "submitted"),
    ],
)
def test_the_stage_of_an_item(days, stage):
    assert loop_stage(item(**days)) == stage


def test_nothing_happens_before_it_is_submitted():
    with pytest.raises(ValidationError, match="fixed_at must be at or after submitted_at"):
        item(fixed=-1)
    with pytest.raises(ValidationError, match="instant must be timezone-aware"):
        FeedbackItem(id="f", kind="praise", submitted_at=datetime(2026, 3, 2))


def test_five_days_and_fourteen():
    at = lambda days: due_steps([item(cause_found=1)], now=START + days * DAY)  # noqa: E731
    acknowledge, backlog = at(0)
    assert (acknowledge.step, acknowledge.due_at) == ("acknowledge", START + 5 * DAY)
    assert (backlog.step, backlog.due_at) == ("add to the backlog", START + 15 * DAY)
    # Below five days; within fourteen.
    assert [step.overdue for step in at(4.99)] == [False, False]
    assert [step.overdue for step in at(5)] == [True, False]
    assert [step.overdue for step in at(15)] == [True, False]
    assert [step.overdue for step in at(15.01)] == [True, True]
    done = item(acknowledged=1, cause_found=1, backlog=2)
    assert due_steps([done, item(responded=2)], now=START + 99 * DAY) == ()


@pytest.mark.fact("feedback-effectiveness")
def test_targets_and_figures():
    targets = {t.name: t for t in effectiveness_targets()}
    assert [(t.name, t.definition, t.goal) for t in targets.values()] == [
        ("feedback_submitted", "tickets tagged for feedback", ""),
        ("feedback_response_rate", "product or engineering response", ""),
        ("time_to_acknowledgement", "days to acknowledge", ""),
        ("tickets_reduced", "tickets avoided by fixes", "track by quarter"),
        ("feature_adoption", "use of requested features", "high"),
    ]
    share = targets["feedback_submitted"].target
    assert [v in share for v in (0.049, 0.05, 0.1, 0.101)] == [False, True, True, False]
    answered = targets["feedback_response_rate"].target
    assert [v in answered for v in (0.79, 0.8)] == [False, True]
    days = targets["time_to_acknowledgement"].target
    assert [v in days for v in (4.9, 5)] == [True, False]
    items = [item(str(k), acknowledged=4.9, responded=6) for k in range(4)] + [item("x")]
    loop = feedback_effectiveness(items, tickets=100, now=START + 5 * DAY)
    assert loop.submitted.value == 0.05
    assert (loop.response_rate.value, loop.response_rate.missing) == (0.8, 0)
    assert loop.days_to_acknowledge.value == pytest.approx(4.9)
    assert (loop.days_to_acknowledge.missing, loop.days_to_acknowledge.unit) == (1, "days")
    assert set(loop.on_target.values()) == {True}


def test_the_young_may_still_be_answered():
    loop = feedback_effectiveness([item()], tickets=5, now=START + 4.9 * DAY)
    assert (loop.response_rate.value, loop.response_rate.missing) == (None, 1)
    assert loop.days_to_acknowledge.value is None
    assert loop.on_target == {
        "feedback_submitted": False, "feedback_response_rate": None,
        "time_to_acknowledgement": None,
    }  # fmt: skip
    told = [item("a", fixed=1, customer_told=2), item("b", fixed=1)]
    assert feedback_effectiveness(told, tickets=5, now=START + DAY).closed.value == 0.5
    nothing = feedback_effectiveness([], tickets=0, now=START)
    assert nothing.submitted.reason == "no observations"


def test_effectiveness_says_what_is_wrong():
    with pytest.raises(InputError, match="tickets must be at least the items, 2; got 1"):
        feedback_effectiveness([item(), item()], tickets=1, now=START)
    with pytest.raises(InputError, match="submitted_at of f must be at or before now"):
        feedback_effectiveness([item()], tickets=1, now=START - DAY)


@pytest.mark.fact("playbook-vivtone-preventable")
def test_fifteen_percent_a_quarter_leave_half():
    path = preventable_path(1000)
    assert round(100 * path.remaining, 1) == 52.2
    assert [round(n) for n in path.tickets] == [1000, 850, 722, 614, 522]
    assert root_causes() == ("product bug", "documentation gap", "usability")
    assert due_steps([item(acknowledged=1, cause_found=0)], now=START)[0].due_at == START + 14 * DAY
    signals = {
        (n, csat): churn_signal(tickets=n, csat=csat, repeats=3, low=3)
        for n in (2, 3)
        for csat in (2.9, 3, None, float("nan"))
    }
    assert [key for key, value in signals.items() if value] == [(3, 2.9)]
    assert signals[3, None] is None
    assert signals[2, None] is False


@given(st.floats(0, 1e6), st.floats(0, 1), st.integers(0, 12))
def test_quarter_by_quarter(tickets, reduction, quarters):
    path = preventable_path(tickets, reduction=reduction, quarters=quarters)
    left, avoided = tickets, 0.0
    for _ in range(quarters):
        left -= left * reduction
        avoided += tickets - left
    assert path.tickets[-1] == pytest.approx(left, abs=1e-6)
    assert path.avoided == pytest.approx(avoided, abs=1e-5)
