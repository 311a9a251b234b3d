"""The covering program solved to proof by HiGHS, with a cover by hand where time runs out."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Int64Array
from supportops.workforce.shifts._greedy import greedy
from supportops.workforce.shifts._milp import minimized
from supportops.workforce.shifts._program import Program

__all__ = ["Solution", "solve"]


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Heads, the best that were found, and the bound that was proven."""

    heads: Int64Array
    bound: float
    proven: bool
    infeasible: bool


def solve(program: Program, *, time_limit: float | None) -> Solution:
    """Best heads, to proof unless time runs out."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csc_array, eye_array, hstack

    periods, shifts = program.matrix.shape
    if not periods * shifts:
        price = program.price(program.least)
        good = bool(np.isfinite(price))
        heads = program.least.astype(np.int64)
        return Solution(heads, price, proven=good, infeasible=not good)
    # Surplus is coverage less demand plus shortfall, so its price goes into the other two.
    priced = program.cost + program.matrix.T @ program.over
    paid_for = float(program.over @ program.required)
    blocks, costs, tops, slack = [program.matrix], [priced], [program.most], 0
    if program.under is not None:
        slack = periods
        blocks.append(eye_array(periods, format="csc"))
        costs.append(program.under + program.over)
        tops.append(program.required)
    rows = [LinearConstraint(hstack(blocks, format="csc"), program.required)]
    if len(program.group_most):
        empty = csc_array((len(program.group_most), slack))
        wide = hstack([program.groups, empty], format="csc")
        rows.append(LinearConstraint(wide, -np.inf, program.group_most))
    found = minimized(
        np.concatenate(costs),
        rows,
        whole=np.repeat(np.array([1, 0]), [shifts, slack]),
        low=np.r_[program.least, np.zeros(slack)],
        high=np.concatenate(tops),
        seconds=time_limit,
    )
    bound = found.get("mip_dual_bound")
    bound = float(program.cost @ program.least) if bound is None else float(bound) - paid_for
    proven, infeasible = found.status == 0, found.status == 2
    if infeasible:
        return Solution(program.least.astype(np.int64), bound, proven=False, infeasible=True)
    if found.x is None:
        return Solution(greedy(program), bound, proven=False, infeasible=False)
    heads = np.rint(found.x[:shifts]).astype(np.int64)
    if not proven and program.price(byhand := greedy(program)) < program.price(heads):
        heads = byhand
    return Solution(heads, bound, proven=proven, infeasible=False)
