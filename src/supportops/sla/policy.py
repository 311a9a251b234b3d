"""The policy: whom it promises what, on which clock, and what moves the clock."""

from collections.abc import Collection
from typing import Literal, TypeAlias, get_args

from pydantic import Field, model_validator

from supportops._kit.models import Model
from supportops._kit.shares import Share
from supportops._kit.text import joined, shown
from supportops.calendars import BusinessCalendar, CombinedCalendar
from supportops.errors import InputError
from supportops.sla.definitions import ClockDefinition, shipped_definitions
from supportops.sla.exceptions import ExceptionRule
from supportops.sla.ladder import WarningLevel, ladder
from supportops.sla.targets import FIELDS, Clock, SlaRow, names_of
from supportops.vocabulary import Scale, StatusClass, StatusMap

__all__ = ["Exclusion", "OnPriorityChange", "OnReopen", "SlaPolicy", "default_statuses"]

OnPriorityChange: TypeAlias = Literal["keep", "restart", "lock"]
OnReopen: TypeAlias = Literal["new_period", "continue", "count_gap"]
_CLASSES: tuple[StatusClass, ...] = get_args(StatusClass)


def default_statuses() -> StatusMap:
    """Statuses that are called like their classes."""
    return StatusMap(classes={name: name for name in _CLASSES})


def _default_warnings() -> tuple[WarningLevel, ...]:
    return ladder("support-operations").levels


class Exclusion(Model, frozen=True, extra="forbid"):
    """What a policy does not cover.

    Attributes
    ----------
    about : str
        In words, for the document.
    category : str or None
        Ticket category that is promised nothing; None where the exclusion is only words.
    """

    about: str
    category: str | None = None


