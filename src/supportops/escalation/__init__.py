"""Escalation: how bad it is, who is engaged when, and who carries the pager."""

from supportops.escalation.budget import (
    BurnAlert,
    ErrorBudget,
    burn_alerts,
    burn_rate,
    burn_threshold,
    error_budget,
    raised_alerts,
)
from supportops.escalation.deadlines import (
    ReviewDeadline,
    review_deadlines,
    review_due,
    review_required,
)
from supportops.escalation.incidents import (
    Incident,
    IncidentRole,
    IncidentTimes,
    RoleFinding,
    incident_roles,
    incident_times,
    incident_times_table,
    role_findings,
)
from supportops.escalation.internal import (
    InternalEscalation,
    InternalFinding,
    OnCallHandoff,
    internal_findings,
)
from supportops.escalation.linked import LinkedTargets, linked_targets
from supportops.escalation.major import (
    MajorIncident,
    MajorIncidentRule,
    major_incident,
    major_incident_rule,
)
from supportops.escalation.matrix import (
    SeverityCall,
    SeverityMatrix,
    classify_incident,
    severity,
    severity_matrix,
)
from supportops.escalation.models import (
    EscalationPolicy,
    OnCallLayer,
    OnCallRule,
    Severity,
)
from supportops.escalation.notices import (
    InitialNotice,
    NoticeFinding,
    ResolutionNotice,
    UpdateNotice,
    notice_findings,
    published_promises,
)
from supportops.escalation.on_call import (
    OnCallTurn,
    on_call,
    on_call_table,
    on_call_turns,
)
from supportops.escalation.on_call_load import (
    CoverageFinding,
    OnCallLoad,
    PersonLoad,
    RotationFinding,
    coverage_findings,
    on_call_load,
    rotation_findings,
)
from supportops.escalation.paging import (
    ChainFinding,
    PageOutcome,
    check_chain,
    page_outcome,
)
from supportops.escalation.paths import (
    Engagement,
    EngagementTime,
    engaged,
    engagement,
    engagement_times,
)
from supportops.escalation.practices import (
    EscalationPractice,
    escalation_practices,
)
from supportops.escalation.presets import (
    EscalationName,
    on_call_layers,
    on_call_rule,
    preset,
    presets,
)
from supportops.escalation.reviews import (
    ActionItem,
    IncidentReview,
    ReviewFinding,
    ReviewTimes,
    review_findings,
    review_times,
)
from supportops.escalation.rotations import (
    OnCallOverride,
    OnCallRotation,
    OnCallSchedule,
)
from supportops.escalation.tables import (
    engagement_table,
    severity_table,
)
from supportops.escalation.time_boxes import (
    BoxState,
    TimeBox,
    TimeBoxName,
    box_states,
    time_boxes,
    unowned_spans,
)
from supportops.escalation.update_tables import (
    update_lateness,
)
from supportops.escalation.updates import (
    UpdateRecord,
    UpdateTime,
    update_record,
    update_times,
)
from supportops.escalation.war_room import (
    WarRoomProgress,
    WarRoomProtocol,
    war_room_progress,
    war_room_protocol,
)

__all__ = [
    "ActionItem",
    "BoxState",
    "BurnAlert",
    "ChainFinding",
    "CoverageFinding",
    "Engagement",
    "EngagementTime",
    "ErrorBudget",
    "EscalationName",
    "EscalationPolicy",
    "EscalationPractice",
    "Incident",
    "IncidentReview",
    "IncidentRole",
    "IncidentTimes",
    "InitialNotice",
    "InternalEscalation",
    "InternalFinding",
    "LinkedTargets",
    "MajorIncident",
    "MajorIncidentRule",
    "NoticeFinding",
    "OnCallHandoff",
    "OnCallLayer",
    "OnCallLoad",
    "OnCallOverride",
    "OnCallRotation",
    "OnCallRule",
    "OnCallSchedule",
    "OnCallTurn",
    "PageOutcome",
    "PersonLoad",
    "ResolutionNotice",
    "ReviewDeadline",
    "ReviewFinding",
    "ReviewTimes",
    "RoleFinding",
    "RotationFinding",
    "Severity",
    "SeverityCall",
    "SeverityMatrix",
    "TimeBox",
    "TimeBoxName",
    "UpdateNotice",
    "UpdateRecord",
    "UpdateTime",
    "WarRoomProgress",
    "WarRoomProtocol",
    "box_states",
    "burn_alerts",
    "burn_rate",
    "burn_threshold",
    "check_chain",
    "classify_incident",
    "coverage_findings",
    "engaged",
    "engagement",
    "engagement_table",
    "engagement_times",
    "error_budget",
    "escalation_practices",
    "incident_roles",
    "incident_times",
    "incident_times_table",
    "internal_findings",
    "linked_targets",
    "major_incident",
    "major_incident_rule",
    "notice_findings",
    "on_call",
    "on_call_layers",
    "on_call_load",
    "on_call_rule",
    "on_call_table",
    "on_call_turns",
    "page_outcome",
    "preset",
    "presets",
    "published_promises",
    "raised_alerts",
    "review_deadlines",
    "review_due",
    "review_findings",
    "review_required",
    "review_times",
    "role_findings",
    "rotation_findings",
    "severity",
    "severity_matrix",
    "severity_table",
    "time_boxes",
    "unowned_spans",
    "update_lateness",
    "update_record",
    "update_times",
    "war_room_progress",
    "war_room_protocol",
]
