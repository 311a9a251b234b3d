"""Published playbooks audited as designs: what they state, and where they contradict themselves."""

from dataclasses import dataclass
from typing import Any

from supportops import escalation, sla, tiers, workforce
from supportops._kit.results import Result
from supportops._kit.text import markdown_escape, markdown_table
from supportops.audit.design_inputs import Design, SlaDesign, TierDesign
from supportops.audit.design_people import WorkforceDesign
from supportops.audit.operation import operation
from supportops.audit.own_designs import promises, severity_words, transitions
from supportops.audit.report import AuditReport, audit
from supportops.playbooks import Deviation, Playbook, deviations, feasibility

__all__ = ["PlaybookAudit", "audit_playbook", "design_of_playbook"]

_PARTS_OF_TIME = "workforce.utilization_parts"


@dataclass(frozen=True, slots=True, eq=False)
class PlaybookAudit(Result):
    """A playbook audited as a design.

    Attributes
    ----------
    playbook : str
        Its name.
    report : AuditReport
        Anti-patterns that its design shows.
    deviations : tuple of Deviation
        Where its figures contradict one another, with the arithmetic.
    """

    playbook: str
    report: AuditReport
    deviations: tuple[Deviation, ...]

    def to_markdown(self) -> str:
        """Report in Markdown, and the contradictions below it."""
        heads = ["about", "stated", "found", "arithmetic"]
        rows = [[row.about, row.stated, row.found, row.arithmetic] for row in self.deviations]
        table = markdown_table(heads, rows) if rows else "None."
        title = markdown_escape(self.playbook)
        report = self.report.to_markdown().replace("# Audit", f"# Audit of {title}", 1)
        return f"{report}\n## Contradictions\n\n{table}\n"


def _sla(playbook: Playbook) -> SlaDesign:
    answer, uses = feasibility(playbook), playbook.uses
    facts: dict[str, Any] = {}
    # The mildest reading of ranges: the most people, and the least that the work takes.
    if answer.agents is not None:
        facts["agents"] = answer.agents.high
    if answer.required is not None:
        facts["required_agents"] = answer.required.low
    if uses.sla is not None:
        policy = sla.preset(uses.sla)  # type: ignore[arg-type]  # a name that the playbook states
        facts["first_response"] = promises(policy, "first_response")
        facts["resolution"] = promises(policy, "resolution")
    if uses.escalation is not None:
        path = escalation.preset(uses.escalation)  # type: ignore[arg-type]  # likewise
        facts["severities"] = severity_words(path)
    return SlaDesign(**facts)


def _tiers(playbook: Playbook) -> TierDesign:
    uses = playbook.uses
    facts: dict[str, Any] = {}
    if uses.tier_split is not None:
        split = tiers.tier_split(uses.tier_split)  # type: ignore[arg-type]  # likewise
        facts |= {"agents": split.agents, "shares": split.resolves}
    else:
        stated = [
            figure
            for chapter in playbook.chapters
            for figure in chapter.figures
            if figure.measure == "share_of_contacts" and figure.scope.startswith("tier ")
        ]
        facts["shares"] = {figure.scope: figure.bounds.low for figure in stated} or None
    if uses.tiers is not None:
        structure = tiers.preset(uses.tiers)  # type: ignore[arg-type]  # likewise
        facts["transitions"] = transitions(structure)
    return TierDesign(**facts)


def design_of_playbook(playbook: Playbook) -> Design:
    """What a playbook states of the things that an audit reads; the rest is left unstated.

    Parameters
    ----------
    playbook : Playbook

    Returns
    -------
    Design

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> design_of_playbook(open_playbook("ast")).tiers.shares
    {'tier 1': 0.72, 'tier 2': 0.2, 'tier 3': 0.08}

    Notes
    -----
    Promises are those to the first customer tier that the policy lists; of ranges the mildest
    reading counts, the most people and the least work.
    """
    plan = WorkforceDesign()
    if _PARTS_OF_TIME in playbook.uses.tables:
        parts = workforce.utilization_parts()
        plan = WorkforceDesign(
            utilization=workforce.utilization_band().high, training_share=parts["training"].low
        )
    return Design(sla=_sla(playbook), tiers=_tiers(playbook), workforce=plan)


def audit_playbook(playbook: Playbook) -> PlaybookAudit:
    """Anti-patterns that a playbook's design shows, and its contradictions.

    Parameters
    ----------
    playbook : Playbook

    Returns
    -------
    PlaybookAudit

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> for finding in audit_playbook(open_playbook("ast")).report:
    ...     print(finding.statement)
    2.27 times the agents at work are needed to keep the promise; the rule trips at > 1 times
    tier 3: 8 % of tickets are in the last tier; the rule trips at >= 5 %
    """
    report = audit(operation(design=design_of_playbook(playbook)))
    return PlaybookAudit(playbook.name, report, deviations(playbook))
