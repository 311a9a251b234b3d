"""What tickets are about: which topics matter, how much is "other", what has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import is_series
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Estimate, proportion
from supportops.tickets.taxonomy import Taxonomy
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TopicDrift", "other_share", "topic_drift", "volume_pareto", "work_pareto"]


def volume_pareto(
    tickets: "pd.DataFrame",
    *,
    by: str = "category",
    taxonomy: Taxonomy | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Topics by their number of tickets.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets`` with the column `by`.
    by : str
        A text column of the table: category, channel, priority, customer_tier ...
    taxonomy : Taxonomy, optional
        Brings aliases together under the name of their category; other words stay as they are.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        topic, tickets, share, cumulative_share; the greatest first, equal ones by name.
        Tickets without a topic stand last with topic None, and in no share.

    Examples
    --------
    >>> import pandas as pd
    >>> volume_pareto(pd.DataFrame({"category": ["api", "login", "login"]}))["topic"].tolist()
    ['login', 'api']
    """
    frame = read_table(tickets, table("tickets"), needs=(by,), columns=columns)
    topics = _topics(frame[by], taxonomy)
    counts = topics.value_counts(sort=False, dropna=True).astype("float64")
    missing = int(topics.isna().sum())
    out = _ranked(counts, "tickets", missing or None)
    return out.astype({"tickets": "int64"})


