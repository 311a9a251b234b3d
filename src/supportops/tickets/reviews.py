"""Daily and weekly reviews of a queue: what the checklist asks, answered from the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from supportops._kit.data import read_data
from supportops._kit.durations import DurationLike, duration, duration_text
from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops._kit.tables import Column, Table, read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Scale

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ReviewItem", "aged_after", "daily_review", "review_list", "weekly_review"]

_COLUMNS = (
    Column(name="ticket_id", dtype="id", about="identity within the help desk"),
    Column(name="created_at", dtype="instant", about="when it came in"),
    Column(name="resolved_at", dtype="instant", about="when it was resolved"),
    Column(name="updated_at", dtype="instant", about="last event of it"),
    Column(name="priority", dtype="text", about="name on the scale"),
    Column(name="reviewed_priority", dtype="text", about="priority that it should have had"),
    Column(name="category", dtype="text", about="what it is about"),
    Column(name="agent_id", dtype="id", about="who has it"),
)
_TABLE = Table(name="tickets", row="one ticket", columns=_COLUMNS)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ReviewItem(Result):
    """One question of a review and its answer.

    Attributes
    ----------
    question : str
        As published.
    answer : str
        What the table says, or what it would take to say it.
    tickets : tuple
        Identities of the tickets to look at, the oldest first.
    by_hand : bool
        Whether somebody has to answer it.
    """

    question: str
    answer: str
    tickets: tuple[Any, ...] = ()
    by_hand: bool = False


def review_list(period: Literal["daily", "weekly"]) -> tuple[str, ...]:
    """Questions of the published daily or weekly review.

    Examples
    --------
    >>> review_list("daily")[0]
    'P1 and P2 first'
    """
    if period not in {"daily", "weekly"}:
        raise InputError(f"period must be daily or weekly; got {shown(period)}")
    return tuple(read_data("tickets", "tables")["reviews"][period])


def aged_after() -> timedelta:
    """Published age beyond which a ticket counts as aged.

    Examples
    --------
    >>> aged_after()
    datetime.timedelta(days=1)
    """
    return duration(read_data("tickets", "tables")["reviews"]["aged_after"])


def daily_review(
    tickets: "pd.DataFrame",
    *,
    now: datetime | str,
    scale: Scale,
    absent: Sequence[Any] = (),
    aged: DurationLike | None = None,
    trending_from: int | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[ReviewItem, ...]:
    """Answers to the five questions of the daily review.

    Parameters
    ----------
    tickets : DataFrame
        Open tickets: ticket_id, created_at and priority; category for trends, agent_id for
        absence and balance.
    now : datetime
    scale : Scale
        Of the priorities.
    absent : sequence
        Agents who are away.
    aged : duration, optional
        Beyond which age a ticket is aged; the published 24 hours unless told.
    trending_from : int, optional
        From how many tickets of the last 24 hours on a category is a trend; the source gives
        no figure, and without one the question stays with a person.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    tuple of ReviewItem
        In the order of the checklist. A ticket of exactly the age limit is not aged.

    Raises
    ------
    InputError
        For an undeclared priority.
    """
    if trending_from is not None and not trending_from >= 1:
        raise InputError(f"trending_from must be one or more; got {shown(trending_from)}")
    frame, present = _read(tickets, now, ("priority",), ("category", "agent_id"), columns)
    urgent, old, trends, away, balance = review_list("daily")
    for text in ("priority", "category", "agent_id"):
        if text in frame:
            frame[text] = frame[text].astype("category")  # compared many times
    for name in frame["priority"].cat.categories:
        scale.rank(name)
    first, second = (frame[frame["priority"].isin([name])] for name in (*scale.names, "")[:2])
    limit = aged_after() if aged is None else duration(aged, "aged")
    over = frame[frame["created_at"] < present - limit]
    items = [
        ReviewItem(
            urgent,
            f"{len(first) + len(second)} with {joined(scale.names[:2], 'or')}",
            _ids(first) + _ids(second),
        ),
        ReviewItem(old, f"{len(over)} older than {duration_text(limit)}", _ids(over)),
    ]
    if trending_from is None or "category" not in frame:
        items.append(ReviewItem(trends, "it takes category and trending_from=", by_hand=True))
    else:
        new = frame[frame["created_at"] > present - timedelta(hours=24)]
        counts = new["category"].value_counts()
        hot = sorted(counts[counts >= trending_from].index, key=lambda c: (-counts[c], str(c)))
        words = joined(f"{name} ({counts[name]})" for name in hot)
        items.append(ReviewItem(trends, words or "none", _ids(new[new["category"].isin(hot)])))
    if "agent_id" not in frame:
        items += [ReviewItem(q, "it takes agent_id", by_hand=True) for q in (away, balance)]
        return tuple(items)
    left = frame[frame["agent_id"].isin(list(absent))]
    items.append(ReviewItem(away, f"{len(left)} with agents who are absent", _ids(left)))
    load = frame["agent_id"].value_counts()
    words = (
        f"{load.min()} to {load.max()} an agent, median {load.median():g}" if len(load) else "none"
    )
    uneven = load[(load == load.max()) & (load > load.min())]
    fullest = frame[frame["agent_id"].isin(list(uneven.index))]
    items.append(ReviewItem(balance, words, _ids(fullest)))
    return tuple(items)


def weekly_review(
    tickets: "pd.DataFrame",
    *,
    now: datetime | str,
    stuck_after: DurationLike | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[ReviewItem, ...]:
    """Answers to the five questions of the weekly review.

    Parameters
    ----------
    tickets : DataFrame
        Open and resolved tickets: ticket_id, created_at and resolved_at; updated_at for stuck
        tickets, priority and reviewed_priority for accuracy, category for automation.
    now : datetime
    stuck_after : duration, optional
        How long an open ticket is without any event until it is stuck; the source gives none.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    tuple of ReviewItem
        In the order of the checklist; training needs stay with a person.
    """
    uses = ("updated_at", "priority", "reviewed_priority", "category")
    frame, present = _read(tickets, now, ("resolved_at",), uses, columns)
    trend, accuracy, stuck, training, automation = review_list("weekly")
    solved = frame["resolved_at"]
    week = present - _WEEK
    came = int((frame["created_at"] > week).sum())
    went = int(((solved > week) & (solved <= present)).sum())
    open_ = frame[~(solved <= present)]
    answer = f"{came} came, {went} went: {came - went:+d} to {len(open_)} open"
    items = [ReviewItem(trend, answer, _ids(open_))]
    if {"priority", "reviewed_priority"} <= set(frame.columns):
        both = frame.dropna(subset=["priority", "reviewed_priority"])
        wrong = both[both["priority"] != both["reviewed_priority"]]
        words = f"{len(both) - len(wrong)} of {len(both)} reviewed had the right priority"
        items.append(ReviewItem(accuracy, words, _ids(wrong)))
    else:
        items.append(ReviewItem(accuracy, "it takes priority and reviewed_priority", by_hand=True))
    if stuck_after is not None and "updated_at" in frame:
        limit = duration(stuck_after, "stuck_after")
        quiet = open_[open_["updated_at"] < present - limit]
        words = f"{len(quiet)} without an event for more than {duration_text(limit)}"
        items.append(ReviewItem(stuck, words, _ids(quiet)))
    else:
        items.append(ReviewItem(stuck, "it takes updated_at and stuck_after=", by_hand=True))
    items.append(ReviewItem(training, "it takes a person", by_hand=True))
    counts = frame["category"].value_counts() if "category" in frame else None
    if counts is None or counts.empty:
        items.append(ReviewItem(automation, "it takes category", by_hand=True))
    else:
        best = min(counts.index, key=lambda c: (-counts[c], str(c)))
        words = f"the most frequent category is {best}, {counts[best]} of {int(counts.sum())}"
        items.append(ReviewItem(automation, words, _ids(frame[frame["category"] == best])))
    return tuple(items)


def _read(
    tickets: "pd.DataFrame",
    now: datetime | str,
    needs: tuple[str, ...],
    uses: tuple[str, ...],
    columns: Mapping[str, str] | None,
) -> "tuple[pd.DataFrame, pd.Timestamp]":
    """Table with a fresh index, and the present."""
    import pandas as pd

    frame = read_table(
        tickets, _TABLE, needs=("ticket_id", "created_at", *needs), uses=uses, columns=columns
    )
    return frame.reset_index(drop=True), pd.Timestamp(instant(now, "now"))


def _ids(frame: "pd.DataFrame") -> tuple[Any, ...]:
    return tuple(frame.sort_values("created_at", kind="stable")["ticket_id"].tolist())
