"""Tickets that say the same: clusters by a key."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.durations import DurationLike, duration
from supportops._kit.instants import NAT, instants
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.identities import ordered_codes
from supportops.tickets.queue_policies import QUEUE

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["duplicate_clusters"]

_ANSWER = ("parent", "size", "first", "last", "ticket_ids")


def duplicate_clusters(
    tickets: "pd.DataFrame",
    *,
    by: Sequence[str],
    within: DurationLike | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Groups of two tickets or more that share a key.

    Parameters
    ----------
    tickets : DataFrame
        ticket_id and created_at, and the columns of the key.
    by : sequence of str
        Headings that make the key, such as customer and issue. A ticket without one of them
        belongs to no cluster.
    within : duration, optional
        A ticket that comes later than this after the one before it begins a new cluster;
        without it time does not matter.
    columns : mapping of str to str, optional
        The caller's headings of ticket_id and created_at.

    Returns
    -------
    DataFrame
        One row a cluster, the largest first: the columns of the key, parent (the oldest
        ticket), size, first and last (instants), ticket_ids (tuple, by age).

    Raises
    ------
    InputError
        For a heading that is not there, or that the answer itself uses.

    Examples
    --------
    >>> import pandas as pd
    >>> queue = pd.DataFrame({
    ...     "ticket_id": [1, 2, 3],
    ...     "created_at": pd.to_datetime(["2026-03-02T09:00Z"] * 3),
    ...     "issue": ["sso", "sso", None],
    ... })
    >>> duplicate_clusters(queue, by=["issue"])["ticket_ids"].tolist()
    [(1, 2)]
    """
    import pandas as pd

    frame = read_table(tickets, QUEUE, needs=("ticket_id", "created_at"), columns=columns)
    keys = [by] if isinstance(by, str) else list(by)
    for heading in keys:
        if heading not in tickets.columns:
            raise InputError(
                f"by must name headings of the table; got {shown(heading)}; "
                f"there are {joined(tickets.columns)}"
            )
        if heading in _ANSWER:
            raise InputError(
                f"by must name none of {joined(_ANSWER)}, which the answer uses; "
                f"got {shown(heading)}; rename the column"
            )
    if not keys:
        raise InputError("by must name one heading or more; got none")
    gap = None if within is None else duration(within, "within") // duration("0.000001s")
    micros = instants(frame["created_at"], "created_at")[0]
    group = tickets[keys].reset_index(drop=True).groupby(keys, sort=False, dropna=True)
    try:
        codes = group.ngroup().to_numpy(dtype=np.float64, na_value=np.nan)
    except TypeError as error:
        raise InputError(f"by must name columns of hashable values; got {joined(keys)}") from error
    ids = ordered_codes(frame["ticket_id"])[0]
    kept = ~np.isnan(codes) & (codes >= 0) & (micros != NAT)
    rows = np.flatnonzero(kept)
    rows = rows[np.lexsort((ids[rows], micros[rows], codes[rows]))]
    key, when = codes[rows].astype(np.int64), micros[rows]
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = key[1:] != key[:-1]
    if gap is not None:
        fresh[1:] |= np.diff(when) > gap
    starts = np.flatnonzero(fresh)
    sizes = np.diff(np.append(starts, len(rows)))
    many = sizes > 1
    starts, sizes = starts[many], sizes[many]
    order = np.argsort(-sizes, kind="stable")
    starts, sizes = starts[order], sizes[order]
    names = frame["ticket_id"].to_numpy()[rows]
    at = frame["created_at"].reset_index(drop=True)
    first, last = rows[starts], rows[starts + sizes - 1]
    return pd.DataFrame(
        {
            **{k: tickets[k].reset_index(drop=True).iloc[first].array for k in keys},
            "parent": pd.Series(names[starts], dtype=frame["ticket_id"].dtype),
            "size": sizes,
            "first": at.iloc[first].array,
            "last": at.iloc[last].array,
            "ticket_ids": pd.Series(
                [tuple(names[s : s + k].tolist()) for s, k in zip(starts, sizes, strict=True)],
                dtype=object,
            ),
        }
    )
