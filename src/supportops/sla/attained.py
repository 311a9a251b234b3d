"""Attained: periods met and decided inside a window, for credits."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from supportops._kit.instants import instant
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.sla.record import SlaRecord
from supportops.sla.states import STATES
from supportops.sla.windows import Window

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["attained_in"]

_COLUMNS = ("metric", "state", "breached", "started_at", "ended_at", "due_at")


class _Judged(NamedTuple):
    """What a period must say to be counted."""

    metric: str
    state: str
    breached: bool
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime | None


def attained_in(
    periods: "SlaRecord | Iterable[SlaRecord] | pd.DataFrame",
    *,
    window: Window,
    window_of: Literal["due", "started", "ended"] = "due",
) -> dict[str, tuple[int, int]]:
    """Periods met and periods decided by metric, of those that fall into a window.

    Parameters
    ----------
    periods : SlaRecord, iterable of SlaRecord, or DataFrame
        From `replay`; or a table of periods with the columns of ``SlaRecord.to_frame``.
    window : Window
        What the contract judges.
    window_of : {"due", "started", "ended"}
        Which instant puts a period into a window. One that has ended and was never due, because
        it was paused, goes by its end.

    Returns
    -------
    dict of str to (int, int)
        For each metric with a decided period; what `credits_owed` wants as ``attained``.

    Raises
    ------
    InputError
        For anything else, and a table without those columns.

    Notes
    -----
    Decided are periods that have ended, and open ones beyond their target, which are breached.
    Open periods within their target, cancelled ones and those without a target do not count.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from supportops import sla
    >>> record = sla.replay(
    ...     [{"kind": "created", "at": "2026-03-02T09:00Z", "priority": "P2", "actor": "customer"},
    ...      {"kind": "message", "at": "2026-03-02T09:40Z", "actor": "agent"}],
    ...     policy=sla.preset("priority"), now=datetime(2026, 3, 2, 12, tzinfo=UTC))
    >>> attained_in(record, window=sla.calendar_month("2026-03-01", timezone="UTC"))
    {'first_response': (1, 1), 'periodic_update': (0, 1)}
    """
    if not isinstance(window, Window):
        raise InputError(
            f"window must be a Window; got {shown(window)}; make one with calendar_month"
        )
    if window_of not in {"due", "started", "ended"}:
        raise InputError(f"window_of must be due, started or ended; got {shown(window_of)}")
    start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    counts: dict[str, tuple[int, int]] = {}
    for one in _judged(periods):
        late = one.state == "breached" or (one.breached and one.state in {"running", "paused"})
        at = {"due": one.due_at or one.ended_at, "started": one.started_at, "ended": one.ended_at}[
            window_of
        ]
        if (
            (late or one.state == "met")
            and at is not None
            and start <= instant(at, "periods") < end
        ):
            met, decided = counts.get(one.metric, (0, 0))
            counts[one.metric] = (met + (not late), decided + 1)
    return counts


def _judged(given: Any) -> Iterator[_Judged]:
    if isinstance(given, SlaRecord):
        given = [given]
    if hasattr(given, "columns"):
        yield from _of_table(given)
        return
    if isinstance(given, (str, Mapping)) or not isinstance(given, Iterable):
        raise InputError(f"periods must be SlaRecords or a table; got {shown(given)}")
    for record in given:
        if not isinstance(record, SlaRecord):
            raise InputError(f"periods must be SlaRecords or a table; got {shown(record)}")
        for p in record.periods:
            yield _Judged(p.metric, p.state, p.breached, p.started_at, p.ended_at, p.due_at)


def _of_table(frame: "pd.DataFrame") -> Iterator[_Judged]:
    import pandas as pd

    for name in _COLUMNS:
        if name not in frame.columns:
            known = joined(map(str, frame.columns)) or "none"
            raise InputError(f"periods must have a column {name}; got {known}")
    for row in frame[list(_COLUMNS)].astype(object).itertuples(index=False):
        values: list[Any] = [None if pd.isna(value) else value for value in row]
        if (state := values[_COLUMNS.index("state")]) not in STATES:
            raise InputError(f"periods.state must be {joined(STATES, 'or')}; got {shown(state)}")
        yield _Judged(*values)
