"""One assertion for a scenario, whose failure tells the whole story."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from supportops._kit.durations import duration_text
from supportops.sla import Period, SlaRecord, replay
from supportops.testing.scenarios import ExpectedPeriod, SlaScenario

__all__ = ["ScenarioError", "check_scenario", "differences"]


class ScenarioError(AssertionError):
    """A scenario whose periods are not what it expects; the message is the report."""


def differences(record: SlaRecord, scenario: SlaScenario) -> tuple[str, ...]:
    """Where a record is not what a scenario expects, a line each.

    Parameters
    ----------
    record : SlaRecord
    scenario : SlaScenario

    Returns
    -------
    tuple of str
        ``first_response 1, state: expected 'met', got 'breached'``.
    """
    zone = scenario.now.tzinfo
    lines = [
        f"{metric}: expected no period, got {len(record.of(metric))}"
        for metric in scenario.absent
        if record.of(metric)
    ]
    for expected in scenario.expect:
        period = _period(record, expected)
        if period is None:
            which = expected.cycle or ""
            there = len(record.of(expected.metric))
            lines.append(
                f"{f'{expected.metric} {which}'.strip()}: expected a period, got {there} in all"
            )
            continue
        for name in expected.asked:
            wanted, found = getattr(expected, name), getattr(period, name)
            if wanted != found:
                lines.append(
                    f"{period.metric} {period.cycle}, {name}: "
                    f"expected {_worded(wanted, zone)}, got {_worded(found, zone)}"
                )
    return tuple(lines)


def _period(record: SlaRecord, expected: ExpectedPeriod) -> Period | None:
    periods = record.of(expected.metric)
    if expected.cycle is None:
        return periods[-1] if periods else None
    return next((period for period in periods if period.cycle == expected.cycle), None)


def _worded(value: Any, zone: tzinfo | None) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(zone):%a %Y-%m-%d %H:%M:%S}"
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} %: {_worded(item, zone)}" for key, item in value.items())
        return inside or "none"
    if isinstance(value, tuple):
        return ", ".join(_worded(item, zone) for item in value) or "none"
    return "none" if value is None else repr(value)


def check_scenario(scenario: SlaScenario) -> SlaRecord:
    """Replay a scenario and hold the periods against what it expects.

    Parameters
    ----------
    scenario : SlaScenario

    Returns
    -------
    SlaRecord
        What the clock says, for further questions.

    Raises
    ------
    ScenarioError
        An `AssertionError` with the differences, what happened, and the trace of the periods
        in question.

    Examples
    --------
    >>> from supportops.testing import read_scenarios
    >>> [late] = read_scenarios('''
    ... timezone = "UTC"
    ... policy.preset = "priority"
    ... [[scenario]]
    ... name = "answered in time"
    ... now = "2026-03-02 18:00"
    ... events = [
    ...   { at = "2026-03-02 10:00", created = "customer", priority = "P2" },
    ...   { at = "2026-03-02 11:45", message = "agent" },
    ... ]
    ... expect = [{ metric = "first_response", state = "met" }]
    ... ''')
    >>> check_scenario(late)
    Traceback (most recent call last):
    ...
    supportops.testing.checking.ScenarioError: answered in time
      first_response 1, state: expected 'met', got 'breached'
    ...
    """
    record = replay(
        scenario.events, policy=scenario.policy, now=scenario.now, exceptions=scenario.exceptions
    )
    wrong = differences(record, scenario)
    if wrong:
        raise ScenarioError(_report(scenario, record, wrong))
    return record


def _report(scenario: SlaScenario, record: SlaRecord, wrong: tuple[str, ...]) -> str:
    zone = scenario.now.tzinfo
    parts = [scenario.name, *(f"  {line}" for line in wrong)]
    if scenario.why:
        parts += ["", f"because: {scenario.why}"]
    parts += ["", "what happened:"]
    for event in sorted(scenario.events, key=lambda e: e.at):
        who = f" by {event.actor}" if event.kind in {"created", "message"} else ""
        note = "" if event.public else " (internal)"
        value = f" {event.value}" if event.value else ""
        parts.append(f"  {_worded(event.at, zone)}  {event.kind}{value}{who}{note}")
    parts.append(f"  {_worded(scenario.now, zone)}  now")
    metrics = dict.fromkeys([e.metric for e in scenario.expect] + list(scenario.absent))
    for metric in metrics:
        trace = record.trace.of(metric)
        if trace.lines:
            parts += ["", f"the clock of {metric}:"]
            parts += [f"  {line}" for line in str(trace).splitlines()]
    parts += [f"  note: {flag}" for flag in record.flags]
    return "\n".join(parts)
