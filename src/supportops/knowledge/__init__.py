"""Self-service: what a knowledge base has to take off the team, and what to write first."""

from supportops.knowledge.content import (
    ArticleTrigger,
    ContentCategory,
    article_sections,
    article_trigger,
    content_categories,
)
from supportops.knowledge.deflection import DeflectionNeed, deflection_needed
from supportops.knowledge.planning import CategoryPlan, plan_categories

__all__ = [
    "ArticleTrigger",
    "CategoryPlan",
    "ContentCategory",
    "DeflectionNeed",
    "article_sections",
    "article_trigger",
    "content_categories",
    "deflection_needed",
    "plan_categories",
]
