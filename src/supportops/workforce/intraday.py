"""The running day: green, yellow and red."""

from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal, TypeAlias, get_args

from supportops._kit.data import Source, read_data
from supportops._kit.durations import duration
from supportops._kit.models import Model
from supportops._kit.reals import is_real, whole
from supportops._kit.results import Result
from supportops._kit.shares import share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import Range
from supportops.workforce._doors import chosen

__all__ = ["IntradayBand", "IntradayMeasure", "IntradayStatus", "intraday_band", "intraday_status"]

IntradayMeasure: TypeAlias = Literal["wait_time", "queue_depth", "utilization", "available_agents"]
_MEASURES: tuple[str, ...] = get_args(IntradayMeasure)


class IntradayBand(Model, frozen=True, extra="forbid"):
    """Published bands of one measure.

    Attributes
    ----------
    measure : str
    green, yellow, red : Range
        They need not meet; what lies in none is undefined.
    actions : tuple of str
        What is to be done outside of green.
    source : Source
    """

    measure: str
    green: Range
    yellow: Range
    red: Range
    actions: tuple[str, ...]
    source: Source


def intraday_band(measure: IntradayMeasure) -> IntradayBand:
    """Published bands of a measure.

    Parameters
    ----------
    measure : {"wait_time", "queue_depth", "utilization", "available_agents"}

    Returns
    -------
    IntradayBand

    Raises
    ------
    InputError
        For an unknown measure.

    Examples
    --------
    >>> str(intraday_band("wait_time").yellow)
    '5–15 minutes'
    """
    chosen(measure, "measure", _MEASURES)
    data = read_data("workforce", "intraday")
    row = next(row for row in data["measure"] if row["name"] == measure)
    return IntradayBand(
        measure=row["name"],
        **{name: Range(**row[name], unit=row["unit"]) for name in ("green", "yellow", "red")},
        actions=tuple(row["actions"]),
        source=Source(source=data["source"], where=data["where"]),
    )


@dataclass(frozen=True, slots=True)
class IntradayStatus(Result):
    """Color of a measure now.

    Attributes
    ----------
    measure : str
    value : float
        In the unit of the bands.
    color : {"green", "yellow", "red"} or None
        None where no published band holds the value.
    reason : str
        Why there is no color; empty where there is one.
    actions : tuple of str
        What is to be done; nothing while green or undefined.
    """

    measure: str
    value: float
    color: Literal["green", "yellow", "red"] | None
    reason: str
    actions: tuple[str, ...]


def intraday_status(measure: IntradayMeasure, value: Any) -> IntradayStatus:
    """Green, yellow or red of a measure, by the published bands.

    Parameters
    ----------
    measure : {"wait_time", "queue_depth", "utilization", "available_agents"}
    value : duration, int, share or int
        A wait; tickets that wait [tickets]; a utilization; agents there less agents planned
        [agents].

    Returns
    -------
    IntradayStatus

    Raises
    ------
    InputError
        For an unknown measure, or a value of another kind.

    Notes
    -----
    80 % utilization ends green and begins yellow in print; it is green here, as bands include
    their good end. Below 70 %, between 0 and -2, -2 and -4 agents, and above plan nothing is
    published: the color is None, with the reason.

    Examples
    --------
    >>> [intraday_status("wait_time", wait).color for wait in ("4m59s", "5m", "15m", "16m")]
    ['green', 'yellow', 'yellow', 'red']
    >>> intraday_status("available_agents", -3).reason
    'no published band of available_agents holds -3'
    """
    band = intraday_band(measure)
    number = _number(measure, value)
    for color in ("green", "yellow", "red"):
        if number in getattr(band, color):
            actions = () if color == "green" else band.actions
            return IntradayStatus(measure, number, color, "", actions)
    reason = f"no published band of {measure} holds {number:g}"
    return IntradayStatus(measure, number, None, reason, ())


def _number(measure: str, value: Any) -> float:
    if measure == "wait_time":
        return duration(value, measure).total_seconds() / 60
    if measure == "utilization":
        return share(value, measure)
    if measure == "queue_depth":
        return float(whole(value, measure))
    if not is_real(value) or not isfinite(value) or float(value) != int(value):
        raise InputError(f"{measure} must be whole agents against plan; got {shown(value)}")
    return float(value)
