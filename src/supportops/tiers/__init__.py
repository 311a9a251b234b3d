"""Support tiers: who takes what, with how many people, and when it goes up."""

from supportops.tiers.flow import escalation_flow
from supportops.tiers.models import EscalationTrigger, SupportTier, TierSplit, TierStructure
from supportops.tiers.presets import (
    SplitName,
    Stage,
    StructureName,
    preset,
    presets,
    staffing_ratio,
    tier_split,
)
from supportops.tiers.routing import Route, route
from supportops.tiers.shares import BandCheck, check_shares, split_headcount

__all__ = [
    "BandCheck",
    "EscalationTrigger",
    "Route",
    "SplitName",
    "Stage",
    "StructureName",
    "SupportTier",
    "TierSplit",
    "TierStructure",
    "check_shares",
    "escalation_flow",
    "preset",
    "presets",
    "route",
    "split_headcount",
    "staffing_ratio",
    "tier_split",
]
