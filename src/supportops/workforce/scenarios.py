"""What if: changes of volume and what they take, all outputs in one table."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator

from supportops._kit.data import Source, read_data
from supportops._kit.durations import DurationLike
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.reals import is_real
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import length, volume_of
from supportops.workforce.capacity import required_agents
from supportops.workforce.interval import agents_needed, service_at
from supportops.workforce.shrinkage import scheduled_agents

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Scenario", "scenario_staffing", "scenario_table", "scenarios"]

_SIGNED = re.compile(r"\s*([+-])\s*(\d+(?:\.\d+)?)\s*%\s*")


def _change(value: Any) -> float:
    if isinstance(value, str):
        found = _SIGNED.fullmatch(value)
        if found is None:
            raise InputError(
                f'change must be signed such as "+50%" or "-50%", or a number; got {shown(value)}'
            )
        value = float(f"{found[1]}{found[2]}") / 100
    if not is_real(value) or not -1 <= float(value) < float("inf"):
        raise InputError(f"change must be -1 (-100%) or more; got {shown(value)}")
    return float(value)


class Scenario(Model, frozen=True, extra="forbid"):
    """A change to be ready for.

    Attributes
    ----------
    name : str
    change : float
        Of the volume, as part of it: ``"+300%"`` and 3.0 are four times as much.
    handle_time_change : float
        The same of the handle time.
    response : str
        What is done.
    source : Source or None
        None for a scenario of your own.

    Examples
    --------
    >>> Scenario(name="quiet summer", change="-20%").change
    -0.2
    """

    name: str
    change: Annotated[float, BeforeValidator(_change)]
    handle_time_change: Annotated[float, BeforeValidator(_change)] = 0.0
    response: str = ""
    source: Source | None = None


def scenarios() -> tuple[Scenario, ...]:
    """Five published scenarios.

    Examples
    --------
    >>> [round(scenario.change, 2) for scenario in scenarios()]
    [3.0, 0.5, 1.0, -0.5, 5.0]
    """
    return tuple(
        Scenario(
            name=row["name"],
            change=row["change"],
            response=row["response"],
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("workforce", "scenarios")["scenario"]
    )


def _asked(given: Iterable[Scenario] | None) -> tuple[Scenario, ...]:
    if given is None:
        return scenarios()
    found = collected(given, "scenarios")
    for scenario in found:
        if not isinstance(scenario, Scenario):
            raise InputError(f"scenarios must be Scenario; got {shown(scenario)}")
    return found


def _handle(handle_time: DurationLike, scenario: Scenario) -> Any:
    return length(handle_time, "handle_time", zero=True) * (1.0 + scenario.handle_time_change)


def scenario_table(
    volume: float,
    *,
    handle_time: DurationLike,
    hours: DurationLike,
    utilization: ShareLike,
    shrinkage: ShareLike = 0.0,
    scenarios: Iterable[Scenario] | None = None,
) -> "pd.DataFrame":
    """Capacity that each scenario takes, and how much more or less than today.

    Parameters
    ----------
    volume : float
        Tickets of the period today [tickets].
    handle_time, hours, utilization
        As in `required_agents`.
    shrinkage : share
        As in `scheduled_agents`; 0 where `utilization` is of paid time already.
    scenarios : iterable of Scenario, optional
        The five published ones by default.

    Returns
    -------
    DataFrame
        The first row is today, then a row for each scenario: scenario, change, volume
        [tickets], workload_hours, agents [full-time agents], heads, paid and extra_heads
        [heads], response.

    Raises
    ------
    InputError
        As `required_agents`.

    Examples
    --------
    >>> plan = scenario_table(500, handle_time="20m", hours="8h", utilization=0.75)
    >>> plan["heads"].tolist()
    [28, 112, 42, 56, 14, 167]
    """
    import pandas as pd

    today = volume_of(volume)
    rows = []
    for scenario in (Scenario(name="today", change=0.0), *_asked(scenarios)):
        count = today * (1.0 + scenario.change)
        found = required_agents(
            count, handle_time=_handle(handle_time, scenario), hours=hours, utilization=utilization
        )
        rows.append(
            {
                "scenario": scenario.name,
                "change": scenario.change,
                "volume": count,
                "workload_hours": found.workload.total_seconds() / 3600,
                "agents": found.agents,
                "heads": found.heads,
                "paid": scheduled_agents(found.heads, shrinkage=shrinkage),
                "response": scenario.response,
            }
        )
    table = pd.DataFrame(rows)
    table.insert(7, "extra_heads", table["heads"] - int(table["heads"].iloc[0]))
    return table


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
    for scenario in (Scenario(name="today", change=0.0), *_asked(scenarios)):
        count = today * (1.0 + scenario.change)
        each = _handle(handle_time, scenario)
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
