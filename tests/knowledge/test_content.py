from datetime import date

import pytest

from supportops import knowledge
from supportops.errors import InputError
from supportops.knowledge import (
    Article,
    Trouble,
    article_findings,
    category_findings,
    content_actions,
)


@pytest.mark.fact("knowledge-content-categories")
def test_seven_kinds_of_content():
    kinds = {c.name: (c.purpose, c.examples) for c in knowledge.content_categories()}
    assert kinds == {
        "getting_started": ("onboarding and quick wins", ("setup", "first steps")),
        "how_to": ("task completion", ("feature usage",)),
        "troubleshooting": ("problem resolution", ("error fixes", "common issues")),
        "reference": ("technical detail", ("API docs", "configuration")),
        "faq": ("quick answers", ("common questions",)),
        "release_notes": ("what is new", ("updates",)),
        "best_practices": ("optimal use", ("tips",)),
    }


@pytest.mark.fact("knowledge-creation-triggers")
def test_five_patterns_call_for_content():
    rows = [
        (p.name, p.tickets_per_week, p.action, p.priority) for p in knowledge.content_patterns()
    ]
    assert rows == [
        ("same_topic_volume", 10, "create article", "high"),
        ("repeated_escalations", None, "add troubleshooting section", "high"),
        ("complex_explanations", None, "convert to how-to", "medium"),
        ("feature_questions_after_release", None, "add feature documentation", "high"),
        ("agent_workaround", None, "document in KB", "medium"),
    ]
    assert knowledge.article_trigger().tickets_per_week == 10
    assert str(knowledge.article_trigger().source) == (
        "support-operations skill, Knowledge Creation from Support"
    )
    assert content_actions({"login": 9}) == ()
    (row,) = content_actions({"login": 10})
    assert (row.topic, row.pattern, row.action) == ("login", "same_topic_volume", "create article")


def test_actions_are_ordered_by_priority_and_volume():
    rows = content_actions(
        {"a": 12, "b": 30, "c": 1},
        noticed={"c": ["agent_workaround"], "d": ["repeated_escalations"], "a": ["complex_explanations"]},
    )  # fmt: skip
    assert [(r.topic, r.priority) for r in rows] == [
        ("b", "high"), ("a", "high"), ("d", "high"), ("a", "medium"), ("c", "medium"),
    ]  # fmt: skip
    only = knowledge.ContentPattern(name="x", tickets_per_week=1, action="y", priority="low")
    assert [r.action for r in content_actions({"a": 1}, patterns=[only])] == ["y"]


def test_actions_say_what_is_wrong():
    with pytest.raises(InputError, match=r"tickets_per_week\['a'\] must be a finite number"):
        content_actions({"a": -1})
    with pytest.raises(InputError, match=r"noticed\['a'\] must name patterns; got 'x'; there are"):
        content_actions({}, noticed={"a": ["x"]})


WHOLE = Article(
    title="Reset your *password*",
    summary="You get a new one. It takes a minute.",
    quick_answer="Choose Forgot password.",
    before_you_start=("Your mail address", "Your phone"),
    steps=("Open the page.", "Choose Forgot.", "Follow the link."),
    troubleshooting=(
        Trouble(problem="No mail", solution="Look into spam"),
        Trouble(problem="Link too old", solution="Ask for another"),
    ),
    related=("Change your mail", "Two-factor"),
    contact="Write to us.",
    updated=date(2026, 3, 1),
)


@pytest.mark.fact("knowledge-article-template")
def test_the_article_skeleton():
    assert knowledge.article_sections() == (
        "title (task)", "summary", "quick answer", "before you start",
        "step-by-step instructions", "troubleshooting", "related articles", "still need help",
        "footer: last updated and helpful vote",
    )  # fmt: skip
    assert article_findings(WHOLE) == ()
    for count, found in ((1, 0), (2, 0), (3, 1)):
        text = " ".join(["Yes."] * count)
        for part in ("summary", "quick_answer"):
            article = WHOLE.model_copy(update={part: text})
            assert len(article_findings(article)) == found
    bare = article_findings(Article(title=" "))
    assert [f.what for f in bare] == [
        f"{part} is missing"
        for part in ("title", *knowledge.article_sections()[1:])
    ]  # fmt: skip


