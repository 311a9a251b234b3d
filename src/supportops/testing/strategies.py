"""Hypothesis strategies: calendars, policies and ticket histories.

They need the extra ``testing``. Everything lies within a window of weeks around changes of
clocks, so that the hard cases are common.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from supportops.calendars import BusinessCalendar
from supportops.errors import MissingExtraError
from supportops.sla import SlaPolicy, SlaRow, WarningLevel, published_exceptions
from supportops.sla.targets import FIELDS, names_of
from supportops.vocabulary import Actor, Promise, TicketEvent

try:
    from hypothesis import strategies as st
except ImportError as error:  # the extra is missing
    raise MissingExtraError(
        "hypothesis must be there; got no such package; install supportops[testing]"
    ) from error

__all__ = ["calendars", "histories", "instants", "policies", "troubled_zones"]

#: Zones whose clocks do something unusual: half-hour and two-hour changes, odd offsets, days
#: that were skipped, changes at midnight, changes for a month of fasting.
troubled_zones: tuple[str, ...] = (
    "Africa/Casablanca", "Africa/Cairo", "Africa/El_Aaiun", "Africa/Monrovia", "Africa/Windhoek",
    "America/Asuncion", "America/Caracas", "America/Havana", "America/Los_Angeles",
    "America/New_York", "America/Nuuk", "America/Santiago", "America/Sao_Paulo",
    "America/Scoresbysund", "America/St_Johns", "Antarctica/Casey", "Antarctica/Troll",
    "Asia/Amman", "Asia/Beirut", "Asia/Gaza", "Asia/Hong_Kong", "Asia/Jerusalem", "Asia/Kathmandu",
    "Asia/Kolkata", "Asia/Pyongyang", "Asia/Tehran", "Asia/Tokyo", "Asia/Yangon", "Atlantic/Azores",
    "Australia/Adelaide", "Australia/Eucla", "Australia/Lord_Howe", "Australia/Sydney",
    "Europe/Chisinau", "Europe/Dublin", "Europe/Istanbul", "Europe/London", "Europe/Moscow",
    "Pacific/Apia", "Pacific/Chatham", "Pacific/Kiritimati", "Pacific/Kwajalein",
    "Pacific/Marquesas", "Pacific/Norfolk", "Pacific/Tongatapu", "UTC",
)  # fmt: skip

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_START = datetime(2024, 3, 1, tzinfo=UTC)
_METRICS = (
    "first_response", "next_response", "periodic_update", "pausable_update", "resolution",
    "requester_wait", "agent_work", "ownership",
)  # fmt: skip
_STATUSES = ("open", "waiting_on_customer", "waiting_on_third_party", "on_hold", "solved", "closed")


def instants(start: datetime = _START, days: int = 21) -> "st.SearchStrategy[datetime]":
    """Instants in UTC on whole minutes, from `start` for so many days."""
    minutes = st.integers(0, days * 1_440)
    return minutes.map(lambda m: start + timedelta(minutes=m))


@st.composite
def calendars(draw: "st.DrawFn", zones: tuple[str, ...] = troubled_zones) -> BusinessCalendar:
    """Business calendars with gaps, night shifts, several intervals a day and special dates."""
    quarter = st.integers(0, 95).map(lambda q: f"{q // 4:02d}:{q % 4 * 15:02d}")
    span = st.tuples(quarter, st.one_of(quarter, st.just("24:00"))).filter(lambda s: s[0] != s[1])
    spans = st.lists(span, max_size=2)
    hours = draw(st.dictionaries(st.sampled_from(_DAYS), spans, max_size=7))
    day = st.integers(0, 28).map(lambda d: date(2024, 2, 26) + timedelta(days=d))
    fields: dict[str, Any] = {
        "timezone": draw(st.sampled_from(zones)),
        "hours": {name: found for name, found in hours.items() if found},
        "holidays": draw(st.sets(day, max_size=3)),
        "overrides": draw(st.dictionaries(day, spans, max_size=2)),
        "holiday_scope": draw(st.sampled_from(["date", "shift"])),
    }
    return BusinessCalendar.model_validate(fields)


@st.composite
def _rows(draw: "st.DrawFn") -> SlaRow:
    promise = st.integers(1, 3_000).map(lambda m: f"{m}m")
    clocked = st.tuples(promise, st.sampled_from(["", " business", " calendar"])).map("".join)
    words = st.sampled_from(["next business day", "2 business days", "best effort"])
    promised = draw(
        st.dictionaries(
            st.sampled_from(_METRICS), st.one_of(clocked, clocked, clocked, words), min_size=1
        )
    )
    whom: dict[str, Any] = {
        "priority": draw(st.sampled_from([None, "high", "low"])),
        "customer_tier": draw(st.sampled_from([None, "gold"])),
    }
    targets = {metric: Promise.model_validate(text) for metric, text in promised.items()}
    return SlaRow.model_validate({**whom, **targets})


@st.composite
def policies(draw: "st.DrawFn", zones: tuple[str, ...] = troubled_zones) -> SlaPolicy:
    """Policies over every option of the clock, with two calendars, ``"a"`` and ``"b"``."""
    statuses = st.lists(st.sampled_from(_STATUSES[1:4]), max_size=3, unique=True)
    fields: dict[str, Any] = {
        "name": "drawn",
        "rows": tuple(draw(st.lists(_rows(), min_size=1, max_size=4))),
        "calendars": {"a": draw(calendars(zones)), "b": draw(calendars(zones))},
        "calendar": "a",
        "clock": draw(st.sampled_from(["business", "calendar"])),
        "pauses": draw(st.dictionaries(st.sampled_from(_METRICS), statuses, max_size=3)),
        "exceptions": draw(st.sampled_from([(), published_exceptions()])),
        "on_priority_change": draw(st.sampled_from(["keep", "restart", "lock"])),
        "on_reopen": draw(st.sampled_from(["new_period", "continue", "count_gap"])),
        "on_calendar_change": draw(st.sampled_from(["segment", "last_wins"])),
        "on_customer_message": draw(st.sampled_from(["stay_paused", "resume"])),
        "due_side": draw(st.sampled_from(["close", "open"])),
        "judged_by": draw(st.sampled_from(["elapsed", "elapsed", "instant"])),
        "warnings": tuple(WarningLevel(name=str(p), percent=p) for p in (50, 90, 100, 200)),
    }
    return SlaPolicy.model_validate(fields)


@st.composite
def histories(
    draw: "st.DrawFn", policy: SlaPolicy, *, longest: int = 10
) -> "tuple[TicketEvent, ...]":
    """Histories of one ticket under a policy, from its creation on, in order of time."""
    created = draw(instants())
    names = {
        field: sorted({n for row in policy.rows for n in names_of(getattr(row, field))} | {"other"})
        for field in FIELDS
        if policy.declared(field) is None
    }
    names |= {f: list(declared) for f in FIELDS if (declared := policy.declared(f)) is not None}
    changes: list[st.SearchStrategy[dict[str, Any]]] = [
        st.builds(
            lambda actor, public: {"kind": "message", "actor": actor, "public": public},
            st.sampled_from(["customer", "agent", "agent", "bot", "third_party"]),
            st.sampled_from([True, True, True, False]),
        ),
        st.sampled_from(sorted(policy.statuses.classes)).map(_change("status")),
        *(st.sampled_from(found).map(_change(field)) for field, found in names.items() if found),
        st.sampled_from(sorted(policy.calendars)).map(_change("calendar")),
        st.just({"kind": "merged"}),
    ]
    weighted = [changes[0], changes[0], changes[1], changes[1], *changes[2:]]
    authors: tuple[Actor, ...] = ("customer", "customer", "agent")
    author = draw(st.sampled_from(authors))
    events = [TicketEvent(ticket="T", at=created, kind="created", actor=author)]
    at = created
    for _ in range(draw(st.integers(0, longest))):
        at += timedelta(minutes=draw(st.one_of(st.integers(0, 90), st.integers(0, 6_000))))
        events.append(TicketEvent(ticket="T", at=at, **draw(st.one_of(weighted))))
    return tuple(events)


def _change(kind: str) -> Any:
    return lambda value: {"kind": kind, "value": value}
