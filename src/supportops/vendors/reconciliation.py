"""Reconciliation: every disagreement between a tool of record and ours, with its cause."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from supportops._kit.durations import DurationLike, duration
from supportops._kit.results import Result, worded
from supportops._kit.text import card, markdown_table, shown
from supportops.errors import InputError
from supportops.sla import SlaRecord
from supportops.vendors.causes import Cause, Version
from supportops.vendors.comparing import Difference, Differences, differences, our_period
from supportops.vendors.explaining import Key, explained
from supportops.vendors.periods import VendorPeriod

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Disagreement", "Reconciliation", "reconcile"]

#: Value of a field as either side states it.
Stated: TypeAlias = "datetime | timedelta | bool | str | None"


@dataclass(frozen=True, slots=True)
class Disagreement(Result):
    """One figure on which the tool and we differ.

    Attributes
    ----------
    ticket, metric, cycle : str, str, int
        The period.
    field : str
        ``period`` (only one side has it), ``target``, ``started_at``, ``ended_at``, ``open``,
        ``paused``, ``elapsed``, ``elapsed_business``, ``elapsed_calendar``, ``due_at`` or
        ``breached``.
    vendor, ours : datetime, timedelta, bool, str or None
        What either side says.
    difference : timedelta or None
        The tool's less ours, of a time or an instant.
    cause : str
        ``rounding``, ``calendar``, ``pause rule``, ``retargeting``, ``schedule version``,
        ``reopening``, ``closing side`` or ``unexplained``.
    words : str
        What explains it.
    also : tuple of str
        Other explanations that fit as well.
    """

    ticket: str
    metric: str
    cycle: int
    field: str
    vendor: Stated
    ours: Stated
    difference: timedelta | None
    cause: Cause
    words: str
    also: tuple[str, ...]

    def __str__(self) -> str:
        place = f"{self.ticket} {self.metric} {self.cycle} {self.field}"
        said = f"{worded(self.vendor)} there, {worded(self.ours)} here"
        return f"{place}: {said} ({self.cause}: {self.words})"


@dataclass(frozen=True)
class Reconciliation(Result):
    """What a tool of record and we agree and disagree on.

    Attributes
    ----------
    periods : int
        Periods that both sides have.
    figures : int
        Figures that were compared.
    disagreements : tuple of Disagreement
        By ticket, metric and cycle.
    only_vendor, only_ours : tuple of str
        Tickets that only one side has; their periods are not compared.
    flags : tuple of str
        What could not be compared.
    """

    periods: int
    figures: int
    disagreements: tuple[Disagreement, ...]
    only_vendor: tuple[str, ...]
    only_ours: tuple[str, ...]
    flags: tuple[str, ...]

    @property
    def by_cause(self) -> dict[str, int]:
        """Number of disagreements of each cause, the most frequent first."""
        return dict(Counter(one.cause for one in self.disagreements).most_common())

    @property
    def beyond_rounding(self) -> tuple[Disagreement, ...]:
        """Disagreements that rounding does not explain."""
        return tuple(one for one in self.disagreements if one.cause != "rounding")

    def to_frame(self) -> "pd.DataFrame":
        """One row for each disagreement."""
        import pandas as pd

        rows = [{name: getattr(one, name) for name in _COLUMNS} for one in self.disagreements]
        return pd.DataFrame(rows, columns=list(_COLUMNS))

    def to_markdown(self) -> str:
        """Table of the disagreements."""
        rows = [
            [
                d.ticket,
                d.metric,
                d.cycle,
                d.field,
                worded(d.vendor),
                worded(d.ours),
                d.cause,
                d.words,
            ]
            for d in self.disagreements
        ]
        headings = ["ticket", "metric", "cycle", "figure", "tool", "ours", "cause", "why"]
        return markdown_table(headings, rows)

    def __str__(self) -> str:
        head = (
            f"{self.figures} figures of {self.periods} periods compared, "
            f"{len(self.disagreements)} differ"
        )
        return "\n".join([head, *map(str, self.disagreements), *self.flags])

    def _repr_html_(self) -> str:
        rows = [("periods", self.periods), ("figures", self.figures), *self.by_cause.items()]
        return card("Reconciliation", rows, "; ".join(self.flags))


_COLUMNS = (
    "ticket", "metric", "cycle", "field", "vendor", "ours", "difference", "cause", "words",
)  # fmt: skip


def reconcile(
    vendor: Iterable[VendorPeriod],
    ours: "SlaRecord | Iterable[SlaRecord] | Iterable[VendorPeriod]",
    *,
    versions: Mapping[str, Version] | None = None,
    tolerance: DurationLike = "0s",
    at_once: Literal[1, 2] = 2,
) -> Reconciliation:
    """Every disagreement between a tool of record and our clock, with its cause.

    Parameters
    ----------
    vendor : iterable of VendorPeriod
        What the tool states, from one of the translations.
    ours : SlaRecord, or iterable of SlaRecord or VendorPeriod
        From `supportops.sla.replay`; or `recounted` periods, whose causes cannot be searched
        for beyond rounding.
    versions : mapping of str to calendar or SlaPolicy, optional
        Earlier or later versions of the schedule or of the policy, by name in words, which the
        tool may have used.
    tolerance : duration
        Differences up to it count as rounding, beside what the tool is known to round to.
    at_once : {1, 2}
        Things that a policy may differ in [rules] to explain a period. Two take some ten times
        as long, for the periods that one does not explain.

    Returns
    -------
    Reconciliation

    Raises
    ------
    InputError
        For anything else, and a period that a side states twice.

    Notes
    -----
    A difference within the tool's unit is rounding. For any other the history is replayed under
    every policy that differs in one thing: the versions that were named, other calendars, none,
    no holidays; other statuses that pause; other rules on retargeting, reopening and closing.
    The first that gives all figures of the period as the tool has them is the cause; if none does,
    the first policy that differs in two things and does, whose first thing names the cause; or
    else the first that gives this figure alone. The others that do are in ``also``. A cause found
    this way fits the figures, which does not prove it. Figures of an open period are compared only where
    they were read at the instant of the replay, or where the clock stands still.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> from supportops import sla
    >>> record = sla.replay(
    ...     [{"ticket": "7", "kind": "created", "at": "2026-03-02T09:00Z", "priority": "P2"},
    ...      {"ticket": "7", "kind": "message", "at": "2026-03-02T09:40:20Z", "actor": "agent"}],
    ...     policy=sla.preset("priority"), now=datetime(2026, 3, 2, 12, tzinfo=UTC))
    >>> theirs = VendorPeriod(ticket="7", metric="first_response", cycle=1, name="reply_time",
    ...     elapsed=timedelta(minutes=40), precision=timedelta(minutes=1))
    >>> print(reconcile([theirs], record))
    1 figures of 1 periods compared, 1 differ
    7 first_response 1 elapsed: 40m there, 40m20s here (rounding: the tool rounds to 1m)
    """
    slack = duration(tolerance, "tolerance")
    if at_once not in {1, 2}:
        raise InputError(f"at_once must be 1 or 2; got {shown(at_once)}")
    theirs = _vendor(vendor)
    records, mine = _ours(ours)
    tickets = {key[0] for key in theirs}
    known = {key[0] for key in mine} | set(records)
    spoken = {key[1] for key in theirs}
    compared, figures, flags = 0, 0, []
    found: dict[Key, list[Difference]] = {}
    for key in sorted(set(theirs) | set(mine)):
        if key[0] not in tickets or key[0] not in known or key[1] not in spoken:
            continue
        answer: Differences = differences(theirs.get(key), mine.get(key), tolerance=slack)
        compared += key in theirs and key in mine
        figures += answer.compared
        if answer.skipped:
            flags.append(f"{key[0]} {key[1]} {key[2]}: {answer.skipped}")
        if answer.found:
            found[key] = answer.found
    answers = explained(found, records, theirs, versions=versions, tolerance=slack, at_once=at_once)
    disagreements = [
        Disagreement(*key, one.field, one.vendor, one.ours, one.gap, *answers[key, one.field])
        for key, all_ in found.items()
        for one in all_
    ]
    return Reconciliation(
        periods=compared,
        figures=figures,
        disagreements=tuple(disagreements),
        only_vendor=tuple(sorted(tickets - known)),
        only_ours=tuple(sorted(known - tickets)),
        flags=tuple(flags),
    )


def _vendor(given: Any) -> dict[Key, VendorPeriod]:
    if isinstance(given, (str, Mapping)) or not isinstance(given, Iterable):
        raise InputError(f"vendor must be VendorPeriods; got {shown(given)}")
    out: dict[Key, VendorPeriod] = {}
    for period in given:
        if not isinstance(period, VendorPeriod):
            raise InputError(f"vendor must be VendorPeriods; got {shown(period)}")
        if period.key in out:
            raise InputError(f"vendor must state a period once; got {shown(period.key)} twice")
        out[period.key] = period
    return out


def _ours(given: Any) -> tuple[dict[str, SlaRecord], dict[Key, VendorPeriod]]:
    if isinstance(given, SlaRecord):
        given = [given]
    if isinstance(given, (str, Mapping)) or not isinstance(given, Iterable):
        raise InputError(f"ours must be SlaRecords; got {shown(given)}")
    records: dict[str, SlaRecord] = {}
    mine: dict[Key, VendorPeriod] = {}
    for one in given:
        if isinstance(one, SlaRecord):
            if one.ticket in records:
                raise InputError(f"ours must hold a ticket once; got {shown(one.ticket)} twice")
            records[one.ticket] = one
            stated = [our_period(one, period) for period in one.periods]
        elif isinstance(one, VendorPeriod):
            stated = [one]
        else:
            raise InputError(f"ours must be SlaRecords; got {shown(one)}")
        for period in stated:
            if period.key in mine:
                raise InputError(f"ours must state a period once; got {shown(period.key)} twice")
            mine[period.key] = period
    return records, mine
