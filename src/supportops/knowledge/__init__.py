"""Self-service: what it takes off the team, whether it works, and what to write first."""

from supportops.knowledge.article_plan import (
    ArticleIdea,
    ArticlePlace,
    ArticlePlan,
    plan_articles,
)
from supportops.knowledge.article_table import (
    Coverage,
    article_health,
    coverage,
    freshness,
)
from supportops.knowledge.bands import (
    KnowledgeBand,
    KnowledgeBandsName,
    Status,
    grade,
    preset,
    presets,
)
from supportops.knowledge.bots import (
    BotCost,
    BotRates,
    BotReply,
    BotScenario,
    bot_cost,
    bot_rates,
    bot_reply,
    bot_scenario,
)
from supportops.knowledge.content import (
    ArticleTrigger,
    ContentAction,
    ContentCategory,
    ContentPattern,
    article_sections,
    article_trigger,
    content_actions,
    content_categories,
    content_patterns,
)
from supportops.knowledge.deflection import (
    Deflection,
    deflection_from_sessions,
    deflection_from_visits,
)
from supportops.knowledge.goals import (
    DeflectionNeed,
    deflection_needed,
)
from supportops.knowledge.health import (
    KnowledgeHealth,
    KnowledgeRates,
    knowledge_health,
    knowledge_rates,
)
from supportops.knowledge.holdout import (
    HoldOut,
    holdout_deflection,
)
from supportops.knowledge.landscape import (
    DeflectionClaim,
    DeflectionStrategy,
    Level,
    SelfServiceLayer,
    deflection_claims,
    deflection_strategies,
    self_service_layers,
)
from supportops.knowledge.maintenance import (
    MaintenanceDue,
    MaintenanceTask,
    articles_left,
    maintenance_due,
    maintenance_tasks,
)
from supportops.knowledge.measured import (
    SelfServiceScore,
    deflection_from_requests,
    deflection_from_users,
    tickets_per_user,
    tickets_prevented,
)
from supportops.knowledge.mix import (
    MixShift,
    TopicLoad,
    TopicShift,
    mix_shift,
)
from supportops.knowledge.planning import (
    CategoryPlan,
    plan_categories,
)
from supportops.knowledge.retirement import (
    Retirement,
    RetirementRule,
    retirement,
    retirement_rule,
)
from supportops.knowledge.returns import (
    recontact_share,
)
from supportops.knowledge.search import (
    SearchReport,
    SearchSignal,
    search_practices,
    search_report,
    search_signals,
)
from supportops.knowledge.skeleton import (
    Article,
    Trouble,
)
from supportops.knowledge.structure import (
    StructureFinding,
    StructurePractice,
    article_findings,
    category_findings,
    structure_practices,
)
from supportops.knowledge.suggestions import (
    HandOff,
    LabelQuality,
    SuggestionQuality,
    TriageQuality,
    handoff_threshold,
    suggestion_quality,
    triage_quality,
)

__all__ = [
    "Article",
    "ArticleIdea",
    "ArticlePlace",
    "ArticlePlan",
    "ArticleTrigger",
    "BotCost",
    "BotRates",
    "BotReply",
    "BotScenario",
    "CategoryPlan",
    "ContentAction",
    "ContentCategory",
    "ContentPattern",
    "Coverage",
    "Deflection",
    "DeflectionClaim",
    "DeflectionNeed",
    "DeflectionStrategy",
    "HandOff",
    "HoldOut",
    "KnowledgeBand",
    "KnowledgeBandsName",
    "KnowledgeHealth",
    "KnowledgeRates",
    "LabelQuality",
    "Level",
    "MaintenanceDue",
    "MaintenanceTask",
    "MixShift",
    "Retirement",
    "RetirementRule",
    "SearchReport",
    "SearchSignal",
    "SelfServiceLayer",
    "SelfServiceScore",
    "Status",
    "StructureFinding",
    "StructurePractice",
    "SuggestionQuality",
    "TopicLoad",
    "TopicShift",
    "TriageQuality",
    "Trouble",
    "article_findings",
    "article_health",
    "article_sections",
    "article_trigger",
    "articles_left",
    "bot_cost",
    "bot_rates",
    "bot_reply",
    "bot_scenario",
    "category_findings",
    "content_actions",
    "content_categories",
    "content_patterns",
    "coverage",
    "deflection_claims",
    "deflection_from_requests",
    "deflection_from_sessions",
    "deflection_from_users",
    "deflection_from_visits",
    "deflection_needed",
    "deflection_strategies",
    "freshness",
    "grade",
    "handoff_threshold",
    "holdout_deflection",
    "knowledge_health",
    "knowledge_rates",
    "maintenance_due",
    "maintenance_tasks",
    "mix_shift",
    "plan_articles",
    "plan_categories",
    "preset",
    "presets",
    "recontact_share",
    "retirement",
    "retirement_rule",
    "search_practices",
    "search_report",
    "search_signals",
    "self_service_layers",
    "structure_practices",
    "suggestion_quality",
    "tickets_per_user",
    "tickets_prevented",
    "triage_quality",
]
