"""Whole classes of hires against a gap, as an integer program."""

from dataclasses import dataclass

import numpy as np

from supportops._kit.arrays import Float64Array

__all__ = ["SLACK", "Program"]


#: A requirement missed by less than this is met: that much is rounding of floats.
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Program:
    """Whole classes (columns) that bring full agents (rows) up to a gap."""

    table: Float64Array
    gap: Float64Array
    most: float

    @property
    def size(self) -> int:
        return int(self.table.shape[1])

    def shortage(self) -> float:
        """Least full agents that must be missing, summed over the periods."""
        cost = np.concatenate([np.zeros(self.size), np.ones(self.gap.size)])
        found = self._solved(cost, self.gap, shortage=np.inf, total=None)
        return float(np.sum(found[self.size :])) if found is not None else np.inf

    def best(self) -> Float64Array:
        """Classes with the least shortage; of those the fewest, and of those the latest."""
        ones, order = np.ones(self.size), np.arange(self.size, 0.0, -1.0)
        allowed, fewest = 0.0, self.least(ones, shortage=0.0)
        if fewest is None:
            allowed = self.shortage() + 2e-6  # what the solver cannot tell from nothing
            fewest = self.least(ones, shortage=allowed)
        total = 0.0 if fewest is None else float(fewest.sum())
        later = self.least(order, shortage=allowed, total=total)
        # A solver that gives up on the finer wish leaves the coarser one.
        return next((found for found in (later, fewest) if found is not None), 0.0 * ones)

    def least(
        self, cost: Float64Array, *, shortage: float, total: float | None = None
    ) -> Float64Array | None:
        """Classes of least cost with that shortage; rounding of the solver is made good."""
        wanted = self.gap.copy()
        full = np.concatenate([cost, np.zeros(self.gap.size)])
        while True:
            found = self._solved(full, wanted, shortage=shortage, total=total)
            if found is None:
                return None
            classes = np.rint(found[: self.size])
            missed = self.table @ classes < self.gap - SLACK * np.maximum(self.gap, 1.0)
            if shortage or not missed.any():
                return np.asarray(classes, dtype=np.float64)
            # The solver takes a requirement as met that is missed by its tolerance.
            wanted = np.where(missed, wanted + 2e-6 * np.maximum(self.gap, 1.0), wanted)

    def _solved(
        self, cost: Float64Array, gap: Float64Array, *, shortage: float, total: float | None
    ) -> Float64Array | None:
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = gap.size
        limits = [LinearConstraint(np.hstack([self.table, np.eye(rows)]), lb=gap)]
        classes = np.concatenate([np.ones(self.size), np.zeros(rows)])
        if total is not None:
            limits.append(LinearConstraint(classes[None, :], lb=total, ub=total))
        if 0 < shortage < np.inf:
            most = shortage + 1e-7 * max(shortage, 1.0)
            limits.append(LinearConstraint(1.0 - classes[None, :], ub=most))
        ends = np.concatenate([np.full(self.size, self.most), np.full(rows, shortage)])
        found = milp(
            cost,
            constraints=limits,
            integrality=classes.astype(np.int64),
            bounds=Bounds(0, ends),
            options={"mip_rel_gap": 0.0},
        )
        return None if found.x is None else np.asarray(found.x, dtype=np.float64)
