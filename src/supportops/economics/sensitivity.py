"""Which of the soft inputs of a business case decides it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Swing", "tornado"]


@dataclass(frozen=True, slots=True)
class Swing(Result):
    """What one input does to the answer, the others as they are.

    Attributes
    ----------
    name : str
        The input.
    low, high : object
        Its two ends.
    at_low, at_high : float
        The answer there.
    swing : float
        Distance of the two answers.
    crosses_zero : bool
        Whether the sign of the answer depends on this input alone.
    """

    name: str
    low: Any
    high: Any
    at_low: float
    at_high: float
    swing: float
    crosses_zero: bool


def tornado(
    answer: Callable[..., Any], base: Mapping[str, Any], *, ranges: Mapping[str, Any]
) -> tuple[Swing, ...]:
    """One-way sensitivity: each input at its two ends while the others stay at the base.

    Parameters
    ----------
    answer : callable
        Takes the inputs by name and gives a number or money.
    base : mapping of str to object
        Every input of `answer`.
    ranges : mapping of str to pair
        Low and high end of the inputs that are uncertain.

    Returns
    -------
    tuple of Swing
        Widest first; equal ones in the order given.

    Raises
    ------
    InputError
        If a range names no input of the base, or an answer is undefined.

    Notes
    -----
    It looks at the ends alone: an answer that peaks between them, or inputs that move together,
    need more than this.

    Examples
    --------
    >>> def net(sessions, intent, resolved):
    ...     return sessions * intent * resolved * 8 - 12_000
    >>> bars = tornado(net, {"sessions": 50_000, "intent": 0.25, "resolved": 0.24},
    ...                ranges={"sessions": (40_000, 60_000), "resolved": (0.1, 0.3)})
    >>> [(bar.name, bar.swing, bar.crosses_zero) for bar in bars]
    [('resolved', 20000.0, True), ('sessions', 9600.0, False)]
    """
    bars = []
    for name, ends in ranges.items():
        if name not in base:
            raise InputError(
                f"ranges must name inputs of the base; got {shown(name)}; there are {joined(base)}"
            )
        if not isinstance(ends, (tuple, list)) or len(ends) != 2:
            raise InputError(f"ranges[{shown(name)}] must be a pair of ends; got {shown(ends)}")
        low, high = ends
        at_low, at_high = (_number(answer(**{**base, name: end}), name, end) for end in (low, high))
        apart = abs(at_high - at_low)
        bars.append(
            Swing(
                name,
                low,
                high,
                at_low,
                at_high,
                apart,
                min(at_low, at_high) < 0 <= max(at_low, at_high),
            )
        )
    return tuple(sorted(bars, key=lambda bar: -bar.swing))


def _number(value: Any, name: str, end: Any) -> float:
    number = float("nan") if value is None else float(value)
    if isnan(number):
        raise InputError(f"answer must be defined; got none at {name} = {shown(end)}")
    return number