def work_pareto(
    tickets: "pd.DataFrame",
    *,
    by: str = "category",
    taxonomy: Taxonomy | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Topics by the working time that they take.

    Parameters
    ----------
    tickets : DataFrame
        Table ``tickets`` with handle_time and the column `by`; a ticket without handle_time
        counts as a ticket but brings no work.
    by, taxonomy, columns
        As in `volume_pareto`.

    Returns
    -------
    DataFrame
        topic, hours, share, cumulative_share, and tickets, measured (tickets with a handle
        time); the greatest first.

    Raises
    ------
    InputError
        For a negative handle time.
    """
    import pandas as pd

    frame = read_table(tickets, table("tickets"), needs=(by, "handle_time"), columns=columns)
    hours = frame["handle_time"].dt.total_seconds() / 3600
    if (hours < 0).any():
        place = int((hours < 0).to_numpy().argmax())
        raise InputError(f"handle_time must be zero or more; got {hours.iloc[place]} h at {place}")
    topics = _topics(frame[by], taxonomy)
    grouped = hours.groupby(topics, sort=False, dropna=True)
    bare = topics.isna()
    out = _ranked(grouped.sum(), "hours", hours[bare].sum() if bare.any() else None)
    counts = pd.DataFrame({"tickets": grouped.size(), "measured": grouped.count()})
    joined_ = out.join(counts, on="topic")
    joined_.loc[joined_["topic"].isna(), ["tickets", "measured"]] = [
        int(bare.sum()),
        int(hours[bare].count()),
    ]
    return joined_.astype({"tickets": "int64", "measured": "int64"})


def _topics(values: "pd.Series[Any]", taxonomy: Taxonomy | None) -> "pd.Series[Any]":
    """Topics under one name each, as objects."""
    if taxonomy is not None:
        names = {}
        for word in values.dropna().unique():
            category = taxonomy.find(str(word))
            names[word] = word if category is None else category.name
        values = values.map(names)
    return values.astype(object).reset_index(drop=True).rename(None)


def _ranked(amounts: "pd.Series[Any]", name: str, missing: float | None) -> "pd.DataFrame":
    import pandas as pd

    texts = pd.Series(amounts.index.map(str), index=amounts.index, dtype=object)
    order = np.lexsort((pd.factorize(texts, sort=True)[0], -amounts.to_numpy()))
    amounts = amounts.iloc[order]
    total = float(amounts.sum())
    values = amounts.to_numpy(dtype=np.float64)
    shares = values / total if total else np.full(len(values), np.nan)
    topics = list(amounts.index)
    cumulative = np.cumsum(values) / total if total else shares
    if missing is not None:
        topics, values = [*topics, None], np.append(values, missing)
        shares, cumulative = np.append(shares, np.nan), np.append(cumulative, np.nan)
    return pd.DataFrame(
        {
            "topic": pd.Series(topics, dtype=object),
            name: values,
            "share": shares,
            "cumulative_share": cumulative,
        }
    )


def other_share(
    topics: "pd.Series[Any]",
    *,
    others: Sequence[str] = ("other",),
    taxonomy: Taxonomy | None = None,
) -> Estimate:
    """Share of tickets that are filed as "other".

    Parameters
    ----------
    topics : Series of str
        One for each ticket; a missing one is counted as missing.
    others : sequence of str
        Words that mean "other"; case does not matter.
    taxonomy : Taxonomy, optional
        With it, words of no category are "other" too.

    Returns
    -------
    Estimate
        None for a table without topics.

    Examples
    --------
    >>> import pandas as pd
    >>> other_share(pd.Series(["login", "Other", None, "api"])).value
    0.3333
    """
    _series("topics", topics)
    words = {other.casefold().strip() for other in others}
    counts = topics.astype(object).value_counts()
    outside = sum(
        int(n)
        for word, n in counts.items()
        if str(word).casefold().strip() in words
        or (taxonomy is not None and taxonomy.find(str(word)) is None)
    )
    missing = len(topics) - int(counts.sum())
    return proportion(outside, int(counts.sum()), missing=missing)


def _series(name: str, value: object) -> None:
    if not is_series(value):
        raise InputError(f"{name} must be a Series of topics; got {shown(value)}")


@dataclass(frozen=True, slots=True)
class TopicDrift(Result):
    """How the mix of topics has moved between two periods.

    Attributes
    ----------
    distance : float or None
        Share of tickets that would have to change their topic to make the two mixes equal,
        half the sum of all changes; None where a period has no tickets.
    p_value : float or None
        Probability of a mix that differs so much if nothing had changed (chi-square test of
        homogeneity); None where it is not defined.
    n : tuple of int
        Tickets of the two periods with a topic.
    flags : tuple of str
        ``small_cells`` where an expected count is below 5, so that `p_value` is rough.
    table : DataFrame
        topic, before and after (tickets), share_before, share_after, change; the greatest
        change first.
    """

    distance: float | None
    p_value: float | None
    n: tuple[int, int]
    flags: tuple[str, ...]
    table: "pd.DataFrame" = field(repr=False)


def topic_drift(
    before: "pd.Series[Any]", after: "pd.Series[Any]", *, taxonomy: Taxonomy | None = None
) -> TopicDrift:
    """How far the mix of topics has moved.

    Parameters
    ----------
    before, after : Series of str
        Topics of the tickets of two periods, which share no ticket; missing ones are left out.
    taxonomy : Taxonomy, optional
        Brings aliases together.

    Returns
    -------
    TopicDrift

    Examples
    --------
    >>> import pandas as pd
    >>> moved = topic_drift(pd.Series(["a"] * 6 + ["b"] * 4), pd.Series(["a"] * 3 + ["b"] * 7))
    >>> moved.distance
    0.3
    """
    import pandas as pd
    from scipy.special import chdtrc

    _series("before", before)
    _series("after", after)
    one, two = (_topics(s, taxonomy).value_counts(sort=False) for s in (before, after))
    both = pd.Index(list(dict.fromkeys([*one.index, *two.index])), dtype=object)
    counts = pd.DataFrame(
        {"before": one.reindex(both, fill_value=0), "after": two.reindex(both, fill_value=0)}
    )
    total = counts.sum()
    shares = counts / total.where(total > 0)
    change = shares["after"] - shares["before"]
    out = pd.DataFrame(
        {
            "topic": pd.Series(counts.index, dtype=object),
            "before": counts["before"].to_numpy(),
            "after": counts["after"].to_numpy(),
            "share_before": shares["before"].to_numpy(dtype=np.float64),
            "share_after": shares["after"].to_numpy(dtype=np.float64),
            "change": change.to_numpy(dtype=np.float64),
        }
    )
    names = pd.factorize(out["topic"].map(str), sort=True)[0]
    out = out.iloc[np.lexsort((names, -out["change"].abs().to_numpy()))].reset_index(drop=True)
    n = (int(total["before"]), int(total["after"]))
    if not all(n):
        return TopicDrift(None, None, n, (), out)
    seen = counts.to_numpy(dtype=np.float64)
    expected = seen.sum(axis=1, keepdims=True) * seen.sum(axis=0) / seen.sum()
    chi2 = float(((seen - expected) ** 2 / expected).sum())
    p_value = float(chdtrc(len(seen) - 1, chi2)) if len(seen) > 1 else None
    flags = ("small_cells",) if p_value is not None and expected.min() < 5 else ()
    return TopicDrift(float(change.abs().sum() / 2), p_value, n, flags, out)
