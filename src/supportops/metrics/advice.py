"""What published experience says to do about a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import mapped
from supportops._kit.reals import above_zero
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.text import markdown_escape, shown
from supportops.errors import InputError
from supportops.metrics.bands import Band, Status, grade, preset
from supportops.metrics.targets import band_status, in_unit
from supportops.statistics import Estimate, newcombe
from supportops.vocabulary import Range

__all__ = [
    "CsatAction",
    "CsatDip",
    "Diagnosis",
    "ImprovementPlay",
    "MetricPractice",
    "csat_action",
    "csat_dip",
    "diagnose",
    "improvement_play",
    "metric_practices",
]


def _rows(table: str) -> list[dict[str, Any]]:
    data = read_data("metrics", "practice")
    return [
        {**row, "source": Source(source=data["source"], where=row["where"])} for row in data[table]
    ]


@dataclass(frozen=True, slots=True)
class Diagnosis(Result):
    """A symptom, what is likely behind it, and where to look.

    Attributes
    ----------
    symptom : str
    metric : str
        Which figure shows it.
    status : str
        Status of the figure: watch or warning.
    sure : bool
        Whether the data rule the good side out, which they cannot without an interval; True for
        plain numbers.
    causes, investigate : tuple of str
    source : Source
    """

    symptom: str
    metric: str
    status: Status
    sure: bool
    causes: tuple[str, ...]
    investigate: tuple[str, ...]
    source: Source


def diagnose(
    figures: Mapping[str, float | Estimate | None], *, bands: Sequence[Band] | None = None
) -> tuple[Diagnosis, ...]:
    """Symptoms among figures, with likely causes and where to look.

    Parameters
    ----------
    figures : mapping of str to float or Estimate
        Figures by metric, in the units of the bands [unit of the band]; estimates may be in
        seconds.
    bands : sequence of Band, optional
        Limits; those of the preset ``"support-operations"`` where left out.

    Returns
    -------
    tuple of Diagnosis
        One for each figure off its target on the side that is a symptom: a low escalation rate
        is none. Figures without a published symptom are passed over.

    Raises
    ------
    InputError
        For a figure without a band.

    Examples
    --------
    >>> found = diagnose({"reopen_rate": 0.12, "escalation_rate": 0.05})
    >>> [(d.symptom, d.causes[0], d.investigate[0]) for d in found]
    [('high reopens', 'premature closure', 'QA reviews')]
    """
    limits = {b.metric: b for b in (preset("support-operations") if bands is None else bands)}
    rows = {row["metric"]: row for row in _rows("diagnosis")}
    found = []
    for name, figure in mapped(figures, "figures").items():
        if name not in limits:
            raise InputError(f"figures must be metrics of the bands; got {shown(name)}")
        band, row = limits[name], rows.get(name)
        side = "" if row is None else row["side"]
        status, value, sure = _judged(figure, band, side)
        if row is None or value is None or status in {"on_target", "unknown"}:
            continue
        off = band.target.below(value) if side == "below" else band.target.above(value)
        if off:
            found.append(
                Diagnosis(
                    row["symptom"],
                    name,
                    status,
                    sure,
                    tuple(row["causes"]),
                    tuple(row["investigate"]),
                    row["source"],
                )
            )
    return tuple(found)


def _judged(
    figure: float | Estimate | None, band: Band, side: str
) -> tuple[Status, float | None, bool]:
    if not isinstance(figure, Estimate):
        return grade(figure, band), figure, True
    found = band_status(figure, band)
    ends = figure.interval()
    # Without an end on the good side nothing rules it out.
    known = (ends.high if side == "below" else ends.low) is not None
    sure = known and "on_target" not in {found.at_low, found.at_high}
    return found.status, in_unit(figure, band), sure


class CsatAction(Model, frozen=True, extra="forbid"):
    """What a score of five means, and what to do about it.

    Attributes
    ----------
    score : int
    meaning, action : str
    source : Source
    """

    score: int
    meaning: str
    action: str
    source: Source


def csat_action(score: int) -> CsatAction:
    """Published follow-up of one answer on a scale from 1 to 5.

    Parameters
    ----------
    score : int
        The answer [points, 1 to 5].

    Returns
    -------
    CsatAction

    Raises
    ------
    InputError
        For any other score.

    Examples
    --------
    >>> csat_action(1).action
    'manager review and service recovery'
    """
    for row in _rows("csat_action"):
        if not isinstance(score, bool) and row["score"] == score:
            return CsatAction(**{key: row[key] for key in CsatAction.model_fields})
    raise InputError(f"score must be a whole number from 1 to 5; got {shown(score)}")


@dataclass(frozen=True, slots=True)
class CsatDip(Result):
    """Whether satisfaction fell by more than a limit.

    Attributes
    ----------
    drop : float
        Previous less current [percentage points]; below zero it rose.
    limit : float
        A drop above it triggers [percentage points].
    triggered : bool
    sure : bool or None
        Whether the data rule out that nothing fell at all; None for plain shares.
    """

    drop: float
    limit: float
    triggered: bool
    sure: bool | None


def csat_dip(
    current: ShareLike | Estimate,
    previous: ShareLike | Estimate,
    *,
    limit: float | None = None,
) -> CsatDip:
    """Whether CSAT fell by more than three points from one month to the next.

    Parameters
    ----------
    current, previous : share or Estimate
        CSAT of this month and of the one before.
    limit : float, optional
        What must be exceeded [percentage points]; the published 3 where left out. At the limit nothing happens.

    Returns
    -------
    CsatDip

    Raises
    ------
    InputError
        If a figure is undefined or no share, or the limit not above zero.

    Examples
    --------
    >>> csat_dip("87%", "90%").triggered, csat_dip("86.9%", "90%").triggered
    (False, True)
    """
    now, before = (
        (x.value if isinstance(x, Estimate) else share(x, name))
        for name, x in (("current", current), ("previous", previous))
    )
    for name, given in (("current", current), ("previous", previous)):
        if isinstance(given, Estimate) and given.unit != "share":
            raise InputError(f"{name} must be a share; got {shown(given.unit)}; csat gives one")
    if now is None or before is None:
        raise InputError("current and previous must be defined; got an undefined estimate")
    published = read_data("metrics", "windows")["csat_dip"]["points"]
    most = above_zero(published if limit is None else limit, "limit")
    # Points as people write them: 90 less 87 is 3, not a little more.
    drop = round(100 * (before - now), 9)
    sure = None
    if isinstance(current, Estimate) and isinstance(previous, Estimate):
        pairs = [(round(x.n * float(x)), x.n) for x in (previous, current)]
        sure = newcombe(*pairs).low > 0
    return CsatDip(drop, most, drop > most, sure)


class ImprovementPlay(Model, frozen=True, extra="forbid"):
    """Steps to raise a metric, in order.

    Attributes
    ----------
    metric : str
    steps : tuple of str
    recovery : Range or None
        Scores of customers whose service is to be recovered.
    source : Source
    """

    metric: str
    steps: tuple[str, ...]
    recovery: Range | None = None
    source: Source

    def to_markdown(self) -> str:
        """The steps as a numbered list."""
        return "\n".join(
            f"{place}. {markdown_escape(step)}" for place, step in enumerate(self.steps, 1)
        )


def improvement_play(metric: Literal["csat", "fcr"]) -> ImprovementPlay:
    """Published five steps to raise CSAT or first contact resolution.

    Examples
    --------
    >>> improvement_play("fcr").steps[0]
    'find common escalation reasons'
    """
    for row in _rows("play"):
        if row["metric"] == metric:
            return ImprovementPlay(**{k: row[k] for k in ImprovementPlay.model_fields if k in row})
    raise InputError(f"metric must be csat or fcr; got {shown(metric)}")


class MetricPractice(Model, frozen=True, extra="forbid"):
    """A practice of good measurement.

    Attributes
    ----------
    name : str
    rules : tuple of str
    source : Source
    """

    name: str
    rules: tuple[str, ...]
    source: Source


def metric_practices() -> tuple[MetricPractice, ...]:
    """Five published practices of good measurement.

    Examples
    --------
    >>> [practice.name for practice in metric_practices()][:2]
    ['outcomes over activity', 'context']
    """
    return tuple(
        MetricPractice(name=row["name"], rules=row["rules"], source=row["source"])
        for row in _rows("practice")
    )
