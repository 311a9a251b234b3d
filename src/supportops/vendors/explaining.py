"""Explaining: histories replayed under other policies, until one agrees with the tool."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from supportops._kit.durations import duration_text
from supportops.errors import InputError
from supportops.sla import SlaPolicy, SlaRecord, replay
from supportops.vendors.causes import Cause, Hypothesis, Version, hypotheses
from supportops.vendors.comparing import Difference, differences, our_period
from supportops.vendors.periods import VendorPeriod
from supportops.vocabulary import TicketEvent

__all__ = ["Explainer"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Key: TypeAlias = tuple[str, str, int]
_Answer: TypeAlias = tuple[Cause, str, tuple[str, ...]]


class Explainer:
    """Searches the causes of disagreements, and keeps what it has replayed.

    Parameters
    ----------
    records : mapping of str to SlaRecord
        By ticket.
    vendor : mapping of key to VendorPeriod
        What the tool states.
    versions : mapping of str to calendar or SlaPolicy, or None
        Named by the caller.
    tolerance : timedelta
        Differences up to it do not count.
    """

    def __init__(
        self,
        records: Mapping[str, SlaRecord],
        vendor: Mapping[_Key, VendorPeriod],
        versions: Mapping[str, Version] | None,
        tolerance: timedelta,
    ) -> None:
        self._records, self._vendor, self._tolerance = records, vendor, tolerance
        self._versions = versions
        self._hypotheses: dict[int, tuple[SlaPolicy, list[Hypothesis]]] = {}
        self._replayed: tuple[str, list[list[VendorPeriod]]] = ("", [])

    def cause(self, key: _Key, one: Difference) -> _Answer:
        """Cause, words, and the other explanations of one difference of a period."""
        if one.rounding is not None:
            words = f"the tool rounds to {duration_text(one.rounding)}"
            if one.field == "breached":
                words = f"elapsed time and target are within {duration_text(one.rounding)}"
            return "rounding", words, ()
        record = self._records.get(key[0])
        if record is None:
            return "unexplained", "there is no history to replay", ()
        fits = self._fitting(record, key, None)
        if not fits and one.field != "period":
            fits = self._fitting(record, key, one.field)
        if not fits:
            return "unexplained", "no other way to run the clock gives it", ()
        also = tuple(dict.fromkeys(fit.words for fit in fits[1:]))
        return fits[0].cause, fits[0].words, also

    def _fitting(self, record: SlaRecord, key: _Key, field: str | None) -> list[Hypothesis]:
        """Hypotheses under which a figure, or the whole period, is as the tool has it."""
        ways = self._ways(record.policy)
        theirs = self._vendor.get(key)
        fits = []
        for way, periods in zip(ways, self._periods(record, ways), strict=True):
            same = [p for p in periods if p.metric == key[1]]
            if not way.restarts or len(same) == len(record.of(key[1])):
                same = [p for p in same if p.cycle == key[2]]
            if theirs is None:
                agrees = not any(p.cycle == key[2] for p in same)
            else:
                agrees = any(self._agree(theirs, mine, field) for mine in same)
            if agrees:
                fits.append(way)
        return fits

    def _agree(self, theirs: VendorPeriod, mine: VendorPeriod, field: str | None) -> bool:
        answer = differences(theirs, mine, tolerance=self._tolerance)
        return all(d.rounding is not None for d in answer.found if field in {None, d.field})

    def _ways(self, policy: SlaPolicy) -> list[Hypothesis]:
        held = self._hypotheses.get(id(policy))
        if held is None:
            held = self._hypotheses[id(policy)] = (policy, hypotheses(policy, self._versions))
        return held[1]

    def _periods(self, record: SlaRecord, ways: list[Hypothesis]) -> list[list[VendorPeriod]]:
        """Periods of a ticket under every hypothesis; those of the last ticket are kept."""
        if self._replayed[0] != record.ticket or len(self._replayed[1]) != len(ways):
            events, exceptions = _events(record)
            out: list[list[VendorPeriod]] = []
            for way in ways:
                try:
                    again = replay(events, policy=way.policy, now=record.now, exceptions=exceptions)
                except InputError:  # a version that does not know the ticket's names
                    out.append([])
                    continue
                out.append([our_period(again, period) for period in again.periods])
            self._replayed = (record.ticket, out)
        return self._replayed[1]


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
