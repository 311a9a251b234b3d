"""An agent's paid time, part by part."""

from math import fsum, isclose

from pydantic import field_validator

from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops.errors import InputError
from supportops.vocabulary import Range
from supportops.workforce.bands import utilization_parts

__all__ = ["TimeBudget"]

_HANDLING, _TOTAL = "ticket_handling", "shrinkage_total"


class TimeBudget(Model, frozen=True, extra="forbid"):
    """Where an agent's paid time goes; the parts sum to 100 %.

    Attributes
    ----------
    parts : dict of str to share
        Share of paid time by activity; ``ticket_handling`` is the utilization.

    Notes
    -----
    The published bands sum to 88 to 113 %, so choosing within them does not make a budget; the
    sum does. Hours that are net of meetings already must not budget for meetings again.

    Examples
    --------
    >>> budget = TimeBudget(parts={"ticket_handling": "75%", "training": "7%", "meetings": "6%",
    ...                            "admin": "4%", "breaks_buffer": "8%"})
    >>> budget.utilization, budget.shrinkage, budget.outside
    (0.75, 0.25, {})
    """

    parts: dict[str, Share]

    @field_validator("parts")
    @classmethod
    def _whole(cls, parts: dict[str, float]) -> dict[str, float]:
        if _TOTAL in parts:
            raise InputError(f"parts must be activities; got {_TOTAL}, which restates them")
        total = fsum(parts.values())
        if not isclose(total, 1.0, abs_tol=1e-9):
            raise InputError(f"parts must sum to 100%; got {100 * total:.10g}%")
        return parts

    @property
    def utilization(self) -> float:
        """Share of paid time that goes to tickets."""
        return self.parts.get(_HANDLING, 0.0)

    @property
    def shrinkage(self) -> float:
        """Share of paid time that does not."""
        return fsum(v for name, v in self.parts.items() if name != _HANDLING)

    @property
    def outside(self) -> dict[str, Range]:
        """Published band of each part that lies outside of it."""
        bands = utilization_parts()
        # A share of decimals may miss the end of a band by the last digit.
        return {
            name: bands[name]
            for name, value in self.parts.items()
            if name in bands and round(value, 12) not in bands[name]
        }
