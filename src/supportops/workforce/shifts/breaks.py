"""Breaks placed where they hurt least."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from supportops._kit.arrays import Float64Array, Form, hold, lift, lower
from supportops._kit.durations import DurationLike, duration
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce.shifts._milp import MOST_HEADS, minimized
from supportops.workforce.shifts.models import Crew

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BreakPlan", "place_breaks"]

_EDGE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class BreakPlan(Result):
    """When breaks begin, and what they leave.

    Attributes
    ----------
    status : str
        ``optimal``, or ``time limit`` for the best found so far.
    starts : dict of str to dict of int to int
        By crew, agents whose break begins in a period [agents].
    coverage : ndarray or Series
        Agents at work by period [agents].
    shortfall : ndarray or Series
        Agents missing by period [agents].
    total_shortfall : float
        Over all periods, the least possible [agent periods].
    least_slack : float or None
        Agents more than required where there are fewest, the most possible at that shortfall
        [agents]; negative where some are missing, None for no period.
    """

    status: Literal["optimal", "time limit"]
    starts: dict[str, dict[int, int]]
    coverage: "Float64Array | pd.Series[float]"
    shortfall: "Float64Array | pd.Series[float]"
    total_shortfall: float
    least_slack: float | None


def place_breaks(
    required: object, *, crews: Iterable[Crew], time_limit: DurationLike | None = None
) -> BreakPlan:
    """One break for each agent, placed for the least shortfall and then the largest slack.

    Parameters
    ----------
    required : array-like or Series
        Agents required by period [agents], zero or more.
    crews : iterable of Crew
        Agents by shift, with the window in which their break may begin.
    time_limit : duration, optional
        When each of the two searches ends with the best found so far.

    Returns
    -------
    BreakPlan

    Raises
    ------
    InputError
        For a period that does not exist, or a name that stands twice.

    Notes
    -----
    Two programs of whole agents: the first minimizes the total shortfall, the second keeps it
    and maximizes the slack of the tightest period.

    Examples
    --------
    >>> crew = Crew(name="day", agents=5, periods=range(8), window=[2, 3, 4, 5])
    >>> plan = place_breaks([3, 4, 5, 4, 3, 3, 4, 4], crews=[crew])
    >>> plan.total_shortfall, plan.least_slack, sum(plan.starts["day"].values())
    (0.0, 0.0, 5)
    """
    form, (need,) = lift(required=required)
    if need.ndim != 1:
        raise InputError(f"required must be one row of periods; got shape {need.shape}")
    hold((need >= 0) & np.isfinite(need), "required must be finite, zero or more", need)
    hold(need <= MOST_HEADS, "required must be at most a billion agents", need)
    seconds = None if time_limit is None else duration(time_limit, "time_limit").total_seconds()
    desk = _Desk.of(_named(crews, len(need)), need)
    if not desk.places or not len(need):
        return desk.plan(np.zeros(len(desk.places)), form, proven=True)
    first, least_known = _searched(desk, seconds, least=None)
    if first is None:
        return desk.plan(desk.evenly(), form, proven=False)
    second, slack_known = _searched(desk, seconds, least=desk.shortfall(first))
    taken = first if second is None else second
    return desk.plan(taken, form, proven=least_known and slack_known)


@dataclass(frozen=True, slots=True, eq=False)
class _Desk:
    """Crews on a row of periods, and every place that a break of theirs may take."""

    crews: list[Crew]
    need: Float64Array
    present: Float64Array
    places: list[tuple[int, int]]  # crew and first period of the break
    away: Float64Array  # by period and place

    @classmethod
    def of(cls, crews: list[Crew], need: Float64Array) -> "_Desk":
        places = [(k, start) for k, crew in enumerate(crews) for start in sorted(set(crew.window))]
        present = np.zeros(len(need))
        for crew in crews:
            present[list(set(crew.periods))] += crew.agents
        away = np.zeros((len(need), len(places)))
        for column, (k, start) in enumerate(places):
            away[start : start + crews[k].break_length, column] = 1.0
        return cls(crews, need, present, places, away)

    def shortfall(self, taken: Float64Array) -> float:
        """Agents missing over all periods."""
        return float(np.maximum(self.need - self.present + self.away @ taken, 0).sum())

    def evenly(self) -> Float64Array:
        """Breaks spread evenly over each window."""
        out = np.zeros(len(self.places))
        for k, crew in enumerate(self.crews):
            mine = [column for column, (owner, _) in enumerate(self.places) if owner == k]
            for turn in range(crew.agents):
                out[mine[turn % len(mine)]] += 1
        return out

    def plan(self, taken: Float64Array, form: Form, *, proven: bool) -> BreakPlan:
        """Answer with breaks at these places."""
        starts: dict[str, dict[int, int]] = {crew.name: {} for crew in self.crews}
        for (k, start), agents in zip(self.places, taken.tolist(), strict=True):
            if agents:
                starts[self.crews[k].name][start] = int(agents)
        coverage = self.present - self.away @ taken
        slack = coverage - self.need
        return BreakPlan(
            "optimal" if proven else "time limit",
            starts,
            lower(coverage, form),
            lower(np.maximum(-slack, 0.0), form),
            self.shortfall(taken),
            float(slack.min()) if len(slack) else None,
        )


def _searched(
    desk: _Desk, seconds: float | None, *, least: float | None
) -> tuple[Float64Array | None, bool]:
    """Breaks with the least shortfall; or with the largest slack at a shortfall of `least`.

    Columns: breaks by place, shortfall by period, and the slack of the tightest period.
    """
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csc_array

    n, m = desk.away.shape
    agents = np.array([crew.agents for crew in desk.crews], dtype=np.float64)
    owner = [k for k, _ in desk.places]
    everyone = np.zeros((len(agents), m + n + 1))
    everyone[owner, np.arange(m)] = 1.0
    gap = desk.need - desk.present
    enough = np.hstack([-desk.away, np.eye(n), np.zeros((n, 1))])
    rows = [
        LinearConstraint(csc_array(everyone), agents, agents),
        LinearConstraint(csc_array(enough), gap),
    ]
    goal = np.r_[np.zeros(m), np.ones(n), 0.0]
    if least is not None:
        tightest = np.hstack([-desk.away, np.zeros((n, n)), -np.ones((n, 1))])
        rows += [
            LinearConstraint(csc_array(tightest), gap),
            LinearConstraint(csc_array(goal[None, :]), -np.inf, least + _EDGE),
        ]
        goal = np.r_[np.zeros(m + n), -1.0]
    # The tightest slack lies within the largest demand and everybody present.
    reach = (desk.need.max(), desk.present.max()) if least is not None else (0.0, 0.0)
    found = minimized(
        goal,
        rows,
        whole=np.repeat(np.array([1, 0]), [m, n + 1]),
        low=np.r_[np.zeros(m + n), -reach[0]],
        high=np.r_[agents[owner], desk.need, reach[1]],
        seconds=seconds,
    )
    return (None if found.x is None else np.rint(found.x[:m])), found.status == 0


def _named(crews: Iterable[Crew], periods: int) -> list[Crew]:
    listed = list(crews)
    seen: set[str] = set()
    for crew in listed:
        if not isinstance(crew, Crew):
            raise InputError(f"crews must be of the model Crew; got {shown(crew)}")
        if crew.name in seen:
            raise InputError(f"crews must have names of their own; got {shown(crew.name)} twice")
        seen.add(crew.name)
        if crew.periods and max(crew.periods) >= periods:
            raise InputError(
                f"crews[{shown(crew.name)}].periods must be below {periods}; "
                f"got {max(crew.periods)}"
            )
    return listed
