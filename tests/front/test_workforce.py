"""The snippets that the house promises for workforce, as people type them."""

import pandas as pd

from supportops.workforce import agents_needed, required_agents, staff_intervals

calls = pd.Series([100, 60], pd.date_range("2026-03-02 09:00", periods=2, freq="30min", tz="UTC"))


def test_agents_needed():
    paid = agents_needed(
        100, interval="30m", handle_time="3m", answer_within="20s", service_level=0.8, shrinkage=0.3
    ).paid
    assert paid == 20


def test_staff_intervals():
    plan = staff_intervals(
        calls, handle_time="3m", answer_within="20s", service_level=0.8, shrinkage=0.3
    )
    assert plan["paid"].tolist() == [20, 13]
    table = calls.rename("volume").rename_axis("starts_at").reset_index()
    same = staff_intervals(
        table, handle_time="3m", answer_within="20s", service_level=0.8, shrinkage=0.3
    )
    assert same["paid"].tolist() == plan["paid"].tolist()


def test_required_agents():
    answer = required_agents(500, handle_time="20m", hours="8h", utilization=0.75)
    assert (round(answer.agents, 2), answer.heads) == (27.78, 28)
