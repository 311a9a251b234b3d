"""The covering program: whole heads per shift, and what they cost and leave missing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops.workforce.shifts._windows import Window, windows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from supportops.workforce.shifts.models import Shift

__all__ = ["Program"]

_EDGE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """Least ``cost x + under u + over o`` with ``A x + u - o = required`` and limits on heads.

    `under` of None forbids shortfall, zero `over` leaves surplus free. `short_most` is what all
    periods together may lack at most.
    """

    required: Float64Array
    matrix: Any
    cost: Float64Array
    least: Float64Array
    most: Float64Array
    groups: Any
    group_most: Float64Array
    shared: int  # groups from here on are variants of one shift
    under: Float64Array | None
    over: Float64Array
    windows: tuple[Window, ...]
    short_most: float = np.inf

    @classmethod
    def of(
        cls,
        required: Float64Array,
        shifts: "Sequence[Shift]",
        *,
        under: Float64Array | None,
        over: Float64Array,
        limits: dict[str, int],
    ) -> "Program":
        """Program of shifts; periods were checked."""
        from scipy.sparse import csc_array

        sizes = [len(shift.periods) for shift in shifts]
        rows = np.array([p for shift in shifts for p in shift.periods], dtype=np.int64)
        columns = np.repeat(np.arange(len(shifts)), sizes)
        matrix = csc_array(
            (np.ones(len(rows)), (rows, columns)), shape=(len(required), len(shifts))
        )
        variants: dict[str, list[int]] = {}
        for place, shift in enumerate(shifts):
            if shift.variant_of and shift.most is not None:
                variants.setdefault(shift.variant_of, []).append(place)
        groups = np.zeros((len(limits) + len(variants), len(shifts)))
        for line, name in enumerate(limits):
            groups[line, [place for place, s in enumerate(shifts) if s.contract == name]] = 1.0
        for line, places in enumerate(variants.values(), start=len(limits)):
            groups[line, places] = 1.0
        tops = [
            min(most for p in ps if (most := shifts[p].most) is not None)
            for ps in variants.values()
        ]
        return cls(
            required,
            matrix,
            np.array([shift.cost for shift in shifts], dtype=np.float64),
            np.array([shift.least for shift in shifts], dtype=np.float64),
            np.array([np.inf if s.most is None else s.most for s in shifts], dtype=np.float64),
            csc_array(groups),
            np.array([*limits.values(), *tops], dtype=np.float64),
            len(limits),
            under,
            over,
            windows_of(shifts, len(required)),
        )

    def coverage(self, heads: "Float64Array | Int64Array") -> Float64Array:
        """Heads at work by period."""
        return np.asarray(self.matrix @ heads)

    def reachable(self) -> Float64Array:
        """Heads that all shifts at their most would bring, by period; contracts have no say."""
        reach = np.zeros(len(self.required))
        table = self.matrix.tocsc()
        alone = np.ones(len(self.most), dtype=bool)
        for line in range(self.shared, len(self.group_most)):
            places = np.flatnonzero(self.groups[[line], :].toarray()[0])
            alone[places] = False
            reach += self.group_most[line] * (table[:, places].sum(axis=1) > 0)
        for place in np.flatnonzero(alone):
            reach[table.indices[table.indptr[place] : table.indptr[place + 1]]] += self.most[place]
        return reach

    def price(self, heads: "Float64Array | Int64Array") -> float:
        """Objective of whole heads; infinite where they break a rule."""
        gap = self.required - self.coverage(heads)
        missing, extra = np.maximum(gap, 0), np.maximum(-gap, 0)
        within = (heads >= self.least).all() and (heads <= self.most).all()
        within = within and (self.groups @ heads <= self.group_most).all()
        if not within or (self.under is None and missing.max(initial=0) > _EDGE):
            return np.inf
        if missing.sum() > self.short_most + _EDGE:
            return np.inf
        price = float(self.cost @ heads) + float(self.over @ extra)
        return price + (0.0 if self.under is None else float(self.under @ missing))
