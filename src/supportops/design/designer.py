"""From a team's current state to its operations package."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from supportops._kit.text import joined, shown
from supportops.design.baseline import note_baseline
from supportops.design.evidence import Ledger
from supportops.design.feasibility_findings import feasibility_findings
from supportops.design.knowledge_plan import knowledge_findings, plan_knowledge
from supportops.design.package import OpsPackage
from supportops.design.profile import TeamProfile
from supportops.design.promises_plan import plan_sla, sla_findings
from supportops.design.questions import open_questions
from supportops.design.return_plan import plan_return, return_findings
from supportops.design.road_map_plan import RoadInputs, plan_road_map
from supportops.design.scorecard_plan import plan_scorecard, scorecard_findings
from supportops.design.staffing_findings import coverage_findings, staffing_findings
from supportops.design.staffing_plan import plan_staffing
from supportops.design.tier_plan import plan_tiers, tier_findings
from supportops.design.tool_plan import plan_tools, tool_findings
from supportops.design.workforce_plan import plan_workforce, workforce_findings
from supportops.errors import InputError
from supportops.playbooks import PlaybookName, open_playbook

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
    history: "pd.DataFrame | None" = None,
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
        Published playbook that the package follows.
    history : DataFrame, optional
        Table ``tickets`` (ticket_id, created_at, first_response_at, resolved_at, reopens).
        Volume and first response that it shows replace the stated ones; a stated figure
        outside the measured interval is a finding.
    now : datetime, optional
        Aware instant for which the backlog of `history` is counted; needed with it.

    Returns
    -------
    OpsPackage
        Every figure with its basis: given, measured, published, assumed or derived.

    Raises
    ------
    InputError
        For an unknown playbook, one that lacks a table, a handle time for a tier that it does not have, or a history
        without `now`.

    Examples
    --------
    See ``examples/design_operation.py``, which runs this on a worked team.
    """
    if history is not None and now is None:
        raise InputError(
            "now must be there beside a history; got None; pass the instant of the export"
        )
    if history is not None and not len(history):
        raise InputError("history must have at least one ticket; got an empty table")
    book = open_playbook(playbook)
    if missing := [name for name in _TABLES if getattr(book.uses, name) is None]:
        raise InputError(
            f"playbook must name its tables for {joined(_TABLES)}; "
            f"got {shown(playbook)} without {joined(missing)}"
        )
    ledger = Ledger()
    base = note_baseline(profile, as_of, history, now, ledger)
    sla = plan_sla(profile, book, ledger)
    tiers = plan_tiers(profile, book, base, ledger)
    knowledge = plan_knowledge(profile, book, base, as_of, ledger)
    scorecard = plan_scorecard(profile, book, base, as_of, ledger)
    staffing = plan_staffing(profile, tiers, base, ledger)
    workforce = plan_workforce(profile, staffing, base, as_of, ledger)
    tools = plan_tools(profile, ledger)
    returns = plan_return(profile, (tiers, knowledge, scorecard, staffing), base, ledger)
    findings = (
        *base.findings,
        *staffing_findings(profile, staffing, sla),
        *feasibility_findings(profile, staffing, base, ledger),
        *coverage_findings(profile, base, ledger),
        *tier_findings(tiers, book),
        *sla_findings(sla),
        *knowledge_findings(knowledge, book),
        *scorecard_findings(scorecard),
        *workforce_findings(profile, workforce, scorecard, ledger),
        *return_findings(returns),
        *tool_findings(tools),
    )
    questions = open_questions(profile, tiers, staffing, base, ledger)
    inputs = RoadInputs(tiers, knowledge, scorecard, workforce, tools, questions)
    road_map = plan_road_map(profile, inputs, as_of, ledger)
    return OpsPackage(
        as_of=as_of,
        playbook=book.name,
        profile=profile,
        sla=sla,
        tiers=tiers,
        knowledge=knowledge,
        scorecard=scorecard,
        staffing=staffing,
        workforce=workforce,
        returns=returns,
        tools=tools,
        road_map=road_map,
        figures=tuple(ledger),
        findings=findings,
        open_questions=questions,
    )
