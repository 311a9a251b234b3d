"""Quality: scores that mean the same whoever gives them, and what is done with them."""

from supportops.quality.agent_estimates import (
    AgentScores,
    agent_scores,
)
from supportops.quality.agreement import (
    ScoreAgreement,
    VerdictAgreement,
    score_agreement,
    verdict_agreement,
)
from supportops.quality.bias import (
    BiasCheck,
    sample_bias,
)
from supportops.quality.calibrations import (
    Calibration,
    CalibrationReading,
    calibration,
)
from supportops.quality.checklists import (
    Checklist,
    checklist_score,
)
from supportops.quality.coaching import (
    CoachingApproach,
    CoachingNote,
    CoachingPlan,
    DevelopmentFocus,
    TicketTalk,
    coaching_approaches,
    coaching_plan,
)
from supportops.quality.dashboard import (
    DashboardLine,
    QualityDashboard,
    QualityStatus,
    quality_dashboard,
)
from supportops.quality.delays import (
    FeedbackRule,
    FeedbackTimes,
    feedback_delays,
    feedback_rule,
    feedback_times,
)
from supportops.quality.improvement import (
    ImprovementMilestone,
    ImprovementPlan,
    ImprovementTemplate,
    improvement_plan,
    improvement_template,
)
from supportops.quality.models import (
    Anchor,
    Dimension,
    ErrorClass,
    Review,
    Rubric,
    Scoring,
    Section,
)
from supportops.quality.practices import (
    Award,
    CyclePhase,
    QualityFramework,
    QualityPractice,
    QualityStream,
    Recognition,
    ReviewCycle,
    quality_framework,
    quality_practices,
    recognition,
    review_cycle,
    review_cycle_dates,
)
from supportops.quality.presets import (
    ChecklistName,
    RubricName,
    checklist,
    criteria,
    preset,
    presets,
    scoring,
)
from supportops.quality.raters import (
    RaterComparison,
    RaterEffects,
    compare_raters,
    rater_effects,
)
from supportops.quality.reshaping import (
    score_matrix,
    with_csat,
)
from supportops.quality.review_power import (
    provable_change,
    reviews_needed,
    score_margin,
)
from supportops.quality.review_scores import (
    ReviewScore,
    score_review,
)
from supportops.quality.sample_plans import (
    SampleBand,
    SamplePlan,
    sample_bands,
    sample_plan,
)
from supportops.quality.satisfaction import (
    QaCsat,
    qa_csat,
)
from supportops.quality.score_bands import (
    score_bands,
)
from supportops.quality.selection import (
    select_sample,
)
from supportops.quality.sessions import (
    CalibrationSession,
    calibration_session,
)
from supportops.quality.summaries import (
    ErrorAccuracy,
    error_accuracy,
    mean_score,
    pass_rate,
    rating_percent,
)
from supportops.quality.tables import (
    dimension_scores,
    score_reviews,
)
from supportops.quality.targets import (
    QualityTarget,
    quality_targets,
)

__all__ = [
    "AgentScores",
    "Anchor",
    "Award",
    "BiasCheck",
    "Calibration",
    "CalibrationReading",
    "CalibrationSession",
    "Checklist",
    "ChecklistName",
    "CoachingApproach",
    "CoachingNote",
    "CoachingPlan",
    "CyclePhase",
    "DashboardLine",
    "DevelopmentFocus",
    "Dimension",
    "ErrorAccuracy",
    "ErrorClass",
    "FeedbackRule",
    "FeedbackTimes",
    "ImprovementMilestone",
    "ImprovementPlan",
    "ImprovementTemplate",
    "QaCsat",
    "QualityDashboard",
    "QualityFramework",
    "QualityPractice",
    "QualityStatus",
    "QualityStream",
    "QualityTarget",
    "RaterComparison",
    "RaterEffects",
    "Recognition",
    "Review",
    "ReviewCycle",
    "ReviewScore",
    "Rubric",
    "RubricName",
    "SampleBand",
    "SamplePlan",
    "ScoreAgreement",
    "Scoring",
    "Section",
    "TicketTalk",
    "VerdictAgreement",
    "agent_scores",
    "calibration",
    "calibration_session",
    "checklist",
    "checklist_score",
    "coaching_approaches",
    "coaching_plan",
    "compare_raters",
    "criteria",
    "dimension_scores",
    "error_accuracy",
    "feedback_delays",
    "feedback_rule",
    "feedback_times",
    "improvement_plan",
    "improvement_template",
    "mean_score",
    "pass_rate",
    "preset",
    "presets",
    "provable_change",
    "qa_csat",
    "quality_dashboard",
    "quality_framework",
    "quality_practices",
    "quality_targets",
    "rater_effects",
    "rating_percent",
    "recognition",
    "review_cycle",
    "review_cycle_dates",
    "reviews_needed",
    "sample_bands",
    "sample_bias",
    "sample_plan",
    "score_agreement",
    "score_bands",
    "score_margin",
    "score_matrix",
    "score_review",
    "score_reviews",
    "scoring",
    "select_sample",
    "verdict_agreement",
    "with_csat",
]
