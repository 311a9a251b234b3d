"""First deliverable: the SLA matrix."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from supportops import sla
from supportops._kit.data import Source
from supportops._kit.shares import percent_text
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.deliverables import BreachStep, SlaCell, SlaMatrixPlan
from supportops.design.evidence import Basis, Finding, Ledger
from supportops.design.open_hours import describe_hours
from supportops.design.profile import GivenPromise, TeamProfile
from supportops.design.promise_history import METRICS, attainable, history_periods
from supportops.errors import InputError
from supportops.playbooks import Playbook
from supportops.vocabulary import Promise

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plan_sla", "promised_priorities", "sla_findings"]

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
    cells = [_solved(cell, periods, ledger) or _noted(cell, book_of, ledger) for cell in cells]
    source = book_of.source(policy)
    for level in policy.warnings:
        ledger.published(f"sla.breach.{level.name}", level.percent / 100, source=source)
    return SlaMatrixPlan(
        coverage=describe_hours(profile.assumed.business_hours.value),
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


def promised_priorities(profile: TeamProfile, book: Playbook) -> tuple[str, ...]:
    """Priorities that the matrix has a row for."""
    return _priorities(profile, _book_of(book))


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


def _noted(cell: SlaCell, book: _Book, ledger: Ledger) -> SlaCell:
    for metric in METRICS:
        name, text = (
            f"sla.{cell.customer_tier}.{cell.priority}.{metric}",
            str(getattr(cell, metric)),
        )
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
    return cell


def _solved(cell: SlaCell, periods: "pd.DataFrame | None", ledger: Ledger) -> SlaCell | None:
    """Cell with the targets that the history kept; None where it needs none or has too few."""
    if cell.basis != "assumed" or periods is None:
        return None
    mine = periods[
        (periods["customer_tier"] == cell.customer_tier) & (periods["priority"] == cell.priority)
    ]
    scope = f"{cell.customer_tier}.{cell.priority}"
    promises = {}
    for metric in METRICS:
        found = attainable(
            mine,
            scope=scope,
            metric=metric,
            around_the_clock=cell.around_the_clock,
            ledger=ledger,
        )
        if found is None or not found.target:
            return None
        # To the minute: a promise is told to people.
        length = -(-found.target // _MINUTE) * _MINUTE
        promises[metric] = Promise(kind="duration", length=length)
    for metric in METRICS:
        ledger.derived(
            f"sla.{scope}.{metric}",
            ledger.number(f"attainable.{scope}.{metric}"),
            "hours",
            formula="attainable",
            inputs={"attainable": f"attainable.{scope}.{metric}"},
        )
    return cell.model_copy(update={**promises, "basis": "derived"})


def sla_findings(plan: SlaMatrixPlan) -> tuple[Finding, ...]:
    """Less urgent tickets that are promised more than more urgent ones of the same customer."""
    findings = []
    for above, below in zip(plan.cells, plan.cells[1:], strict=False):
        if (
            above.customer_tier != below.customer_tier
            or above.around_the_clock != below.around_the_clock
        ):
            continue
        for metric in METRICS:
            urgent, mild = getattr(above, metric), getattr(below, metric)
            if urgent.length is None or mild.length is None or urgent.length <= mild.length:
                continue
            tier = above.customer_tier
            words = metric.replace("_", " ")
            findings.append(
                Finding(
                    code="sla-not-monotone",
                    title=f"{tier} is promised a faster {words} for {below.priority} than for {above.priority}",
                    arithmetic=f"{below.priority} {mild} ({below.basis}), {above.priority} {urgent} ({above.basis})",
                    figures=(
                        f"sla.{tier}.{above.priority}.{metric}",
                        f"sla.{tier}.{below.priority}.{metric}",
                    ),
                    way_out=f"Slow the {below.priority} {words} for {tier} to at least {urgent}.",
                )
            )
    assumed = sum(cell.basis == "assumed" for cell in plan.cells)
    if assumed:
        findings.append(
            Finding(
                code="sla-cells-assumed",
                title=f"{assumed} of {len(plan.cells)} SLA cells are assumed, not agreed",
                arithmetic=(
                    f"{percent_text(assumed / len(plan.cells), 0)} of the matrix takes the promise of its "
                    "priority, the same for every customer tier"
                ),
                way_out="Agree on promises by customer tier before publishing the matrix.",
            )
        )
    return tuple(findings)
