"""What a rubric is: dimensions with points and anchors, sections, and how they become a score."""

from math import isfinite
from typing import Any, Literal, TypeAlias

from pydantic import field_validator, model_validator

from supportops._kit.data import Source
from supportops._kit.models import Instant, Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = ["Anchor", "Dimension", "ErrorClass", "Review", "Rubric", "Scoring", "Section"]

ErrorClass: TypeAlias = Literal["customer", "business", "compliance", "noncritical"]


class Anchor(Model, frozen=True, extra="forbid"):
    """Points that may be given, and when.

    Attributes
    ----------
    points : float
        What it is worth [points].
    label : str
        Its word: "good".
    when : str
        What a reviewer sees.
    """

    points: float
    label: str
    when: str = ""


class Dimension(Model, frozen=True, extra="forbid"):
    """One thing that a review looks at.

    Attributes
    ----------
    name : str
    asks : str
        The question to the reviewer.
    highest, lowest : float
        Most and fewest points [points]; a rating scale of 1 to 5 has 5 and 1.
    weight : float or None
        Its weight where the rubric scores by weights or sections [any unit]; None is the number
        of points it spans.
    section : str
        Section that it belongs to, where the rubric has sections.
    anchors : tuple of Anchor
        The points that may be given, each with its meaning; none lets any points between the ends.
    critical : bool
        Whether points in the failing range fail the whole review.
    bonus : bool
        Whether it can only add.
    error_class : str or None
        What an error here is called where errors are counted: customer, business, compliance or
        noncritical.
    """

    name: str
    asks: str = ""
    highest: float
    lowest: float = 0
    weight: float | None = None
    section: str = ""
    anchors: tuple[Anchor, ...] = ()
    critical: bool = False
    bonus: bool = False
    error_class: ErrorClass | None = None

    @model_validator(mode="after")
    def _sound(self) -> "Dimension":
        if not (isfinite(self.lowest) and isfinite(self.highest) and self.lowest < self.highest):
            raise InputError(
                f"highest must be finite and above lowest, {self.lowest:g}; got {self.highest:g}"
            )
        if self.weight is not None and not (isfinite(self.weight) and self.weight >= 0):
            raise InputError(f"weight must be finite, zero or more; got {self.weight:g}")
        for anchor in self.anchors:
            if not self.lowest <= anchor.points <= self.highest:
                raise InputError(
                    f"anchors must lie from {self.lowest:g} to {self.highest:g} points; "
                    f"got {anchor.points:g}"
                )
        if len({anchor.points for anchor in self.anchors}) < len(self.anchors):
            raise InputError(f"anchors must differ in points; got two alike in {self.name}")
        return self

    def anchor(self, points: float) -> Anchor | None:
        """Anchor of that many points [points]; None where there is none."""
        return next((each for each in self.anchors if each.points == points), None)


class Section(Model, frozen=True, extra="forbid"):
    """Dimensions that share a weight.

    Attributes
    ----------
    name : str
    weight : float
        Its weight among the sections [any unit], zero or more.
    """

    name: str
    weight: float

    @field_validator("weight")
    @classmethod
    def _heavy(cls, value: float) -> float:
        if not (isfinite(value) and value >= 0):
            raise InputError(f"weight must be finite, zero or more; got {value:g}")
        return value


class Scoring(Model, frozen=True, extra="forbid"):
    """How points become a score, and what a critical failure does to it.

    Attributes
    ----------
    name : str
    by : str
        ``points`` adds points and divides by the most that could be had; ``weights`` averages the
        percent of each dimension by weight; ``sections`` averages sections by their weight.
    fails : Range or None
        Where a critical dimension fails [percent of its points]: below 50, at 0, below 100.
    on_fail : str
        ``zero`` makes the score 0, ``report`` leaves it and names the failure.
    pass_mark : float or None
        Score that passes [points of 100]; None where none is published.
    bonus : bool
        Whether bonus dimensions are known.
    source : Source or None
    """

    name: str
    by: Literal["points", "weights", "sections"]
    fails: Range | None = None
    on_fail: Literal["zero", "report"] = "report"
    pass_mark: float | None = None
    bonus: bool = True
    source: Source | None = None


