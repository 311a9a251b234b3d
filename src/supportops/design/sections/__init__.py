"""The sections of a package in the order of the document: each writes blocks, none a form."""

from collections.abc import Iterator

from supportops.design.deliverables import PackageParts
from supportops.design.document import Block
from supportops.design.sections.architecture import architecture_section
from supportops.design.sections.closing import (
    evidence_section,
    findings_section,
    questions_section,
)
from supportops.design.sections.contract import contract_section
from supportops.design.sections.escalation import escalation_section
from supportops.design.sections.feedback import feedback_section
from supportops.design.sections.knowledge import knowledge_section
from supportops.design.sections.opening import measured_section, summary_section
from supportops.design.sections.promises import sla_section
from supportops.design.sections.quality import quality_section
from supportops.design.sections.reporting import reporting_section
from supportops.design.sections.returns import returns_section
from supportops.design.sections.risks import risks_section
from supportops.design.sections.road_map import road_map_section
from supportops.design.sections.scorecard import scorecard_section
from supportops.design.sections.staffing import staffing_section
from supportops.design.sections.tiers import tiers_section
from supportops.design.sections.tools import tools_section
from supportops.design.sections.workforce import workforce_section

__all__ = ["document"]

_SECTIONS = (
    summary_section,
    findings_section,
    questions_section,
    measured_section,
    sla_section,
    contract_section,
    tiers_section,
    escalation_section,
    knowledge_section,
    architecture_section,
    scorecard_section,
    reporting_section,
    quality_section,
    feedback_section,
    staffing_section,
    workforce_section,
    returns_section,
    tools_section,
    road_map_section,
    risks_section,
    evidence_section,
)


def document(package: PackageParts) -> Iterator[Block]:
    """All blocks of a package."""
    for section in _SECTIONS:
        yield from section(package)
