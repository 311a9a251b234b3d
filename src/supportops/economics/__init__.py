"""Money over time: what support costs, and what changes are worth."""

from supportops.economics.costs import cost_per_ticket

__all__ = ["cost_per_ticket"]
