"""What cost levers save together: less than their sum."""

from collections.abc import Collection
from dataclasses import dataclass
from math import prod

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.results import Result
from supportops._kit.shares import Share

__all__ = ["CombinedSaving", "CostLever", "combined_saving", "cost_levers"]


class CostLever(Model, frozen=True, extra="forbid"):
    """One way to save, with its published range.

    Attributes
    ----------
    name : str
    low, high : float or None
        Ends of what it saves [share]; None where the source only says that it varies.
    trade_off : str
    """

    name: str
    low: Share | None = None
    high: Share | None = None
    trade_off: str = ""


@dataclass(frozen=True, slots=True)
class CombinedSaving(Result):
    """What levers save together.

    Attributes
    ----------
    low, high : float
        Each lever saves of what the others left [share].
    added_low, added_high : float
        Plain sums, which may pass 1 and mean nothing [share].
    left_out : tuple of str
        Levers without a published range.
    """

    low: float
    high: float
    added_low: float
    added_high: float
    left_out: tuple[str, ...]


def cost_levers() -> tuple[CostLever, ...]:
    """Published cost levers."""
    rows = read_data("tooling", "stack")["levers"]["lever"]
    return tuple(CostLever.model_validate(row) for row in rows)


def combined_saving(levers: Collection[CostLever]) -> CombinedSaving:
    """Saving of several levers on the same cost, compounded.

    Parameters
    ----------
    levers : collection of CostLever
        In any order.

    Returns
    -------
    CombinedSaving

    Notes
    -----
    ``1 - prod(1 - saving)``: each acts on what is left. It is still too much where two levers
    remove the same thing, such as licences that nobody uses.

    Examples
    --------
    >>> both = combined_saving(cost_levers())
    >>> round(both.low, 3), round(both.high, 3), round(both.added_high, 2)
    (0.449, 0.748, 1.15)
    """
    known = [(one.low, one.high) for one in levers if one.low is not None and one.high is not None]
    return CombinedSaving(
        1 - prod(1 - low for low, _ in known),
        1 - prod(1 - high for _, high in known),
        sum(low for low, _ in known),
        sum(high for _, high in known),
        tuple(one.name for one in levers if one.low is None or one.high is None),
    )
