"""Compliance: how many promises were kept, by any key and by month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from supportops._kit.data import read_data
from supportops._kit.instants import instant
from supportops._kit.reals import is_real
from supportops._kit.results import Result, plain
from supportops._kit.text import card, joined, shown
from supportops.errors import InputError
from supportops.sla.held import held_periods, lengths
from supportops.sla.months import span_end, span_numbers, span_start
from supportops.statistics import Estimate, mean, proportion

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Compliance",
    "ComplianceRow",
    "MonthOf",
    "compliance",
    "monthly_compliance",
]

MonthOf: TypeAlias = Literal["due", "started", "ended"]
Counted: TypeAlias = Literal["decided", "all"]


@dataclass(frozen=True, slots=True)
class ComplianceRow(Result):
    """Promises of one group, perhaps of one month.

    Attributes
    ----------
    key : dict of str to object
        Values of the columns that the group was made by.
    month : date or None
        First day of the month; None where there is no month, or no instant to say it.
    mature : bool
        Whether it can no longer change: the month is over, and nothing in it is undecided.
    met, breached, open, cancelled, no_target : int
        Periods. `breached` holds those that are open and already beyond their target, `open`
        those that are open and within it.
    severe : int
        Breaches that took so many times the target or more.
    kept, broken, severely_broken : Estimate
        Shares of the periods that count.
    mean_of_target : Estimate
        Mean of elapsed over target, of decided periods.
    """

    key: dict[str, Any]
    month: date | None
    mature: bool
    met: int
    breached: int
    open: int
    cancelled: int
    no_target: int
    severe: int
    kept: Estimate
    broken: Estimate
    severely_broken: Estimate
    mean_of_target: Estimate

    @property
    def decided(self) -> int:
        """Periods that are met or breached."""
        return self.met + self.breached

    @property
    def label(self) -> str:
        """Key and month in words."""
        words = [*map(str, self.key.values()), *([f"{self.month:%Y-%m}"] if self.month else [])]
        return joined(words) or "all"


@dataclass(frozen=True, slots=True)
class Compliance(Result):
    """Rows by group, a sequence that shows as a table.

    Attributes
    ----------
    rows : tuple of ComplianceRow
    by : tuple of str
        Columns that the groups were made by.
    counted : {"decided", "all"}
    severe_multiple : float
        From how many times the target a breach is severe.
    """

    rows: tuple[ComplianceRow, ...]
    by: tuple[str, ...]
    counted: Counted
    severe_multiple: float

    def __iter__(self) -> Iterator[ComplianceRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, key: Any) -> ComplianceRow:
        """Row of a key, the last month of it; a tuple where it was made by several columns."""
        wanted = key if isinstance(key, tuple) else (key,)
        for row in reversed(self.rows):
            if tuple(row.key.values()) == wanted:
                return row
        known = joined(dict.fromkeys(joined(map(str, row.key.values())) for row in self.rows))
        raise KeyError(f"key must be there; got {shown(key)}; there are {known or 'none'}")

    def to_frame(self) -> "pd.DataFrame":
        """One row for each group, with the 95 % interval of what was kept."""
        import pandas as pd

        counts = ("met", "breached", "open", "cancelled", "no_target", "severe")
        rows = []
        for row in self.rows:
            interval = row.kept.interval()
            rows.append(
                {
                    **row.key,
                    "month": row.month,
                    "mature": row.mature,
                    **{name: getattr(row, name) for name in counts},
                    "kept": float(row.kept),
                    "kept_low": interval.low,
                    "kept_high": interval.high,
                    "mean_of_target": float(row.mean_of_target),
                }
            )
        names = [*self.by, "month", "mature", *counts, "kept", "kept_low", "kept_high"]
        return pd.DataFrame(rows, columns=[*names, "mean_of_target"])

    def to_dict(self) -> dict[str, Any]:
        """Rows as plain values that JSON can hold."""
        rows = [
            {**row.to_dict(), "key": plain(row.key)} | {
                name: getattr(row, name).to_dict()
                for name in ("kept", "broken", "severely_broken", "mean_of_target")
            }
            for row in self.rows
        ]  # fmt: skip
        return {"rows": rows, "by": list(self.by), "counted": self.counted,
                "severe_multiple": self.severe_multiple}  # fmt: skip

    def __str__(self) -> str:
        return "\n".join(f"{row.label}: {_line(row)}" for row in self.rows) or "no periods"

    def _repr_html_(self) -> str:
        return card("SLA compliance", ((row.label, _line(row)) for row in self.rows))


def _line(row: ComplianceRow) -> str:
    notes = [f"{row.open} open"] if row.open else []
    notes += [f"{row.severe} severe"] if row.severe else []
    notes += [] if row.mature else ["can still change"]
    return ", ".join([f"kept {row.kept}", *notes])


def compliance(
    periods: "pd.DataFrame",
    *,
    by: str | Sequence[str] = "metric",
    counted: Counted = "decided",
    severe_multiple: float | None = None,
) -> Compliance:
    """How many promises were kept, for each metric or any other key.

    Parameters
    ----------
    periods : DataFrame
        Of `periods`, perhaps with more columns.
    by : str or sequence of str
        Columns that make the groups; none makes one group of everything.
    counted : {"decided", "all"}
        What a rate is of: periods that are met or breached (open and already beyond the target
        is breached), or those that are open and within it too. Cancelled ones and those without
        a target never count.
    severe_multiple : float, optional
        From how many times the target a breach is severe [ratio]; the published one unless told.

    Returns
    -------
    Compliance

    Raises
    ------
    InputError
        For a table without the columns of `periods` or of `by`.

    Notes
    -----
    Kept = met / (met + breached), with Wilson's interval. Periods of one customer, or of one bad
    day, depend on each other, and then the interval is too narrow.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops import sla
    >>> at = pd.to_datetime(["2026-03-02T09:00Z", "2026-03-02T11:30Z"])
    >>> log = pd.DataFrame({"ticket_id": 7, "at": at, "kind": ["created", "message"],
    ...                     "actor": ["customer", "agent"]})
    >>> known = pd.DataFrame({"ticket_id": [7], "priority": ["P2"]})
    >>> found = sla.periods(known, log, policy=sla.preset("priority"), now=at[1])
    >>> print(sla.compliance(found)["first_response"].kept)
    0 % (95 %: 0 % to 79.3 %, n = 1)
    """
    names = _names(by)
    held = held_periods(periods, names)
    multiple = _multiple(severe_multiple)
    rows = tuple(
        _row(key, held.iloc[places], None, over=True, counted=counted, multiple=multiple)
        for key, places in _groups(held, names)
    )
    return Compliance(rows, names, _counted(counted), multiple)


def monthly_compliance(
    periods: "pd.DataFrame",
    *,
    now: datetime,
    timezone: str,
    by: str | Sequence[str] = "metric",
    month_of: MonthOf = "due",
    counted: Counted = "decided",
    severe_multiple: float | None = None,
) -> Compliance:
    """How many promises were kept month by month, and which months can still change.

    Parameters
    ----------
    periods : DataFrame
        Of `periods`.
    now : datetime
        As of when the table was made.
    timezone : str
        Whose months; the contract says it.
    by, counted, severe_multiple
        As in `compliance`.
    month_of : {"due", "started", "ended"}
        Which instant puts a period into its month. One that has ended and was never due, because
        it was paused, goes by its end.

    Returns
    -------
    Compliance
        By key, then by month. A row without a month holds periods of which the instant is not
        known yet.

    Raises
    ------
    InputError
        As `compliance`, and for an unknown zone or `month_of`.

    Notes
    -----
    By due time, a month that is over holds nothing undecided unless a pause or a new target moves
    a due time back into it. By start, a month stays immature until its last ticket is decided;
    read before that, it looks worse or better than it will be.
    """
    moment = instant(now, "now")
    names = _names(by)
    held = held_periods(periods, names)
    multiple = _multiple(severe_multiple)
    months = _months(held, month_of, timezone)
    held = held.assign(**{_MONTH: months})
    rows = []
    for key, places in _groups(held, (*names, _MONTH)):
        number = int(key.pop(_MONTH))
        month = span_start(number, "month")
        over = month is not None and span_end(number, "month", timezone) <= moment
        rows.append(
            _row(key, held.iloc[places], month, over=over, counted=counted, multiple=multiple)
        )
    return Compliance(tuple(rows), names, _counted(counted), multiple)


_MONTH = "month of the period"


def _names(by: str | Sequence[str]) -> tuple[str, ...]:
    return (by,) if isinstance(by, str) else tuple(by)


def _counted(counted: Counted) -> Counted:
    if counted not in {"decided", "all"}:
        raise InputError(f"counted must be decided or all; got {shown(counted)}")
    return counted


def _multiple(given: float | None) -> float:
    if given is None:
        return float(read_data("sla", "dashboard")["severe_multiple"])
    if not is_real(given) or not given >= 1:
        raise InputError(f"severe_multiple must be one or more; got {shown(given)}")
    return float(given)


def _groups(held: "pd.DataFrame", names: Sequence[str]) -> Iterator[tuple[dict[str, Any], Any]]:
    if not names:
        yield {}, np.arange(len(held))
        return
    grouped = held.groupby(list(names), observed=True, sort=True, dropna=False)
    for key, places in grouped.indices.items():
        values = key if isinstance(key, tuple) else (key,)
        yield dict(zip(names, values, strict=True)), places


def _months(held: "pd.DataFrame", month_of: MonthOf, timezone: str) -> Any:
    """Months of each period, -1 where they are not known."""
    if month_of not in {"due", "started", "ended"}:
        raise InputError(f"month_of must be due, started or ended; got {shown(month_of)}")
    when = held[f"{month_of}_at"]
    if month_of == "due":
        when = when.where(when.notna(), held["ended_at"])
    return span_numbers(when, "month", timezone)


def _row(
    key: dict[str, Any],
    part: "pd.DataFrame",
    month: date | None,
    *,
    over: bool,
    counted: Counted,
    multiple: float,
) -> ComplianceRow:
    state = np.asarray(part["state"], dtype=object)
    breached = part["breached"].to_numpy(dtype=bool)
    running = (state == "running") | (state == "paused")
    met = state == "met"
    broken = (state == "breached") | (running & breached)
    open_ = running & ~breached
    target, elapsed = lengths(part["target"], "us"), lengths(part["elapsed"], "us")
    severe = int((broken & (elapsed >= multiple * target)).sum())
    hits, misses, undecided = int(met.sum()), int(broken.sum()), int(open_.sum())
    n, missing = hits + misses, undecided
    if counted == "all":
        n, missing = n + undecided, 0
    decided = met | broken
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (elapsed / target)[decided]
    return ComplianceRow(
        key=key,
        month=month,
        mature=over and not undecided,
        met=hits,
        breached=misses,
        open=undecided,
        cancelled=int((state == "cancelled").sum()),
        no_target=int((state == "no_target").sum()),
        severe=severe,
        kept=_share(hits, n, missing, "kept"),
        broken=_share(misses, n, missing, "broken"),
        severely_broken=_share(severe, n, missing, f"broken at {multiple:g} times the target"),
        mean_of_target=mean(
            np.where(np.isfinite(parts), parts, np.nan),
            definition="mean of elapsed over target",
            unit="of the target",
        ),
    )


def _share(hits: int, n: int, missing: int, definition: str) -> Estimate:
    return proportion(hits, n, missing=missing, definition=definition)
