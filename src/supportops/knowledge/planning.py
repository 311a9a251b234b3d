"""Which categories to write for first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.knowledge.content import ArticleTrigger

__all__ = ["CategoryPlan", "plan_categories"]


@dataclass(frozen=True, slots=True)
class CategoryPlan(Result):
    """Place of one category in the writing plan.

    Attributes
    ----------
    category : str
    tickets_per_week : float
        [tickets/week]
    place : int
        1 is written for first.
    triggered : bool
        Whether its volume calls for an article by the published trigger.
    in_focus : bool
        Whether the goal names it.
    why : str
        The reason for its place.
    """

    category: str
    tickets_per_week: float
    place: int
    triggered: bool
    in_focus: bool
    why: str


def plan_categories(
    tickets_per_week: Mapping[str, float],
    *,
    trigger: ArticleTrigger,
    focus: Collection[str] = (),
) -> tuple[CategoryPlan, ...]:
    """Categories in the order in which to write for them.

    Parameters
    ----------
    tickets_per_week : mapping of str to float
        Volume by category [tickets/week], zero or more.
    trigger : ArticleTrigger
        Volume from which a topic calls for an article.
    focus : collection of str
        Categories that a goal names; they come first.

    Returns
    -------
    tuple of CategoryPlan
        Those in focus first, then by volume; equal volumes in the order given.

    Raises
    ------
    InputError
        For a negative volume, or a focus that is no category.
    """
    for name, volume in tickets_per_week.items():
        if not volume >= 0:
            raise InputError(
                f"tickets_per_week[{shown(name)}] must be zero or more; got {shown(volume)}"
            )
    for name in focus:
        if name not in tickets_per_week:
            raise InputError(f"focus must name categories with a volume; got {shown(name)}")
    ordered = sorted(
        tickets_per_week, key=lambda name: (name not in focus, -tickets_per_week[name])
    )
    plans = []
    for place, name in enumerate(ordered, start=1):
        volume = tickets_per_week[name]
        triggered = volume >= trigger.tickets_per_week
        why = f"{volume:.0f} tickets a week"
        if name in focus:
            why += ", named by the deflection goal"
        why += f", {'at or above' if triggered else 'below'} the {trigger.tickets_per_week:g} that call for an article"
        plans.append(CategoryPlan(name, volume, place, triggered, name in focus, why))
    return tuple(plans)
