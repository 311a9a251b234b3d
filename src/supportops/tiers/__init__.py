"""Support tiers: who takes what, with how many people, and when it goes up."""

from supportops.tiers.career import (
    CareerStep,
    Readiness,
    career_steps,
    ready_for_next_tier,
)
from supportops.tiers.flow import (
    escalation_flow,
)
from supportops.tiers.handoffs import (
    Handoff,
    MissingContext,
    missing_context,
)
from supportops.tiers.levers import (
    BounceLoad,
    ShiftLeft,
    bounce_load,
    shift_left,
)
from supportops.tiers.models import (
    EscalationTrigger,
    SupportTier,
    TierSplit,
    TierStructure,
)
from supportops.tiers.practices import (
    EngineeringModel,
    TierPractice,
    design_practices,
    engineering_models,
)
from supportops.tiers.presets import (
    SplitName,
    Stage,
    StructureName,
    preset,
    presets,
    staffing_ratio,
    tier_split,
)
from supportops.tiers.routing import (
    Route,
    RoutingMatrix,
    route,
    route_table,
    routing_matrix,
)
from supportops.tiers.scorecard import (
    ScorecardCheck,
    TierScorecard,
    check_scorecard,
    tier_scorecard,
)
from supportops.tiers.shares import (
    BandCheck,
    check_shares,
    split_headcount,
)
from supportops.tiers.skills import (
    SkillFit,
    skill_fit,
)
from supportops.tiers.throughput import (
    ThroughputCheck,
    check_throughput,
    feasible_throughput,
)
from supportops.tiers.traffic import (
    MoveRate,
    TierFlow,
    TierLoad,
    TierTraffic,
    tier_traffic,
)
from supportops.tiers.triggers import (
    EscalationCall,
    TierMove,
    escalation_target,
)

__all__ = [
    "BandCheck",
    "BounceLoad",
    "CareerStep",
    "EngineeringModel",
    "EscalationCall",
    "EscalationTrigger",
    "Handoff",
    "MissingContext",
    "MoveRate",
    "Readiness",
    "Route",
    "RoutingMatrix",
    "ScorecardCheck",
    "ShiftLeft",
    "SkillFit",
    "SplitName",
    "Stage",
    "StructureName",
    "SupportTier",
    "ThroughputCheck",
    "TierFlow",
    "TierLoad",
    "TierMove",
    "TierPractice",
    "TierScorecard",
    "TierSplit",
    "TierStructure",
    "TierTraffic",
    "bounce_load",
    "career_steps",
    "check_scorecard",
    "check_shares",
    "check_throughput",
    "design_practices",
    "engineering_models",
    "escalation_flow",
    "escalation_target",
    "feasible_throughput",
    "missing_context",
    "preset",
    "presets",
    "ready_for_next_tier",
    "route",
    "route_table",
    "routing_matrix",
    "shift_left",
    "skill_fit",
    "split_headcount",
    "staffing_ratio",
    "tier_scorecard",
    "tier_split",
    "tier_traffic",
]
