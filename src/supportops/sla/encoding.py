"""The door for whole tables: histories as numbers, checked, in the order of the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import BoolArray, Int64Array
from supportops._kit.instants import NAT
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError, SupportOpsWarning
from supportops.sla.compiled import CompiledPolicy
from supportops.sla.events import micros_of
from supportops.sla.lockblock import (
    ASSIGNEE,
    CALENDAR,
    CREATED,
    KINDS,
    MERGED,
    MESSAGE,
    STATUS,
)  # fmt: skip
from supportops.sla.targets import FIELDS
from supportops.sla.transitions import BIT, message_bits
from supportops.vocabulary import Actor, table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Histories", "read_histories"]

_ACTORS: tuple[str, ...] = get_args(Actor)


@dataclass(frozen=True, slots=True, eq=False)
class Histories:
    """Histories of tickets one after the other, in the order in which the clock takes them.

    Attributes
    ----------
    ids : Series
        Identity of each ticket.
    bounds : ndarray of int
        Where the events of each ticket begin, and behind the last one their end.
    at, kind, value : ndarray
        As in `lockstep.Events`; the value of a message or a creation holds who and whether it is
        public in its bits.
    names : tuple of str
        Of fields, by number.
    first : ndarray of int
        By field, the assignee last, and ticket: the name's number at the creation, -1 for none.
    """

    ids: "pd.Series[Any]"
    bounds: Int64Array
    at: Int64Array
    kind: npt.NDArray[np.int8]
    value: npt.NDArray[np.int32]
    names: tuple[str, ...]
    first: Int64Array


def read_histories(
    tickets: Any,
    events: Any,
    ready: CompiledPolicy,
    now: datetime,
    columns: Mapping[str, str] | None,
) -> Histories:
    """Tables of tickets and of events as numbers.

    Raises
    ------
    InputError
        As `replay` does, with the ticket's place in the table.
    """
    import pandas as pd

    headings = _headings(columns, {"tickets": tickets, "events": events})
    log = read_table(
        events, table("events"), needs=("ticket_id", "at", "kind"),
        uses=("value", "actor", "public"), columns=headings["events"],
    )  # fmt: skip
    if tickets is None:
        codes, ids = pd.factorize(log["ticket_id"])
        known = pd.DataFrame({"ticket_id": ids})
    else:
        known = read_table(
            tickets, table("tickets"), needs=("ticket_id",), uses=("created_at", *FIELDS),
            columns=headings["tickets"],
        )  # fmt: skip
        codes = _ticket_codes(known["ticket_id"], log["ticket_id"])
    if (codes < 0).any():
        raise _no_ticket(log["ticket_id"], codes)
    ticket = codes.astype(np.int64)
    names: dict[Any, int] = {}
    kind = _kinds(log["kind"])
    value = _values(log, kind, ready, names)
    at = _micros(log["at"])
    _hold_instants(at, log["ticket_id"])
    first = np.full((len(FIELDS) + 1, len(known)), -1)
    for place, name in enumerate(FIELDS):
        if name in known:
            first[place] = _numbers(known[name], names)
            _declared(ready, name, known[name])
    ticket, at, kind, value, created = _creations(known, ticket, at, kind, value)
    until = micros_of(now)
    order = _order(ticket, at, kind, created, until)
    ticket, at, kind, value = ticket[order], at[order], kind[order], value[order]
    alive = _alive(ticket, kind)
    if alive is not None:
        ticket, at, kind, value = ticket[alive], at[alive], kind[alive], value[alive]
    bounds = np.concatenate([[0], np.cumsum(np.bincount(ticket, minlength=len(known)))])
    ids_out = known["ticket_id"].reset_index(drop=True)
    return Histories(ids_out, bounds, at, kind, value, tuple(names), first)


def _headings(
    columns: Mapping[str, str] | None, frames: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    """For each table the headings that are its own; `ticket_id` may be one of both."""
    if columns is not None and not isinstance(columns, Mapping):
        raise InputError(
            'columns must map declared names to headings, {"ticket_id": "..."}; '
            f"got {shown(columns)}"
        )
    out: dict[str, dict[str, str]] = {name: {} for name in frames}
    for name, heading in (columns or {}).items():
        homes = [
            where
            for where, frame in frames.items()
            if frame is not None and any(c.name == name for c in table(where).columns)
        ]
        there = [where for where in homes if heading in getattr(frames[where], "columns", ())]
        # Where it stands in neither, the first table that declares it complains.
        for where in there or homes[:1] or ["events"]:
            out[where][name] = heading
    return out


def _ticket_codes(ids: "pd.Series[Any]", of: "pd.Series[Any]") -> npt.NDArray[Any]:
    import pandas as pd

    index = pd.Index(ids)
    if index.hasnans or not index.is_unique:
        twice = ids[ids.isna() | ids.duplicated()].iloc[0]
        raise InputError(f"tickets must have one row for each ticket_id; got {shown(twice)} again")
    codes: npt.NDArray[Any] = index.get_indexer(pd.Index(of))
    return codes


def _no_ticket(ids: "pd.Series[Any]", codes: npt.NDArray[Any]) -> InputError:
    lost = ids[codes < 0]
    return InputError(
        f"events must belong to tickets; got {shown(lost.iloc[0])} at position "
        f"{int(np.flatnonzero(codes < 0)[0])}, which is none ({len(lost)} of {len(ids)} break "
        "this); leave them out, or pass None for tickets that are only known from events"
    )


def _micros(values: "pd.Series[Any]") -> Int64Array:
    naive: npt.NDArray[Any] = values.dt.tz_convert(None).to_numpy()
    return naive.astype("datetime64[us]").view(np.int64)


def _hold_instants(at: Int64Array, ids: "pd.Series[Any]") -> None:
    missing = np.flatnonzero(at == NAT)
    if missing.size:
        place = int(missing[0])
        raise InputError(
            f"events.at must be there; got none at position {place}, of ticket {shown(ids.iloc[place])}"
        )


def _coded(values: "pd.Series[Any]", known: Sequence[str], where: str) -> npt.NDArray[np.int8]:
    """Place of each text among known ones, -1 for missing; an unknown text is an error."""
    import pandas as pd

    codes, found = pd.factorize(values)
    places = {name: place for place, name in enumerate(known)}
    wrong = [name for name in found if name not in places]
    if wrong:
        raise InputError(f"{where} must be one of {joined(known, 'or')}; got {shown(wrong[0])}")
    table_of = np.array([*(places[name] for name in found), -1], dtype=np.int8)
    return table_of[codes]


def _kinds(values: "pd.Series[Any]") -> npt.NDArray[np.int8]:
    kind = _coded(values, KINDS, "events.kind")
    if (kind < 0).any():
        raise InputError(
            f"events.kind must be there; got none at position {int(np.flatnonzero(kind < 0)[0])}"
        )
    return kind


def _numbers(values: "pd.Series[Any]", names: dict[Any, int]) -> Int64Array:
    """Number of each name, -1 for missing; new names are added."""
    import pandas as pd

    codes, found = pd.factorize(values)
    for name in found:
        if not isinstance(name, str):
            raise InputError(f"values of fields must be text; got {shown(name)}; use .astype(str)")
        names.setdefault(name, len(names))
    return np.array([*(names[name] for name in found), -1], dtype=np.int64)[codes]


def _declared(ready: CompiledPolicy, field: str, values: "pd.Series[Any]") -> None:
    names = ready.declared[field]
    if names is None:
        return
    wrong = set(values.dropna().unique()) - set(names)
    if wrong:
        raise InputError(f"{field} must be one of {joined(names, 'or')}; got {shown(min(wrong))}")


def _values(
    log: "pd.DataFrame", kind: npt.NDArray[np.int8], ready: CompiledPolicy, names: dict[Any, int]
) -> npt.NDArray[np.int32]:
    import pandas as pd

    given = log["value"] if "value" in log else pd.Series([None] * len(log), dtype=object)
    codes, found = pd.factorize(given)
    numbers = _numbers(pd.Series(found, dtype=object), names)
    value = np.append(numbers, -1)[codes].astype(np.int32)
    for place, known, what in (
        (STATUS, list(ready.status_bits), "status"),
        (CALENDAR, list(ready.calendars), "calendar"),
    ):
        where = np.flatnonzero(kind == place)
        if where.size:
            value[where] = _places(value[where], names, known, what)
    for place, field in enumerate(FIELDS):
        where = np.flatnonzero(kind == place)
        if where.size and ready.declared[field] is not None:
            texts = np.array([*names, None], dtype=object)
            _declared(ready, field, pd.Series(texts[np.unique(value[where])], dtype=object))
    spoken = np.flatnonzero((kind == MESSAGE) | (kind == CREATED))
    value[spoken] = _spoken(log.iloc[spoken], kind[spoken], spoken)
    return value


def _places(
    value: npt.NDArray[np.int32], names: dict[Any, int], known: list[str], what: str
) -> npt.NDArray[np.int32]:
    places = np.full(len(names) + 1, -1, dtype=np.int32)
    for place, name in enumerate(known):
        if name in names:
            places[names[name]] = place
    out: npt.NDArray[np.int32] = places[value]
    if (out < 0).any():
        wrong = value[out < 0][0]
        got = shown(None if wrong < 0 else list(names)[wrong])
        raise InputError(f"{what} must be one of {joined(known, 'or')}; got {got}")
    return out


def _spoken(
    log: "pd.DataFrame", kind: npt.NDArray[np.int8], places: Int64Array
) -> npt.NDArray[np.int32]:
    """Bits of creations and messages."""
    actor = (
        _coded(log["actor"], _ACTORS, "events.actor")
        if "actor" in log
        else np.full(len(log), -1, dtype=np.int8)
    )
    silent = np.flatnonzero((actor < 0) & (kind == MESSAGE))
    if silent.size:
        raise InputError(
            "events must say who wrote a message; got no actor at position "
            f'{int(places[silent[0]])}; write "customer" or "agent" into the column actor'
        )
    public = np.ones(len(log), dtype=bool)
    if "public" in log:
        public = log["public"].fillna(value=True).to_numpy(dtype=bool)
    bits = np.array(
        [
            [message_bits(who, public=seen) for seen in (False, True)]
            for who in (*_ACTORS, "system")
        ],
        dtype=np.int32,
    )[actor, public.astype(np.int8)]
    by_agent = actor == _ACTORS.index("agent")
    creation = BIT["created"] | np.where(
        by_agent, BIT["created by agent"], BIT["created by others"]
    )
    return np.where(kind == CREATED, creation, bits).astype(np.int32)


def _creations(
    known: "pd.DataFrame", ticket: Int64Array, at: Int64Array, kind: Any, value: Any
) -> tuple[Int64Array, Int64Array, Any, Any, Int64Array]:
    """Events with a creation for each ticket, and when it was."""
    there = np.flatnonzero(kind == CREATED)
    counts = np.bincount(ticket[there], minlength=len(known))
    if (counts > 1).any():
        raise _one_creation(known, counts > 1, "several")
    created = np.full(len(known), NAT)
    created[ticket[there]] = at[there]
    missing = np.flatnonzero(counts == 0)
    if not missing.size:
        return ticket, at, kind, value, created
    if "created_at" in known:
        created[missing] = _micros(known["created_at"])[missing]
    if (created == NAT).any():
        raise _one_creation(known, created == NAT, "none")
    bits = BIT["created"] | BIT["created by others"]
    return (
        np.concatenate([missing, ticket]),
        np.concatenate([created[missing], at]),
        np.concatenate([np.full(missing.size, CREATED, dtype=np.int8), kind]),
        np.concatenate([np.full(missing.size, bits, dtype=np.int32), value]),
        created,
    )


def _one_creation(known: "pd.DataFrame", wrong: BoolArray, got: str) -> InputError:
    first = known["ticket_id"].iloc[int(np.flatnonzero(wrong)[0])]
    return InputError(
        f"events must hold one event created for each ticket; got {got} of ticket {shown(first)} "
        f"({int(wrong.sum())} of {len(known)} break this); give tickets a column created_at"
    )


def _order(
    ticket: Int64Array, at: Int64Array, kind: Any, created: Int64Array, now: int
) -> Int64Array:
    """Places of the events that count, by ticket and time; ties keep the order of the table."""
    since = at - created[ticket]
    fields = kind <= ASSIGNEE
    early = (since < 0) & ~fields
    if early.any():
        import warnings

        warnings.warn(
            f"{int(early.sum())} events lie before the creation of their ticket and are left out",
            SupportOpsWarning,
            stacklevel=4,
        )
    kept = np.flatnonzero(~early & (at <= now))
    of, when = ticket[kept], at[kept]
    ordered = (of[1:] > of[:-1]) | ((of[1:] == of[:-1]) & (when[1:] >= when[:-1]))
    order = kept if ordered.all() else kept[np.lexsort((when, of))]
    # Fields that are set at the instant of the creation are what the ticket begins with.
    (ties,) = (since[order] == 0).nonzero()
    tied = order[ties]
    rank = np.where(fields[tied], 0, np.where(kind[tied] == CREATED, 1, 2))
    order[ties] = tied[np.lexsort((rank, ticket[tied]))]
    return order


def _alive(ticket: Int64Array, kind: Any) -> BoolArray | None:
    """Events up to the merging of their ticket; None where none was merged."""
    merged = np.flatnonzero(kind == MERGED)
    if not merged.size:
        return None
    last = np.full(int(ticket[-1]) + 1, kind.size)
    last[ticket[merged[::-1]]] = merged[::-1]
    return np.asarray(np.arange(kind.size) <= last[ticket])
