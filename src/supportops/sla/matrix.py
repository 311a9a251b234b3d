"""The matrix: base targets by priority times a multiplier by customer tier, with exceptions."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import model_validator

from supportops._kit.durations import Duration, DurationLike, duration
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.sla.targets import METRICS, SlaRow, names_of
from supportops.vocabulary import Promise, promise

__all__ = ["MatrixOverride", "SlaMatrix", "matrix_rows", "scaled_promise"]


class MatrixOverride(Model, frozen=True, extra="forbid"):
    """One cell that is not what the multiplication gives.

    Attributes
    ----------
    customer_tier, priority : str
        The cell.
    metric : str
        The metric in it.
    promise : Promise
        What is promised instead.
    """

    customer_tier: str
    priority: str
    metric: str
    promise: Promise


class SlaMatrix(Model, frozen=True, extra="forbid"):
    """Base targets, multipliers and overrides; `matrix_rows` writes them out.

    Attributes
    ----------
    base : tuple of SlaRow
        One row for each priority, the most urgent first.
    multipliers : dict of str to Decimal
        For each customer tier, the best served first, what its targets are multiplied by.
    scaled : tuple of str
        Metrics that are multiplied; the others are promised alike to every tier.
    overrides : tuple of MatrixOverride
    business_day : Duration or None
        Hours of a business day, needed where a number of business days becomes broken.
    """

    base: tuple[SlaRow, ...]
    multipliers: dict[str, Decimal]
    scaled: tuple[str, ...] = ("first_response", "resolution")
    overrides: tuple[MatrixOverride, ...] = ()
    business_day: Duration | None = None

    @model_validator(mode="after")
    def _cells(self) -> "SlaMatrix":
        priorities = [name for row in self.base for name in names_of(row.priority)]
        if (
            not self.base
            or len(priorities) != len(self.base)
            or len(set(priorities)) < len(priorities)
        ):
            raise InputError(
                f"base must have one row for each priority; got {joined(priorities) or 'none'}"
            )
        for metric in self.scaled:
            if metric not in METRICS:
                raise InputError(f"scaled must name metrics; got {shown(metric)}")
        for tier, factor in self.multipliers.items():
            if factor <= 0:  # pydantic lets only finite decimals in
                raise InputError(f"multipliers must be above zero; got {factor} for {tier}")
        seen = set()
        for place, cell in enumerate(self.overrides):
            known = cell.priority in priorities and cell.customer_tier in self.multipliers
            if not known or cell.metric not in METRICS:
                raise InputError(
                    f"overrides[{place}] must name a tier, a priority and a metric of the matrix; "
                    f"got {cell.customer_tier}, {cell.priority} and {cell.metric}"
                )
            key = (cell.customer_tier, cell.priority, cell.metric)
            if key in seen:
                raise InputError(f"overrides must name a cell once; got {joined(key)} twice")
            seen.add(key)
        return self


def scaled_promise(
    base: Promise | str,
    multiplier: Decimal | int | str,
    *,
    business_day: DurationLike | None = None,
) -> Promise:
    """Promise times a multiplier, exactly.

    Parameters
    ----------
    base : Promise or str
        A length of time or a number of business days is multiplied; a rule in words stays.
    multiplier : Decimal, int or str
        Above zero; exact, so no float.
    business_day : duration, optional
        Hours of a business day; turns broken business days into business hours.

    Returns
    -------
    Promise

    Raises
    ------
    InputError
        When business days become broken and `business_day` is not given.

    Notes
    -----
    target = base x multiplier, in whole microseconds.

    Examples
    --------
    >>> str(scaled_promise("15m", "0.5"))
    '7m30s'
    >>> str(scaled_promise("5 business days", "0.5", business_day="9h"))
    '22h30m business'
    """
    given = promise(base, "base")
    factor = _exact(multiplier)
    if factor <= 0:
        raise InputError(f"multiplier must be above zero; got {shown(multiplier)}")
    micro = timedelta(microseconds=1)
    if given.length is not None:
        length = round(Fraction(given.length // micro) * factor) * micro
        return Promise(kind="duration", length=length, clock=given.clock)
    if given.days is None:
        return given
    days = given.days * factor
    if days.denominator == 1:
        return Promise(kind="business_days", days=int(days))
    if business_day is None:
        raise InputError(
            f"business_day must be given where business days become broken; got {given} times "
            f'{multiplier}; write business_day="9h"'
        )
    length = round(days * (duration(business_day, "business_day") // micro)) * micro
    return Promise(kind="duration", length=length, clock="business")


def _exact(multiplier: Any) -> Fraction:
    try:
        if not isinstance(multiplier, (bool, float)):
            return Fraction(Decimal(multiplier))
    except (ArithmeticError, TypeError, ValueError):
        pass
    raise InputError(f'multiplier must be exact; got {shown(multiplier)}; write "0.5"')


def matrix_rows(matrix: SlaMatrix) -> tuple[SlaRow, ...]:
    """Rows of a policy, tier by tier and within a tier priority by priority.

    Parameters
    ----------
    matrix : SlaMatrix

    Returns
    -------
    tuple of SlaRow
    """
    changed = {(o.customer_tier, o.priority, o.metric): o.promise for o in matrix.overrides}
    rows = []
    for tier, factor in matrix.multipliers.items():
        for base in matrix.base:
            cell: dict[str, object] = {"customer_tier": tier, "name": ""}
            for metric, given in base.promises():
                if metric in matrix.scaled:
                    cell[metric] = scaled_promise(given, factor, business_day=matrix.business_day)
            (priority,) = names_of(base.priority)
            for metric in METRICS:
                if (tier, priority, metric) in changed:
                    cell[metric] = changed[tier, priority, metric]
            rows.append(base.model_copy(update=cell))
    return tuple(rows)
