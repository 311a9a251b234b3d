"""What automation saves, net of the work that its errors make."""

from dataclasses import dataclass
from datetime import timedelta

from supportops._kit.durations import DurationLike, duration
from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share

__all__ = ["TimeSaved", "automation_saving"]

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TimeSaved(Result):
    """Working time that automation saves in a period, and its value.

    Attributes
    ----------
    automated : float
        Tickets that are automated [tickets].
    hours_saved : float
        Before errors [hours].
    rework_hours : float
        Work on those that went wrong [hours].
    net_hours : float
        [hours]; below zero where rework eats the saving.
    value : Money
        Net hours at the loaded cost; capacity that is freed, cash only where it is not paid.
    """

    automated: float
    hours_saved: float
    rework_hours: float
    net_hours: float
    value: Money


def automation_saving(
    tickets: float,
    *,
    automated: ShareLike,
    saved: DurationLike,
    cost_per_hour: MoneyLike,
    error_rate: ShareLike,
    rework: DurationLike,
) -> TimeSaved:
    """Working time and money that automation saves in a period.

    Parameters
    ----------
    tickets : float
        Tickets of the period [tickets], zero or more.
    automated : share
        Share of them that is automated.
    saved : duration
        Working time that one automated ticket saves.
    cost_per_hour : money
        Loaded cost of an hour of work [currency/hour].
    error_rate : share
        Share of the automated tickets that go wrong.
    rework : duration
        Working time that one of those takes.

    Returns
    -------
    TimeSaved

    Notes
    -----
    ``tickets * automated * (saved - error_rate * rework)``. A saving that grows with adoption
    goes on to `ramped_case`.

    Examples
    --------
    >>> answer = automation_saving(8000, automated="30%", saved="4m30s", cost_per_hour="32 USD",
    ...                            error_rate="4%", rework="12m")
    >>> answer.hours_saved, round(answer.net_hours, 1), str(answer.value)
    (180.0, 160.8, '5,145.60 USD')
    """
    done = from_zero(tickets, "tickets") * share(automated, "automated")
    gained = done * (duration(saved, "saved") / _HOUR)
    lost = done * share(error_rate, "error_rate") * (duration(rework, "rework") / _HOUR)
    net = gained - lost
    return TimeSaved(done, gained, lost, net, money(cost_per_hour, "cost_per_hour") * net)
