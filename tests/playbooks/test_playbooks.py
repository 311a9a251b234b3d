import pytest

from supportops import playbooks
from supportops.errors import InputError

BOOK = playbooks.open_playbook("support-operations")


@pytest.mark.fact("playbook-skill-scope")
def test_scope_stands_as_published():
    scope = BOOK.scope
    assert scope.inputs == (
        "ticket volumes", "customer tiers", "team size and ticket mix", "top categories", "tools",
        "existing SLAs",
    )  # fmt: skip
    assert scope.top_ticket_categories == 50
    assert scope.deliverables == (
        "SLA matrix", "escalation flowcharts", "knowledge-base architecture", "metric dashboards",
        "staffing model",
    )  # fmt: skip
    assert scope.sla == ("response times", "resolution targets", "breach escalation procedures")
    assert scope.tiers == ("L1/L2/L3 duties", "skills", "routing", "escalation triggers")
    assert scope.knowledge == ("article templates", "tagging taxonomy", "deflection targets")
    assert scope.scorecard == (
        "FRT", "TTR", "FCR", "CSAT", "benchmarks", "alert thresholds", "per-team breakdown",
    )  # fmt: skip
    assert len(scope.workflow) == 5
    assert scope.workflow[0].startswith("analyze")
    assert "package" in scope.workflow[-1]


@pytest.mark.fact("playbook-skill-philosophy")
def test_four_principles():
    assert len(BOOK.principles) == 4
    for principle, word in zip(
        BOOK.principles, ("prevent", "loyalty", "context", "upstream"), strict=True
    ):
        assert word in principle


@pytest.mark.fact("playbook-skill-rule-areas")
def test_ten_areas_with_their_impact():
    assert [(a.number, a.area, a.impact) for a in BOOK.areas] == [
        (1, "ticket", "critical"), (2, "sla", "critical"), (3, "tier", "critical"),
        (4, "knowledge", "high"), (5, "metrics", "high"), (6, "escalation", "critical"),
        (7, "tooling", "medium_high"), (8, "feedback", "high"), (9, "quality", "high"),
        (10, "workforce", "medium_high"),
    ]  # fmt: skip
    covers = {a.area: a.covers for a in BOOK.areas}
    assert covers["sla"] == ("creation", "compliance", "business hours", "breach prevention")
    assert [len(a.covers) for a in BOOK.areas] == [4, 4, 4, 4, 6, 5, 4, 4, 4, 4]


@pytest.mark.fact("playbook-skill-rule-frontmatter")
def test_eleven_documents_with_their_impact():
    assert {d.document: d.impact for d in BOOK.documents} == {
        "training": "high", "escalation": "critical", "feedback": "high", "knowledge": "high",
        "metrics": "high", "quality": "high", "sla": "critical", "tickets": "critical",
        "tiers": "critical", "tooling": "medium_high", "workforce": "medium_high",
    }  # fmt: skip
    assert all(d.why for d in BOOK.documents)
    # Training is a document without an area of its own, as the source has it.
    assert "training" not in {a.area for a in BOOK.areas}


def test_an_unknown_playbook_lists_the_known():
    assert playbooks.playbooks() == ("support-operations",)
    with pytest.raises(
        InputError, match=r"preset of playbooks; got 'mine'; there are support-operations"
    ):
        playbooks.open_playbook("mine")
