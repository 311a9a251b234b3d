"""The kernel of interval tables: loads, agents, figures, and the frame that holds them."""

from typing import TYPE_CHECKING, Any

import numpy as np

from supportops import queueing
from supportops._kit.arrays import Float64Array
from supportops.errors import InputError
from supportops.workforce._asked import Asked
from supportops.workforce._rows import Intervals

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["figures_table", "held_targets", "staffed", "whole_up_many"]


def held_targets(asked: Asked) -> None:
    """Refuse questions without a target."""
    if (asked.answer_within is None) != (asked.service_level is None):
        raise InputError("answer_within and service_level must be given together; got one of them")
    limits = (asked.service_level, asked.max_wait, asked.max_abandonment, asked.max_occupancy)
    if all(limit is None for limit in limits):
        raise InputError(
            "a target must be given; got none; name answer_within and service_level, max_wait, "
            "max_abandonment or max_occupancy"
        )


def whole_up_many(values: Float64Array) -> Float64Array:
    """Next whole numbers, without floating ceilings."""
    near = np.rint(values)
    return np.where(np.abs(values - near) <= 1e-12 * np.abs(values), near, np.ceil(values))


def _loads(given: Intervals, asked: Asked) -> Float64Array:
    """Load while it is open; 0 where it is not."""
    with np.errstate(all="ignore"):
        loads = given.rows.volume * asked.handle_time / (given.micros / 1e6 * given.opened)
    return np.asarray(np.where(given.opened > 0, loads, 0.0), dtype=np.float64)


def staffed(given: Intervals, asked: Asked) -> "pd.DataFrame":
    """Agents for the rows and what they deliver."""
    loads = _loads(given, asked)
    wanted, places = loads, None
    if asked.same():
        # Volumes are mostly whole numbers, so few loads differ.
        distinct, back = np.unique(loads, return_inverse=True)
        if 2 * distinct.size <= loads.size:
            wanted, places = distinct, back
    servers = queueing.servers_needed(
        wanted,
        service_time=asked.handle_time,
        within=asked.answer_within,
        service_level=asked.service_level,
        patience=asked.patience,
        definition=asked.definition,
        max_wait=asked.max_wait,
        max_abandonment=asked.max_abandonment,
        max_occupancy=asked.max_occupancy,
    )
    agents = np.maximum(np.ceil(servers / asked.concurrency), asked.min_agents)
    found = _figures(wanted, agents, asked)
    if places is not None:
        agents, found = agents[places], {name: v[places] for name, v in found.items()}
    return _frame(given, asked, found, loads=loads, agents=agents)


def figures_table(given: Intervals, asked: Asked, agents: Any) -> "pd.DataFrame":
    """What given agents deliver."""
    if asked.answer_within is None:
        raise InputError("answer_within must be given, by argument or as a column; got none")
    loads = _loads(given, asked)
    people = np.broadcast_to(np.asarray(agents, dtype=np.float64), loads.shape)
    found = _figures(loads, people, asked)
    frame = _frame(given, asked, found, loads=loads, agents=people)
    steady = people * asked.concurrency > loads
    if asked.patience is not None:
        steady |= np.isfinite(asked.patience)
    frame["stable"] = _nullable(steady | (loads == 0), np.isnan(loads + people), "boolean")
    return frame


def _figures(loads: Float64Array, agents: Float64Array, asked: Asked) -> dict[str, Any]:
    within = np.inf if asked.answer_within is None else asked.answer_within
    found = queueing.queue_figures(
        loads,
        agents * asked.concurrency,
        service_time=asked.handle_time,
        within=within,
        patience=asked.patience,
        definition=asked.definition,
    )
    timed = np.isfinite(within)
    return {
        "wait_probability": found.wait_probability,
        "service_level": np.where(timed, found.service_level, np.nan),
        "occupancy": found.occupancy,
        "mean_wait": found.mean_wait,
        "abandonment": found.abandonment,
    }


def _nullable(values: Any, missing: Any, dtype: str) -> Any:
    import pandas as pd

    if dtype == "boolean":
        return pd.arrays.BooleanArray(np.asarray(values, dtype=bool), missing)
    filled = np.where(missing, 0, values).astype(np.int64)
    return pd.arrays.IntegerArray(filled, missing)


def _frame(
    given: Intervals,
    asked: Asked,
    found: dict[str, Any],
    *,
    loads: Float64Array,
    agents: Float64Array,
) -> "pd.DataFrame":
    import pandas as pd

    rows, opened = given.rows, given.opened
    closed = opened == 0
    some_closed = bool(closed.any())
    missing = np.isnan(loads) | np.isnan(agents)
    if some_closed:
        agents = np.where(closed, 0.0, agents)
        found = {name: np.where(closed, np.nan, v) for name, v in found.items()}
    if missing.any():
        found = {name: np.where(missing, np.nan, v) for name, v in found.items()}
    fte = agents / (1.0 - np.asarray(asked.shrinkage))
    paid = whole_up_many(fte)
    gone = missing | np.isnan(paid)
    columns: dict[str, Any] = {}
    if rows.column is not None:
        columns["starts_at"] = rows.column.array
    if rows.channel is not None:
        columns["channel"] = rows.labels
    columns |= {
        "volume": rows.volume,
        "load": loads,
        "agents": _nullable(agents, missing, "Int64"),
        **found,
        "paid": _nullable(paid, gone, "Int64"),
        "fte": fte,
        "paid_hours": paid * (given.micros / 3.6e9) * opened,
        "open": opened,
        "unserved": np.where(closed | np.isnan(rows.volume), rows.volume, 0.0),
    }
    return pd.DataFrame(columns, index=rows.index)
