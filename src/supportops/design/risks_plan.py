"""Risks: what the audit's rules find in the design of the package, and in its history."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supportops import audit, tiers
from supportops._kit.data import Source
from supportops._kit.text import shown
from supportops.design.baseline import Baseline
from supportops.design.contract import ContractPlan
from supportops.design.deliverables import SlaMatrixPlan, StaffingPlan, TierPlan
from supportops.design.evidence import Finding, Ledger
from supportops.design.on_call import OnCallPlan
from supportops.design.profile import TeamProfile
from supportops.design.risks import Risk, RiskPlan, RiskQuestion
from supportops.errors import InputError
from supportops.playbooks import Playbook
from supportops.statistics import Estimate
from supportops.vocabulary import Scale, preset

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Designed", "plan_risks"]

_ALIKE = "same-sla-all-priorities"


@dataclass(frozen=True, slots=True)
class Designed:
    """Deliverables that the audit looks at."""

    matrix: SlaMatrixPlan
    contract: ContractPlan
    tiers: TierPlan
    on_call: OnCallPlan
    staffing: StaffingPlan


def plan_risks(
    profile: TeamProfile,
    book: Playbook,
    designed: Designed,
    *,
    base: Baseline,
    findings: Iterable[Finding],
    ledger: Ledger,
) -> RiskPlan:
    """Every rule of the audit that the package's own design and the history allow."""
    for code in profile.given.answers:
        if not isinstance(audit.rule(code), audit.DeclaredRule):
            raise InputError(
                f"given.answers must name rules that ask for yes or no; got {shown(code)}"
            )
    told = tuple(findings)
    codes = {finding.code for finding in told}
    report = audit.audit(_operation(profile, book, designed, base))
    said = {(f.code, figure) for f in told for figure in f.figures}
    alike = tuple(_alike(designed.matrix, said))
    risks = (*_risks(report.findings, said, _behind(designed), ledger), *alike)
    clean = (*report.clean, *(() if alike else (_ALIKE,)))
    looked = {*clean, _ALIKE, *(finding.code for finding in report.findings)}
    shown_as_risk = {risk.code for risk in risks}
    # A rule is not called clean for want of an input where a finding has said the same.
    twice = [code for code in clean if codes & set(_SAID_BY.get(code, ()))]
    twice += [f.code for f in report.findings if f.code not in shown_as_risk]
    return RiskPlan(
        risks=risks,
        said=tuple(dict.fromkeys(twice)),
        clean=tuple(code for code in clean if code not in twice),
        unseen=tuple(
            one.code
            for one in audit.rules()
            if one.code not in looked and not isinstance(one, audit.DeclaredRule)
        ),
        questions=tuple(_questions(profile)),
    )


def _operation(
    profile: TeamProfile, book: Playbook, designed: Designed, base: Baseline
) -> audit.Operation:
    structure = tiers.preset(book.uses.tiers)  # type: ignore[arg-type]  # the playbook's own reference
    ways = [
        audit.Transition(origin=move.origin, target=move.target, triggers=(move.reason,))
        for move in designed.tiers.moves
        if move.target in {tier.name for tier in structure.tiers}
    ]
    lengths = designed.matrix.lengths("first_response").values()
    attained = designed.contract.attained()
    people = len(profile.given.on_call)
    design = audit.Design(
        sla=audit.SlaDesign(
            # The fastest promise stands for all: how it grows is looked at tier by tier.
            first_response={"fastest": min(lengths)} if lengths else None,
            defines=("response", "resolution", "clock", "calendar"),
            around_the_clock=any(cell.around_the_clock for cell in designed.matrix.cells),
            attained=None if attained is None else attained[0],
            agents=designed.staffing.at_work,
            required_agents=designed.staffing.busy_low,
        ),
        tiers=audit.TierDesign(
            agents={row.tier: float(row.agents) for row in designed.tiers.rows},
            shares={row.tier: row.share for row in designed.tiers.rows},
            transitions=tuple(ways),
        ),
        workforce=audit.WorkforceDesign(
            utilization=profile.assumed.utilization.value,
            on_call_people=people or None,
            on_call_weeks=_turn(designed.on_call, people),
        ),
        answers=profile.given.answers,
    )
    priorities = tuple(dict.fromkeys(cell.priority for cell in designed.matrix.cells))
    scale = Scale(label="priority", names=priorities)
    frames = {
        name: _known(frame, scale) for name, frame in base.tables.items() if name in audit.tables()
    }
    return audit.operation(frames, design=design, now=base.now, priorities=scale)


def _turn(on_call: OnCallPlan, people: int) -> float | None:
    if not on_call.turns or not people:
        return None
    first = on_call.turns[0]
    return float(round((first.end - first.start).total_seconds() / 604_800))


def _known(frame: "pd.DataFrame", priorities: Scale) -> "pd.DataFrame":
    """Table without the columns whose names are not those of a scale: their order is not known."""
    scales = {"priority": priorities, "severity": preset("sev1-sev5")}
    scales |= dict.fromkeys(
        ("support_tier", "from_tier", "to_tier", "triaged_tier"), preset("l0-l3")
    )
    strange = [
        column
        for column, scale in scales.items()
        if column in frame and not set(frame[column].dropna().unique()) <= set(scale)
    ]
    return frame.drop(columns=strange)


