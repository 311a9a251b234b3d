"""The door to HiGHS: no gap allowed, and a second try where its presolve stumbles."""

from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array

__all__ = ["minimized"]

_STUMBLED = 4


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

    options: Any = {"mip_rel_gap": 0.0}
    if seconds is not None:
        options["time_limit"] = seconds
    bounds = Bounds(np.asarray(low), np.asarray(high))
    found = milp(goal, constraints=rows, integrality=whole, bounds=bounds, options=options)
    if found.status == _STUMBLED:
        options["presolve"] = False
        found = milp(goal, constraints=rows, integrality=whole, bounds=bounds, options=options)
    return found
