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
from supportops.workforce._doors import length, stretched, volume_of
from supportops.workforce.capacity import required_agents
from supportops.workforce.paid_heads import scheduled_agents

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Scenario", "scenario_table", "scenarios"]

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


def scenarios_asked(given: Iterable[Scenario] | None) -> tuple[Scenario, ...]:
    if given is None:
        return scenarios()
    found = collected(given, "scenarios")
    for scenario in found:
        if not isinstance(scenario, Scenario):
            raise InputError(f"scenarios must be Scenario; got {shown(scenario)}")
    return found


def changed_handle_time(handle_time: DurationLike, scenario: Scenario) -> Any:
    span = length(handle_time, "handle_time", zero=True)
    return stretched(span, 1.0 + scenario.handle_time_change, "handle_time_change")


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
    for scenario in (Scenario(name="today", change=0.0), *scenarios_asked(scenarios)):
        count = today * (1.0 + scenario.change)
        found = required_agents(
            count,
            handle_time=changed_handle_time(handle_time, scenario),
            hours=hours,
            utilization=utilization,
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
