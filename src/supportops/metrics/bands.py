"""Bands: when a figure is on target, to be watched, or a warning."""

from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = ["Band", "BandSetName", "Status", "grade", "preset", "presets"]

BandSetName: TypeAlias = Literal["support-operations", "core-metrics"]
Status: TypeAlias = Literal["on_target", "watch", "warning", "unknown"]


class Band(Model, frozen=True, extra="forbid"):
    """Published limits of one metric.

    Attributes
    ----------
    metric : str
        Id of the metric.
    label : str
        Its name for people.
    definition : str
        What it measures.
    target : Range
        Where it should be.
    warnings : tuple of Range
        Where it must not be.
    source : Source
    """

    metric: str
    label: str
    definition: str
    target: Range
    warnings: tuple[Range, ...] = ()
    source: Source


def grade(value: float | None, band: Band) -> Status:
    """Status of a figure against its band.

    Parameters
    ----------
    value : float or None
        The figure [the band's unit] (shares 0 to 1); None or NaN is unknown.
    band : Band
        Limits as published: strict where the source says below or above.

    Returns
    -------
    {"on_target", "watch", "warning", "unknown"}
        What lies neither on target nor in a warning is to be watched.

    Raises
    ------
    InputError
        If the value is no number.

    Examples
    --------
    >>> csat = next(b for b in preset("support-operations") if b.metric == "csat")
    >>> [grade(value, csat) for value in (0.90, 0.87, 0.85, 0.84, None)]
    ['on_target', 'watch', 'watch', 'warning', 'unknown']
    """
    if value is None:
        return "unknown"
    if not is_real(value):
        raise InputError(
            f"value must be a number, or None where it is not known; got {shown(value)}"
        )
    if value != value:  # noqa: PLR0124  NaN
        return "unknown"
    if value in band.target:
        return "on_target"
    return "warning" if any(value in warning for warning in band.warnings) else "watch"


def _published(name: str) -> tuple[Band, ...]:
    data = read_data("metrics", name)
    source = Source(source=data["source"], where=data["where"])
    return tuple(
        Band(
            metric=row["metric"],
            label=row["label"],
            definition=row["definition"],
            target=row["target"],
            warnings=tuple(row[key] for key in ("warning", "warning_above") if key in row),
            source=source,
        )
        for row in data["band"]
    )


_SHELF: Shelf[tuple[Band, ...]] = Shelf(
    "metrics",
    {
        "support-operations": lambda: _published("bands"),
        "core-metrics": lambda: _published("core"),
    },
)


def preset(name: BandSetName) -> tuple[Band, ...]:
    """Published set of bands of that name; `presets` lists them."""
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published sets of bands."""
    return _SHELF.names()
