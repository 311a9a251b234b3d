"""Causes: other ways to run the same history, each of which may explain a disagreement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from supportops._kit.names import mapped
from supportops._kit.text import joined, shown
from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, CombinedCalendar
from supportops.errors import InputError
from supportops.sla import SlaPolicy, SlaRow

__all__ = ["Cause", "Hypothesis", "Version", "hypotheses", "pairs"]

Cause: TypeAlias = Literal[
    "rounding", "calendar", "pause rule", "retargeting", "schedule version", "reopening",
    "closing side", "unexplained",
]  # fmt: skip
#: What a caller may name as an earlier or later version: a calendar, or a whole policy.
Version: TypeAlias = BusinessCalendar | CombinedCalendar | SlaPolicy

_WAITING = (
    (),
    ("waiting_on_customer",),
    ("waiting_on_customer", "waiting_on_third_party"),
    ("waiting_on_customer", "waiting_on_third_party", "on_hold"),
    ("waiting_on_customer", "on_hold"),
    ("waiting_on_third_party", "on_hold"),
    ("waiting_on_third_party",),
    ("on_hold",),
)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One other way to run the clock.

    Attributes
    ----------
    cause : str
    words : str
        What would be different.
    policy : SlaPolicy
    restarts : bool
        Whether cycles are counted anew when a target changes.
    """

    cause: Cause
    words: str
    policy: SlaPolicy
    restarts: bool = False


def hypotheses(policy: SlaPolicy, versions: Mapping[str, Version] | None) -> list[Hypothesis]:
    """Ways to run the clock that differ from the policy in one thing, the likeliest first."""
    found = [*_versions(policy, versions), *_calendars(policy), *_pauses(policy), *_rules(policy)]
    return [one for one in found if one.policy != policy]


def pairs(ways: list[Hypothesis]) -> Iterator[Hypothesis]:
    """Ways that differ in two things, of different causes; the first names the cause."""
    for place, one in enumerate(ways):
        earlier = {way.cause for way in ways[: place + 1]}
        for other in hypotheses(one.policy, None):
            if other.cause not in earlier:
                words = f"{one.words}, and {other.words.removeprefix('the tool ')}"
                yield Hypothesis(one.cause, words, other.policy, one.restarts or other.restarts)


def _versions(policy: SlaPolicy, versions: Mapping[str, Version] | None) -> Iterator[Hypothesis]:
    for name, version in mapped(versions or {}, "versions").items():
        if isinstance(version, SlaPolicy):
            other = version
        elif isinstance(version, (BusinessCalendar, CombinedCalendar)):
            other = _with(policy, calendars=dict.fromkeys(policy.calendars, version))
        else:
            raise InputError(
                f"versions[{name!r}] must be a calendar or an SlaPolicy; got {shown(version)}"
            )
        yield Hypothesis("schedule version", f"the tool counts on {name}", other)
    if len(policy.calendars) > 1:
        rule = "last_wins" if policy.on_calendar_change == "segment" else "segment"
        words = {
            "last_wins": "the tool counts everything on the ticket's last calendar",
            "segment": "the tool counts every stretch on the calendar in force then",
        }
        other = _with(policy, on_calendar_change=rule)
        yield Hypothesis("schedule version", words[rule], other)


def _with(policy: SlaPolicy, **changes: Any) -> SlaPolicy:
    # Parts of a valid policy in place of others of the same kind: nothing to check anew.
    return policy.model_copy(update=changes)


def _rows(policy: SlaPolicy, **changes: Any) -> tuple[SlaRow, ...]:
    return tuple(row.model_copy(update=changes) for row in policy.rows)


def _calendars(policy: SlaPolicy) -> Iterator[Hypothesis]:
    always = dict.fromkeys(policy.calendars, ALWAYS_OPEN)
    yield Hypothesis(
        "calendar", "the tool counts around the clock", _with(policy, calendars=always)
    )
    bare = {name: _bare(calendar) for name, calendar in policy.calendars.items()}
    if bare != policy.calendars:
        words = "the tool knows no holidays and no special days"
        yield Hypothesis("calendar", words, _with(policy, calendars=bare))
    for name in policy.calendars:
        other = _with(policy, calendar=name, rows=_rows(policy, calendar=None))
        yield Hypothesis("calendar", f"the tool counts on the calendar {name!r}", other)


def _bare(calendar: BusinessCalendar | CombinedCalendar) -> BusinessCalendar | CombinedCalendar:
    if isinstance(calendar, CombinedCalendar):
        return calendar.model_copy(update={"parts": tuple(map(_bare, calendar.parts))})
    return calendar.model_copy(update={"holidays": frozenset(), "overrides": {}})


def _pauses(policy: SlaPolicy) -> Iterator[Hypothesis]:
    for classes in _WAITING:
        rules = dict.fromkeys(policy.metrics, classes)
        words = f"the tool pauses while {joined(classes, 'or').replace('_', ' ')}"
        if not classes:
            words = "the tool does not pause"
        other = _with(policy, pauses=rules, rows=_rows(policy, pauses={}))
        yield Hypothesis("pause rule", words, other)
    if policy.on_customer_message == "resume":
        words, rule = "the tool stays paused when the customer writes", "stay_paused"
    else:
        words, rule = "the tool resumes when the customer writes", "resume"
    yield Hypothesis("pause rule", words, _with(policy, on_customer_message=rule))


def _rules(policy: SlaPolicy) -> Iterator[Hypothesis]:
    retargets = {
        "keep": "the tool holds what has elapsed against the new target",
        "lock": "the tool keeps the target of the start",
        "restart": "the tool starts anew when the target changes",
    }
    for rule, words in retargets.items():
        other = _with(policy, on_priority_change=rule)
        yield Hypothesis("retargeting", words, other, restarts=rule == "restart")
    reopens = {
        "new_period": "the tool starts a new period on reopening",
        "continue": "the tool goes on with the old period on reopening, without the gap",
        "count_gap": "the tool counts the solved time on reopening",
    }
    for rule, words in reopens.items():
        yield Hypothesis("reopening", words, _with(policy, on_reopen=rule))
    if policy.due_side == "close":
        words, side = "the tool moves what is due at closing to the next opening", "open"
    else:
        words, side = "the tool leaves what is due at closing there", "close"
    yield Hypothesis("closing side", words, _with(policy, due_side=side))
    if policy.judged_by == "elapsed":
        words, judge = "the tool judges by the due instant", "instant"
    else:
        words, judge = "the tool judges by the elapsed time", "elapsed"
    yield Hypothesis("closing side", words, _with(policy, judged_by=judge))