class SlaPolicy(Model, frozen=True, extra="forbid"):
    """Promises to customers, the calendars they count on, and the rules of the clock.

    Attributes
    ----------
    name : str
    rows : tuple of SlaRow
        In order; the first that matches a ticket governs it.
    calendars : dict of str to calendar
        By name; a ticket event may name one.
    calendar : str
        Name of the calendar that governs unless row or ticket say another.
    clock : {"business", "calendar"}
        Clock of promises that do not say it.
    priorities, customer_tiers : Scale or None
        Declared names, the most urgent (or best served) first; None leaves them open.
    channels, categories, groups : tuple of str or None
        Declared names; None leaves them open.
    statuses : StatusMap
        Names of statuses with their class.
    pauses : dict of str to tuple of str
        For a metric the statuses, by name or by class, in which its clock pauses; a metric
        that is not named pauses as its definition says.
    definitions : dict of str to ClockDefinition
        Metrics of your own, or other rules for a shipped one.
    exceptions : tuple of ExceptionRule
    exclusions : tuple of Exclusion
    on_priority_change : {"keep", "restart", "lock"}
        What another row (after a change of priority, tier or another field) does to open
        periods: keep what has elapsed and compare it with the new target; cancel the period
        and start anew; or leave the targets of the period's start.
    on_reopen : {"new_period", "continue", "count_gap"}
        Whether reopening starts a period with a full target, continues the old one without
        the solved gap, or continues it and counts the gap.
    on_calendar_change : {"segment", "last_wins"}
        Whether every stretch counts on the calendar in force then, or all on the last one.
    on_customer_message : {"stay_paused", "resume"}
        Whether a customer's message ends a pause although the status did not change.
    due_side : {"close", "open"}
        Whether a budget that is used up exactly at closing is due then or at the next opening.
    judged_by : {"elapsed", "instant"}
        Whether a promise breaks when more than the target has elapsed, or as soon as the due
        instant has passed, be it outside hours.
    warnings : tuple of WarningLevel
        Rising in percent.
    escalate_at : share or None
        Part of the target at which the document says that a ticket is escalated.
    source, where : str
        Document and place of published figures; empty for a policy of your own.
    notes : tuple of str
        What a reader should know about the figures.

    Raises
    ------
    pydantic.ValidationError
        For unknown calendars, statuses, metrics or names outside a declared scale, and for
        a ladder that does not rise.

    See Also
    --------
    findings : what loads but is doubtful.
    """

    name: str
    rows: tuple[SlaRow, ...]
    calendars: dict[str, BusinessCalendar | CombinedCalendar]
    calendar: str
    clock: Clock = "business"
    priorities: Scale | None = None
    customer_tiers: Scale | None = None
    channels: tuple[str, ...] | None = None
    categories: tuple[str, ...] | None = None
    groups: tuple[str, ...] | None = None
    statuses: StatusMap = default_statuses()
    pauses: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    definitions: dict[str, ClockDefinition] = Field(default_factory=dict)
    exceptions: tuple[ExceptionRule, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    on_priority_change: OnPriorityChange = "keep"
    on_reopen: OnReopen = "new_period"
    on_calendar_change: Literal["segment", "last_wins"] = "segment"
    on_customer_message: Literal["stay_paused", "resume"] = "stay_paused"
    due_side: Literal["close", "open"] = "close"
    judged_by: Literal["elapsed", "instant"] = "elapsed"
    warnings: tuple[WarningLevel, ...] = _default_warnings()
    escalate_at: Share | None = None
    source: str = ""
    where: str = ""
    notes: tuple[str, ...] = ()

    @property
    def metrics(self) -> dict[str, ClockDefinition]:
        """Every metric that the policy knows, with its clock's definition."""
        return {**shipped_definitions(), **self.definitions}

    @property
    def promised(self) -> tuple[str, ...]:
        """Metrics that some row promises, in the order of the definitions."""
        there = {metric for row in self.rows for metric, _ in row.promises()}
        return tuple(metric for metric in self.metrics if metric in there)

    def declared(self, field: str) -> tuple[str, ...] | None:
        """Names that the policy declares for a field of tickets; None where they are open."""
        scales = {"priority": self.priorities, "customer_tier": self.customer_tiers}
        if field in scales:
            scale = scales[field]
            return None if scale is None else scale.names
        return {"channel": self.channels, "category": self.categories, "group": self.groups}[field]

    def statuses_of(self, names: tuple[str, ...]) -> frozenset[str]:
        """Statuses that are meant by names of statuses and of classes; a name comes first."""
        classes = self.statuses.classes
        found: set[str] = set()
        for name in names:
            if name in classes:
                found.add(name)
            elif name in _CLASSES:
                found.update(status for status, of in classes.items() if of == name)
            else:
                known = joined([*classes, *_CLASSES], "or")
                raise InputError(f"pauses must name statuses or classes, {known}; got {name!r}")
        return frozenset(found)

    @model_validator(mode="after")
    def _evaluable(self) -> "SlaPolicy":
        _known("calendar", self.calendar, self.calendars)
        percents = [level.percent for level in self.warnings]
        if percents != sorted(set(percents)):
            raise InputError(f"warnings must rise in percent, none twice; got {shown(percents)}")
        metrics = self.metrics
        for place, row in enumerate(self.rows):
            self._check_row(f"rows[{place}]", row)
        for metric, statuses in self.pauses.items():
            _known(f"pauses[{metric!r}]", metric, metrics)
            self.statuses_of(statuses)
        for name, definition in metrics.items():
            if definition.after is not None:
                _known(f"definitions[{name!r}].after", definition.after, metrics)
            self.statuses_of(definition.pause)
            triggers = definition.triggers
            self.statuses_of(
                tuple(t.removeprefix("status ") for t in triggers if t[:7] == "status ")
            )
        self._check_rest(metrics)
        return self

    def _check_row(self, where: str, row: SlaRow) -> None:
        for field in FIELDS:
            names = self.declared(field)
            for name in names_of(getattr(row, field)) if names is not None else ():
                _known(f"{where}.{field}", name, names or ())
        if row.calendar is not None:
            _known(f"{where}.calendar", row.calendar, self.calendars)
        for metric in (*row.other, *row.pauses):
            _known(where, metric, self.metrics)
        for statuses in row.pauses.values():
            self.statuses_of(statuses)

    def _check_rest(self, metrics: dict[str, ClockDefinition]) -> None:
        kinds = [rule.kind for rule in self.exceptions]
        if len(set(kinds)) < len(kinds):
            raise InputError(f"exceptions must have one rule a kind; got {joined(kinds)}")
        for rule in self.exceptions:
            for metric in rule.metrics:
                _known(f"exceptions[{rule.kind!r}].metrics", metric, metrics)
        for exclusion in self.exclusions:
            if exclusion.category is not None and self.categories is not None:
                _known("exclusions.category", exclusion.category, self.categories)


def _known(where: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        known = joined(names, "or") or "none"
        raise InputError(f"{where} must be one of {known}; got {shown(name)}")
