"""What searches in the help center say about its content."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops.statistics import Estimate, proportion
from supportops.vocabulary import table

__all__ = ["SearchReport", "SearchSignal", "search_practices", "search_report", "search_signals"]


class SearchSignal(Model, frozen=True, extra="forbid"):
    """Signal in searches and what it reveals."""

    name: str
    reveals: str


@dataclass(frozen=True, slots=True)
class SearchReport(Result):
    """Signals of a search log; each is over the searches that know it, the others are missing.

    Attributes
    ----------
    top : tuple of (str, int)
        Most frequent queries, in lower case with single spaces [searches].
    top_without_result : tuple of (str, int)
        Most frequent ones that found nothing: what to write [searches].
    success : Estimate
        Searches from which an article was opened [share].
    zero_results : Estimate
        Searches that found nothing [share].
    refinements : Estimate
        Searches that were followed by another [share].
    exits : Estimate
        Visits that ended on a search without a click [share of searches].
    tickets : Estimate
        Searches after which a ticket was filed [share].
    """

    top: tuple[tuple[str, int], ...]
    top_without_result: tuple[tuple[str, int], ...]
    success: Estimate
    zero_results: Estimate
    refinements: Estimate
    exits: Estimate
    tickets: Estimate


def search_practices() -> tuple[str, ...]:
    """Published practices that make search work."""
    return tuple(read_data("knowledge", "search")["practices"])


def search_signals() -> tuple[SearchSignal, ...]:
    """Published signals in searches, and what each reveals."""
    rows = read_data("knowledge", "search")["signal"]
    return tuple(SearchSignal.model_validate(row) for row in rows)


def search_report(
    searches: Any, *, top: int = 10, columns: Mapping[str, str] | None = None
) -> SearchReport:
    """Success, zero results, refinements, exits and tickets of a search log.

    Parameters
    ----------
    searches : DataFrame
        Columns ``query`` and ``results``; ``clicked``, ``refined``, ``left``, ``ticket`` where
        they are known.
    top : int
        How many queries to list [queries].
    columns : mapping of str to str, optional
        Headings that differ from the declared names.

    Returns
    -------
    SearchReport
        A signal whose column is not there is undefined.

    Raises
    ------
    InputError
        For a missing column, or one of another kind.
    """
    import pandas as pd

    rows = read_table(
        searches,
        table("searches"),
        needs=["query", "results"],
        uses=["clicked", "refined", "left", "ticket"],
        columns=columns,
    )
    unknown = pd.Series(pd.NA, index=rows.index, dtype="boolean")
    flags = {name: rows.get(name, unknown) for name in ("clicked", "refined", "left", "ticket")}
    empty = (rows["results"] <= 0).astype("boolean").where(rows["results"].notna())
    query = rows["query"].map(_plain, na_action="ignore")
    n = whole(top, "top")
    return SearchReport(
        _frequent(query, n),
        _frequent(query[empty.fillna(value=False)], n),
        _share(flags["clicked"], "searches with an article click"),
        _share(empty, "searches with no result"),
        _share(flags["refined"], "searches followed by another"),
        _share(flags["left"] & ~flags["clicked"], "visits that ended on a search"),
        _share(flags["ticket"], "searches with a ticket after"),
    )


def _plain(query: object) -> str:
    return " ".join(str(query).lower().split())


def _frequent(queries: Any, top: int) -> tuple[tuple[str, int], ...]:
    counts = queries.dropna().value_counts()
    # Equal counts in the order of the alphabet, so that the order of the log does not show.
    pairs = sorted(((str(q), int(c)) for q, c in counts.items()), key=lambda p: (-p[1], p[0]))
    return tuple(pairs[:top])


def _share(flags: Any, about: str) -> Estimate:
    known = flags.dropna()
    return proportion(
        int(known.sum()), len(known), missing=len(flags) - len(known), definition=about
    )
