"""Which ticket is next: the order of a queue under a policy, and what policies disagree on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Float64Array, Int64Array
from supportops._kit.instants import NAT, instant, instants
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.ageing import delay_cost_index
from supportops.tickets.identities import ordered_codes
from supportops.tickets.queue_policies import (
    QUEUE,
    CostOfDelay,
    EarliestDue,
    FirstComeFirstServed,
    LeastSlack,
    LinearAgeing,
    PriorityOrder,
    QueuePolicy,
    SlaConsumed,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["NextTicket", "compare_policies", "next_ticket", "order_queue"]

_HOUR = 3_600_000_000
# For each policy the columns it reads, whether the greatest score goes first, and its words.
_READS: dict[type, tuple[tuple[str, ...], bool, str]] = {
    FirstComeFirstServed: ((), False, "the oldest ticket"),
    PriorityOrder: (("priority",), False, "the most urgent priority, rank {:g}"),
    EarliestDue: (("due_at",), False, "due first, in {:.4g} h"),
    LeastSlack: (("due_at", "remaining_work"), False, "the least slack, {:.4g} h"),
    SlaConsumed: (("due_at",), True, "the greatest share of its promise used up, {:.4g}"),
    LinearAgeing: (("priority",), True, "the highest score, {:.6g} points"),
    CostOfDelay: (("category",), True, "the highest cost of delay for an hour of work, {:.4g}"),
}


@dataclass(frozen=True, slots=True)
class NextTicket(Result):
    """The ticket that a policy serves next.

    Attributes
    ----------
    ticket_id : object
        None for an empty queue.
    score : float or None
        What the policy compared.
    reason : str
    waiting : int
        Tickets in the queue.
    """

    ticket_id: Any
    score: float | None
    reason: str
    waiting: int


def order_queue(
    tickets: "pd.DataFrame",
    *,
    policy: QueuePolicy,
    now: datetime | str,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Place of every waiting ticket under a policy.

    Parameters
    ----------
    tickets : DataFrame
        Waiting tickets: ticket_id and created_at, and what the policy reads: priority
        (`PriorityOrder`, `LinearAgeing`), due_at (`EarliestDue`, `LeastSlack`, `SlaConsumed`),
        remaining_work (`LeastSlack`), category (`CostOfDelay`). `SlaConsumed` takes
        sla_consumed where it is there, else elapsed time over promised time on the calendar.
    policy : QueuePolicy
    now : datetime
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `tickets`; ticket_id, place (1 is next) and score: the rank of the priority
        after ageing, hours to the due instant, hours of slack, share of the promise, points,
        or cost per hour of work; for first come, first served the wait [hours].

    Raises
    ------
    InputError
        For a ticket created after `now`, a name that the policy does not know, or a column
        that is missing.

    Notes
    -----
    The order is total: equal scores go by creation, then by identity, then by the order of the
    table. What lacks a score stands last.

    Examples
    --------
    >>> import pandas as pd
    >>> queue = pd.DataFrame({
    ...     "ticket_id": ["a", "b"],
    ...     "created_at": pd.to_datetime(["2026-03-02T09:00Z", "2026-03-02T08:00Z"]),
    ...     "priority": ["P1", "P3"],
    ... })
    >>> from supportops.vocabulary import preset
    >>> by_priority = PriorityOrder(scale=preset("p1-p5"), step="1h")
    >>> order_queue(queue, policy=by_priority, now="2026-03-02T11:00Z")["place"].tolist()
    [2, 1]
    """
    import pandas as pd

    if type(policy) not in _READS:
        raise InputError(
            f"policy must be one of {joined((k.__name__ for k in _READS), 'or')}; "
            f"got {shown(policy)}"
        )
    reads, greatest, _ = _READS[type(policy)]
    frame = read_table(
        tickets,
        QUEUE,
        needs=("ticket_id", "created_at", *reads),
        uses=("sla_consumed",) if isinstance(policy, SlaConsumed) else (),
        columns=columns,
    )
    present = instants(instant(now, "now"), "now")[0]
    created = instants(frame["created_at"], "created_at")[0]
    late = created > present
    if late.any():
        place = int(late.argmax())
        raise InputError(
            f"created_at must not be after now; got {frame['created_at'].iloc[place]} at position "
            f"{place} ({int(late.sum())} of {len(frame)} break this)"
        )
    hours = np.where(created == NAT, np.nan, (present - created) / _HOUR)
    score = _score(policy, frame, hours, int(present))
    keys = -score if greatest else score
    if isinstance(policy, FirstComeFirstServed):
        keys = np.zeros(len(frame))
    places = _places(keys, np.where(created == NAT, np.iinfo(np.int64).max, created), frame)
    return pd.DataFrame({"ticket_id": frame["ticket_id"], "place": places, "score": score})


