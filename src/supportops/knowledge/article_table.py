"""The articles of a help center as a table: how helpful, how fresh, what to take down."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from supportops._kit.data import read_data
from supportops._kit.instants import instant
from supportops._kit.reals import above_zero, whole
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.knowledge.retirement import RetirementRule, retirement_rule
from supportops.statistics import Estimate, proportion, wilson
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Coverage", "article_health", "coverage", "freshness"]


@dataclass(frozen=True, slots=True)
class Coverage(Result):
    """What articles there are for what is asked.

    Attributes
    ----------
    types : Estimate
        Ticket types with an article [share of types].
    tickets : Estimate
        Tickets of those types [share of tickets].
    missing : tuple of str
        Types without an article, most tickets first.
    """

    types: Estimate
    tickets: Estimate
    missing: tuple[str, ...]


def article_health(
    articles: Any,
    *,
    now: datetime,
    rule: RetirementRule | None = None,
    review_months: int | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Helpfulness, freshness and retirement of every article.

    Parameters
    ----------
    articles : DataFrame
        Columns ``article_id``, ``published_at``, ``helpful``, ``unhelpful``; ``reviewed_at``
        where it is known.
    now : datetime
        The present; aware.
    rule : RetirementRule, optional
        The published one if left out.
    review_months : int, optional
        Calendar months within which an article has to be checked [months]; 6 as published.
    columns : mapping of str to str, optional
        Headings that differ from the declared names.

    Returns
    -------
    DataFrame
        In the order of the input: ``article_id``, ``votes`` [votes], ``helpful_share``,
        ``helpful_low``, ``helpful_high`` [share; NaN without votes], ``rank`` (1 is the best,
        by the low end of Wilson's 95 % interval, so that three votes out of three do not lead;
        NA without votes), ``age_days`` [days], ``fresh``, ``retire`` and ``retire_certain``
        (both NA where nobody voted, or the age is not known).

    Raises
    ------
    InputError
        For a missing column, a naive instant, negative votes, or a date after `now`.
    """
    import pandas as pd

    rows = read_table(
        articles,
        table("articles"),
        needs=["article_id", "published_at", "helpful", "unhelpful"],
        uses=["reviewed_at"],
        columns=columns,
    )
    limits = retirement_rule() if rule is None else rule
    present = pd.Timestamp(instant(now, "now"))
    yes, no = rows["helpful"].fillna(0), rows["unhelpful"].fillna(0)
    for name, votes in (("helpful", yes), ("unhelpful", no)):
        if (votes < 0).any():
            raise InputError(f"{name} must be zero or more; got {votes[votes < 0].iloc[0]:g}")
    ends = wilson(yes, yes + no)
    asked = yes + no > 0
    age = (present - rows["published_at"]).dt.total_seconds() / 86_400
    if (age < 0).any():
        raise InputError("published_at must be at or before now; got a later one")
    share = (yes / (yes + no).where(asked)).astype("float64")
    ripe = age >= limits.after_days
    judged = (asked | ~ripe) & age.notna()
    clear = (ends.high < limits.helpful_below) | (ends.low >= limits.helpful_below)
    return pd.DataFrame(
        {
            "article_id": rows["article_id"],
            "votes": yes + no,
            "helpful_share": share,
            "helpful_low": ends.low,
            "helpful_high": ends.high,
            "rank": ends.low.rank(ascending=False, method="min").astype("Int64"),
            "age_days": age.astype("float64"),
            "fresh": _fresh(rows, present, review_months),
            "retire": (ripe & (share < limits.helpful_below)).astype("boolean").where(judged),
            "retire_certain": (clear | ~ripe).astype("boolean").where(judged),
        },
        index=rows.index,
    )


def freshness(
    articles: Any,
    *,
    now: datetime,
    review_months: int | None = None,
    columns: Mapping[str, str] | None = None,
) -> Estimate:
    """Share of the articles that somebody checked within the review window.

    Parameters
    ----------
    articles : DataFrame
        Columns ``published_at`` and, where it is known, ``reviewed_at``: writing an article
        checks it too.
    now : datetime
        The present; aware.
    review_months : int, optional
        Calendar months of the window, its start included [months]; 6 as published.
    columns : mapping of str to str, optional
        Headings that differ from the declared names.

    Returns
    -------
    Estimate
        A share; an article without either instant was never checked.

    Raises
    ------
    InputError
        For a missing column, a naive instant, or no months.
    """
    import pandas as pd

    rows = read_table(
        articles,
        table("articles"),
        needs=["published_at"],
        uses=["reviewed_at"],
        columns=columns,
    )
    present = pd.Timestamp(instant(now, "now"))
    fresh = _fresh(rows, present, review_months)
    return proportion(int(fresh.sum()), len(fresh), definition="articles reviewed in the window")


def coverage(tickets: Mapping[str, int], *, articles: Collection[str]) -> Coverage:
    """Share of ticket types that have an article, and of the tickets of those types.

    Parameters
    ----------
    tickets : mapping of str to int
        Tickets of each type [tickets].
    articles : collection of str
        Types that an article answers; others than those of `tickets` do not count.

    Returns
    -------
    Coverage

    Raises
    ------
    InputError
        If a count is negative or not whole.

    Examples
    --------
    >>> answer = coverage({"login": 500, "billing": 300, "sso": 20}, articles=["login", "billing"])
    >>> round(answer.types.value, 2), round(answer.tickets.value, 2), answer.missing
    (0.67, 0.98, ('sso',))
    """
    counts = {name: whole(n, f"tickets[{shown(name)}]") for name, n in tickets.items()}
    there = [name for name in counts if name in articles]
    gone = sorted((name for name in counts if name not in articles), key=lambda name: -counts[name])
    return Coverage(
        proportion(len(there), len(counts), definition="ticket types with an article"),
        proportion(
            sum(counts[name] for name in there),
            sum(counts.values()),
            definition="tickets of types with an article",
        ),
        tuple(gone),
    )


def _fresh(
    rows: "pd.DataFrame", now: "pd.Timestamp", review_months: int | None
) -> "pd.Series[bool]":
    import pandas as pd

    if review_months is None:
        review_months = read_data("knowledge", "health")["bands"]["review_months"]
    months = int(above_zero(whole(review_months, "review_months"), "review_months"))
    start = now - pd.DateOffset(months=months)
    fresh = rows["published_at"] >= start
    if "reviewed_at" in rows:
        fresh |= rows["reviewed_at"] >= start
    return fresh.astype(bool)
