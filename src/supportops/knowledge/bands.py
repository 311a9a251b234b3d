"""When a figure of a knowledge base is on target, to be watched, or a warning."""

from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, Source, read_data
from supportops._kit.models import Model
from supportops.vocabulary import Range

__all__ = ["KnowledgeBand", "KnowledgeBandsName", "Status", "grade", "preset", "presets"]

KnowledgeBandsName: TypeAlias = Literal["support-operations"]
Status: TypeAlias = Literal["on_target", "watch", "warning", "unknown"]


class KnowledgeBand(Model, frozen=True, extra="forbid"):
    """Published limits of one figure.

    Attributes
    ----------
    metric : str
    definition : str
        What it measures.
    target : Range
        Where it should be.
    warning : Range
        Where it must not be.
    source : Source
    """

    metric: str
    definition: str
    target: Range
    warning: Range
    source: Source


def grade(value: float | None, band: KnowledgeBand) -> Status:
    """Status of a figure against its band.

    Parameters
    ----------
    value : float or None
        The figure [the band's unit] (shares 0 to 1); None or NaN is unknown.
    band : KnowledgeBand
        Limits as published: strict where the source says below or above.

    Returns
    -------
    {"on_target", "watch", "warning", "unknown"}
        What lies neither on target nor in the warning is to be watched, also what is better
        than a target that has two ends.

    Examples
    --------
    >>> zero = next(b for b in preset("support-operations") if b.metric == "zero_results_rate")
    >>> [grade(value, zero) for value in (0.09, 0.12, 0.20, 0.21, None)]
    ['on_target', 'watch', 'watch', 'warning', 'unknown']
    """
    if value is None or value != value:  # noqa: PLR0124  NaN
        return "unknown"
    if value in band.target:
        return "on_target"
    return "warning" if value in band.warning else "watch"


def _published() -> tuple[KnowledgeBand, ...]:
    data = read_data("knowledge", "health")["bands"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(KnowledgeBand.model_validate({**row, "source": source}) for row in data["band"])


_SHELF: Shelf[tuple[KnowledgeBand, ...]] = Shelf("knowledge", {"support-operations": _published})


def preset(name: KnowledgeBandsName) -> tuple[KnowledgeBand, ...]:
    """Published set of bands of that name; `presets` lists them."""
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the published sets of bands."""
    return _SHELF.names()
