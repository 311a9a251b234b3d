"""Error budget of a service-level objective, and how fast it burns."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from math import inf
from typing import Any, Literal, TypeAlias

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration, DurationLike, duration, duration_text
from supportops._kit.models import Model
from supportops._kit.names import mapped
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.shares import Share, ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = [
    "BurnAlert",
    "ErrorBudget",
    "burn_alerts",
    "burn_rate",
    "burn_threshold",
    "error_budget",
    "raised_alerts",
]

Objective: TypeAlias = str | Decimal


@dataclass(frozen=True, slots=True)
class ErrorBudget(Result):
    """What may go wrong in a period, what has, and what is left.

    Attributes
    ----------
    objective : Decimal
        Share of the period that is to be good.
    period, allowed, spent : timedelta
    left : timedelta
        Negative where more was spent than there was.
    spent_share : float
        Spent of allowed; above 1 where it is used up, infinite where nothing was allowed.
    """

    objective: Decimal
    period: timedelta
    allowed: timedelta
    spent: timedelta
    left: timedelta
    spent_share: float


class BurnAlert(Model, frozen=True, extra="forbid"):
    """From which burn rate on somebody is called.

    Attributes
    ----------
    calls : {"page", "ticket"}
    consumes : float
        Share of the budget that may burn within `window`, 0 to 1.
    window, short_window : timedelta
        Both must burn that fast: the long one so that it matters, the short one so that it
        still lasts.
    source : Source
    """

    calls: Literal["page", "ticket"]
    consumes: Share
    window: Duration
    short_window: Duration
    source: Source


def _objective(value: Any) -> Decimal:
    way = 'write "99.9%" or Decimal("0.999")'
    if isinstance(value, Decimal):
        exact = value
    elif isinstance(value, str):
        text = value.strip()
        try:
            exact = Decimal(text[:-1].strip()) / 100 if text.endswith("%") else Decimal(text)
        except InvalidOperation as error:
            raise InputError(f"objective must be a share; got {shown(value)}; {way}") from error
    else:
        raise InputError(f"objective must be exact; got {shown(value)}; {way}")
    if not (exact.is_finite() and 0 < exact <= 1):
        raise InputError(f"objective must be above 0 and at most 1; got {shown(value)}; {way}")
    return exact


def error_budget(
    objective: Objective, *, period: DurationLike, spent: DurationLike = "0s"
) -> ErrorBudget:
    """Time that may be bad in a period, and what is left of it.

    Parameters
    ----------
    objective : str or Decimal
        Share of the period that is to be good: ``"99.9%"``.
    period : duration
        Above zero; ``"30d"``.
    spent : duration
        Bad time so far.

    Returns
    -------
    ErrorBudget

    Raises
    ------
    InputError
        For an objective that is a float or outside of 0 to 1, or a period of zero.

    Notes
    -----
    ``allowed = (1 - objective) * period``, in exact decimals, to the microsecond.

    Examples
    --------
    >>> budget = error_budget("99.9%", period="30d", spent="10m48s")
    >>> str(budget.allowed), budget.spent_share
    ('0:43:12', 0.25)
    """
    share_good = _objective(objective)
    whole, used = duration(period, "period"), duration(spent, "spent")
    if not whole:
        raise InputError(f"period must be above zero; got {shown(period)}")
    micros = whole // timedelta(microseconds=1)
    allowed = timedelta(microseconds=round((1 - share_good) * micros))
    part = used / allowed if allowed else inf if used else 0.0
    return ErrorBudget(share_good, whole, allowed, used, allowed - used, part)


def burn_rate(bad: float, *, total: float, objective: Objective) -> float | None:
    """How many times as fast as the objective allows the budget burns.

    Parameters
    ----------
    bad, total : float
        Bad events, and all events, of a window [events]: requests, minutes, tickets.
    objective : str or Decimal
        Share that is to be good, below 1.

    Returns
    -------
    float or None
        1 spends exactly the budget of the period; None where nothing happened.

    Raises
    ------
    InputError
        For negative or non-finite numbers, more bad than all, or an objective of 1, which has
        no budget.

    Notes
    -----
    ``(bad / total) / (1 - objective)``

    Examples
    --------
    >>> burn_rate(144, total=10_000, objective="99.9%")
    14.4
    """
    for name, value in (("bad", bad), ("total", total)):
        if not is_real(value) or not 0 <= value < inf:
            raise InputError(f"{name} must be a number of zero or more; got {shown(value)}")
    if bad > total:
        raise InputError(f"bad must be at most total; got {shown(bad)} of {shown(total)}")
    allowed = 1 - _objective(objective)
    if not allowed:
        raise InputError("objective must be below 1 for a burn rate; got 1")
    return float(Decimal(str(float(bad))) / Decimal(str(float(total))) / allowed) if total else None


def burn_threshold(consumes: ShareLike, *, window: DurationLike, period: DurationLike) -> float:
    """Burn rate at which a window eats a given share of the budget of a period.

    Parameters
    ----------
    consumes : share
        Share of the budget, 0 to 1.
    window, period : duration
        The window is above zero.

    Returns
    -------
    float

    Raises
    ------
    InputError
        For a window of zero, or a share outside of 0 to 1.

    Notes
    -----
    ``consumes * period / window``

    Examples
    --------
    >>> burn_threshold("2%", window="1h", period="30d")
    14.4
    """
    length = duration(window, "window")
    if not length:
        raise InputError(f"window must be above zero; got {shown(window)}")
    return share(consumes, "consumes") * (duration(period, "period") / length)


@cache
def burn_alerts() -> tuple[BurnAlert, ...]:
    """Alerts that the Site Reliability Workbook recommends for a budget of 30 days."""
    return tuple(
        BurnAlert(
            **{k: v for k, v in row.items() if k not in {"source", "where"}},
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("escalation", "burn")["alert"]
    )


def raised_alerts(
    rates: dict[str, float],
    *,
    period: DurationLike = "30d",
    alerts: tuple[BurnAlert, ...] | None = None,
) -> tuple[BurnAlert, ...]:
    """Alerts that are raised by the burn rates of their windows.

    Parameters
    ----------
    rates : dict of str to float
        Burn rate by window: ``{"1h": 15.0, "5m": 20.0}``; every window of the alerts is there.
    period : duration
        Of the budget.
    alerts : tuple of BurnAlert, optional
        The recommended ones by default.

    Returns
    -------
    tuple of BurnAlert
        Those whose long and short window both burn above the threshold, or at it.

    Raises
    ------
    InputError
        Where a window has no rate.

    Examples
    --------
    >>> rates = {"5m": 20.0, "1h": 15.0, "30m": 16.0, "6h": 3.0, "3d": 0.4}
    >>> [(alert.calls, str(alert.window)) for alert in raised_alerts(rates)]
    [('page', '1:00:00')]
    """
    measured = {}
    for window, rate in mapped(rates, "rates").items():
        if not is_real(rate) or not 0 <= rate <= inf:
            raise InputError(
                f"rates must be numbers of zero or more; got {shown(rate)} of {window}"
            )
        measured[duration(window, "rates")] = rate
    raised = []
    for alert in burn_alerts() if alerts is None else alerts:
        limit = burn_threshold(alert.consumes, window=alert.window, period=period)
        for span in (alert.window, alert.short_window):
            if span not in measured:
                text = duration_text(span)
                raise InputError(f"rates must have every window of the alerts; got none of {text}")
        if min(measured[alert.window], measured[alert.short_window]) >= limit:
            raised.append(alert)
    return tuple(raised)
