"""Where the figures of a quality programme should be."""

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops.vocabulary import Range

__all__ = ["QualityTarget", "quality_targets"]


class QualityTarget(Model, frozen=True, extra="forbid"):
    """Where a figure of the programme should be.

    Attributes
    ----------
    metric : str
    definition : str
        What it measures.
    target : Range or None
        Where it should be [points or share]; None where only an aim is published.
    aim : str
        The aim in words, where there is one.
    source : Source
    """

    metric: str
    definition: str
    target: Range | None = None
    aim: str = ""
    source: Source


def quality_targets() -> tuple[QualityTarget, ...]:
    """Published targets, in their order.

    Examples
    --------
    >>> [str(each.target) for each in quality_targets() if each.metric == "average_qa_score"]
    ['at least 85 points']
    """
    data = read_data("quality", "targets")["dashboard"]
    source = Source(source=data["source"], where=data["where"])
    return tuple(QualityTarget.model_validate({**row, "source": source}) for row in data["rows"])
