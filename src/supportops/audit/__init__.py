"""Anti-patterns, found where they hide: in operational data, or in a design.

`operation` reads tables and a design, `audit` runs every rule that its inputs allow. A finding
is evidence with its figure, the limit and where that comes from, what it costs where a
calculator can say, and a way out; it is no verdict. Rules whose inputs are absent say so.
"""

from supportops.audit.catalog import areas, rule, rules, self_assessment
from supportops.audit.clean import clean_operation, clean_tables
from supportops.audit.declared import DeclaredRule, SelfAssessment
from supportops.audit.design_inputs import (
    Automation,
    Design,
    Integration,
    KnowledgeDesign,
    RubricDesign,
    ScorecardDesign,
    SeverityWords,
    SlaDesign,
    StackDesign,
    TierDesign,
    Transition,
)
from supportops.audit.design_people import Lesson, Mentor, TrainingDesign, WorkforceDesign
from supportops.audit.findings import Check, Cost, Finding
from supportops.audit.limits import Limit
from supportops.audit.operation import Operation, operation, table, tables
from supportops.audit.own_designs import design_from
from supportops.audit.pages import rule_page
from supportops.audit.playbook_designs import (
    PlaybookAudit,
    audit_playbook,
    design_of_playbook,
)
from supportops.audit.report import AuditReport, audit
from supportops.audit.rules import Part, Rule

__all__ = [
    "AuditReport",
    "Automation",
    "Check",
    "Cost",
    "DeclaredRule",
    "Design",
    "Finding",
    "Integration",
    "KnowledgeDesign",
    "Lesson",
    "Limit",
    "Mentor",
    "Operation",
    "Part",
    "PlaybookAudit",
    "RubricDesign",
    "Rule",
    "ScorecardDesign",
    "SelfAssessment",
    "SeverityWords",
    "SlaDesign",
    "StackDesign",
    "TierDesign",
    "TrainingDesign",
    "Transition",
    "WorkforceDesign",
    "areas",
    "audit",
    "audit_playbook",
    "clean_operation",
    "clean_tables",
    "design_from",
    "design_of_playbook",
    "operation",
    "rule",
    "rule_page",
    "rules",
    "self_assessment",
    "table",
    "tables",
]
