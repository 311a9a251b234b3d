"""Reviews of yes and no."""

from collections.abc import Mapping

from pydantic import model_validator

from supportops._kit.data import Source
from supportops._kit.models import Model
from supportops._kit.names import mapped
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.quality.models import Dimension, Rubric, Scoring
from supportops.quality.review_scores import ReviewScore, score_review

__all__ = ["Checklist", "checklist_score"]


class Checklist(Model, frozen=True, extra="forbid"):
    """Items that are answered by yes or no, alike in weight.

    Attributes
    ----------
    name : str
    items : tuple of str
        At least one, all different.
    source : Source or None
    """

    name: str
    items: tuple[str, ...]
    source: Source | None = None

    @model_validator(mode="after")
    def _sound(self) -> "Checklist":
        if not self.items or len(set(self.items)) < len(self.items):
            raise InputError(f"items must be different; got {joined(self.items) or 'none'}")
        return self

    @property
    def rubric(self) -> Rubric:
        """The same as a rubric of one point an item, for whole tables."""
        return Rubric(
            name=self.name,
            dimensions=tuple(Dimension(name=item, highest=1) for item in self.items),
            scoring=Scoring(name=self.name, by="points"),
            source=self.source,
        )


def checklist_score(answers: Mapping[str, bool | None], *, checklist: Checklist) -> ReviewScore:
    """Score of a checklist: yes answers of those that applied, in points of 100.

    Parameters
    ----------
    answers : mapping of str to bool
        For every item True, False, or None where it did not apply.
    checklist : Checklist
        The items.

    Returns
    -------
    ReviewScore

    Raises
    ------
    InputError
        If an item is missing or unknown, or an answer is neither yes nor no.

    Examples
    --------
    >>> from supportops import quality
    >>> items = quality.checklist("support-operations")
    >>> answers = dict.fromkeys(items.items, True) | {"tone empathetic": False}
    >>> checklist_score(answers, checklist=items).score
    87.5
    """
    given = mapped(answers, "answers")
    for item, answer in given.items():
        if answer is not None and type(answer).__name__ not in {"bool", "bool_"}:
            raise InputError(f"answers[{shown(item)}] must be yes or no; got {shown(answer)}")
    points = {item: None if a is None else float(a) for item, a in given.items()}
    return score_review(points, rubric=checklist.rubric)
