"""Updates of many incidents at once: how late each one was."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops._kit.tables import Column, Table, read_table
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.escalation._clock import interval
from supportops.escalation.models import EscalationPolicy
from supportops.escalation.presets import preset

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["update_lateness"]

_NAT = np.iinfo(np.int64).min
_UPDATES = Table(
    name="updates",
    row="one update of one incident",
    columns=(
        Column(name="incident_id", dtype="id", about="the incident"),
        Column(name="severity", dtype="text", about="its severity, the same in all its rows"),
        Column(name="started_at", dtype="instant", about="when its promise began"),
        Column(name="at", dtype="instant", about="when the update went out"),
    ),
)


def update_lateness(
    updates: "pd.DataFrame",
    *,
    policy: EscalationPolicy | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """When every update of a table was due, and how late it was.

    Parameters
    ----------
    updates : DataFrame
        One row an update, in any order: incident_id, severity, started_at (when the promise of
        the incident began) and at. A row without one of them, or of a severity whose cadence is
        an occasion, has no due time.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `updates`; due_at (UTC) and late (timedelta, zero where it was in time).

    Raises
    ------
    InputError
        For a missing column, an undeclared severity, a timed cadence of months or longer, or an
        update before the start of its incident.

    Notes
    -----
    Each update is due one interval after the one before it, the first after started_at, as in
    `update_record`; that one also tells of an update that nobody sent, which has no row here.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp("2026-03-02", tz="UTC")
    >>> sent = pd.DataFrame({"incident_id": [1, 1], "severity": "SEV1", "started_at": day,
    ...                      "at": [day + pd.Timedelta("40m"), day + pd.Timedelta("10m")]})
    >>> update_lateness(sent)["late"].dt.total_seconds().tolist()
    [900.0, 0.0]
    """
    import pandas as pd

    rules = preset("support-operations") if policy is None else policy
    needs = ("incident_id", "severity", "started_at", "at")
    frame = read_table(updates, _UPDATES, needs=needs, columns=columns)
    start, at = (_micros(frame[name]) for name in ("started_at", "at"))
    incident, _ = pd.factorize(frame["incident_id"])
    levels, names = pd.factorize(frame["severity"])
    steps = [interval(rules.severity(name).update) for name in names]
    lengths = [-1 if step is None else round(step.total_seconds() * 1e6) for step in steps]
    step = np.array([*lengths, -1], dtype=np.int64)[levels]
    known = (incident >= 0) & (levels >= 0) & (start != _NAT) & (at != _NAT)
    early = known & (at < start)
    if early.any():
        place = int(np.flatnonzero(early)[0])
        raise InputError(
            f"at must not be before started_at; got {shown(str(frame['at'].iloc[place]))} "
            f"at position {place} ({int(early.sum())} of {len(early)} break this)"
        )
    rows = np.flatnonzero(known)
    rows = rows[np.lexsort((at[rows], incident[rows]))]
    first = np.ones(len(rows), dtype=bool)
    first[1:] = incident[rows][1:] != incident[rows][:-1]
    before = np.where(first, start[rows], np.roll(at[rows], 1))
    due = np.full(len(frame), _NAT)
    due[rows] = np.where(step[rows] < 0, _NAT, before + step[rows])
    timed = due != _NAT
    late = np.where(timed, np.maximum(at - np.where(timed, due, 0), 0), _NAT)
    return pd.DataFrame(
        {
            "due_at": pd.DatetimeIndex(due.view("datetime64[us]")).tz_localize("UTC"),
            "late": pd.TimedeltaIndex(late.view("timedelta64[us]")),
        },
        index=updates.index,
    )


def _micros(values: "pd.Series[Any]") -> Any:
    plain = values.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy()
    return plain.astype("datetime64[us]").astype(np.int64)
