"""The door to HiGHS: no gap allowed, and a second try where its presolve stumbles."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array

__all__ = ["MOST_HEADS", "minimized"]

MOST_HEADS = 1e9  # beyond it whole numbers drown in the tolerance of the solver
_STUMBLED = 4
_SMALL, _LARGE = 0.01, 1e7


def minimized(
    goal: Float64Array,
    rows: list[Any],
    *,
    whole: Int64Array,
    low: Float64Array,
    high: Float64Array,
    seconds: float | None,
) -> Any:
    """Result of `scipy.optimize.milp` for the least ``goal x``, `whole` marking whole numbers."""
    from scipy.optimize import Bounds, milp

    # Tolerances of the solver are absolute, so prices far from 1 are brought near to it; a
    # power of two leaves their digits alone.
    size = float(np.abs(goal).max(initial=0.0))
    unit = 1.0 if not size or _SMALL <= size <= _LARGE else 2.0 ** round(np.log2(size))
    goal = goal / unit
    options: Any = {"mip_rel_gap": 0.0}
    if seconds is not None:
        options["time_limit"] = seconds
    bounds = Bounds(np.asarray(low), np.asarray(high))
    found: Any = milp(goal, constraints=rows, integrality=whole, bounds=bounds, options=options)
    if found.status == _STUMBLED:
        options["presolve"] = False
        found = milp(goal, constraints=rows, integrality=whole, bounds=bounds, options=options)
    if found.get("mip_dual_bound") is not None:
        found["mip_dual_bound"] *= unit
    return found
