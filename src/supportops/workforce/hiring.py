"""How many to hire and when, against a requirement that changes."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array, lift
from supportops._kit.names import collected
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._chances import agents_left
from supportops.workforce._doors import below_one
from supportops.workforce._program import SLACK, Program
from supportops.workforce.headcount import Team, headcount_of, team_of, weights

__all__ = ["HiringPlan", "hiring_plan"]

_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class HiringPlan(Result):
    """Hires period by period, and what they make of the team.

    Attributes
    ----------
    hires : tuple of int
        People who start at the beginning of each period [heads].
    total : int
        [heads]
    classes : tuple of int
        Classes that start in each period [classes].
    decide : tuple of int
        For each period with hires the period by which it must be decided, below 0 for before
        the plan.
    heads, agents : tuple of float
        People, and full agents they amount to after shrinkage, on average [heads, agents].
    requirement : tuple of float
        [agents]
    unmet : tuple of int
        Periods whose requirement the plan misses; hires cannot come or carry load in time.
    confidence : tuple of float or None
        Probability for each period that the agents suffice, as people leave by chance; None
        unless asked for.
    """

    hires: tuple[int, ...]
    total: int
    classes: tuple[int, ...]
    decide: tuple[int, ...]
    heads: tuple[float, ...]
    agents: tuple[float, ...]
    requirement: tuple[float, ...]
    unmet: tuple[int, ...]
    confidence: tuple[float, ...] | None

    @property
    def feasible(self) -> bool:
        """Whether every period is met."""
        return not self.unmet


def hiring_plan(
    requirement: Iterable[float],
    *,
    tenured: float,
    attrition: ShareLike,
    ramp: Iterable[ShareLike] | None = None,
    lead: int = 0,
    class_size: int = 1,
    max_classes: int | None = None,
    trainee_attrition: ShareLike | None = None,
    mentor_share: ShareLike = 0.0,
    mentored: int | None = None,
    shrinkage: ShareLike = 0.0,
    confidence: ShareLike | None = None,
) -> HiringPlan:
    """Fewest hires, as late as possible, that keep the team at its requirement.

    Parameters
    ----------
    requirement : iterable of float
        Agents needed in each period [agents]; `agents_for_confidence` gives them with a margin
        for uncertain volume.
    tenured, attrition, ramp, trainee_attrition, mentor_share, mentored, shrinkage
        The team, as in `project_headcount` [heads, periods].
    lead : int
        Periods from the decision to the start [periods]; nobody can start earlier than this
        in the plan.
    class_size : int
        People who start together [heads]; hires come in whole classes.
    max_classes : int, optional
        Most classes that can start in a period [classes].
    confidence : share, optional
        Probability below 1 with which each period shall be met although people leave by
        chance; by default the average is planned.

    Returns
    -------
    HiringPlan

    Raises
    ------
    InputError
        For a number outside its range; with confidence also for a fraction of a tenured head.

    Notes
    -----
    An integer programme, solved to the optimum and checked in exact sums. Where not
    every period can be met, as few agents as can be are missing in sum, and the periods are
    named in `unmet`. With confidence the requirements are raised until the exact distribution
    (independent leavers) reaches it: such a plan is checked, but may be above the fewest.

    Examples
    --------
    >>> plan = hiring_plan([9, 9, 9.2, 9.6, 10], tenured=10, attrition="4%", ramp=[0, 0.5, 1])
    >>> plan.total, plan.unmet
    (2, ())
    """
    _, (needed,) = lift(requirement=np.asarray(collected(requirement, "requirement"), dtype=object))
    if needed.ndim != 1:
        raise InputError(f"requirement must be one flat list; got {shown(needed.tolist())}")
    if not (np.isfinite(needed) & (needed >= 0)).all():
        raise InputError(f"requirement must be finite, zero or more; got {shown(needed.tolist())}")
    team = team_of(
        tenured,
        attrition=attrition,
        ramp=ramp,
        trainee_attrition=trainee_attrition,
        mentor_share=mentor_share,
        mentored=mentored,
    )
    wait, size = whole(lead, "lead"), whole(class_size, "class_size")
    if not size:
        raise InputError(f"class_size must be 1 or more; got {shown(class_size)}")
    most = np.inf if max_classes is None else float(whole(max_classes, "max_classes"))
    worked = 1.0 - below_one(shrinkage)
    sure = None if confidence is None else below_one(confidence, "confidence")
    if sure is not None and team.tenured != int(team.tenured):
        raise InputError(f"tenured must be whole where confidence is given; got {tenured}")
    question = _Question(team, needed / worked, wait, size, most)
    classes = question.solved(needed / worked)
    chances = None
    if sure is not None:
        classes, chances = question.confident(classes, sure)
    hires = [int(count) * size for count in classes]
    found = headcount_of(team, hires, 1.0 - worked)
    low = np.asarray(found.available) < needed * (1.0 - SLACK) - SLACK
    if chances is not None and sure is not None:
        low |= np.asarray(chances) < sure - SLACK
    return HiringPlan(
        hires=tuple(hires),
        total=sum(hires),
        classes=tuple(int(count) for count in classes),
        decide=tuple(at - wait for at, people in enumerate(hires) if people),
        heads=found.heads,
        agents=found.available,
        requirement=tuple(float(value) for value in needed),
        unmet=tuple(int(at) for at in np.flatnonzero(low)),
        confidence=chances,
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """A plan to be found: requirement in full agents, before shrinkage."""

    team: Team
    needed: Float64Array
    lead: int
    size: int
    most: float

    def solved(self, target: Float64Array) -> Float64Array:
        """Least shortage, then fewest classes, then the latest, for a target in full agents."""
        span = target.size
        if not span:
            return np.zeros(0)
        _, loads = weights(self.team, span)
        gap = target - self.team.tenured * self.team.stay ** np.arange(span)
        program = Program(loads[:, self.lead :] * self.size, gap, self.most)
        classes = np.zeros(span)
        if (gap > 0).any() and program.size:
            classes[self.lead :] = program.best()
        return classes

    def confident(
        self, classes: Float64Array, sure: float
    ) -> tuple[Float64Array, tuple[float, ...]]:
        """Classes raised until every period that can be is met with that probability."""
        target = self.needed.copy()
        _, loads = weights(self.team, target.size)
        helped = (loads[:, self.lead :] > 0).any(axis=1)
        for _ in range(_ROUNDS):
            chances, tails = self._chances(classes, 1.0 - sure)
            low = (np.asarray(chances) < sure - SLACK) & helped
            if not low.any():
                break
            target[low] += np.maximum(self.needed - tails, 0.05)[low]
            classes = self.solved(target)
        return classes, tuple(self._chances(classes, 1.0 - sure)[0])

    def _chances(self, classes: Float64Array, part: float) -> tuple[list[float], Float64Array]:
        hires = [int(count) * self.size for count in classes]
        met, tails = [], np.zeros(len(hires))
        for period in range(len(hires)):
            values, chances = agents_left(self.team, hires, period)
            enough = values >= self.needed[period] * (1.0 - SLACK) - SLACK
            met.append(float(min(chances[enough].sum(), 1.0)))
            below = np.searchsorted(np.cumsum(chances), part)
            tails[period] = values[min(int(below), values.size - 1)]
        return met, tails
