"""The people: how many the work takes, which hours they cover, and when to hire them."""

from supportops.workforce.agent_throughput import Throughput, throughput
from supportops.workforce.all_hours import RoundTheClock, round_the_clock
from supportops.workforce.arrivals_floors import arrivals_floor
from supportops.workforce.attrition import (
    Attrition,
    RatePeriod,
    convert_attrition,
    measured_attrition,
    simple_attrition,
)
from supportops.workforce.backlog_run import BacklogRun, QueuePolicy, run_backlog
from supportops.workforce.bands import utilization_band, utilization_parts, utilization_source
from supportops.workforce.calendar_floors import CalendarFloor, calendar_floor, gaps_floor
from supportops.workforce.capacity import (
    Capacity,
    FteRequirement,
    required_agents,
    required_fte,
    seat_agents,
)
from supportops.workforce.carried import carried_volumes
from supportops.workforce.certificate import DemandCertificate, demand_certificate
from supportops.workforce.channel_rates import (
    ChannelThroughput,
    channel_capacity,
    channel_throughput,
    channels,
)
from supportops.workforce.clearing import (
    CatchUp,
    Clearing,
    catch_up_agents,
    clear_backlog,
    deferred_share,
)
from supportops.workforce.coverage import CoverageGaps, coverage_gaps
from supportops.workforce.day_forecast import DayForecast, reforecast_day
from supportops.workforce.deferred import DeferredClass
from supportops.workforce.feasibility import (
    Feasibility,
    StatedOperation,
    feasibility,
    stated_operation,
)
from supportops.workforce.first_response import (
    FirstResponseParts,
    first_response_parts,
    opening_wall,
)
from supportops.workforce.headcount import Headcount, project_headcount
from supportops.workforce.hiring import HiringPlan, hiring_plan
from supportops.workforce.intervals import service_intervals, staff_intervals
from supportops.workforce.intraday import (
    IntradayBand,
    IntradayMeasure,
    IntradayStatus,
    intraday_band,
    intraday_status,
)
from supportops.workforce.lead_times import HireBy, HiringScenario, hire_by, lead_time
from supportops.workforce.one_interval import Staffing, agents_needed
from supportops.workforce.paid_heads import (
    agents_present,
    full_time_equivalents,
    paid_agents,
    scheduled_agents,
)
from supportops.workforce.plan_sureness import (
    PlanConfidence,
    agents_for_confidence,
    plan_confidence,
)
from supportops.workforce.planning import (
    CapacityMeasure,
    CapacityVariable,
    PlanningPractice,
    PlanningTask,
    capacity_measures,
    capacity_variables,
    planning_calendar,
    planning_horizon,
    planning_practices,
    planning_tasks,
)
from supportops.workforce.pull_and_skip import ActionPlan, OffQueue, intraday_actions
from supportops.workforce.ramps import RampWeek, ramp_loads, ramp_schedule, ramped_weeks
from supportops.workforce.rules_of_thumb import (
    RuleAnswer,
    RuleName,
    StaffingRule,
    published_team,
    rule_agents,
    staffing_rule,
    staffing_rules,
)
from supportops.workforce.seasons import SeasonRule, season_factor, season_rules, seasons_on
from supportops.workforce.service import Service, service_at
from supportops.workforce.shrinkages import additive_shrinkage, days_shrinkage, sequential_shrinkage
from supportops.workforce.targets import ChannelTarget
from supportops.workforce.time_budget import TimeBudget
from supportops.workforce.time_use import (
    TimeWaterfall,
    occupancy_from,
    time_waterfall,
    utilization_from,
)
from supportops.workforce.variation import RateVariation, rate_variation
from supportops.workforce.week_schedule import WeekSchedule, schedule_template, week_coverage
from supportops.workforce.what_if import Scenario, scenario_table, scenarios
from supportops.workforce.what_if_staffing import scenario_staffing

__all__ = [
    "ActionPlan",
    "Attrition",
    "BacklogRun",
    "CalendarFloor",
    "Capacity",
    "CapacityMeasure",
    "CapacityVariable",
    "CatchUp",
    "ChannelTarget",
    "ChannelThroughput",
    "Clearing",
    "CoverageGaps",
    "DayForecast",
    "DeferredClass",
    "DemandCertificate",
    "Feasibility",
    "FirstResponseParts",
    "FteRequirement",
    "Headcount",
    "HireBy",
    "HiringPlan",
    "HiringScenario",
    "IntradayBand",
    "IntradayMeasure",
    "IntradayStatus",
    "OffQueue",
    "PlanConfidence",
    "PlanningPractice",
    "PlanningTask",
    "QueuePolicy",
    "RampWeek",
    "RatePeriod",
    "RateVariation",
    "RoundTheClock",
    "RuleAnswer",
    "RuleName",
    "Scenario",
    "SeasonRule",
    "Service",
    "Staffing",
    "StaffingRule",
    "StatedOperation",
    "Throughput",
    "TimeBudget",
    "TimeWaterfall",
    "WeekSchedule",
    "additive_shrinkage",
    "agents_for_confidence",
    "agents_needed",
    "agents_present",
    "arrivals_floor",
    "calendar_floor",
    "capacity_measures",
    "capacity_variables",
    "carried_volumes",
    "catch_up_agents",
    "channel_capacity",
    "channel_throughput",
    "channels",
    "clear_backlog",
    "convert_attrition",
    "coverage_gaps",
    "days_shrinkage",
    "deferred_share",
    "demand_certificate",
    "feasibility",
    "first_response_parts",
    "full_time_equivalents",
    "gaps_floor",
    "hire_by",
    "hiring_plan",
    "intraday_actions",
    "intraday_band",
    "intraday_status",
    "lead_time",
    "measured_attrition",
    "occupancy_from",
    "opening_wall",
    "paid_agents",
    "plan_confidence",
    "planning_calendar",
    "planning_horizon",
    "planning_practices",
    "planning_tasks",
    "project_headcount",
    "published_team",
    "ramp_loads",
    "ramp_schedule",
    "ramped_weeks",
    "rate_variation",
    "reforecast_day",
    "required_agents",
    "required_fte",
    "round_the_clock",
    "rule_agents",
    "run_backlog",
    "scenario_staffing",
    "scenario_table",
    "scenarios",
    "schedule_template",
    "scheduled_agents",
    "season_factor",
    "season_rules",
    "seasons_on",
    "seat_agents",
    "sequential_shrinkage",
    "service_at",
    "service_intervals",
    "simple_attrition",
    "staff_intervals",
    "staffing_rule",
    "staffing_rules",
    "stated_operation",
    "throughput",
    "time_waterfall",
    "utilization_band",
    "utilization_from",
    "utilization_parts",
    "utilization_source",
    "week_coverage",
]
