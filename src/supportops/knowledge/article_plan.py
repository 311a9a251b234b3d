"""Which articles to write first, by the work that they take away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from typing import Any

from pydantic import model_validator

from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import Share, ShareLike, share
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.knowledge.mix import MixShift, TopicLoad, mix_shift
from supportops.statistics import wilson

__all__ = ["ArticleIdea", "ArticlePlace", "ArticlePlan", "plan_articles"]

_HOUR = timedelta(hours=1)


class ArticleIdea(Model, frozen=True, extra="forbid"):
    """Topic that could be written for.

    Attributes
    ----------
    topic : str
    tickets : int
        Tickets counted in the period [tickets].
    handle_time : Duration
        Working time on one.
    deflected : float
        Share of them that the article would take, those it reaches times those it helps.
    pilot : int or None
        Cases that `deflected` was measured on [cases]; None where it is an assumption.
    deflected_range : pair of float or None
        Ends of the assumption; they replace what a pilot would say.
    leak : float
        Share of the deflected who come back after all.
    extra_effort : float
        How much more work a ticket is that comes back: 0.2 is a fifth more.
    effort : Duration or None
        Working time that writing takes.
    """

    topic: str
    tickets: int
    handle_time: Duration
    deflected: Share
    pilot: int | None = None
    deflected_range: tuple[Share, Share] | None = None
    leak: Share = 0.0
    extra_effort: float = 0.0
    effort: Duration | None = None

    @model_validator(mode="after")
    def _sound(self) -> "ArticleIdea":
        whole(self.tickets, "tickets")
        from_zero(self.extra_effort, "extra_effort")
        if self.pilot is not None and self.pilot < 1:
            raise InputError(f"pilot must be one case or more; got {self.pilot}")
        ends = self.deflected_range
        if ends is not None and not ends[0] <= self.deflected <= ends[1]:
            raise InputError(
                f"deflected_range must hold deflected, {self.deflected:g}; got {ends[0]:g} to {ends[1]:g}"
            )
        return self


@dataclass(frozen=True, slots=True)
class ArticlePlace(Result):
    """Place of one article in the plan.

    Attributes
    ----------
    topic : str
    place : int
        1 is written first.
    hours_removed : float
        Workload that it takes away in a period [hours].
    low, high : float
        Ends of that at the confidence of the plan [hours].
    tickets_removed : float
        [tickets]
    hours_per_effort_hour : float or None
        Hours removed in a period for an hour of writing; None where the effort is not known.
    easy : bool
        Whether its tickets take less time than the mean ticket: they are gone soonest, and save
        least.
    tied_with : tuple of str
        Later topics whose range reaches above the low end of this one: their order is not
        certain.
    flags : tuple of str
        ``"assumed_deflection"`` where no pilot and no range stands behind the share,
        ``"adds_work"`` where returns cost more than is saved.
    """

    topic: str
    place: int
    hours_removed: float
    low: float
    high: float
    tickets_removed: float
    hours_per_effort_hour: float | None
    easy: bool
    tied_with: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticlePlan(Result):
    """Articles in the order in which to write them, and what is left after all of them.

    Attributes
    ----------
    places : tuple of ArticlePlace
    mix : MixShift
        Volume, workload and mean handle time before and after.
    easy_left : float or None
        Share of the tickets on easy topics that are still there: what the next round of articles
        could take. None where there were none.
    confidence : float
    """

    places: tuple[ArticlePlace, ...]
    mix: MixShift
    easy_left: float | None
    confidence: float


def plan_articles(ideas: Collection[ArticleIdea], *, confidence: ShareLike = 0.95) -> ArticlePlan:
    """Articles in the order of the workload that they take away, with what is uncertain.

    Parameters
    ----------
    ideas : collection of ArticleIdea
        Every topic once; those that nothing will be written for with ``deflected=0``.
    confidence : share
        Of the ranges.

    Returns
    -------
    ArticlePlan

    Raises
    ------
    InputError
        If a topic stands there twice, or the confidence is 0 or 1.

    Notes
    -----
    ``tickets * handle_time * deflected * (1 - leak * (1 + extra_effort))``. The range joins the
    Poisson interval of the count and that of the share (Wilson's on a pilot, or the range that
    was given) by the square-and-add rule, the count's error at the share and the share's error
    at the count. Handle time and leak are taken as known.

    Examples
    --------
    >>> def idea(topic, tickets, minutes, deflected):
    ...     return ArticleIdea(topic=topic, tickets=tickets, handle_time=f"{minutes}m",
    ...                        deflected=deflected, pilot=100)
    >>> plan = plan_articles([idea("login", 264, 6, 0.5), idea("api", 216, 45, 0.2),
    ...                       idea("billing", 180, 15, 0.2)])
    >>> [(row.topic, round(row.hours_removed, 1), row.tied_with) for row in plan.places]
    [('api', 32.4, ()), ('login', 13.2, ('billing',)), ('billing', 9.0, ())]
    """
    level = share(confidence, "confidence")
    if not 0 < level < 1:
        raise InputError(f"confidence must be between 0 and 1; got {shown(confidence)}")
    rows = list(ideas)
    loads: dict[str, TopicLoad] = {}
    for idea in rows:
        if idea.topic in loads:
            raise InputError(f"topic must stand there once; got {shown(idea.topic)} twice")
        loads[idea.topic] = TopicLoad(
            tickets=idea.tickets,
            handle_time=idea.handle_time,
            deflected=idea.deflected,
            leak=idea.leak,
            extra_effort=idea.extra_effort,
        )
    mix = mix_shift(loads)
    mean = mix.minutes_before or 0.0
    drafts = [_draft(idea, level, mean) for idea in rows]
    drafts.sort(key=lambda draft: -draft["hours_removed"])
    places = tuple(
        ArticlePlace(
            place=k + 1,
            tied_with=tuple(d["topic"] for d in drafts[k + 1 :] if d["high"] > draft["low"]),
            **draft,
        )
        for k, draft in enumerate(drafts)
    )
    easy = {row.topic for row in places if row.easy}
    before = sum(topic.tickets_before for topic in mix.topics if topic.topic in easy)
    after = sum(topic.tickets_after for topic in mix.topics if topic.topic in easy)
    return ArticlePlan(places, mix, after / before if before else None, level)


def _draft(idea: ArticleIdea, level: float, mean_minutes: float) -> dict[str, Any]:
    hours = (idea.handle_time / _HOUR) * (1 - idea.leak * (1 + idea.extra_effort))
    few, many = _count_ends(idea.tickets, level)
    least, most = _share_ends(idea, level)
    n, d = idea.tickets, idea.deflected
    down = sqrt(((n - few) * d) ** 2 + (n * (d - least)) ** 2)
    up = sqrt(((many - n) * d) ** 2 + (n * (most - d)) ** 2)
    ends = sorted((max(n * d - down, 0.0) * hours, (n * d + up) * hours))
    flags = (
        *(("assumed_deflection",) if idea.pilot is None and idea.deflected_range is None else ()),
        *(("adds_work",) if hours < 0 else ()),
    )
    removed = n * d * hours
    return {
        "topic": idea.topic,
        "hours_removed": removed,
        "low": ends[0],
        "high": ends[1],
        "tickets_removed": n * d * (1 - idea.leak),
        "hours_per_effort_hour": removed / (idea.effort / _HOUR) if idea.effort else None,
        "easy": idea.handle_time / timedelta(minutes=1) < mean_minutes,
        "flags": flags,
    }


def _count_ends(n: int, level: float) -> tuple[float, float]:
    # Garwood's exact interval of a Poisson mean.
    from scipy.special import gammaincinv

    out = (1 - level) / 2
    return (float(gammaincinv(n, out)) if n else 0.0, float(gammaincinv(n + 1, 1 - out)))


def _share_ends(idea: ArticleIdea, level: float) -> tuple[float, float]:
    if idea.deflected_range is not None:
        return idea.deflected_range
    if idea.pilot is None:
        return idea.deflected, idea.deflected
    ends = wilson(idea.deflected * idea.pilot, idea.pilot, confidence=level)
    return min(ends.low, idea.deflected), max(ends.high, idea.deflected)
