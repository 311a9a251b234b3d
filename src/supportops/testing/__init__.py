"""Tests of an SLA contract: scenarios that a support lead can read, and what checks them.

A scenario says: given this policy, when these things happen, then these periods. Write them as
``*.sla.toml`` files, which pytest collects by the plugin that comes with this package, or check
them in tests of your own with `check_scenario`. Hypothesis strategies for calendars, policies
and histories are in `supportops.testing.strategies`.
"""

from supportops.testing.checking import ScenarioError, check_scenario, differences
from supportops.testing.reading import read_scenarios
from supportops.testing.scenarios import ExpectedPeriod, SlaScenario

__all__ = [
    "ExpectedPeriod",
    "ScenarioError",
    "SlaScenario",
    "check_scenario",
    "differences",
    "read_scenarios",
]
