"""Whole tables: every period of every ticket, by the clock that `replay` goes by."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array
from supportops._kit.instants import instant
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.sla.compiled import CompiledPolicy, compiled_policy
from supportops.sla.encoding import Histories, read_histories
from supportops.sla.events import micros_of
from supportops.sla.lockblock import REASONS
from supportops.sla.one_by_one import Granted
from supportops.sla.policy import SlaPolicy
from supportops.sla.states import STATES
from supportops.sla.table_rows import period_arrays

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["periods"]

_CLOCKS: tuple[str, ...] = ("business", "calendar")
_DURATIONS = frozenset(
    {
        "target", "elapsed", "elapsed_business", "elapsed_calendar", "paused", "paused_wall",
        "overdue", "remaining",
    }
)  # fmt: skip


def periods(
    tickets: "pd.DataFrame | None",
    events: "pd.DataFrame",
    *,
    policy: SlaPolicy,
    now: datetime,
    columns: Mapping[str, str] | None = None,
    exceptions: Mapping[Any, Granted] | None = None,
) -> "pd.DataFrame":
    """Every period of every ticket under a policy, as `replay` finds it for one.

    Parameters
    ----------
    tickets : DataFrame or None
        One row a ticket: ``ticket_id``; ``created_at`` where the events hold no creation (by
        the customer then); ``priority``, ``customer_tier``, ``channel``, ``category`` and
        ``group`` as they were *at the creation*. None takes the tickets from `events`.
    events : DataFrame
        One row an event in any order, ties of time in the order of the table: ``ticket_id``,
        ``at``, ``kind``, ``value``, ``actor``, ``public``, as in `TicketEvent`.
    policy : SlaPolicy
        The promises, and the rules of the clock.
    now : datetime
        As of when; later events are left out.
    columns : mapping of str to str, optional
        For a declared name the caller's heading: ``{"ticket_id": "Id"}``.
    exceptions : mapping of ticket_id to sequence of GrantedException, optional
        What somebody granted for single tickets.

    Returns
    -------
    DataFrame
        One row for each ticket, metric and cycle, in the order of `tickets` and within a ticket
        by start. Instants in the zone of `now`; names of metrics, rows, states, clocks and
        reasons are categories of the policy, so that dtypes depend on nothing else.

    Raises
    ------
    InputError
        As `replay` does; and for events of tickets that are not in `tickets`.

    Warns
    -----
    SupportOpsWarning
        If events lie before the creation of their ticket, which are left out.

    Notes
    -----
    The k-th event of all tickets is taken at once, by the transition table of `replay` and the
    same tables of business time; both agree to the microsecond. Tickets do not know of one
    another: a table split by ticket gives the same rows. Warnings and traces are asked of
    `replay` for the tickets that matter.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops import sla
    >>> at = pd.to_datetime(["2026-03-02T09:00Z", "2026-03-02T11:30Z"])
    >>> log = pd.DataFrame({"ticket_id": 7, "at": at, "kind": ["created", "message"],
    ...                     "actor": ["customer", "agent"]})
    >>> known = pd.DataFrame({"ticket_id": [7], "priority": ["P2"]})
    >>> found = sla.periods(known, log, policy=sla.preset("priority"), now=at[1])
    >>> found[["metric", "state", "elapsed"]].to_dict("records")[0]
    {'metric': 'first_response', 'state': 'breached', 'elapsed': Timedelta('0 days 02:30:00')}
    """
    ready = compiled_policy(policy)
    moment = instant(now, "now")
    histories = read_histories(tickets, events, ready, moment, columns)
    granted = _granted(exceptions, histories)
    arrays = period_arrays(ready, histories, micros_of(moment), granted)
    return _frame(arrays, histories, ready, moment)


def _granted(given: Any, histories: Histories) -> dict[int, Granted]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise InputError(
            f"exceptions must map ticket ids to lists of exceptions; got {shown(given)}"
        )
    places = {name: place for place, name in enumerate(histories.ids.tolist())}
    for name in given:
        if name not in places:
            raise InputError(f"exceptions must be of tickets in the table; got {shown(name)}")
    return {places[name]: tuple(found) for name, found in given.items()}


def _frame(
    arrays: dict[str, npt.NDArray[Any]], histories: Histories, ready: CompiledPolicy, now: datetime
) -> "pd.DataFrame":
    import pandas as pd

    labels = [*(row.label for row in ready.rows), ready.none.label]
    words: dict[str, list[str]] = {
        "metric": list(ready.metrics),
        "end_reason": [str(reason) for reason in REASONS[1:]],
        "clock": list(_CLOCKS),
        "row": labels,
        "state": list(STATES),
    }
    zone = now.tzinfo
    out: dict[str, Any] = {
        "ticket_id": histories.ids.take(arrays.pop("ticket")).reset_index(drop=True)
    }
    for name in list(arrays):
        values = arrays.pop(name)
        if name in words:
            out[name] = _category(values, words[name])
        elif name.endswith("_at"):
            out[name] = _instants(values, zone)
        elif name in _DURATIONS:
            out[name] = values.view("timedelta64[us]")
        else:
            out[name] = values
    return pd.DataFrame(out, copy=False)


def _category(codes: npt.NDArray[Any], words: list[str]) -> Any:
    import pandas as pd

    # Rows may share a label.
    unique: Any = list(dict.fromkeys(words))
    if len(unique) < len(words):
        codes = np.array([unique.index(word) for word in words], dtype=codes.dtype)[codes]
    return pd.Categorical.from_codes(codes, categories=unique)


def _instants(micros: Int64Array, zone: tzinfo | None) -> Any:
    import pandas as pd

    aware = pd.DatetimeIndex(micros.view("datetime64[us]")).tz_localize("UTC")
    return aware.tz_convert(zone)
