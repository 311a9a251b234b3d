"""What the checkers must see of workforce; read by mypy and pyright, never run."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, assert_type

from supportops.workforce import (
    DeferredClass,
    agents_for_confidence,
    agents_needed,
    demand_certificate,
    hiring_plan,
    required_agents,
    scheduled_agents,
    seasons_on,
    service_intervals,
    staff_intervals,
)

if TYPE_CHECKING:
    import pandas as pd

    from supportops.workforce import SeasonRule


def workforce(calls: "pd.Series[float]", frame: "pd.DataFrame", agents: "pd.Series[int]") -> None:
    assert_type(required_agents(1, handle_time="1m", hours="8h", utilization="75%").heads, int)
    assert_type(scheduled_agents(14, shrinkage=0.3), int)
    one = agents_needed(
        1, interval="30m", handle_time=timedelta(minutes=3), answer_within="20s", service_level=0.8
    )
    assert_type(one.paid, int)
    assert_type(one.service_level, float | None)
    plan = staff_intervals(calls, handle_time="3m", max_wait="20s", shrinkage=[0.1, "20%"])
    assert_type(plan, "pd.DataFrame")
    staff_intervals(frame, handle_time=frame["handle_time"], answer_within=["20s", None])
    service_intervals(calls, agents=agents, handle_time="3m", answer_within="20s")
    kind = DeferredClass.model_validate({"handle_time": "20m", "answer_within": "4h"})
    proof = demand_certificate(calls, classes=kind, agents=2)
    assert_type(proof.agents, float | None)
    assert_type(hiring_plan([1, 2], tenured=1, attrition="2%").hires, tuple[int, ...])
    sure = agents_for_confidence(
        1,
        confidence=0.9,
        interval="1h",
        handle_time="3m",
        answer_within="20s",
        service_level=0.8,
        cv=0.1,
    )
    assert_type(sure, int)
    assert_type(seasons_on(date(2026, 4, 29)), "tuple[SeasonRule, ...]")
