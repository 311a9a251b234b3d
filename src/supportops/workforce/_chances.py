"""How many full agents are left of a team, as a distribution."""

from collections.abc import Sequence

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.workforce.headcount import Team

__all__ = ["agents_left"]

_RARE = 1e-15


def agents_left(team: Team, hires: Sequence[int], period: int) -> tuple[Float64Array, Float64Array]:
    """Full agents in a period, in order, and the probability of each number.

    Everybody leaves or stays by himself; people of one load are counted together.
    """
    groups: dict[float, Float64Array] = {}

    def add(load: float, people: int, stays: float) -> None:
        from scipy.stats import binom

        chances = np.asarray(binom.pmf(np.arange(people + 1), people, stays))
        groups[load] = np.convolve(groups[load], chances) if load in groups else chances

    add(1.0, int(team.tenured), team.stay**period)
    for start, people in enumerate(hires[: period + 1]):
        if people:
            age = period - start
            add(team.load(age), int(people), team.survival(age))
    values, chances = np.zeros(1), np.ones(1)
    for load, counts in groups.items():
        more = load * np.arange(counts.size)
        values = (values[:, None] + more[None, :]).ravel()
        chances = (chances[:, None] * counts[None, :]).ravel()
        values, chances = _merged(values, chances)
    return values, chances


def _merged(values: Float64Array, chances: Float64Array) -> tuple[Float64Array, Float64Array]:
    kept = chances > _RARE
    # Sums of loads such as 0.25 and 0.75 differ in their last digits.
    distinct, places = np.unique(np.round(values[kept], 9), return_inverse=True)
    summed = np.bincount(places, chances[kept], minlength=distinct.size)
    return distinct, np.asarray(summed, dtype=np.float64)