def _risks(
    found: Iterable[audit.Finding],
    said: set[tuple[str, str]],
    figures: Mapping[tuple[str, str], str],
    ledger: Ledger,
) -> Iterator[Risk]:
    for one in found:
        # Where a rule looked at the history, what it counted is a figure of its own.
        behind = "" if one.n else figures.get((one.code, one.trigger), "").format(one.subject)
        if any((code, behind) in said for code in _SAID):
            continue
        yield Risk(
            code=one.code,
            title=one.title,
            level=one.level,
            subject=one.subject,
            arithmetic=one.statement,
            figures=tuple(_figures(one, behind, ledger)),
            way_out=one.way_out,
        )


# Findings of the package that say the same of the same figure as a rule of the audit.
_SAID = ("tier-share-outside-band", "rotation-breaks-rule")
# Findings of the package that a rule of the audit would make, had it their inputs.
_SAID_BY = {
    "over-promised-sla": (
        "promises-beyond-history",
        "promise-beyond-history",
        "mean-slower-than-promise",
        "operation-infeasible",
    ),
    "same-sla-all-priorities": ("sla-not-monotone",),
    "utilization-obsession": ("operation-infeasible", "tier-overloaded"),
}


def _behind(designed: Designed) -> Mapping[tuple[str, str], str]:
    """Where a figure of a design stands in the package, by rule and limit."""
    attained = designed.contract.attained()
    return {
        ("over-promised-sla", "attained"): "" if attained is None else attained[1],
        ("over-promised-sla", "staffed"): "staffing.busy_hour.needed_to_there",
        ("over-promised-sla", "agents"): "staffing.at_work",
        ("l1-gatekeepers", "resolved"): "tiers.{}.share",
        ("all-or-nothing-expertise", "specialists"): "tiers.{}.agents",
        ("all-or-nothing-expertise", "third"): "tiers.{}.share",
        ("l3-bottleneck", "share"): "tiers.{}.share",
        ("utilization-obsession", "target"): "assumed.utilization",
        ("hero-culture", "people"): "on_call.people",
        ("hero-culture", "turn"): "on_call.turn",
    }


def _figures(one: audit.Finding, behind: str, ledger: Ledger) -> Iterator[str]:
    """Names of what was found and of where the rule trips, each in the ledger."""
    if one.figure is None or one.limit is None:
        return
    base = f"risks.{one.code}.{one.trigger}"
    name, place = base, 2
    while f"{name}.limit" in ledger:  # a rule may find several things by one limit
        name, place = f"{base}.{place}", place + 1
    if behind in ledger:
        yield behind
    else:
        estimate = Estimate(one.figure, one.n, definition=one.title)
        ledger.measured(f"{name}.found", estimate, _unit(one))
        yield f"{name}.found"
    kind, _, origin = one.basis.partition(": ")
    if kind == "published":
        source, _, where = origin.partition(", ")
        origin_of = Source(source=source, where=where)
        ledger.published(f"{name}.limit", one.limit, _unit(one), source=origin_of)
    else:
        ledger.assumed(
            f"{name}.limit",
            one.limit,
            _unit(one),
            source=f"assumption: {origin}",
            replaced_by="a limit of your own",
        )
    yield f"{name}.limit"


def _unit(one: audit.Finding) -> str:
    return "" if one.unit == "share" else one.unit


def _alike(matrix: SlaMatrixPlan, said: set[tuple[str, str]]) -> Iterator[Risk]:
    """Customer tiers whose promises do not grow from priority to priority."""
    told = {figure for code, figure in said if code == "sla-not-monotone"}
    for tier in dict.fromkeys(cell.customer_tier for cell in matrix.cells):
        cells = [c for c in matrix.cells if c.customer_tier == tier and not c.around_the_clock]
        figures = {
            f"sla.{tier}.{c.priority}.{m}" for c in cells for m in ("first_response", "resolution")
        }
        if figures & told:
            continue
        first = {c.priority: c.first_response.length for c in cells}
        last = {c.priority: c.resolution.length for c in cells}
        design = audit.SlaDesign(
            first_response={p: length for p, length in first.items() if length is not None},
            resolution={p: length for p, length in last.items() if length is not None},
        )
        seen = audit.operation(design=audit.Design(sla=design))
        for one in audit.rule(_ALIKE).check(seen).findings:
            yield Risk(
                code=one.code,
                title=one.title,
                level=one.level,
                subject=tier,
                arithmetic=f"{tier}: {one.statement}",
                figures=tuple(sorted(figures)),
                way_out=one.way_out,
            )


def _questions(profile: TeamProfile) -> Iterator[RiskQuestion]:
    for one in audit.rules():
        if isinstance(one, audit.DeclaredRule) and one.code not in profile.given.answers:
            yield RiskQuestion(area=one.area, code=one.code, question=one.question)
    for item in audit.self_assessment():
        yield RiskQuestion(area=item.area, code="", question=item.question)
