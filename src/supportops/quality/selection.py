"""Which tickets to review: by agent, spread over kinds, more often where risk is higher."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Int64Array, hold, lift, shared_index
from supportops._kit.names import collected
from supportops._kit.reals import whole
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.quality._matrix import hold_rng
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["select_sample"]


def select_sample(
    tickets: "pd.DataFrame",
    *,
    per_agent: int,
    rng: np.random.Generator,
    strata: Sequence[str] = (),
    risk: Any = None,
    flagged: Iterable[Any] = (),
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Tickets to review: a random sample of each agent, and the flagged ones on top.

    Parameters
    ----------
    tickets : DataFrame
        One row a ticket with ticket_id and agent_id.
    per_agent : int
        Tickets to draw of each agent [tickets]; of an agent with fewer, all.
    rng : numpy.random.Generator
        Source of the order.
    strata : sequence of str
        Columns over which each agent's sample is spread: ``["category"]``, or a heading of your
        own such as a complexity. Each kind gets its share of the sample, to the ticket.
    risk : array-like or Series, optional
        How much more often a ticket should be drawn [ratio], above zero, one for each row.
    flagged : collection
        Ticket ids that are reviewed in any case, beside the random ones.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        The chosen rows with their index, in the order of the table: ticket_id, agent_id, chosen
        ("drawn" or "flagged"), chance (of being chosen [share]) and weight (1/chance [tickets]).

    Raises
    ------
    InputError
        If ids repeat, a ticket has no agent, a risk is not above zero, or a flagged ticket is not
        in the table.

    Notes
    -----
    Systematic sampling with probability in proportion to risk: tickets are put in random order
    within their kind, kinds in random order, and every chance is known exactly. Weights make the
    sample speak for all tickets again, `mean_score` takes them; leaving them out reports the
    quality of the risky. A flagged ticket was bound to be chosen and speaks for itself only.

    Examples
    --------
    >>> import pandas as pd
    >>> week = pd.DataFrame({"ticket_id": range(8), "agent_id": list("aaaaaabb")})
    >>> chosen = select_sample(week, per_agent=3, rng=np.random.default_rng(1), flagged=[0])
    >>> chosen.groupby("agent_id")["weight"].sum().to_dict()
    {'a': 6.0, 'b': 2.0}
    """
    import pandas as pd

    size = whole(per_agent, "per_agent")
    hold_rng(rng, needed=True)
    rows = read_table(tickets, table("tickets"), needs=("ticket_id", "agent_id"), columns=columns)
    if rows["ticket_id"].duplicated().any():
        first = rows["ticket_id"][rows["ticket_id"].duplicated()].iloc[0]
        raise InputError(f"ticket_id must be different in every row; got {shown(first)} again")
    if rows["agent_id"].isna().any():
        raise InputError(
            f"agent_id must name an agent in every row; got {rows['agent_id'].isna().sum()} "
            "without; leave such tickets out"
        )
    shared_index({"tickets": rows["ticket_id"], "risk": risk})
    heavy = _risks(risk, len(rows))
    kinds = _kinds(tickets, strata, columns or {})
    certain = _marked(rows["ticket_id"], collected(flagged, "flagged"))
    agents = pd.factorize(rows["agent_id"])[0]
    chance = np.where(certain, 1.0, 0.0)
    chosen = certain.copy()
    order = rng.permutation(len(rows))
    order = order[np.argsort(agents[order], kind="stable")]
    order = order[~certain[order]]
    ends = np.flatnonzero(np.diff(agents[order], append=-1))
    start = 0
    for end in ends.tolist():
        mine = order[start : end + 1]
        start = end + 1
        odds = _chances(heavy[mine], size)
        mine, odds = _by_kind(mine, odds, kinds, rng)
        chance[mine] = odds
        chosen[mine] = _systematic(odds, float(rng.random()))
    kept = rows[chosen]
    return kept.assign(
        chosen=np.where(certain, "flagged", "drawn")[chosen].astype(object),
        chance=chance[chosen],
        weight=1 / chance[chosen],
    )


def _risks(risk: Any, n: int) -> Float64Array:
    if risk is None:
        return np.ones(n)
    _, (heavy,) = lift(risk=risk)
    if heavy.shape != (n,):
        raise InputError(f"risk must have one value for each ticket, {n}; got {heavy.shape}")
    hold((heavy > 0) & np.isfinite(heavy), "risk must be finite and above zero", heavy)
    return heavy


def _kinds(
    tickets: "pd.DataFrame", strata: Sequence[str], columns: Mapping[str, str]
) -> Int64Array:
    headings = [columns.get(name, name) for name in collected(strata, "strata")]
    for name in headings:
        if name not in tickets.columns:
            raise InputError(
                f"strata must be columns of the table; got {shown(name)}; "
                f"there are {joined(tickets.columns)}"
            )
    if not headings:
        return np.zeros(len(tickets), dtype=np.int64)
    codes: Any = tickets.groupby(headings, dropna=False, sort=False, observed=True).ngroup()
    answer: Int64Array = codes.to_numpy(dtype=np.int64)
    return answer


def _marked(ids: "pd.Series[Any]", flagged: tuple[Any, ...]) -> BoolArray:
    known = set(ids)
    strange = [ticket for ticket in flagged if ticket not in known]
    if strange:
        raise InputError(
            f"flagged must be tickets of the table; got {shown(strange[0])} "
            f"({len(strange)} of {len(flagged)} break this); add their rows"
        )
    marked: BoolArray = ids.isin(list(flagged)).to_numpy(dtype=bool)
    return marked


def _chances(heavy: Float64Array, size: int) -> Float64Array:
    """Chances in proportion to risk, none above one, that sum to the sample size."""
    sure = np.zeros(heavy.size, dtype=bool)
    if size >= heavy.size:
        return np.ones(heavy.size)
    while True:
        left = size - int(sure.sum())
        odds = np.where(sure, 1.0, left * heavy / heavy[~sure].sum())
        over = (odds >= 1) & ~sure
        if not over.any():
            return odds
        sure |= over


def _by_kind(
    mine: Int64Array, odds: Float64Array, kinds: Int64Array, rng: np.random.Generator
) -> tuple[Int64Array, Float64Array]:
    """The same, kinds together and in random order."""
    codes = np.unique(kinds[mine], return_inverse=True)[1]
    place = rng.permutation(int(codes.max()) + 1)[codes]
    order = np.argsort(place, kind="stable")
    return mine[order], odds[order]


def _systematic(odds: Float64Array, start: float) -> BoolArray:
    """Whoever covers a mark, where marks stand one apart on the line of summed chances."""
    line = np.cumsum(odds)
    line[-1] = np.round(line[-1])  # the dust of the sum must neither add nor lose a mark
    marks = np.floor(line - start)
    hit: BoolArray = np.diff(marks, prepend=-1.0) > 0
    return hit
