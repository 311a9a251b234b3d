"""The covering program solved to proof by HiGHS, with a cover by hand where time runs out."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops.workforce.shifts._greedy import greedy
from supportops.workforce.shifts._milp import minimized
from supportops.workforce.shifts._program import Program
from supportops.workforce.shifts._windows import Window, dealt, weights

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
    periods, shifts = program.matrix.shape
    if not periods * shifts:
        price = program.price(program.least)
        good = bool(np.isfinite(price))
        return Solution(program.least.astype(np.int64), price, proven=good, infeasible=not good)
    heads, found = _asked(program, time_limit, windows=True)
    if heads is None and found.x is not None:  # the last bits of a number broke a rule
        heads, found = _asked(program, time_limit, windows=False)
    bound = found.get("mip_dual_bound")
    paid_for = float(program.over @ program.required)
    floor = float(program.cost @ program.least)  # no price is negative
    bound = floor if bound is None else max(float(bound) - paid_for, floor)
    proven, infeasible = found.status == 0, found.status == 2
    if infeasible:
        return Solution(program.least.astype(np.int64), bound, proven=False, infeasible=True)
    if heads is None:
        return Solution(greedy(program), bound, proven=False, infeasible=False)
    if not proven and program.price(byhand := greedy(program)) < program.price(heads):
        heads = byhand
    return Solution(heads, bound, proven=proven, infeasible=False)


def _asked(
    program: Program, seconds: float | None, *, windows: bool
) -> tuple[Int64Array | None, Any]:
    """Heads of every shift if HiGHS found some, and all that it says."""
    short = _Short.of(program, windows=windows)
    found = short.solved(seconds)
    return (None if found.x is None else short.heads(found.x)), found


@dataclass(frozen=True, slots=True, eq=False)
class _Short:
    """The program as the solver sees it: variants of one break are one column.

    Columns: shifts that stand alone, shifts with windows, shortfall by period, and for each
    width and length of windows the breaks that begin and the heads that wait, by period.
    """

    program: Program
    alone: Int64Array
    kinds: tuple[tuple[Window, ...], ...]

    @classmethod
    def of(cls, program: Program, *, windows: bool) -> "_Short":
        kinds: dict[tuple[int, int], list[Window]] = {}
        alone = np.ones(len(program.cost), dtype=bool)
        for window in program.windows if windows else ():
            kinds.setdefault((window.width, window.length), []).append(window)
            alone[window.columns] = False
        return cls(program, np.flatnonzero(alone), tuple(map(tuple, kinds.values())))

    @property
    def moving(self) -> list[Window]:
        """Windows in the order of their columns."""
        return [window for kind in self.kinds for window in kind]

    def solved(self, seconds: float | None) -> Any:
        """What HiGHS finds."""
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csc_array, eye_array, hstack

        program, n = self.program, len(self.program.required)
        moving = self.moving
        presence = np.zeros((n, len(moving)))
        for place, window in enumerate(moving):
            presence[window.worked, place] = 1.0
        first = np.array([window.columns[0] for window in moving], dtype=np.int64)
        pick = np.r_[self.alone, first]
        matrix = hstack([program.matrix[:, self.alone], csc_array(presence)], format="csc")
        heads, lacks = len(pick), n if program.under is not None else 0
        # Surplus is coverage less demand plus shortfall, so its price goes into the others.
        eye = eye_array(n, format="csc")
        away = [_away(kind[0].length, n) for kind in self.kinds]
        cover = [matrix, *([eye] if lacks else [])]
        goal = [program.cost[pick] + matrix.T @ program.over]
        if program.under is not None:
            goal.append(program.under + program.over)
        for gone in away:
            cover += [-gone, csc_array((n, n))]
            goal += [-(gone.T @ program.over), np.zeros(n)]
        rows = [LinearConstraint(hstack(cover, format="csc"), program.required)]
        if len(program.group_most):
            rest = csc_array((len(program.group_most), lacks + 2 * n * len(away)))
            wide = hstack([program.groups[:, pick], rest], format="csc")
            rows.append(LinearConstraint(wide, -np.inf, program.group_most))
        if np.isfinite(program.short_most):
            short = np.concatenate([np.zeros(heads), np.ones(lacks), np.zeros(2 * n * len(away))])
            rows.append(LinearConstraint(csc_array(short[None, :]), -np.inf, program.short_most))
        begin = len(self.alone)
        back = eye[:, np.r_[1:n, :1]]  # the period before, on the ring
        for place, kind in enumerate(self.kinds):
            free, still = weights(kind, n)
            line: list[Any] = [csc_array((n, begin)), csc_array(-free)]
            due: list[Any] = [csc_array((n, begin)), csc_array(-still)]
            later = heads - begin - len(kind)
            pad = [csc_array((n, k)) for k in (later, lacks + 2 * n * place) if k]
            tail = [csc_array((n, k)) for k in (2 * n * (len(away) - place - 1),) if k]
            queue = hstack([*line, *pad, eye, eye - back, *tail], format="csc")
            limit = hstack([*due, *pad, csc_array((n, n)), eye, *tail], format="csc")
            rows += [LinearConstraint(queue, 0, 0), LinearConstraint(limit, -np.inf, 0)]
            begin += len(kind)
        extra = 2 * n * len(away)
        tops: list[Any] = [
            program.most[pick],
            program.required if lacks else [],
            np.full(extra, np.inf),
        ]
        kinds = [[1] * heads, [0] * lacks, *([1] * n + [0] * n for _ in away)]
        return minimized(
            np.concatenate(goal),
            rows,
            whole=np.concatenate(kinds).astype(np.int64),
            low=np.r_[program.least[pick], np.zeros(lacks + extra)],
            high=np.concatenate(tops),
            seconds=seconds,
        )

    def heads(self, x: Float64Array) -> Int64Array | None:
        """Heads of every variant; None if the breaks cannot be given to them."""
        n, whole = len(self.program.required), np.rint(x).astype(np.int64)
        out = np.zeros(len(self.program.cost), dtype=np.int64)
        out[self.alone] = whole[: len(self.alone)]
        begin = len(self.alone)
        place = begin + len(self.moving) + (n if self.program.under is not None else 0)
        for kind in self.kinds:
            breaks, waits = whole[place : place + n], whole[place + n : place + 2 * n]
            given = dealt(kind, whole[begin : begin + len(kind)], breaks, int(waits[-1]))
            if given is None:
                return None
            for column, number in given:
                out[column] += number
            begin, place = begin + len(kind), place + 2 * n
        return out


def _away(length: int, periods: int) -> Any:
    """By period and start: who is on a break of that length."""
    from scipy.sparse import csc_array

    starts = np.repeat(np.arange(periods), length)
    places = (starts + np.tile(np.arange(length), periods)) % periods
    return csc_array((np.ones(len(starts)), (places, starts)), shape=(periods, periods))
