"""Test of group means against the rest where tickets of one agent resemble each other."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array

__all__ = ["by_agent_test"]

_DENSE = 4_000_000  # groups × agents that are looked at in one go


def by_agent_test(
    at: Int64Array, given: Float64Array, agents: tuple[Int64Array, int], groups: int
) -> Float64Array:
    """P value of each group's mean against all others', NaN where a side has fewer than two agents.

    An agent may work on both sides: what its tickets take away from one mean and from the other
    is squared together.
    """
    agent, people = agents
    answer = np.full(groups, np.nan)
    off = given - given.mean() if given.size else given
    every = tuple(np.bincount(agent, w, minlength=people) for w in (None, off))
    width = max(1, _DENSE // people)
    for first in range(0, groups, width):
        rows = (at >= first) & (at < first + width)
        size = min(width, groups - first)
        key = (at[rows] - first) * people + agent[rows]
        own = tuple(
            np.bincount(key, w, minlength=size * people).reshape(size, people)
            for w in (None, off[rows])
        )
        answer[first : first + size] = _block(own, every)
    return answer


def _block(own: Any, every: Any) -> Float64Array:
    from scipy.special import stdtr

    sides = (own, tuple(total - part for total, part in zip(every, own, strict=True)))
    means, pulls, spreads, people = [], [], [], []
    with np.errstate(invalid="ignore", divide="ignore"):
        for n, total in sides:
            size, many = n.sum(axis=1), (n > 0).sum(axis=1)
            center = total.sum(axis=1) / size
            pull = np.where(n > 0, total - center[:, None] * n, 0.0) / size[:, None]
            pull *= np.sqrt(many / (many - 1.0))[:, None]
            means.append(center)
            pulls.append(pull)
            spreads.append((pull * pull).sum(axis=1))
            people.append(many)
        gap = pulls[0] - pulls[1]
        se2 = (gap * gap).sum(axis=1)
        df = (spreads[0] + spreads[1]) ** 2 / sum(
            s * s / (k - 1.0) for s, k in zip(spreads, people, strict=True)
        )
        p: Float64Array = 2 * stdtr(df, -np.abs(means[0] - means[1]) / np.sqrt(se2))
    known = (people[0] > 1) & (people[1] > 1) & (se2 > 0)
    return np.where(known, p, np.nan)
