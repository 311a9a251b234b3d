"""Promises to customers, and the clock that says whether they are kept."""

from supportops.sla.attainable import (
    AttainableTarget,
    attainable_target,
    buffered_target,
)
from supportops.sla.attained import (
    attained_in,
)
from supportops.sla.availability import (
    Outage,
    Uptime,
    allowed_downtime,
    uptime,
)
from supportops.sla.book import (
    BookEntry,
    PolicyBook,
    policy_for,
)
from supportops.sla.compliance import (
    Compliance,
    ComplianceRow,
    compliance,
    monthly_compliance,
)
from supportops.sla.contract_risk import (
    ContractRisk,
    WindowOdds,
    contract_risk,
)
from supportops.sla.credit_terms import (
    AttainmentCredit,
    CreditBand,
    CreditClause,
    CreditTerms,
    DowntimeCredit,
    IncidentCredit,
    MissCredit,
    MissStep,
    UptimeCredit,
)
from supportops.sla.credits import (
    CreditLine,
    CreditsOwed,
    credits_owed,
)
from supportops.sla.dashboard import (
    DashboardFigure,
    DashboardGoal,
    dashboard,
    dashboard_goals,
)
from supportops.sla.definitions import (
    TRIGGERS,
    ClockDefinition,
    shipped_definitions,
)
from supportops.sla.dialects import (
    Dialect,
    DialectName,
    DialectOptions,
    dialect,
    dialects,
    in_dialect,
)
from supportops.sla.document import (
    render_sla_document,
)
from supportops.sla.due import (
    due_times,
)
from supportops.sla.events import (
    EventLike,
)
from supportops.sla.exact import (
    ExactShareLike,
)
from supportops.sla.exceptions import (
    ExceptionKind,
    ExceptionRule,
    GrantedException,
    published_exceptions,
)
from supportops.sla.findings import (
    PolicyFinding,
    PolicyFindingCode,
    findings,
)
from supportops.sla.fingerprint import (
    Fingerprint,
    fingerprint,
)
from supportops.sla.ladder import (
    LadderName,
    WarningLadder,
    WarningLevel,
    ladder,
    ladders,
    warning_level,
)
from supportops.sla.lookup import (
    MatchedTargets,
    targets_for,
)
from supportops.sla.matrix import (
    MatrixOverride,
    SlaMatrix,
    matrix_rows,
    scaled_promise,
)
from supportops.sla.objectives import (
    ObjectiveResult,
    ObjectiveVerdict,
    SlaObjective,
    objective_result,
)
from supportops.sla.odds import (
    TargetLike,
    attainment_needed,
    pass_probability,
    tickets_to_mean_something,
)
from supportops.sla.ola import (
    Ola,
    OlaRow,
    ola_due_times,
)
from supportops.sla.pauses import (
    PauseFinding,
    pause_findings,
)
from supportops.sla.policy import (
    Exclusion,
    SlaPolicy,
)
from supportops.sla.presets import (
    PolicyName,
    on_calendar,
    preset,
    preset_matrix,
    presets,
)
from supportops.sla.record import (
    Period,
    PeriodState,
    SlaRecord,
    Upcoming,
)
from supportops.sla.replay import (
    replay,
)
from supportops.sla.reporting import (
    DesignRules,
    ReportAudience,
    RolloutPlan,
    design_rules,
    report_audiences,
    rollout_plan,
)
from supportops.sla.risk_credits import (
    CreditsAtRisk,
    credits_at_risk,
)
from supportops.sla.tables import (
    periods,
)
from supportops.sla.targets import (
    METRICS,
    Metric,
    SlaRow,
    Targets,
)
from supportops.sla.trace import (
    Trace,
    TraceLine,
)
from supportops.sla.what_if import (
    WhatIf,
    what_if,
)
from supportops.sla.windows import (
    Window,
    calendar_month,
    calendar_months,
    fiscal_quarter,
    fiscal_quarters,
    rolling_days,
    window,
)
from supportops.sla.wording import (
    ClauseWording,
    clause_wording,
)

__all__ = [
    "METRICS",
    "TRIGGERS",
    "AttainableTarget",
    "AttainmentCredit",
    "BookEntry",
    "ClauseWording",
    "ClockDefinition",
    "Compliance",
    "ComplianceRow",
    "ContractRisk",
    "CreditBand",
    "CreditClause",
    "CreditLine",
    "CreditTerms",
    "CreditsAtRisk",
    "CreditsOwed",
    "DashboardFigure",
    "DashboardGoal",
    "DesignRules",
    "Dialect",
    "DialectName",
    "DialectOptions",
    "DowntimeCredit",
    "EventLike",
    "ExactShareLike",
    "ExceptionKind",
    "ExceptionRule",
    "Exclusion",
    "Fingerprint",
    "GrantedException",
    "IncidentCredit",
    "LadderName",
    "MatchedTargets",
    "MatrixOverride",
    "Metric",
    "MissCredit",
    "MissStep",
    "ObjectiveResult",
    "ObjectiveVerdict",
    "Ola",
    "OlaRow",
    "Outage",
    "PauseFinding",
    "Period",
    "PeriodState",
    "PolicyBook",
    "PolicyFinding",
    "PolicyFindingCode",
    "PolicyName",
    "ReportAudience",
    "RolloutPlan",
    "SlaMatrix",
    "SlaObjective",
    "SlaPolicy",
    "SlaRecord",
    "SlaRow",
    "TargetLike",
    "Targets",
    "Trace",
    "TraceLine",
    "Upcoming",
    "Uptime",
    "UptimeCredit",
    "WarningLadder",
    "WarningLevel",
    "WhatIf",
    "Window",
    "WindowOdds",
    "allowed_downtime",
    "attainable_target",
    "attained_in",
    "attainment_needed",
    "buffered_target",
    "calendar_month",
    "calendar_months",
    "clause_wording",
    "compliance",
    "contract_risk",
    "credits_at_risk",
    "credits_owed",
    "dashboard",
    "dashboard_goals",
    "design_rules",
    "dialect",
    "dialects",
    "due_times",
    "findings",
    "fingerprint",
    "fiscal_quarter",
    "fiscal_quarters",
    "in_dialect",
    "ladder",
    "ladders",
    "matrix_rows",
    "monthly_compliance",
    "objective_result",
    "ola_due_times",
    "on_calendar",
    "pass_probability",
    "pause_findings",
    "periods",
    "policy_for",
    "preset",
    "preset_matrix",
    "presets",
    "published_exceptions",
    "render_sla_document",
    "replay",
    "report_audiences",
    "rolling_days",
    "rollout_plan",
    "scaled_promise",
    "shipped_definitions",
    "targets_for",
    "tickets_to_mean_something",
    "uptime",
    "warning_level",
    "what_if",
    "window",
]
