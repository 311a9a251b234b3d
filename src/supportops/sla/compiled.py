"""A policy made ready for the clock: bits, masks, targets and calendars, looked up once."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from threading import Lock

from supportops._kit.text import shown
from supportops.calendars import Compiled, add_business_days, compiled, next_business_day
from supportops.errors import InputError
from supportops.sla.exceptions import ExceptionRule
from supportops.sla.policy import SlaPolicy
from supportops.sla.targets import FIELDS, SlaRow
from supportops.sla.transitions import BIT, REOPEN_BEGINS, REOPEN_GOES_ON, Masks, masks
from supportops.vocabulary import Promise

__all__ = ["CompiledPolicy", "Target", "compiled_policy"]

_fields = itemgetter(*FIELDS)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Target:
    """What a row promises on one metric, ready for the clock.

    Attributes
    ----------
    promise : Promise or None
    business : bool
        Whether it counts on the business clock.
    length : int or None
        Budget [us]; None where it depends on the start (business days) or there is no time.
    needs : tuple of (int, int)
        For each warning level its percent and the elapsed time at which it fires [us].
    """

    promise: Promise | None
    business: bool
    length: int | None
    needs: tuple[tuple[int, int], ...] = ()

    def needs_of(self, length: int, percents: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        """Levels for a budget that was found only at the start."""
        return self.needs or tuple((p, -(-length * p // 100)) for p in percents)


_NO_TARGET = Target(None, business=True, length=None)


@dataclass(frozen=True, slots=True)
class CompiledRow:
    """One row of a policy, or the absence of one."""

    position: int | None
    label: str
    targets: dict[str, Target]
    pauses: dict[str, frozenset[str]]
    calendar: str | None

    def target(self, metric: str) -> Target:
        """Target on a metric, perhaps none."""
        return self.targets.get(metric, _NO_TARGET)


@dataclass(slots=True)
class CompiledPolicy:
    """Everything that the clock asks a policy for."""

    policy: SlaPolicy
    percents: tuple[int, ...]
    metrics: tuple[str, ...]
    tracked: frozenset[str]
    turning: tuple[tuple[str, Masks], ...]
    conditions: tuple[str, ...]
    interest: int
    solved: frozenset[str]
    status_bits: dict[str, int]
    declared: dict[str, tuple[str, ...] | None]
    calendars: dict[str, Compiled]
    rule: int
    pausing: dict[str, ExceptionRule]
    rows: list[CompiledRow]
    none: CompiledRow
    _found: dict[tuple[str | None, ...], CompiledRow] = field(default_factory=dict)

    def row(self, values: dict[str, str | None]) -> CompiledRow:
        """Row that governs a ticket with these fields."""
        key = _fields(values)
        found = self._found.get(key)
        if found is None:
            excluded = {e.category for e in self.policy.exclusions if e.category is not None}
            found = self.none
            if values["category"] not in excluded:
                for row, ready in zip(self.policy.rows, self.rows, strict=True):
                    if row.matches(values):
                        found = ready
                        break
            if len(self._found) < 4096:  # open names could be without end
                self._found[key] = found
        return found

    def budget(self, target: Target, start: int, calendar: Compiled) -> int | None:
        """Length of a target for a period from `start`; None where there is no time [us]."""
        if target.length is not None or target.promise is None:
            return target.length
        promise, due = target.promise, None
        if promise.kind in {"business_days", "next_business_day"}:
            at = _EPOCH + timedelta(microseconds=start)
            due = (
                next_business_day(at, calendar=calendar.calendar)
                if promise.days is None
                else add_business_days(at, promise.days, calendar=calendar.calendar)
            )
        return None if due is None else calendar.elapsed_us(start, (due - _EPOCH) // _MICROSECOND)


def _target(policy: SlaPolicy, row: SlaRow, promise: Promise, percents: tuple[int, ...]) -> Target:
    if promise.length is None:
        return Target(promise, business=True, length=None)
    clock = promise.clock or row.clock or policy.clock
    length = promise.length // _MICROSECOND
    needs = tuple((percent, -(-length * percent // 100)) for percent in percents)
    return Target(promise, business=clock == "business", length=length, needs=needs)


def _row(
    policy: SlaPolicy, position: int | None, row: SlaRow, percents: tuple[int, ...]
) -> CompiledRow:
    pauses = {
        name: policy.statuses_of(row.pauses.get(name, policy.pauses.get(name, definition.pause)))
        for name, definition in policy.metrics.items()
    }
    return CompiledRow(
        position=position,
        label=row.label if position is not None else "no row",
        targets={m: _target(policy, row, p, percents) for m, p in row.promises()},
        pauses=pauses,
        calendar=row.calendar,
    )


def _status_bits(
    policy: SlaPolicy, triggers: Iterable[str]
) -> tuple[dict[str, int], dict[str, int]]:
    """Bits of the triggers that name a status, and for each status the bits of entering it."""
    bits = dict(BIT)
    entered = dict.fromkeys(policy.statuses.classes, 0)
    for trigger in triggers:
        if trigger not in bits:
            bits[trigger] = 1 << len(bits)
            for status in policy.statuses_of((trigger.removeprefix("status "),)):
                entered[status] |= bits[trigger]
    return bits, entered


def _compile(policy: SlaPolicy) -> CompiledPolicy:
    definitions = policy.metrics
    bits, entered = _status_bits(
        policy, (trigger for d in definitions.values() for trigger in d.triggers)
    )
    ready = {name: masks(definition, bits) for name, definition in definitions.items()}
    promised = policy.promised
    # A metric that another one waits for is measured too, promised or not.
    needed, new = set[str](), set(promised)
    while new:
        needed |= new
        new = {after for name in needed if (after := ready[name].after) is not None} - needed
    percents = tuple(level.percent for level in policy.warnings)
    turning = tuple((name, ready[name]) for name in definitions if name in needed)
    interest = 0
    for _, rules in turning:
        interest |= rules.interest
    return CompiledPolicy(
        policy=policy,
        percents=percents,
        metrics=tuple(name for name, _ in turning),
        tracked=frozenset(promised),
        turning=turning,
        conditions=tuple({rules.after for _, rules in turning if rules.after is not None}),
        interest=interest,
        solved=frozenset(
            name for name, of in policy.statuses.classes.items() if of in {"solved", "closed"}
        ),
        status_bits=entered,
        declared={name: policy.declared(name) for name in FIELDS},
        calendars={name: compiled(calendar) for name, calendar in policy.calendars.items()},
        rule=REOPEN_BEGINS if policy.on_reopen == "new_period" else REOPEN_GOES_ON,
        pausing={rule.kind: rule for rule in policy.exceptions},
        rows=[_row(policy, place, row, percents) for place, row in enumerate(policy.rows)],
        none=_row(policy, None, SlaRow(), percents),
    )


_CACHE: OrderedDict[int, CompiledPolicy] = OrderedDict()
_LOCK = Lock()
_MOST = 64


def compiled_policy(policy: SlaPolicy) -> CompiledPolicy:
    """Compiled form of a policy; kept for the policies that were compiled last."""
    key = id(policy)
    found = _CACHE.get(key)
    # The entry holds its policy, so that the identity cannot pass to another object.
    if found is not None and found.policy is policy:
        return found
    if not isinstance(policy, SlaPolicy):
        raise InputError(
            f"policy must be an SlaPolicy; got {shown(type(policy).__name__)}; "
            "of a book, take policy_for(book, at=...)"
        )
    made = _compile(policy)
    with _LOCK:
        _CACHE[key] = made
        while len(_CACHE) > _MOST:
            _CACHE.popitem(last=False)
    return made