def test_an_article_reads_in_the_order_of_the_skeleton():
    lines = WHOLE.to_markdown().splitlines()
    assert lines[0] == r"# Reset your \*password\*"
    assert [line for line in lines if line.startswith("##")] == [
        "## Quick answer", "## Before you start", "## Steps", "## Troubleshooting",
        "## Related articles", "## Still need help?",
    ]  # fmt: skip
    assert lines.count("1. Open the page.") == 1
    assert lines[-1].startswith("Last updated: 2026-03-01")
    assert Article(title="x").to_markdown().count("*to be written*") == 7
    assert Article.model_validate_json(WHOLE.model_dump_json()) == WHOLE


@pytest.mark.fact("knowledge-good-structure")
def test_three_levels_and_six_practices():
    tree = {"a": None, "b": "a", "c": "b", "d": "c"}
    assert [f.where for f in category_findings(tree)] == ["d"]
    assert category_findings({k: tree[k] for k in "abc"}) == ()
    assert [(p.name, p.rules) for p in knowledge.structure_practices()] == [
        ("clear architecture",
         ("categories match users' models", "limited depth", "popular articles visible")),
        ("search first", ("prominent bar", "synonyms", "suggest while typing")),
        ("scannable", ("headings", "lists", "summary at top")),
        ("visual aids", ("annotated screenshots", "video", "GIF")),
        ("actionable troubleshooting", ("problem, cause, solution", "steps", "fallbacks")),
        ("cross-linking", ("related", "prerequisites", "next steps")),
    ]  # fmt: skip


def test_trees_that_are_none():
    assert [f.what for f in category_findings({"b": "a", "a": None}, levels=1)] == [
        "level 2, 1 are allowed"
    ]
    with pytest.raises(InputError, match="parents must name categories; got 'z' over 'a'"):
        category_findings({"a": "z"})
    with pytest.raises(InputError, match="parents must end at the top; got 'a' inside itself"):
        category_findings({"a": "b", "b": "a"})


def test_a_deep_tree_is_walked_without_recursion():
    tree = {str(k): (str(k + 1) if k < 5000 else None) for k in range(5001)}
    assert len(category_findings(tree)) == 4998


@pytest.mark.fact("knowledge-self-service-hierarchy")
def test_five_layers():
    assert [
        (x.name, x.deflection, x.other, x.content) for x in knowledge.self_service_layers()
    ] == [
        ("in_app_contextual", "highest", "effort lowest",
         ("tooltips", "inline guidance", "smart suggestions")),
        ("chatbot_ai", "high", "personalisation medium",
         ("instant answers", "guided troubleshooting", "routing")),
        ("knowledge_base", "medium_high", "depth high",
         ("articles", "how-to", "troubleshooting")),
        ("community_forums", "medium", "engagement high",
         ("peer help", "discussion", "shared solutions")),
        ("video_tutorials", "medium", "learning high",
         ("visual guides", "walkthroughs", "deep dives")),
    ]  # fmt: skip


@pytest.mark.fact("knowledge-deflection-strategies")
def test_six_strategies():
    assert [(x.name, x.how, x.impact) for x in knowledge.deflection_strategies()] == [
        ("pre_ticket_search", "articles shown before the form", "high"),
        ("suggested_articles", "AI recommendations", "high"),
        ("in_app_help", "contextual tooltips", "high"),
        ("chatbot_first", "bot before human", "medium_high"),
        ("community_redirect", "community for how-to", "medium"),
        ("video_tutorials", "visual learners", "medium"),
    ]
