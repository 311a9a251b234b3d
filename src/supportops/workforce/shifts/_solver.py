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
    blocks, costs, tops = [program.matrix], [program.cost], [program.most]
    soft, dear = program.under is not None, bool(program.over.any())
    if program.under is not None:
        blocks.append(eye_array(periods, format="csc"))
        costs.append(program.under)
        tops.append(program.required)
    if dear:
        blocks.append(-eye_array(periods, format="csc"))
        costs.append(program.over)
        tops.append(np.full(periods, np.inf))
    slack = (int(soft) + int(dear)) * periods
    rows = [
        LinearConstraint(
            hstack(blocks, format="csc"), program.required, program.required if dear else np.inf
        )
    ]
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
    bound = float(program.cost @ program.least) if bound is None else float(bound)
    proven, infeasible = found.status == 0, found.status == 2
    if infeasible:
        return Solution(program.least.astype(np.int64), bound, proven=False, infeasible=True)
    if found.x is None:
        return Solution(greedy(program), bound, proven=False, infeasible=False)
    heads = np.rint(found.x[:shifts]).astype(np.int64)
    if not proven and program.price(byhand := greedy(program)) < program.price(heads):
        heads = byhand
    return Solution(heads, bound, proven=proven, infeasible=False)
