"""Alerts: a figure that is news, told from one that moves by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics._scores import values_of
from supportops.statistics import ControlChart, p_chart, xmr_chart

__all__ = ["AlertLine", "mean_alerts", "share_alerts"]


@dataclass(frozen=True, slots=True, eq=False)
class AlertLine(Result):
    """Limits that a figure leaves by chance about three times in a thousand.

    Attributes
    ----------
    chart : ControlChart
        Center, limits and values by period.
    signals : tuple
        Labels of the periods outside their limits.
    overdispersed : bool
        Whether the shares vary so much more than chance that the limits are too narrow: then
        set the alert by `mean_alerts` of the shares.
    """

    chart: ControlChart
    signals: tuple[Any, ...]
    overdispersed: bool


def share_alerts(
    successes: Any,
    n: Any,
    *,
    labels: Sequence[Any] | None = None,
    sigmas: float = 3.0,
    overdispersed_above: float = 1.5,
) -> AlertLine:
    """Periods whose share is news, with limits by how much each period holds.

    Parameters
    ----------
    successes, n : array-like or Series
        Hits and trials of each period, in order [count].
    labels : sequence, optional
        Names of the periods; their places from 0 where left out.
    sigmas : float
        Width of the limits [standard errors].
    overdispersed_above : float
        Ratio of the actual to the binomial spread [ratio] above which the limits are called too
        narrow; our assumption.

    Returns
    -------
    AlertLine

    Raises
    ------
    InputError
        If successes exceed n, or the labels are not as many.

    Examples
    --------
    An alert at "below 85 %" would have gone off in the fourth week and twice by chance:

    >>> share_alerts([108, 84, 130, 60, 101], [120, 95, 140, 80, 110]).signals
    (3,)
    """
    chart = p_chart(values_of(successes, "successes"), values_of(n, "n"), sigmas=sigmas)
    return AlertLine(chart, _named(chart, labels), chart.sigma_ratio > overdispersed_above)


def mean_alerts(
    values: Any, *, labels: Sequence[Any] | None = None, factor: float = 2.66
) -> AlertLine:
    """Periods whose figure is news, with limits from how much it moves from one to the next.

    Parameters
    ----------
    values : array-like or Series
        One figure for each period, in order [any unit]; at least two.
    labels : sequence, optional
        Names of the periods; their places from 0 where left out.
    factor : float
        Mean moving ranges from the mean to a limit [ratio].

    Returns
    -------
    AlertLine

    Raises
    ------
    InputError
        If a value is missing, or the labels are not as many.

    Examples
    --------
    >>> mean_alerts([92, 91, 94, 90, 93, 95, 89, 92, 91, 78, 93, 92]).signals
    (9,)
    """
    chart = xmr_chart(values_of(values, "values"), factor=factor)
    return AlertLine(chart, _named(chart, labels), overdispersed=False)


def _named(chart: ControlChart, labels: Sequence[Any] | None) -> tuple[Any, ...]:
    names = range(chart.values.size) if labels is None else collected(labels, "labels")
    if len(names) != chart.values.size:
        raise InputError(
            f"labels must be one for each of {chart.values.size} periods; got {shown(len(names))}"
        )
    return tuple(names[k] for k in np.asarray(chart.signals))
