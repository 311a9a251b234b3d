"""First deliverable: the SLA matrix."""

from supportops import sla
from supportops.design.baseline import describe_hours
from supportops.design.evidence import Finding, Ledger
from supportops.design.package import BreachStep, SlaCell, SlaMatrixPlan
from supportops.design.profile import TeamProfile
from supportops.playbooks import Playbook

__all__ = ["plan_sla", "sla_findings"]
