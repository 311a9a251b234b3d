"""How long tickets wait for review, and agents for the talk about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from supportops._kit.data import Source, read_data
from supportops._kit.instants import instant
from supportops._kit.models import Model
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import table

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

__all__ = ["FeedbackRule", "FeedbackTimes", "feedback_delays", "feedback_rule", "feedback_times"]

from supportops._kit.results import Result


class FeedbackRule(Model, frozen=True, extra="forbid"):
    """How soon feedback should come.

    Attributes
    ----------
    review_within : timedelta
        From the resolution of a ticket to its review.
    coaching_within : timedelta
        From the review to the talk about it.
    source : Source or None
    """

    review_within: timedelta
    coaching_within: timedelta
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class FeedbackTimes(Result):
    """Delays of one review.

    Attributes
    ----------
    review_delay, coaching_delay : timedelta or None
        How long it took, or has taken so far; None before the clock starts. Negative where a
        ticket was resolved again after its review.
    review_late, coaching_late : bool or None
        Whether that is beyond the rule; None before the clock starts.
    """

    review_delay: timedelta | None
    coaching_delay: timedelta | None
    review_late: bool | None
    coaching_late: bool | None


def feedback_rule() -> FeedbackRule:
    """Published rule: review within 48 hours, coaching within a week.

    Examples
    --------
    >>> feedback_rule().review_within
    datetime.timedelta(days=2)
    """
    row = read_data("quality", "targets")["delays"]
    return FeedbackRule(
        review_within=timedelta(hours=row["review_within_hours"]),
        coaching_within=timedelta(weeks=row["coaching_within_weeks"]),
        source=Source(source=row["source"], where=row["where"]),
    )


def feedback_times(
    resolved_at: "datetime",
    *,
    now: "datetime",
    reviewed_at: "datetime | None" = None,
    coached_at: "datetime | None" = None,
    rule: FeedbackRule | None = None,
) -> FeedbackTimes:
    """Delays of one ticket's review and of the talk about it.

    Parameters
    ----------
    resolved_at : datetime
        When the ticket was resolved.
    now : datetime
        The present, for what is still to come.
    reviewed_at, coached_at : datetime, optional
        When it was reviewed, and the agent talked to.
    rule : FeedbackRule, optional
        Limits; the published ones where left out.

    Returns
    -------
    FeedbackTimes

    Raises
    ------
    InputError
        For naive instants.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> done = datetime(2026, 3, 2, 9, tzinfo=UTC)
    >>> late = feedback_times(done, now=done + timedelta(hours=49))
    >>> late.review_late, late.coaching_late
    (True, None)
    """
    limits = _limits(rule)
    present, done = instant(now, "now"), instant(resolved_at, "resolved_at")
    review = None if reviewed_at is None else instant(reviewed_at, "reviewed_at")
    talk = None if coached_at is None else instant(coached_at, "coached_at")
    first = _span(done, review, present)
    second = _span(review, talk, present)
    return FeedbackTimes(
        first,
        second,
        None if first is None else first > limits.review_within,
        None if second is None else second > limits.coaching_within,
    )


def feedback_delays(
    scores: "pd.DataFrame",
    *,
    now: "datetime",
    rule: FeedbackRule | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Delays of a whole table of reviews.

    Parameters
    ----------
    scores : DataFrame
        One row a review with resolved_at, reviewed_at and coached_at; missing is still to come.
    now : datetime
        The present.
    rule : FeedbackRule, optional
        Limits; the published ones where left out.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `scores`; review_delay, coaching_delay (timedelta), review_late, coaching_late
        (boolean), missing before the clock starts. Row by row the answer of `feedback_times`.

    Raises
    ------
    InputError
        For a missing column or naive instants.
    """
    import pandas as pd

    limits = _limits(rule)
    present = pd.Timestamp(instant(now, "now"))
    rows = read_table(
        scores,
        table("review_scores"),
        needs=("resolved_at", "reviewed_at", "coached_at"),
        columns=columns,
    )
    done, review, talk = (rows[name].dt.tz_convert("UTC") for name in rows)
    first = _spans(done, review, present)
    second = _spans(review, talk, present)
    return pd.DataFrame(
        {
            "review_delay": first,
            "coaching_delay": second,
            "review_late": _late(first, limits.review_within),
            "coaching_late": _late(second, limits.coaching_within),
        },
        index=rows.index,
    )


def _limits(rule: FeedbackRule | None) -> FeedbackRule:
    if rule is not None and not isinstance(rule, FeedbackRule):
        raise InputError(f"rule must be a FeedbackRule; got {shown(rule)}")
    return feedback_rule() if rule is None else rule


def _span(
    start: "datetime | None", end: "datetime | None", present: "datetime"
) -> timedelta | None:
    """From start to end, or to the present where that is later than the start."""
    if start is None or (end is None and present < start):
        return None
    return (end or present) - start


def _spans(start: Any, end: Any, present: Any) -> Any:
    ahead = end.isna() & (start > present)
    return (end.fillna(present) - start).mask(ahead).dt.as_unit("us")


def _late(delay: Any, limit: timedelta) -> Any:
    return (delay > limit).astype("boolean").mask(delay.isna())
