"""Design: from a team's current state to a complete operations package."""

from supportops.design.deliverables import (
    ArticlePlan,
    BreachStep,
    EscalationRow,
    FlowLink,
    KnowledgePlan,
    PackageParts,
    PathPoint,
    RouteRow,
    Scorecard,
    ScoreRow,
    SlaCell,
    SlaMatrixPlan,
    StaffingPlan,
    TierPlan,
    TierRow,
    TierUse,
)
from supportops.design.designer import design_operation
from supportops.design.difference import FigureChange, PackageDiff, diff
from supportops.design.evidence import Basis, Evidence, Finding, OpenQuestion
from supportops.design.package import OpsPackage
from supportops.design.profile import (
    AnswerTarget,
    Assumed,
    Assumption,
    Given,
    TeamProfile,
    TimeBand,
    profile_from_toml,
)
from supportops.design.work_models import ChainLink, ReturnPlan, ToolPlan, ToolRow

__all__ = [
    "AnswerTarget",
    "ArticlePlan",
    "Assumed",
    "Assumption",
    "Basis",
    "BreachStep",
    "ChainLink",
    "EscalationRow",
    "Evidence",
    "FigureChange",
    "Finding",
    "FlowLink",
    "Given",
    "KnowledgePlan",
    "OpenQuestion",
    "OpsPackage",
    "PackageDiff",
    "PackageParts",
    "PathPoint",
    "ReturnPlan",
    "RouteRow",
    "ScoreRow",
    "Scorecard",
    "SlaCell",
    "SlaMatrixPlan",
    "StaffingPlan",
    "TeamProfile",
    "TierPlan",
    "TierRow",
    "TierUse",
    "TimeBand",
    "ToolPlan",
    "ToolRow",
    "design_operation",
    "diff",
    "profile_from_toml",
]