def _score(policy: QueuePolicy, frame: "pd.DataFrame", hours: Float64Array, now: int) -> Any:
    if isinstance(policy, PriorityOrder):
        ranks = dict(zip(policy.scale, map(float, range(len(policy.scale))), strict=True))
        rank = _by_name(frame["priority"], ranks)
        if policy.step is None:
            return rank
        top = 0 if policy.ceiling is None else policy.scale.rank(policy.ceiling)
        steps = np.floor(hours / (policy.step.total_seconds() / 3600))
        return np.where(np.isnan(hours), rank, np.minimum(rank, np.maximum(top, rank - steps)))
    if isinstance(policy, LinearAgeing):
        base = _by_name(frame["priority"], policy.points)
        return base + _by_name(frame["priority"], policy.rates_per_hour) * hours
    if isinstance(policy, CostOfDelay):
        index = {
            name: float(
                delay_cost_index(cost, handle_hours=policy.handle_time[name].total_seconds() / 3600)
            )
            for name, cost in policy.cost_per_hour.items()
        }
        return _by_name(frame["category"], index)
    if isinstance(policy, FirstComeFirstServed):
        return hours
    due = instants(frame["due_at"], "due_at")[0]
    left = np.where(due == NAT, np.nan, (due - now) / _HOUR)
    if isinstance(policy, EarliestDue):
        return left
    if isinstance(policy, LeastSlack):
        return left - frame["remaining_work"].dt.total_seconds().to_numpy() / 3600
    if "sla_consumed" in frame:
        return frame["sla_consumed"].to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        # A promise of no length is used up at once.
        return np.where(hours + left <= 0, np.inf, hours / (hours + left))


def _by_name(names: "pd.Series[Any]", values: Mapping[str, float]) -> Float64Array:
    import pandas as pd

    codes, known = pd.factorize(names)
    for name in known:
        if name not in values:
            raise InputError(
                f"{names.name} must be one of {joined(values, 'or')}; got {shown(name)}"
            )
    return np.array([*(values[name] for name in known), np.nan])[codes]


def _places(keys: Float64Array, created: npt.NDArray[Any], frame: "pd.DataFrame") -> Int64Array:
    order = np.lexsort((created, keys))
    same = (np.diff(created[order]) == 0) & (
        (keys[order][1:] == keys[order][:-1]) | np.isnan(keys[order][:-1])
    )
    if same.any():  # identities are sorted only where they decide
        tied = np.zeros(len(keys), dtype=bool)
        tied[order[1:][same]] = True
        tied[order[:-1][same]] = True
        codes = np.zeros(len(keys), dtype=np.int64)
        codes[tied] = ordered_codes(frame["ticket_id"][tied])[0]
        order = np.lexsort((codes, created, keys))
    places = np.empty(len(keys), dtype=np.int64)
    places[order] = np.arange(1, len(keys) + 1)
    return places


def next_ticket(
    tickets: "pd.DataFrame",
    *,
    policy: QueuePolicy,
    now: datetime | str,
    columns: Mapping[str, str] | None = None,
) -> NextTicket:
    """Ticket that a policy serves next, and why.

    Parameters
    ----------
    tickets : DataFrame
    policy : QueuePolicy
    now : datetime
    columns : mapping of str to str, optional
        As in `order_queue`.

    Returns
    -------
    NextTicket
    """
    ordered = order_queue(tickets, policy=policy, now=now, columns=columns)
    if ordered.empty:
        return NextTicket(None, None, "nothing is waiting", 0)
    best = ordered.iloc[int(ordered["place"].to_numpy().argmin())]
    score = float(best["score"])
    if np.isnan(score):
        reason = "no ticket has what the policy compares; the oldest goes first"
        return NextTicket(best["ticket_id"], None, reason, len(ordered))
    ties = int((ordered["score"] == score).sum())
    reason = _READS[type(policy)][2].format(score)
    if ties > 1 and not isinstance(policy, FirstComeFirstServed):
        reason += f"; the oldest of {ties} with that"
    return NextTicket(best["ticket_id"], score, reason, len(ordered))


def compare_policies(
    tickets: "pd.DataFrame",
    *,
    policies: Mapping[str, QueuePolicy],
    now: datetime | str,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """Place of every ticket under several policies side by side.

    Parameters
    ----------
    tickets : DataFrame
        What all policies read.
    policies : mapping of str to QueuePolicy
        By the names that head the columns of the answer.
    now : datetime
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `tickets`; ticket_id, one column of places for each policy, and spread: the
        greatest place less the smallest.
    """
    import pandas as pd

    if not policies or "ticket_id" in policies or "spread" in policies:
        raise InputError(
            "policies must be one or more, none called ticket_id or spread; "
            f"got {shown(tuple(policies))}"
        )
    read: Sequence[pd.DataFrame] = [
        order_queue(tickets, policy=policy, now=now, columns=columns)
        for policy in policies.values()
    ]
    places = {name: each["place"] for name, each in zip(policies, read, strict=True)}
    out = pd.DataFrame({"ticket_id": read[0]["ticket_id"], **places})
    side = out[list(policies)].to_numpy()
    return out.assign(spread=side.max(axis=1) - side.min(axis=1))
