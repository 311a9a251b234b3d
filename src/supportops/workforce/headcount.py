"""Heads and full agents through time, out of tenured people, cohorts of hires and attrition."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops._kit.names import collected
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops.workforce.ramps import ramp_loads

__all__ = ["Headcount", "Team", "project_headcount", "team_of"]


@dataclass(frozen=True, slots=True)
class Headcount(Result):
    """A team through time, period by period.

    Attributes
    ----------
    heads : tuple of float
        People on the payroll after the hires of a period, on average [heads].
    agents : tuple of float
        Full agents that they amount to: ramp counted, mentors deducted [full-time agents].
    available : tuple of float
        `agents` less shrinkage [agents].
    hires : tuple of float
        People who start in each period [heads].
    leavers : tuple of float
        People who leave at the end of each period, on average [heads].
    """

    heads: tuple[float, ...]
    agents: tuple[float, ...]
    available: tuple[float, ...]
    hires: tuple[float, ...]
    leavers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Rules by which a team changes: survival, ramp and what mentors lose."""

    tenured: float
    stay: float
    trainee_stay: float
    ramp: tuple[float, ...]
    mentor: float
    mentored: int

    def load(self, age: int) -> float:
        """Full agents that a hire of that age amounts to, mentors deducted."""
        tax = self.mentor if age < self.mentored else 0.0
        return self.ramp[min(age, len(self.ramp) - 1)] - tax

    def survival(self, age: int) -> float:
        """Share of a cohort that is still there at that age."""
        young = min(age, len(self.ramp) - 1)
        return float(self.trainee_stay**young * self.stay ** (age - young))


def team_of(
    tenured: float,
    *,
    attrition: ShareLike,
    ramp: Iterable[ShareLike] | None,
    trainee_attrition: ShareLike | None,
    mentor_share: ShareLike,
    mentored: int | None,
) -> Team:
    """Team of a question, its numbers held to their rules."""
    loads = ramp_loads(ramp)
    leave = share(attrition, "attrition")
    young = leave if trainee_attrition is None else share(trainee_attrition, "trainee_attrition")
    below = sum(1 for load in loads if load < 1)
    return Team(
        tenured=from_zero(tenured, "tenured"),
        stay=1.0 - leave,
        trainee_stay=1.0 - young,
        ramp=loads,
        mentor=share(mentor_share, "mentor_share"),
        mentored=below if mentored is None else whole(mentored, "mentored"),
    )


def project_headcount(
    tenured: float,
    *,
    hires: Iterable[float] = (),
    periods: int,
    attrition: ShareLike,
    ramp: Iterable[ShareLike] | None = None,
    trainee_attrition: ShareLike | None = None,
    mentor_share: ShareLike = 0.0,
    mentored: int | None = None,
    shrinkage: ShareLike = 0.0,
) -> Headcount:
    """Heads and full agents of a team, period by period.

    Parameters
    ----------
    tenured : float
        People at the start who carry a full load [heads].
    hires : iterable of float
        People who start at the beginning of each period [heads]; none after the end of the list,
        and those after `periods` are not looked at.
    periods : int
        Weeks or months to look at [periods].
    attrition : share
        Share that leaves at the end of a period; `convert_attrition` gives it.
    ramp : iterable of share, optional
        Load of a hire by periods since the start, the last one staying; the published weeks by
        default.
    trainee_attrition : share, optional
        Attrition while the ramp lasts; that of all by default.
    mentor_share : share
        Part of a full agent that each trainee costs somebody tenured.
    mentored : int, optional
        Periods for which it does [periods]; by default those with less than a full load.
    shrinkage : share
        Share of paid time that is not worked.

    Returns
    -------
    Headcount

    Raises
    ------
    InputError
        For negative people, or a share outside its range.

    Notes
    -----
    ``heads[t] = heads[t-1] * (1 - attrition) + hires[t]`` by cohort; agents are heads weighted
    by the ramp at their age, less ``mentor_share`` for every trainee. People are expected
    numbers, hence fractions.

    Examples
    --------
    >>> plan = project_headcount(50, hires=[0, 6], periods=3, attrition="3%", ramp=[0, 0.5, 1])
    >>> [round(a, 3) for a in plan.agents], round(plan.heads[1], 2)
    ([50.0, 48.5, 49.955], 54.5)
    """
    team = team_of(
        tenured,
        attrition=attrition,
        ramp=ramp,
        trainee_attrition=trainee_attrition,
        mentor_share=mentor_share,
        mentored=mentored,
    )
    span = whole(periods, "periods")
    starts = [from_zero(value, "hires") for value in collected(hires, "hires")]
    starts = [*starts[:span], *[0.0] * (span - len(starts))]
    return headcount_of(team, starts, share(shrinkage, "shrinkage"))


def headcount_of(team: Team, hires: Sequence[float], shrinkage: float) -> Headcount:
    """Team through time for whole or fractional hires by period."""
    span = len(hires)
    stays, loads = weights(team, span)
    start = np.asarray(hires, dtype=np.float64)
    old = team.tenured * team.stay ** np.arange(span + 1.0)
    heads = old[:span] + stays[:span, :span] @ start if span else old[:0]
    agents = old[:span] + loads @ start if span else old[:0]
    later = np.append(start[1:], 0.0)
    after = old[1:] + stays[1:, :span] @ start - later if span else old[:0]
    return Headcount(
        heads=_plain(heads),
        agents=_plain(agents),
        available=_plain(agents * (1.0 - shrinkage)),
        hires=_plain(start),
        leavers=_plain(heads - after),
    )


def weights(team: Team, span: int) -> tuple[Float64Array, Float64Array]:
    """Share still there, and full agents, for each period (row) of a hire of each (column)."""
    stays, loads = np.zeros((span + 1, span)), np.zeros((span, span))
    for age in range(span + 1):
        left = team.survival(age)
        for start in range(span + 1 - age):
            if start < span:
                stays[start + age, start] = left
            if start + age < span:
                loads[start + age, start] = left * team.load(age)
    return stays, loads


def _plain(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
