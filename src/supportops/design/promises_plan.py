"""First deliverable: the SLA matrix."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from supportops import sla
from supportops._kit.data import Source
from supportops._kit.durations import duration_text
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.deliverables import BreachStep, SlaCell, SlaMatrixPlan
from supportops.design.evidence import Basis, Finding, Ledger, hours
from supportops.design.open_hours import business_day, describe_hours
from supportops.design.profile import GivenPromise, TeamProfile
from supportops.design.promise_history import METRICS, attainable, history_periods
from supportops.errors import InputError
from supportops.playbooks import Playbook
from supportops.vocabulary import Promise

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plan_sla", "sla_findings"]

_MINUTE = timedelta(minutes=1)


def plan_sla(profile: TeamProfile, book: Playbook, base: Baseline, ledger: Ledger) -> SlaMatrixPlan:
    """Promises for every priority of every customer tier: given, published, or solved.

    What is given comes first, then the playbook's policy. A cell that both leave open takes what
    the history kept of it with the published buffer, if that can be claimed of it; otherwise the
    published promise of the priority alone, the same for every tier, and is marked assumed.
    """
    book_of = _book_of(book)
    policy = book_of.policy
    names = _priorities(profile, book_of)
    day_and_night = profile.assumed.around_the_clock.value
    for place, name in enumerate(day_and_night):
        if name in day_and_night[:place]:
            raise InputError(
                f"assumed.around_the_clock must name each priority once; got {name!r} twice"
            )
        if name not in names:
            raise InputError(
                f"assumed.around_the_clock must name priorities of {joined(names, 'or')}; got {name!r}"
            )
    rules = sla.rollout_plan()
    ledger.published(
        "promises.buffer", rules.buffer, source=Source(source=rules.source, where=rules.where)
    )
    cells = [
        _cell(profile, book_of, tier, priority)
        for tier in profile.given.customer_tiers
        for priority in names
    ]
    periods = history_periods(profile, base, cells)
    cells = [_solved(cell, periods, ledger) for cell in cells]
    for cell in cells:
        _note(cell, book_of, ledger)
    source = book_of.source(policy)
    for level in policy.warnings:
        ledger.published(f"sla.breach.{level.name}", level.percent / 100, source=source)
    return SlaMatrixPlan(
        coverage=describe_hours(profile.assumed.business_hours.value),
        business_day_hours=hours(business_day(profile)),
        cells=tuple(cells),
        breach=tuple(
            BreachStep(
                level=level.name,
                used=level.percent / 100,
                action=level.action + (f" ({joined(level.notify)})" if level.notify else ""),
            )
            for level in policy.warnings
        ),
    )


@dataclass(frozen=True, slots=True)
class _Book:
    """Published policies: by customer tier, and by priority alone."""

    policy: sla.SlaPolicy
    base: sla.SlaPolicy

    @property
    def priorities(self) -> tuple[str, ...]:
        return self.base.priorities.names if self.base.priorities else ()

    def source(self, policy: sla.SlaPolicy) -> Source:
        return Source(source=policy.source, where=policy.where)

    def promises(self, tier: str, priority: str) -> dict[str, Promise]:
        """Published promises to a customer tier; none where the policy does not know both."""
        policy = self.policy
        known = policy.customer_tiers is not None and tier in policy.customer_tiers
        if not known or (policy.priorities is not None and priority not in policy.priorities):
            return {}
        return dict(sla.targets_for(policy, priority=priority, customer_tier=tier))


def _book_of(book: Playbook) -> _Book:
    by_tier, alone = book.uses.sla, book.uses.sla_base
    return _Book(sla.preset(by_tier), sla.preset(alone))  # type: ignore[arg-type]  # the playbook's own references


def _priorities(profile: TeamProfile, book: _Book) -> tuple[str, ...]:
    """Priorities of the playbook; where every promise is given, those that it names."""
    rows = profile.given.promises
    tiers = profile.given.customer_tiers
    for row in rows:
        if row.customer_tier is not None and row.customer_tier not in tiers:
            raise InputError(
                f"given.promises must name customer tiers of {joined(tiers, 'or')}; "
                f"got {row.customer_tier!r}"
            )
    own = tuple(dict.fromkeys(row.priority for row in rows))
    if set(own) <= set(book.priorities):
        return book.priorities
    for tier in tiers:
        for priority in own:
            if _given(profile, tier, priority) is None:
                raise InputError(
                    "given.promises must hold every priority of every customer tier where it names "
                    f"priorities beside {joined(book.priorities)}; got no {priority!r} of {tier!r}"
                )
    return own


def _given(profile: TeamProfile, tier: str, priority: str) -> GivenPromise | None:
    rows = [row for row in profile.given.promises if row.priority == priority]
    own = [row for row in rows if row.customer_tier == tier]
    return next(iter((*own, *(row for row in rows if row.customer_tier is None))), None)


def _cell(profile: TeamProfile, book: _Book, tier: str, priority: str) -> SlaCell:
    row = _given(profile, tier, priority)
    promises = book.promises(tier, priority)
    basis: Basis = "given"
    if row is not None:
        promises = {metric: getattr(row, metric) for metric in METRICS}
    elif all(metric in promises for metric in METRICS):
        basis = "published"
    else:
        basis = "assumed"
        promises = dict(sla.targets_for(book.base, priority=priority))
    return SlaCell(
        customer_tier=tier,
        priority=priority,
        first_response=promises["first_response"],
        resolution=promises["resolution"],
        around_the_clock=priority in profile.assumed.around_the_clock.value,
        basis=basis,
    )


def _note(cell: SlaCell, book: _Book, ledger: Ledger) -> None:
    for metric in METRICS:
        name = f"sla.{cell.customer_tier}.{cell.priority}.{metric}"
        text = str(getattr(cell, metric))
        if name in ledger:  # solved from the history
            continue
        if cell.basis == "given":
            ledger.given(name, text)
        elif cell.basis == "published":
            ledger.published(name, text, source=book.source(book.policy))
        else:
            ledger.assumed(
                name,
                text,
                source=f"{book.source(book.base)}, the same for every customer tier",
                replaced_by="a promise for this customer tier",
            )


def _solved(cell: SlaCell, periods: "pd.DataFrame | None", ledger: Ledger) -> SlaCell:
    """Cell with the targets that the history kept, metric by metric, where it is enough for one.

    The cell is derived when both are; one that stays is assumed.
    """
    if cell.basis != "assumed" or periods is None:
        return cell
    mine = periods[
        (periods["customer_tier"] == cell.customer_tier) & (periods["priority"] == cell.priority)
    ]
    scope = f"{cell.customer_tier}.{cell.priority}"
    solved: dict[str, object] = {}
    for metric in METRICS:
        found = attainable(
            mine,
            scope=scope,
            metric=metric,
            around_the_clock=cell.around_the_clock,
            ledger=ledger,
        )
        if found is None or not found.target:
            continue
        # To the minute: a promise is told to people.
        length = -(-found.target // _MINUTE) * _MINUTE
        solved[metric] = Promise(kind="duration", length=length)
        ledger.derived(
            f"sla.{scope}.{metric}",
            hours(length),
            "hours",
            formula="ceil(attainable * 60 - 1e-6) / 60",
            inputs={"attainable": f"attainable.{scope}.{metric}"},
        )
    if len(solved) == len(METRICS):
        solved["basis"] = "derived"
    return cell.model_copy(update=solved)


def sla_findings(plan: SlaMatrixPlan, base: Baseline) -> tuple[Finding, ...]:
    """Promises that do not grow from priority to priority, and what nobody has agreed on."""
    return (*_not_monotone(plan), *_unpromised(plan, base), *_assumed(plan))


def _not_monotone(plan: SlaMatrixPlan) -> Iterator[Finding]:
    """Less urgent tickets that are promised more than more urgent ones of the same customers."""
    found: dict[tuple[str, str, str, str], list[tuple[str, timedelta]]] = {}
    for above, below in zip(plan.cells, plan.cells[1:], strict=False):
        if (
            above.customer_tier != below.customer_tier
            or above.around_the_clock != below.around_the_clock
        ):
            continue
        for metric in METRICS:
            urgent, mild = plan.length(above, metric), plan.length(below, metric)
            if urgent is None or mild is None or urgent <= mild:
                continue
            arithmetic = "; ".join(
                f"{cell.priority} {_counted(getattr(cell, metric), length)} ({cell.basis})"
                for cell, length in ((below, mild), (above, urgent))
            )
            key = (metric, above.priority, below.priority, arithmetic)
            found.setdefault(key, []).append((above.customer_tier, urgent))
    for (metric, high, low, arithmetic), rows in found.items():
        tiers, words = [tier for tier, _ in rows], metric.replace("_", " ")
        yield Finding(
            code="sla-not-monotone",
            title=(
                f"{joined(tiers)} {'is' if len(tiers) == 1 else 'are'} promised a faster {words} "
                f"for {low} than for {high}"
            ),
            arithmetic=arithmetic,
            figures=tuple(f"sla.{tier}.{name}.{metric}" for tier in tiers for name in (high, low)),
            way_out=f"Slow the {low} {words} to at least {duration_text(rows[0][1])}.",
        )


def _counted(promise: Promise, length: timedelta) -> str:
    """Promise as it is written, and what it counts in open hours."""
    return str(promise) if promise.days is None else f"{promise}, which are {duration_text(length)}"


def _unpromised(plan: SlaMatrixPlan, base: Baseline) -> Iterator[Finding]:
    """Priorities of the tickets that no row of the matrix covers."""
    known = list(dict.fromkeys(cell.priority for cell in plan.cells))
    mix = base.profile.given.priority_mix
    strange = [name for name, share in mix.items() if share and name not in known]
    if strange:
        yield Finding(
            code="priority-without-promise",
            title=f"The matrix promises nothing for {joined(strange)}",
            arithmetic="; ".join(
                f"{name}: {percent_text(mix[name])} of the tickets" for name in strange
            ),
            figures=tuple(f"priorities.{name}.share" for name in strange),
            way_out=f"Bring the tickets to {joined(known, 'or')}, or promise them something.",
        )


def _assumed(plan: SlaMatrixPlan) -> Iterator[Finding]:
    assumed = [cell for cell in plan.cells if cell.basis == "assumed"]
    if assumed:
        yield Finding(
            code="sla-cells-assumed",
            title=f"{len(assumed)} of {len(plan.cells)} SLA cells are assumed, not agreed",
            arithmetic=(
                f"{percent_text(len(assumed) / len(plan.cells), 0)} of the matrix takes the promise of "
                "its priority, the same for every customer tier"
            ),
            figures=tuple(
                f"sla.{cell.customer_tier}.{cell.priority}.{metric}"
                for cell in assumed
                for metric in METRICS
            ),
            way_out="Agree on promises by customer tier before publishing the matrix.",
        )
