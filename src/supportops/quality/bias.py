"""Whether the reviewed tickets stand for all: recency, complexity, cherry-picking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from supportops._kit.arrays import BoolArray
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import fisher_test, holm, rank_test
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BiasCheck", "sample_bias"]


@dataclass(frozen=True, slots=True)
class BiasCheck(Result):
    """One way in which reviews can be of the wrong tickets.

    Attributes
    ----------
    name : str
        ``recency``, ``complexity`` or ``cherry_picking``.
    biased : bool or None
        Whether the data say so, the three checks allowed for; None where they cannot tell.
    p_value : float or None
        Chance of so odd a choice from an honest draw [share].
    superiority : float or None
        Chance that a reviewed ticket is more recent, or took longer, than one that was not
        [share]; 0.5 is no difference.
    left_out : tuple of str
        Categories that were reviewed less than their share, of which a draw is no explanation.
    reason : str or None
        Why the data cannot tell.
    """

    name: Literal["recency", "complexity", "cherry_picking"]
    biased: bool | None
    p_value: float | None
    superiority: float | None = None
    left_out: tuple[str, ...] = ()
    reason: str | None = None


def sample_bias(
    tickets: "pd.DataFrame",
    *,
    reviewed: Iterable[Any],
    alpha: ShareLike = 0.05,
    columns: Mapping[str, str] | None = None,
) -> tuple[BiasCheck, ...]:
    """Three checks of the tickets that were reviewed against those that were not.

    Parameters
    ----------
    tickets : DataFrame
        All tickets that could have been reviewed: ticket_id, and of created_at, handle_time and
        category what is known.
    reviewed : collection
        Ids of those that were. Leave flagged ones out: they were meant to be odd.
    alpha : share
        Chance of a false alarm over the three checks.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    tuple of BiasCheck
        Recency (only recent ones), complexity (easy ones: they took less time), cherry-picking
        (some categories too seldom).

    Raises
    ------
    InputError
        If a reviewed ticket is not in the table, ids repeat, or alpha is not between 0 and 1.

    Notes
    -----
    Rank tests on age and handle time; Fisher's exact test for each category. All p values are
    Holm's. No finding is no proof: a few reviews hide much.

    Examples
    --------
    >>> import pandas as pd
    >>> all_of = pd.DataFrame({
    ...     "ticket_id": range(40),
    ...     "handle_time": pd.to_timedelta(range(1, 41), unit="min"),
    ... })
    >>> [check.biased for check in sample_bias(all_of, reviewed=range(10))]
    [None, True, None]
    """
    level = share(alpha, "alpha")
    if not 0 < level < 1:
        raise InputError(f"alpha must lie between 0 and 1; got {shown(alpha)}")
    rows = read_table(
        tickets,
        table("tickets"),
        needs=("ticket_id",),
        uses=("created_at", "handle_time", "category"),
        columns=columns,
    )
    again = rows["ticket_id"].duplicated()
    if again.any():
        first = rows["ticket_id"][again].iloc[0]
        raise InputError(f"ticket_id must be different in every row; got {shown(first)} again")
    ids = collected(reviewed, "reviewed")
    known = set(rows["ticket_id"])
    strange = [ticket for ticket in ids if ticket not in known]
    if strange:
        raise InputError(f"reviewed must be tickets of the table; got {shown(strange[0])}")
    mine: BoolArray = rows["ticket_id"].isin(list(ids)).to_numpy(dtype=bool)
    recency = _ranked(rows, "created_at", mine)
    effort = _ranked(rows, "handle_time", mine)
    seldom = _categories(rows, mine)
    worst = None if seldom is None else min(seldom.values(), default=1.0)
    found = [recency[1], effort[1], worst]
    known_p = [p for p in found if p is not None]
    fair = iter(holm(known_p).tolist() if known_p else [])
    p = [None if each is None else float(next(fair)) for each in found]
    checks = len(known_p)
    odd = tuple(kind for kind, p_kind in (seldom or {}).items() if p_kind * checks < level)
    return (
        _check("recency", recency, p[0], level, odd_side=1),
        _check("complexity", effort, p[1], level, odd_side=-1),
        BiasCheck(
            "cherry_picking",
            None if p[2] is None else p[2] < level,
            p[2],
            left_out=odd,
            reason="fewer than two categories to compare" if seldom is None else None,
        ),
    )


def _check(
    name: Literal["recency", "complexity"],
    answer: tuple[float | None, float | None, str | None],
    p: float | None,
    level: float,
    *,
    odd_side: int,
) -> BiasCheck:
    superiority, _, reason = answer
    if superiority is None or p is None:
        return BiasCheck(name, None, p, superiority, reason=reason)
    return BiasCheck(name, p < level and odd_side * (superiority - 0.5) > 0, p, superiority)


def _ranked(
    rows: "pd.DataFrame", column: str, mine: BoolArray
) -> tuple[float | None, float | None, str | None]:
    if column not in rows:
        return None, None, f"{column} is not known"
    values = rows[column]
    seen = values.notna().to_numpy(dtype=bool)
    numbers = values.to_numpy(dtype="datetime64[us]" if column == "created_at" else None)
    micros = np.where(seen, numbers.view("int64") / 1e6, np.nan)
    answer = rank_test(micros[mine], micros[~mine])
    return answer.superiority, answer.p_value, answer.reason


def _categories(rows: "pd.DataFrame", mine: BoolArray) -> dict[str, float] | None:
    """Categories seen less often among the reviewed with Holm's p; None where nothing compares."""
    if "category" not in rows:
        return None
    seen = rows["category"].notna().to_numpy(dtype=bool)
    names = rows["category"][seen]
    inside = mine[seen]
    n, rest = int(inside.sum()), int((~inside).sum())
    kinds = list(dict.fromkeys(names))
    if not n or not rest or len(kinds) < 2:
        return None
    counts = [(names == kind).to_numpy(dtype=bool) for kind in kinds]
    hits = [(int((c & inside).sum()), int((c & ~inside).sum())) for c in counts]
    p = [fisher_test((a, n), (b, rest)).p_value for a, b in hits]
    fair = holm([1.0 if each is None else each for each in p]).tolist()
    return {
        str(kind): q for kind, q, (a, b) in zip(kinds, fair, hits, strict=True) if a * rest < b * n
    }
