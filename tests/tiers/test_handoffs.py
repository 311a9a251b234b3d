import pytest

from supportops.tiers import Handoff, missing_context

FULL = {
    "ticket_id": "4711",
    "customer_name": "Ada",
    "company": "Engines | Co",
    "customer_tier": "Gold",
    "original_agent": "Bo",
    "escalated_at": "2026-03-02T09:00:00Z",
    "origin": "L1",
    "target": "L2",
    "issue_summary": "Calls to version 2.1 fail. It began on Monday.",
    "troubleshooting": ("New token: same error", "Other network: same error"),
    "product_version": "2.1",
    "environment": "production",
    "error_logs": "attached",
    "screenshots": "none",
    "why_escalating": "Needs logs of the gateway.",
    "customer_expectation": "An answer today.",
    "next_steps": "Look for *rate limits*.",
}
TEMPLATE = [
    "customer_name", "company", "customer_tier", "original_agent", "escalated_at",
    "issue_summary", "troubleshooting", "why_escalating", "customer_expectation", "next_steps",
    "product_version", "environment", "error_logs", "screenshots",
]  # fmt: skip


@pytest.mark.fact("tiers-handoff-template")
def test_a_full_record_misses_nothing_and_an_empty_one_all():
    assert missing_context(Handoff(**FULL)) == ()
    bare = Handoff(ticket_id="4711", origin="L1", target="L2")
    assert [row.field for row in missing_context(bare)] == TEMPLATE
    assert {row.kind for row in missing_context(bare)} == {"missing"}


@pytest.mark.fact("tiers-handoff-template")
@pytest.mark.parametrize("name", TEMPLATE)
def test_each_field_is_asked_for(name):
    gap = {"escalated_at": None, "troubleshooting": ("  ",)}.get(name, " ")
    (row,) = missing_context(Handoff(**{**FULL, name: gap}))
    assert (row.field, row.kind) == (name, "missing")


@pytest.mark.fact("tiers-handoff-template")
@pytest.mark.parametrize(
    ("summary", "ok"),
    [
        ("One only", False),
        ("One.", False),
        ("One. Two", True),
        ("One? Two!", True),
        ("One. Two. Three.", True),
        ("One. Two. Three. Four.", False),
        ("Version 2.1.3 fails at example.com", False),
    ],
)
def test_two_or_three_sentences(summary, ok):
    found = missing_context(Handoff(**{**FULL, "issue_summary": summary}))
    assert (found == ()) is ok
    if not ok:
        assert (found[0].kind, found[0].rule) == ("length", "2–3 sentences")


@pytest.mark.fact("tiers-handoff-template")
def test_room_for_three_steps():
    (row,) = missing_context(Handoff(**{**FULL, "troubleshooting": ()}))
    assert row.rule == "one step or more, with room for 3"


def test_the_page():
    page = Handoff(**FULL).to_markdown()
    assert page.startswith("# 4711: L1 to L2\n\n| field | value |")
    assert r"| company | Engines \| Co |" in page
    assert "1. New token: same error\n2. Other network: same error" in page
    assert r"Look for \*rate limits\*." in page
    order = [
        page.index(head)
        for head in (
            "## Issue summary",
            "## Troubleshooting so far",
            "## What the next tier needs",
            "## Why escalating",
            "## Customer expectation",
            "## Next steps",
        )
    ]
    assert order == sorted(order)
    bare = Handoff(ticket_id="4711", origin="L1", target="L2").to_markdown()
    assert "| company | – |" in bare
    assert "## Troubleshooting so far\n\n–" in bare
    assert Handoff.model_validate_json(Handoff(**FULL).model_dump_json()) == Handoff(**FULL)
