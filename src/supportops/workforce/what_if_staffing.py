"""What if: agents for an interval in each scenario, and what today's would deliver."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from supportops._kit.durations import DurationLike
from supportops._kit.shares import ShareLike
from supportops.workforce._doors import volume_of
from supportops.workforce.one_interval import agents_needed
from supportops.workforce.service import service_at
from supportops.workforce.what_if import Scenario, changed_handle_time, scenarios_asked

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["scenario_staffing"]


def scenario_staffing(
    volume: float,
    *,
    interval: DurationLike,
    handle_time: DurationLike,
    answer_within: DurationLike,
    service_level: ShareLike,
    shrinkage: ShareLike = 0.0,
    patience: DurationLike | None = None,
    scenarios: Iterable[Scenario] | None = None,
) -> "pd.DataFrame":
    """Agents for an interval in each scenario, and what today's agents would deliver in it.

    Parameters
    ----------
    volume : float
        Contacts of the interval today [contacts].
    interval, handle_time, answer_within, service_level, shrinkage, patience
        As in `agents_needed`.
    scenarios : iterable of Scenario, optional
        The five published ones by default.

    Returns
    -------
    DataFrame
        The first row is today, then a row for each scenario: scenario, change, volume
        [contacts], load [erlangs], agents [agents], paid [heads], service_level, occupancy,
        mean_wait [seconds], and unchanged_service_level and unchanged_wait with the agents of
        today (infinite under overload).

    Raises
    ------
    InputError
        As `agents_needed`.

    Examples
    --------
    >>> plan = scenario_staffing(100, interval="30m", handle_time="3m", answer_within="20s",
    ...                          service_level=0.8)
    >>> plan["agents"].tolist()
    [14, 45, 19, 24, 8, 66]
    """
    import pandas as pd

    today = volume_of(volume)
    rows: list[dict[str, Any]] = []
    for scenario in (Scenario(name="today", change=0.0), *scenarios_asked(scenarios)):
        count = today * (1.0 + scenario.change)
        each = changed_handle_time(handle_time, scenario)
        found = agents_needed(
            count,
            interval=interval,
            handle_time=each,
            answer_within=answer_within,
            service_level=service_level,
            shrinkage=shrinkage,
            patience=patience,
        )
        same = service_at(
            count,
            agents=rows[0]["agents"] if rows else found.agents,
            interval=interval,
            handle_time=each,
            answer_within=answer_within,
            patience=patience,
        )
        rows.append(
            {
                "scenario": scenario.name,
                "change": scenario.change,
                "volume": count,
                "load": found.load,
                "agents": found.agents,
                "paid": found.paid,
                "service_level": found.service_level,
                "occupancy": found.occupancy,
                "mean_wait": found.mean_wait,
                "unchanged_service_level": same.service_level,
                "unchanged_wait": same.mean_wait,
            }
        )
    return pd.DataFrame(rows)
