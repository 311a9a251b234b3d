"""Feedback: where it goes, who has to hear of it, and whether the loop closes."""

from supportops.feedback.documents import (
    AtRiskAlert,
    ProductSubmission,
    RecentTicket,
)
from supportops.feedback.effectiveness import (
    Effectiveness,
    EffectivenessTarget,
    effectiveness_targets,
    feedback_effectiveness,
)
from supportops.feedback.handoffs import (
    AccountSignals,
    Handoff,
    HandoffRule,
    customer_success_handoffs,
    handoff_rules,
)
from supportops.feedback.loop import (
    DueStep,
    FeedbackItem,
    LoopStage,
    due_steps,
    loop_stage,
)
from supportops.feedback.practices import (
    FeedbackPractice,
    FeedbackTool,
    Meeting,
    feedback_practices,
    feedback_tools,
    meetings,
)
from supportops.feedback.preventable import (
    PreventablePath,
    churn_signal,
    preventable_path,
    root_causes,
)
from supportops.feedback.routing import (
    FeedbackEcosystem,
    FeedbackRoute,
    ReceivingTeam,
    feedback_ecosystem,
    feedback_routes,
    route_feedback,
)
from supportops.feedback.templates import (
    TemplateName,
    TemplateParts,
    template_parts,
)
from supportops.feedback.voice import (
    BugImpact,
    ThemeNote,
    VoiceReport,
)
from supportops.feedback.weekly_themes import (
    Theme,
    WeekCounts,
    top_themes,
    week_counts,
)

__all__ = [
    "AccountSignals",
    "AtRiskAlert",
    "BugImpact",
    "DueStep",
    "Effectiveness",
    "EffectivenessTarget",
    "FeedbackEcosystem",
    "FeedbackItem",
    "FeedbackPractice",
    "FeedbackRoute",
    "FeedbackTool",
    "Handoff",
    "HandoffRule",
    "LoopStage",
    "Meeting",
    "PreventablePath",
    "ProductSubmission",
    "ReceivingTeam",
    "RecentTicket",
    "TemplateName",
    "TemplateParts",
    "Theme",
    "ThemeNote",
    "VoiceReport",
    "WeekCounts",
    "churn_signal",
    "customer_success_handoffs",
    "due_steps",
    "effectiveness_targets",
    "feedback_ecosystem",
    "feedback_effectiveness",
    "feedback_practices",
    "feedback_routes",
    "feedback_tools",
    "handoff_rules",
    "loop_stage",
    "meetings",
    "preventable_path",
    "root_causes",
    "route_feedback",
    "template_parts",
    "top_themes",
    "week_counts",
]
