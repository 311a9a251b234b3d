"""Explaining: histories replayed under other policies, until one agrees with the tool."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from supportops._kit.durations import duration_text
from supportops.errors import InputError
from supportops.sla import SlaRecord, replay
from supportops.vendors.causes import Cause, Hypothesis, Version, hypotheses, pairs
from supportops.vendors.comparing import Difference, differences, our_period
from supportops.vendors.periods import VendorPeriod
from supportops.vocabulary import TicketEvent

__all__ = ["Answer", "Key", "explained"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Key: TypeAlias = tuple[str, str, int]
#: Cause, what explains it in words, and what else would.
Answer: TypeAlias = tuple[Cause, str, tuple[str, ...]]
# A figure of a period, or None for all of them, and the ways that give it.
_Fits: TypeAlias = dict[tuple[Key, str | None], list[Hypothesis]]


@dataclass(frozen=True, slots=True)
class _Sides:
    """What either side states."""

    records: Mapping[str, SlaRecord]
    vendor: Mapping[Key, VendorPeriod]
    tolerance: timedelta


def explained(
    found: Mapping[Key, list[Difference]],
    records: Mapping[str, SlaRecord],
    vendor: Mapping[Key, VendorPeriod],
    *,
    versions: Mapping[str, Version] | None,
    tolerance: timedelta,
    at_once: int,
) -> dict[tuple[Key, str], Answer]:
    """Answer for each difference, by period and figure."""
    real = {key: [one.field for one in all_ if one.rounding is None] for key, all_ in found.items()}
    open_: dict[Key, list[str | None]] = {
        key: [None, *names] for key, names in real.items() if names and key[0] in records
    }
    fits: _Fits = defaultdict(list)
    sides = _Sides(records, vendor, tolerance)
    for policy, keys in _by_policy(open_, records):
        ways = hypotheses(policy, versions)
        _search(fits, ways, {key: open_[key] for key in keys}, sides)
        stubborn: dict[Key, list[str | None]] = {key: [None] for key in keys if not fits[key, None]}
        if at_once > 1 and stubborn:
            _search(fits, pairs(ways), stubborn, sides)
    return {
        (key, one.field): _answer(one, key, fits, has_history=key[0] in records)
        for key, all_ in found.items()
        for one in all_
    }


def _by_policy(
    keys: Iterable[Key], records: Mapping[str, SlaRecord]
) -> list[tuple[Any, list[Key]]]:
    groups: dict[int, tuple[Any, list[Key]]] = {}
    for key in keys:
        policy = records[key[0]].policy
        groups.setdefault(id(policy), (policy, []))[1].append(key)
    return list(groups.values())


def _search(
    fits: _Fits,
    ways: Iterable[Hypothesis],
    asked: Mapping[Key, list[str | None]],
    sides: _Sides,
) -> None:
    """Note for each period, and each of its figures that is asked for, the ways that give it."""
    by_ticket: dict[str, list[Key]] = defaultdict(list)
    for key in asked:
        by_ticket[key[0]].append(key)
    histories = {ticket: _events(sides.records[ticket]) for ticket in by_ticket}
    for way in ways:
        for ticket, keys in by_ticket.items():
            events, exceptions = histories[ticket]
            record = sides.records[ticket]
            try:
                again = replay(events, policy=way.policy, now=record.now, exceptions=exceptions)
            except InputError:
                continue  # a version that does not know the ticket's names
            for key in keys:
                mine = _candidates(way, key, record, again)
                theirs = sides.vendor.get(key)
                for name in asked[key]:
                    if _agrees(theirs, mine, name, key=key, tolerance=sides.tolerance):
                        fits[key, name].append(way)


def _candidates(
    way: Hypothesis, key: Key, record: SlaRecord, again: SlaRecord
) -> list[VendorPeriod]:
    """Periods of a replay that may be the one that the tool states."""
    same = [our_period(again, period) for period in again.periods if period.metric == key[1]]
    # Where targets restart the clock, the tool may number the cycles otherwise.
    if way.restarts and len(same) != sum(p.metric == key[1] for p in record.periods):
        return same
    return [period for period in same if period.cycle == key[2]]


def _agrees(
    theirs: VendorPeriod | None,
    mine: list[VendorPeriod],
    name: str | None,
    *,
    key: Key,
    tolerance: timedelta,
) -> bool:
    if theirs is None:
        return not any(period.cycle == key[2] for period in mine)
    return any(
        all(
            one.rounding is not None
            for one in differences(theirs, period, tolerance=tolerance).found
            if name in {None, "period", one.field}
        )
        for period in mine
    )


def _answer(one: Difference, key: Key, fits: _Fits, *, has_history: bool) -> Answer:
    if one.rounding is not None:
        unit = duration_text(one.rounding)
        if one.field == "breached":
            return "rounding", f"elapsed time and target are within {unit}", ()
        return "rounding", f"the tool rounds to {unit}", ()
    if not has_history:
        return "unexplained", "there is no history to replay", ()
    ways = fits[key, None] or fits[key, one.field]
    if not ways:
        return "unexplained", "no other way to run the clock gives it", ()
    words = dict.fromkeys(way.words for way in ways)
    return ways[0].cause, ways[0].words, tuple(words)[1:]


def _events(record: SlaRecord) -> tuple[list[TicketEvent], list[dict[str, Any]]]:
    """History of a record as events and exceptions, as they were given to the clock."""
    events: list[TicketEvent] = []
    exceptions: list[dict[str, Any]] = []
    for heard in record.history.heard:
        at = _EPOCH + timedelta(microseconds=heard.at)
        if heard.kind == "exception":
            exceptions.append({"kind": heard.value, "since": at, "note": "as granted"})
        elif heard.kind == "exception over":
            still = [e for e in exceptions if e["kind"] == heard.value and "until" not in e]
            still[0]["until"] = at
        else:
            fields = {
                "ticket": record.ticket, "at": at, "kind": heard.kind, "value": heard.value,
                "actor": heard.actor, "public": heard.public,
            }  # fmt: skip
            events.append(TicketEvent.model_validate(fields))
    return events, exceptions
