"""What a log says about states: spells, time in state, and moves that the lifecycle forbids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.instants import instant
from supportops._kit.results import Result
from supportops._kit.tables import read_table
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.history import HistoryCheck
from supportops.tickets.identities import ordered_codes
from supportops.tickets.state_machine import Lifecycle
from supportops.vocabulary import table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Replay", "history_findings", "replay_states", "time_in_state"]


@dataclass(frozen=True, slots=True)
class Replay(Result):
    """A log walked through a lifecycle.

    Attributes
    ----------
    spells : DataFrame
        One row for each stay in a state, by ticket and instant: ticket_id, state, since,
        until (NaT for the last one of a ticket that has not ended), came_from (None for the
        first), move (``start``, ``published``, ``inferred``, ``extension`` or ``illegal``).
    repeats : int
        Events that name the state in which the ticket was already; they begin no new spell.
    ignored : int
        Events whose activity maps to no state.
    checks : tuple of HistoryCheck
        ``illegal-moves``, ``late-starts`` (tickets whose first state is not where a ticket
        begins), ``no-state`` (tickets without any state) and ``unfinished`` (tickets whose last
        state has a way on).
    """

    spells: "pd.DataFrame" = field(repr=False)
    repeats: int
    ignored: int
    checks: tuple[HistoryCheck, ...]

    @property
    def findings(self) -> tuple[HistoryCheck, ...]:
        """Checks that found something."""
        return tuple(check for check in self.checks if check.count)

    @property
    def illegal(self) -> "pd.DataFrame":
        """Illegal moves, counted: came_from, state, count; the most frequent first."""
        wrong = self.spells[self.spells["move"] == "illegal"]
        counted = wrong.groupby(["came_from", "state"], sort=True).size()
        out = counted.rename("count").reset_index()
        return out.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def replay_states(
    events: "pd.DataFrame",
    *,
    lifecycle: Lifecycle,
    states: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> Replay:
    """Spells in the states of a lifecycle, each with the kind of move that led to it.

    Parameters
    ----------
    events : DataFrame
        Table ``events``: ticket_id, at (aware) and kind, which is a state or an activity.
    lifecycle : Lifecycle
    states : mapping of str to str, optional
        For each activity that changes the state, the state that it leads to; the others are
        ignored and counted. Without it the activities that are states change it.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    Replay

    Raises
    ------
    InputError
        For an undeclared state, a missing value, or a naive instant.

    Notes
    -----
    Events are ordered by instant, equal instants by their order in the log. An event that
    repeats the present state begins no spell.
    """
    import pandas as pd

    for state in (states or {}).values():
        lifecycle.known(state)
    mapping = dict(states) if states is not None else {name: name for name in lifecycle.states}
    frame = read_table(events, table("events"), needs=("ticket_id", "at", "kind"), columns=columns)
    for column in ("ticket_id", "at", "kind"):
        missing = frame[column].isna().to_numpy()
        if missing.any():
            raise InputError(
                f"events.{column} must be there in every row; got a missing one at position "
                f"{int(missing.argmax())} ({int(missing.sum())} of {len(frame)} break this)"
            )
    kinds, activities = pd.factorize(frame["kind"])
    place = {name: k for k, name in enumerate(lifecycle.states)}
    codes = np.array([*(place.get(mapping.get(a, ""), -1) for a in activities), -1])[kinds]
    ids, names = ordered_codes(frame["ticket_id"])
    at = frame["at"].dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[us]")
    kept = codes >= 0
    order = np.lexsort((at[kept], ids[kept]))  # stable: the log decides between equal instants
    who, now_in, when = ids[kept][order], codes[kept][order], at[kept][order]
    first = np.ones(len(who), dtype=bool)
    first[1:] = who[1:] != who[:-1]
    change = first.copy()
    change[1:] |= now_in[1:] != now_in[:-1]
    repeats = int(len(who) - change.sum())
    who, now_in, when, first = who[change], now_in[change], when[change], first[change]
    before = np.where(first, -1, np.roll(now_in, 1))
    last = np.ones(len(who), dtype=bool)
    last[:-1] = first[1:]
    until = np.where(last, np.datetime64("NaT", "us"), np.roll(when, -1))
    moves = _moves(lifecycle)[before, now_in]
    words = np.array([*lifecycle.states, None], dtype=object)
    spells = pd.DataFrame(
        {
            "ticket_id": pd.Series(names[who], dtype=frame["ticket_id"].dtype),
            "state": pd.Series(words[now_in], dtype=object),
            "since": pd.DatetimeIndex(when).tz_localize("UTC"),
            "until": pd.DatetimeIndex(until).tz_localize("UTC"),
            "came_from": pd.Series(words[before], dtype=object),
            "move": pd.Series(moves, dtype=object),
        }
    )
    ends = np.array([not lifecycle.after(name) for name in lifecycle.states])
    known = spells["ticket_id"]
    silent = names[~np.isin(np.arange(len(names)), who)]
    late = known[first & (now_in != 0)]
    open_ = known[last & ~ends[now_in]]
    illegal = known[spells["move"] == "illegal"]
    steps = int((~first).sum())
    return Replay(
        spells,
        repeats,
        int((~kept).sum()),
        (
            _check("illegal-moves", illegal, steps, "moves", "moves that the lifecycle forbids"),
            _check("late-starts", late, len(names), "tickets",
                   f"tickets whose first state is not {lifecycle.states[0]}"),
            _check("no-state", pd.Series(silent, dtype=object), len(names), "tickets",
                   "tickets of which no event names a state"),
            _check("unfinished", open_, len(names), "tickets",
                   "tickets whose last state has a way on"),
        ),
    )  # fmt: skip


def _moves(lifecycle: Lifecycle) -> Any:
    """Kind of move by state before (the last row for none) and state after."""
    n = len(lifecycle.states)
    kinds = np.full((n + 1, n), "illegal", dtype=object)
    kinds[-1] = "start"
    for edge in lifecycle.edges:
        kinds[lifecycle.states.index(edge.start), lifecycle.states.index(edge.end)] = edge.kind
    return kinds


def _check(code: str, ids: "pd.Series[Any]", of: int, unit: str, about: str) -> HistoryCheck:
    return HistoryCheck(code, len(ids), of, unit, about, tuple(map(str, ids.unique()[:5])))


def history_findings(
    events: "pd.DataFrame",
    *,
    lifecycle: Lifecycle,
    states: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[HistoryCheck, ...]:
    """What in a log does not fit a lifecycle.

    Parameters
    ----------
    events : DataFrame
    lifecycle : Lifecycle
    states, columns
        As in `replay_states`.

    Returns
    -------
    tuple of HistoryCheck
        Only what was found.
    """
    return replay_states(events, lifecycle=lifecycle, states=states, columns=columns).findings


def time_in_state(
    spells: "pd.DataFrame", *, now: datetime | str, by: str = "state"
) -> "pd.DataFrame":
    """Time that tickets spent in each state, on the calendar.

    Parameters
    ----------
    spells : DataFrame
        Of a `Replay`.
    now : datetime
        Until when a spell counts that has not ended.
    by : {"state", "ticket"}
        One row for each state, or one for each ticket and state.

    Returns
    -------
    DataFrame
        state (and ticket_id before it), spells (how many), total, mean and longest
        [timedelta64], and open (spells that have not ended and count until `now`).

    Raises
    ------
    InputError
        If a spell begins after `now`.

    Notes
    -----
    The time is elapsed time: nights and weekends count.
    """
    import pandas as pd

    if by not in {"state", "ticket"}:
        raise InputError(f"by must be state or ticket; got {shown(by)}")
    missing = [name for name in ("ticket_id", "state", "since", "until") if name not in spells]
    if missing:
        raise InputError(f"spells must be those of a Replay; got none of {joined(missing)}")
    present = pd.Timestamp(instant(now, "now"))
    late = spells["since"] > present
    if late.any():
        raise InputError(
            f"now must not be before the beginning of a spell; got {present.isoformat()} and "
            f"{spells.loc[late, 'since'].iloc[0].isoformat()}"
        )
    keys = ["state"] if by == "state" else ["ticket_id", "state"]
    table_ = spells[keys].assign(
        length=(spells["until"].fillna(present) - spells["since"]).dt.as_unit("us"),
        open=spells["until"].isna(),
    )
    grouped = table_.groupby(keys, sort=by == "state", observed=True)
    return grouped.agg(
        spells=("length", "size"),
        total=("length", "sum"),
        mean=("length", "mean"),
        longest=("length", "max"),
        open=("open", "sum"),
    ).reset_index()
