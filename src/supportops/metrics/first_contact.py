"""First contact resolution: published definitions that differ by what counts as a contact."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from supportops._kit.durations import duration
from supportops._kit.instants import instant
from supportops._kit.names import collected
from supportops._kit.reals import from_zero, whole
from supportops._kit.results import Result
from supportops._kit.shares import ShareLike, share
from supportops._kit.tables import read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.metrics.measures import measure
from supportops.statistics import Estimate
from supportops.vocabulary import Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = [
    "FCR_CONTACTS",
    "FcrTouches",
    "RepeatContacts",
    "cumulative_resolution",
    "extra_contacts",
    "fcr",
    "fcr_net",
    "fcr_touches",
    "repeat_contacts",
]

Boundary: TypeAlias = Literal["inclusive", "exclusive"]

#: Columns of a table of contacts.
FCR_CONTACTS = Table(
    name="contacts",
    row="one contact of one customer",
    columns=(
        Column(name="customer_id", dtype="id", about="who made it"),
        Column(name="at", dtype="instant", about="when"),
        Column(name="reason", dtype="text", about="what it was about"),
    ),
)


def fcr(resolved_first: int, contacts: int) -> Estimate:
    """First contact resolution over all contacts or tickets (gross).

    Parameters
    ----------
    resolved_first : int
        Contacts resolved at once [count].
    contacts : int
        All contacts [count]; or customers, where a survey counts them.

    Returns
    -------
    Estimate
        A share. Resolution by the first *level* is another figure.

    Examples
    --------
    >>> fcr(280, 400).percent
    70.0
    """
    return measure("fcr.gross", {"resolved_first": resolved_first, "contacts": contacts})


def fcr_net(resolved_first: int, contacts: int, *, not_resolvable_at_level1: int) -> Estimate:
    """First contact resolution over what level 1 could have resolved (net).

    Parameters
    ----------
    resolved_first, contacts : int
        As in `fcr` [count].
    not_resolvable_at_level1 : int
        Contacts that nobody on level 1 could have resolved [count].

    Returns
    -------
    Estimate
        A share.

    Examples
    --------
    >>> fcr_net(1200, 2000, not_resolvable_at_level1=400).percent
    75.0
    """
    tallies = {
        "resolved_first": resolved_first,
        "contacts": contacts,
        "not_resolvable_at_level1": not_resolvable_at_level1,
    }
    return measure("fcr.net", tallies)


@dataclass(frozen=True, slots=True)
class FcrTouches(Result):
    """Solved tickets by how often an agent replied in public.

    Attributes
    ----------
    solved : int
        Tickets solved or closed [count].
    zero, one, two, more : tuple
        Solved tickets with so many replies.
    unreplied, unreplied_unsolved : int
        Tickets without a reply, and those of them that are not solved [count].
    one_touch : Estimate
        Fewer than two replies, over solved tickets.
    one_touch_strict : Estimate
        Exactly one reply, over solved tickets.
    """

    solved: int
    zero: tuple[Any, ...]
    one: tuple[Any, ...]
    two: tuple[Any, ...]
    more: tuple[Any, ...]
    unreplied: int
    unreplied_unsolved: int
    one_touch: Estimate
    one_touch_strict: Estimate


_TOUCHES = Table(
    name="tickets",
    row="one ticket",
    columns=(
        Column(name="ticket_id", dtype="id", about="identity"),
        Column(name="status", dtype="text", about="name of its status"),
        Column(name="agent_replies", dtype="number", unit="replies", about="public agent replies"),
    ),
)


def fcr_touches(
    tickets: "pd.DataFrame",
    *,
    solved: Iterable[str] = ("solved", "closed"),
    columns: "Mapping[str, str] | None" = None,
) -> FcrTouches:
    """One-touch resolution, in both of the readings that one vendor prints.

    Parameters
    ----------
    tickets : DataFrame
        Columns ticket_id, status and agent_replies [public replies of agents].
    solved : iterable of str
        Names of the statuses that count as solved.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    FcrTouches

    Raises
    ------
    InputError
        If a number of replies is missing, negative or not whole, or `solved` is one text.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"ticket_id": [1, 2, 3], "status": ["solved", "closed", "open"],
    ...                       "agent_replies": [1, 0, 1]})
    >>> found = fcr_touches(table)
    >>> found.one_touch.value, found.one_touch_strict.value
    (1.0, 0.5)
    """
    needs = ("ticket_id", "status", "agent_replies")
    frame = read_table(tickets, _TOUCHES, needs=needs, columns=columns)
    replies = frame["agent_replies"].to_numpy()
    wrong = ~((replies >= 0) & (replies == np.round(replies)))
    if wrong.any():
        place = int(wrong.argmax())
        raise InputError(
            f"tickets.agent_replies must be whole, zero or more; got {replies[place]} at position "
            f"{place} ({int(wrong.sum())} of {len(frame)} break this)"
        )
    done = frame["status"].isin(collected(solved, "solved")).to_numpy()
    ids = frame["ticket_id"].to_numpy()
    zero, one, two = (tuple(ids[done & (replies == k)].tolist()) for k in range(3))
    tallies = {"zero_touch": len(zero), "one_touch": len(one), "solved": int(done.sum())}
    return FcrTouches(
        solved=int(done.sum()),
        zero=zero,
        one=one,
        two=two,
        more=tuple(ids[done & (replies > 2)].tolist()),
        unreplied=int((replies == 0).sum()),
        unreplied_unsolved=int(((replies == 0) & ~done).sum()),
        one_touch=measure("fcr.one_touch", tallies),
        one_touch_strict=measure("fcr.one_touch_strict", tallies),
    )


@dataclass(frozen=True, slots=True)
class RepeatContacts(Result):
    """First contact resolution by what did not come back.

    Attributes
    ----------
    contacts : int
        All contacts [count].
    mature, immature : int
        Contacts whose window is over, and those whose window still runs [count].
    repeat : int
        Mature contacts that were followed by another within the window [count].
    fcr : Estimate
        Mature contacts that did not come back; flagged ``"immature"`` where some were left out.
    """

    contacts: int
    mature: int
    immature: int
    repeat: int
    fcr: Estimate


def repeat_contacts(
    contacts: "pd.DataFrame",
    *,
    window: Any,
    now: datetime,
    same_reason: bool = True,
    boundary: Boundary = "inclusive",
    columns: "Mapping[str, str] | None" = None,
) -> RepeatContacts:
    """Contacts that came back within a window, counted only once the window is over.

    Parameters
    ----------
    contacts : DataFrame
        Columns customer_id, at, and reason where `same_reason` asks for it.
    window : duration
        How long a customer has to come back: ``"7d"`` is 7 × 24 hours.
    now : datetime
        The instant up to which contacts are known; aware. Later ones, where the table has them,
        are immature.
    same_reason : bool
        Whether only a contact for the same reason is a repeat.
    boundary : {"inclusive", "exclusive"}
        Whether a contact at the very end of the window is a repeat.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    RepeatContacts

    Raises
    ------
    InputError
        If a contact has no customer or no instant, or `now` no zone.

    Notes
    -----
    A contact is mature when ``at + window <= now``. Each contact is judged by the next one of
    its customer (and reason), so a chain of three counts two repeats.

    Examples
    --------
    >>> import pandas as pd
    >>> at = pd.to_datetime(["2026-01-01", "2026-01-05", "2026-01-06"], utc=True)
    >>> table = pd.DataFrame({"customer_id": ["a", "a", "b"], "at": at, "reason": "billing"})
    >>> found = repeat_contacts(table, window="7d", now=pd.Timestamp("2026-01-31", tz="UTC"))
    >>> found.repeat, found.mature, round(found.fcr.percent, 1)
    (1, 3, 66.7)
    """
    import pandas as pd

    if boundary not in {"inclusive", "exclusive"}:
        raise InputError(f"boundary must be inclusive or exclusive; got {shown(boundary)}")
    keys = ["customer_id", "reason"] if same_reason else ["customer_id"]
    frame = read_table(contacts, FCR_CONTACTS, needs=("at", *keys), columns=columns)
    last = pd.Timestamp(instant(now, "now"))
    length = pd.Timedelta(duration(window, "window"))
    for name in ("at", "customer_id"):
        absent = frame[name].isna().to_numpy()
        if absent.any():
            place = int(absent.argmax())
            raise InputError(f"contacts.{name} must be there in every row; got none at {place}")
    ordered = frame.sort_values("at", kind="stable")
    for name in keys:
        odd = [value for value in ordered[name] if getattr(value, "__hash__", None) is None]
        if odd:
            raise InputError(f"contacts.{name} must hold plain labels; got {shown(odd[0])}")
    following = ordered.groupby(keys, dropna=False, sort=False)["at"].shift(-1)
    gap = following - ordered["at"]
    back = gap <= length if boundary == "inclusive" else gap < length
    mature = ordered["at"] + length <= last
    repeat, ripe = int((back & mature).sum()), int(mature.sum())
    answer = measure(
        "fcr.no_repeat",
        {"mature": ripe, "repeat": repeat},
        missing=len(frame) - ripe,
        missing_label="immature",
    )
    if len(frame) > ripe:
        answer = answer.flagged("immature")
    return RepeatContacts(len(frame), ripe, len(frame) - ripe, repeat, answer)


def cumulative_resolution(fcr: ShareLike, contacts: int) -> float:
    """Share of customers whose matter is resolved after so many contacts.

    Parameters
    ----------
    fcr : share
        Resolution at each contact, the same every time.
    contacts : int
        How many contacts [count].

    Returns
    -------
    float
        1 − (1 − fcr)^contacts [share].

    Examples
    --------
    >>> round(cumulative_resolution("80%", 3), 3)
    0.992
    """
    return 1 - (1 - share(fcr, "fcr")) ** whole(contacts, "contacts")


def extra_contacts(contacts: float, *, fcr_gap: ShareLike, contacts_per_miss: float = 1.0) -> float:
    """Contacts that a gap in first contact resolution adds.

    Parameters
    ----------
    contacts : float
        Contacts of the period [count].
    fcr_gap : share
        How far resolution is below the target, as a difference of shares.
    contacts_per_miss : float
        Further contacts for each matter that is not resolved at once [count]; one is the least.

    Returns
    -------
    float
        contacts × fcr_gap × contacts_per_miss [count].

    Examples
    --------
    >>> extra_contacts(1_000_000, fcr_gap="10%", contacts_per_miss=1.5)
    150000.0
    """
    each = from_zero(contacts_per_miss, "contacts_per_miss")
    return from_zero(contacts, "contacts") * share(fcr_gap, "fcr_gap") * each