class Rubric(Model, frozen=True, extra="forbid"):
    """Dimensions and the scoring that makes one figure of them.

    Attributes
    ----------
    name : str
    dimensions : tuple of Dimension
        At least one, with different names.
    sections : tuple of Section
        Where the scoring goes by sections.
    scoring : Scoring
    total : float or None
        What the weights must sum to [any unit]: 100 for weights in percent.
    source : Source or None

    Examples
    --------
    >>> own = Rubric(
    ...     name="ours",
    ...     dimensions=(Dimension(name="solution", highest=5), Dimension(name="tone", highest=5)),
    ...     scoring=Scoring(name="ours", by="points", pass_mark=80),
    ... )
    >>> own.dimension("tone").highest
    5.0
    """

    name: str
    dimensions: tuple[Dimension, ...]
    sections: tuple[Section, ...] = ()
    scoring: Scoring
    total: float | None = None
    source: Source | None = None

    @model_validator(mode="after")
    def _sound(self) -> "Rubric":
        names = [each.name for each in self.dimensions]
        if not names or len(set(names)) < len(names):
            raise InputError(f"dimensions must have different names; got {joined(names) or 'none'}")
        sections = [each.name for each in self.sections]
        if len(set(sections)) < len(sections):
            raise InputError(f"sections must have different names; got {joined(sections)}")
        for each in self.dimensions:
            if self.scoring.by == "sections" and each.section not in sections:
                raise InputError(
                    f"section must be declared; got {shown(each.section)} in {each.name}; "
                    f"there are {joined(sections) or 'none'}"
                )
            if self.scoring.by == "points" and each.weight not in {None, _span(each)}:
                raise InputError(
                    f"weight must be the points that it spans, {_span(each):g}, where points are "
                    f"added; got {each.weight:g} in {each.name}; score by weights"
                )
            if each.bonus and not self.scoring.bonus:
                raise InputError(f"bonus must be false under {self.scoring.name}; got {each.name}")
        if all(each.bonus for each in self.dimensions):
            raise InputError("dimensions must have one that is no bonus; got none")
        weights = sum(_weight(each) for each in self.dimensions if not each.bonus)
        if not weights > 0:
            raise InputError("dimensions must have one that weighs more than zero; got none")
        if self.total is not None and abs(weights - self.total) > 1e-9 * max(1, abs(self.total)):
            raise InputError(f"weights must sum to {self.total:g}; got {weights:.10g}")
        return self

    def dimension(self, name: str) -> Dimension:
        """Dimension of that name; an unknown one is an error that lists the known."""
        for each in self.dimensions:
            if each.name == name:
                return each
        known = joined(each.name for each in self.dimensions)
        raise InputError(f"dimension must be of {self.name}; got {shown(name)}; there are {known}")


def _span(dimension: Dimension) -> float:
    return dimension.highest - dimension.lowest


def _weight(dimension: Dimension) -> float:
    return _span(dimension) if dimension.weight is None else dimension.weight


class Review(Model, frozen=True, extra="forbid"):
    """One ticket reviewed once.

    Attributes
    ----------
    points : dict of str to float or None
        For every dimension the points given [points]; None where it did not apply.
    review_id, ticket_id, agent_id, reviewer_id : str or None
    reviewed_at : Instant or None
    """

    points: dict[str, float | None]
    review_id: str | None = None
    ticket_id: str | None = None
    agent_id: str | None = None
    reviewer_id: str | None = None
    reviewed_at: Instant | None = None

    @field_validator("points", mode="before")
    @classmethod
    def _numbers(cls, value: Any) -> Any:
        if isinstance(value, dict):
            for name, points in value.items():
                if isinstance(points, (str, bool)):
                    raise InputError(
                        f"points[{shown(name)}] must be a number or None; got {shown(points)}"
                    )
        return value
