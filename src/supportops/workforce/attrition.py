"""How many leave: rates of different periods, and a measured rate."""

from dataclasses import dataclass
from math import expm1, log1p
from typing import Literal, TypeAlias

from supportops._kit.reals import above_zero, from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.workforce._doors import chosen

__all__ = ["Attrition", "RatePeriod", "convert_attrition", "measured_attrition", "simple_attrition"]

RatePeriod: TypeAlias = Literal["week", "month", "quarter", "year"]
#: Of a year; a month is 52/12 weeks.
_A_YEAR = {"week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}


def convert_attrition(rate: ShareLike, *, source: RatePeriod, target: RatePeriod) -> float:
    """Attrition of one period from that of another, compounded exactly.

    Parameters
    ----------
    rate : share
        Share that leaves in a `source` period.
    source, target : {"week", "month", "quarter", "year"}
        The periods; a year has 12 months and 52 weeks.

    Returns
    -------
    float
        ``1 - (1 - rate) ** (target / source)`` [share].

    Raises
    ------
    InputError
        If the rate is no share, or a period has another name.

    Notes
    -----
    36 % a year is 3.65 % a month, and 3 % a month is 30.6 % a year: dividing by twelve forgets
    that those who left cannot leave again (`simple_attrition`).

    Examples
    --------
    >>> round(convert_attrition("36%", source="year", target="month"), 4)
    0.0365
    """
    part = share(rate, "rate")
    chosen(source, "source", _A_YEAR)
    chosen(target, "target", _A_YEAR)
    if part == 1:
        return 1.0
    # By logarithms, for 1 - (1 - part) forgets the digits of a small share.
    return -expm1(log1p(-part) * (_A_YEAR[source] / _A_YEAR[target]))


def simple_attrition(rate: ShareLike, *, source: RatePeriod, target: RatePeriod) -> float:
    """Attrition of one period from that of another, by plain division or multiplication.

    Parameters
    ----------
    rate : share
        Share that leaves in a `source` period.
    source, target : {"week", "month", "quarter", "year"}
        The periods.

    Returns
    -------
    float
        ``rate * target / source`` [ratio]: leavers over a head count that is kept filled, which
        may pass 1.

    Raises
    ------
    InputError
        If the rate is no share, or a period has another name.

    Examples
    --------
    >>> round(simple_attrition("36%", source="year", target="month"), 4)
    0.03
    """
    part = share(rate, "rate")
    chosen(source, "source", _A_YEAR)
    chosen(target, "target", _A_YEAR)
    return part * _A_YEAR[source] / _A_YEAR[target]


@dataclass(frozen=True, slots=True)
class Attrition(Result):
    """Measured attrition.

    Attributes
    ----------
    period : float
        Leavers over the mean head count [ratio].
    annualized : float
        The same times the periods of a year [ratio].
    mean_heads : float
        [heads]
    """

    period: float
    annualized: float
    mean_heads: float


def measured_attrition(leavers: float, *, start: float, end: float, months: float) -> Attrition:
    """Attrition from leavers and the head counts at both ends of a period.

    Parameters
    ----------
    leavers : float
        People who left [heads], zero or more.
    start, end : float
        Head counts [heads], not both zero.
    months : float
        Length of the period [months], above zero.

    Returns
    -------
    Attrition

    Raises
    ------
    InputError
        For negative numbers, or nobody to leave.

    Notes
    -----
    ``leavers / ((start + end) / 2)``, times ``12 / months`` for a year. A ratio to a mean: it
    may pass 1, and is no probability.

    Examples
    --------
    >>> round(measured_attrition(9, start=60, end=54, months=6).annualized, 4)
    0.3158
    """
    gone, span = from_zero(leavers, "leavers"), above_zero(months, "months")
    mean = (from_zero(start, "start") + from_zero(end, "end")) / 2.0
    if not mean:
        raise InputError(f"start and end must not both be zero; got {shown(start)} and 0")
    return Attrition(gone / mean, gone / mean * 12.0 / span, mean)
