"""From a team's current state to its operations package."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from supportops._kit.instants import instant
from supportops._kit.text import joined, shown
from supportops.design.architecture_plan import (
    architecture_findings,
    architecture_questions,
    plan_architecture,
)
from supportops.design.baseline import note_baseline
from supportops.design.contract_findings import contract_findings
from supportops.design.contract_plan import plan_contract
from supportops.design.dates import plan_day
from supportops.design.evidence import Ledger
from supportops.design.feasibility_findings import feasibility_findings
from supportops.design.feedback_plan import (
    feedback_findings,
    feedback_questions,
    plan_feedback,
)
from supportops.design.handoff_plan import plan_handoff
from supportops.design.history import HistoryLike, history_tables
from supportops.design.knowledge_plan import knowledge_findings, plan_knowledge
from supportops.design.notes import in_order
from supportops.design.on_call_plan import on_call_findings, plan_on_call
from supportops.design.package import OpsPackage
from supportops.design.profile import TeamProfile
from supportops.design.promises_plan import plan_sla, sla_findings
from supportops.design.quality_findings import quality_findings, quality_questions
from supportops.design.quality_plan import plan_quality
from supportops.design.questions import open_questions
from supportops.design.reporting_plan import (
    plan_reporting,
    reporting_findings,
    reporting_questions,
)
from supportops.design.response_findings import response_findings
from supportops.design.return_plan import plan_return, return_findings
from supportops.design.risks_plan import Designed, plan_risks
from supportops.design.road_map_plan import RoadInputs, plan_road_map
from supportops.design.scorecard_plan import plan_scorecard, scorecard_findings
from supportops.design.staffing_findings import coverage_findings, staffing_findings
from supportops.design.staffing_plan import plan_staffing
from supportops.design.tier_plan import plan_tiers, tier_findings
from supportops.design.tool_plan import plan_tools, tool_findings
from supportops.design.workforce_plan import plan_workforce, workforce_findings
from supportops.errors import InputError
from supportops.playbooks import Playbook, PlaybookName, open_playbook, playbooks

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["design_operation"]

# What the package is made from; a playbook that leaves one of them out cannot be followed.
_TABLES = ("sla", "sla_base", "tiers", "tier_split", "goals", "bands", "escalation", "taxonomy")


def design_operation(
    profile: TeamProfile,
    *,
    as_of: date,
    playbook: PlaybookName = "support-operations",
    history: "HistoryLike | None" = None,
    now: datetime | None = None,
) -> OpsPackage:
    """Complete operations package of a team: SLA, tiers, knowledge, scorecard, staffing.

    Parameters
    ----------
    profile : TeamProfile
        The team as it is today.
    as_of : date
        Day of the plan, from which target dates count.
    playbook : str
        Published playbook that the package follows; it must name every table that a package is
        made from, as "support-operations" does.
    history : DataFrame, or mapping of str to DataFrame, optional
        Table ``tickets``, or several by name: ``tickets``, ``events``, ``surveys``, ``agents``
        and others that `supportops.vocabulary` or `supportops.audit` declare. What their columns
        show (volume, first response, mixes, handle time by tier, first contacts, satisfaction,
        arrival hours, promises kept) replaces what is stated; a stated figure outside the
        measured interval is a finding.
    now : datetime, optional
        Aware instant for which the backlog of `history` is counted; needed with it.

    Returns
    -------
    OpsPackage
        Every figure with its basis: given, measured, published, assumed or derived.

    Raises
    ------
    InputError
        For a day that is no date, an unknown playbook, one that lacks a table, a handle time for a
        tier that it does not have, a history without `now`, tickets twice, and tickets after `now`.

    Examples
    --------
    See ``examples/design_operation.py``, which runs this on a worked team.
    """
    if not isinstance(profile, TeamProfile):
        raise InputError(
            f"profile must be a TeamProfile; got {shown(profile)}; profile_from_toml reads one"
        )
    as_of = plan_day(as_of)
    tables: dict[str, pd.DataFrame] = {}
    if history is not None:
        if now is None:
            raise InputError(
                "now must be there beside a history; got None; pass the instant of the export"
            )
        now = instant(now, "now")
        tables = history_tables(history, now)
    book = open_playbook(playbook)
    if missing := _missing(book):
        whole = [shown(name) for name in playbooks() if not _missing(open_playbook(name))]  # type: ignore[arg-type]  # names of the shelf
        raise InputError(
            f"playbook must name its tables for {joined(_TABLES)}; "
            f"got {shown(playbook)} without {joined(missing)}; all are there in {joined(whole)}"
        )
    ledger = Ledger()
    stated, base = profile, note_baseline(profile, as_of, tables, now, ledger)
    profile = base.profile  # measured figures in place of stated ones
    sla = plan_sla(profile, book, base, ledger)
    tiers = plan_tiers(profile, book, base, ledger)
    knowledge = plan_knowledge(profile, book, base, as_of, ledger)
    architecture = plan_architecture(
        profile, book, base, tiers=tiers, writing=knowledge, as_of=as_of, ledger=ledger
    )
    scorecard = plan_scorecard(profile, book, base, as_of, ledger)
    staffing = plan_staffing(profile, tiers, base, ledger)
    reporting = plan_reporting(profile, book, base, card=scorecard, as_of=as_of, ledger=ledger)
    quality = plan_quality(profile, book, as_of=as_of, ledger=ledger)
    feedback = plan_feedback(profile, base, as_of=as_of, ledger=ledger)
    contract = plan_contract(profile, book, sla, staffing, base=base, ledger=ledger)
    handoff = plan_handoff(tiers, ledger)
    on_call = plan_on_call(profile, sla, staffing, as_of, base=base, ledger=ledger)
    workforce = plan_workforce(profile, staffing, base, as_of, ledger)
    tools = plan_tools(profile, ledger)
    returns = plan_return(profile, (tiers, knowledge, scorecard, staffing), base, ledger)
    findings = (
        # What is not so, what cannot be, what will not be kept; then what could be better.
        *base.findings,
        *feasibility_findings(profile, staffing, base, ledger),
        *staffing_findings(profile, staffing, sla, ledger),
        *response_findings(sla, contract, base),
        *contract_findings(contract, sla),
        *coverage_findings(profile, base, ledger),
        *sla_findings(sla, base),
        *on_call_findings(on_call, sla),
        *tier_findings(tiers, book),
        *knowledge_findings(knowledge, book),
        *architecture_findings(architecture, knowledge, profile),
        *scorecard_findings(scorecard, profile),
        *reporting_findings(reporting, profile),
        *quality_findings(quality, profile, base),
        *feedback_findings(feedback, as_of),
        *workforce_findings(profile, workforce, scorecard, ledger),
        *return_findings(returns, ledger),
        *tool_findings(tools),
    )
    questions = in_order(
        (
            *open_questions(profile, tiers, staffing, base, ledger),
            *architecture_questions(profile, architecture, ledger),
            *reporting_questions(profile, reporting),
            *quality_questions(profile),
            *feedback_questions(profile, feedback),
        )
    )
    designed = Designed(sla, contract, tiers, on_call, staffing)
    risks = plan_risks(profile, book, designed, base=base, findings=findings, ledger=ledger)
    inputs = RoadInputs(tiers, knowledge, scorecard, workforce, on_call, tools, questions)
    road_map = plan_road_map(profile, inputs, as_of, ledger)
    return OpsPackage(
        as_of=as_of,
        playbook=book.name,
        profile=stated,
        sla=sla,
        contract=contract,
        handoff=handoff,
        on_call=on_call,
        risks=risks,
        tiers=tiers,
        knowledge=knowledge,
        architecture=architecture,
        scorecard=scorecard,
        staffing=staffing,
        reporting=reporting,
        quality=quality,
        feedback=feedback,
        workforce=workforce,
        returns=returns,
        tools=tools,
        road_map=road_map,
        figures=tuple(ledger),
        findings=findings,
        open_questions=questions,
    )


def _missing(book: Playbook) -> list[str]:
    """Tables that a playbook leaves out."""
    return [name for name in _TABLES if getattr(book.uses, name) is None]
