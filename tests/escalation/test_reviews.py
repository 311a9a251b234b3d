from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.escalation import (
    ActionItem,
    IncidentReview,
    review_deadlines,
    review_due,
    review_findings,
    review_times,
)

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARKS = [
    "first_customer_report",
    "on_call_paged",
    "incident_declared",
    "root_cause_identified",
    "fix_deployed",
    "customer_impact_resolved",
]
FULL = {
    "incident_title": "Payments *down*",
    "severity": "SEV1",
    "incident_commander": "Ada",
    "summary": "It failed.\n\nIt was fixed.",
    **{
        mark: AT + timedelta(minutes=m)
        for mark, m in zip(MARKS, (0, 5, 15, 35, 65, 105), strict=True)
    },
    "customers_affected": "1,200",
    "revenue": "3000 USD",
    "sla_breaches": "2",
    "root_cause": "A certificate ran out.",
    "went_well": ("The bridge stood at once.",),
    "to_improve": ("Watch certificates.",),
    "action_items": (
        ActionItem(action="Watch certificates", owner="Bo", due_date=date(2026, 4, 1)),
    ),
}


def review(**more):
    return IncidentReview(**{**FULL, **more})


@pytest.mark.fact("escalation-pir-template")
def test_five_stretches_from_six_marks():
    times = review_times(review())
    assert (times.page, times.declare, times.diagnose, times.fix, times.recover) == tuple(
        timedelta(minutes=m) for m in (5, 10, 20, 30, 105)
    )
    gap = review_times(review(incident_declared=None))
    assert (gap.declare, gap.diagnose, gap.fix) == (None, None, timedelta(minutes=30))


@pytest.mark.fact("escalation-pir-template")
@pytest.mark.parametrize(("before", "after"), list(pairwise(MARKS)))
def test_marks_out_of_order_are_refused(before, after):
    swapped = {before: FULL[after], after: FULL[before]}
    with pytest.raises(ValidationError, match=r"must not be before"):
        review(**swapped)


@pytest.mark.fact("escalation-pir-template")
def test_a_full_review_lacks_nothing_and_an_empty_one_all():
    assert review_findings(review()) == ()
    bare = IncidentReview(incident_title="x", severity="SEV1")
    assert [f.field for f in review_findings(bare)] == [
        "incident_commander", "summary", *MARKS, "customers_affected", "revenue", "sla_breaches",
        "root_cause", "went_well", "to_improve", "action_items",
    ]  # fmt: skip
    assert {f.kind for f in review_findings(bare)} == {"missing"}


@pytest.mark.fact("escalation-pir-template")
@pytest.mark.parametrize(("paragraphs", "ok"), [(1, True), (2, True), (3, False)])
def test_one_or_two_paragraphs(paragraphs, ok):
    found = review_findings(review(summary="\n\n".join(["Text."] * paragraphs)))
    assert [(f.field, f.kind, f.about) for f in found] == (
        [] if ok else [("summary", "length", "1–2 paragraphs")]
    )


def test_actions_without_owner_date_or_end():
    items = (
        ActionItem(action="a", owner=" "),
        ActionItem(action="b", owner="Bo", due_date=date(2026, 4, 1)),
        ActionItem(action="c", owner="Bo", due_date=date(2026, 4, 1), status="done"),
    )
    for day, overdue in (
        (None, []),
        (date(2026, 4, 1), []),
        (date(2026, 4, 2), [("overdue", "b")]),
    ):
        found = review_findings(review(action_items=items), as_of=day)
        assert [(f.kind, f.about) for f in found] == [
            ("no owner", "a"),
            ("no due date", "a"),
            *overdue,
        ]


@pytest.mark.fact("escalation-pir-template")
def test_the_page():
    page = review().to_markdown()
    heads = [
        "# Review: Payments",
        "## Summary",
        "## Timeline",
        "## Impact",
        "## Root cause",
        "## What went well",
        "## What to improve",
        "## Action items",
    ]
    places = [page.index(head) for head in heads]
    assert places == sorted(places)
    assert r"Payments \*down\*" in page
    assert "| time to recover | 1h45m |" in page
    assert "| action | owner | due | status |" in page
    assert "| Watch certificates | Bo | 2026-04-01 | open |" in page
    bare = IncidentReview(incident_title="x", severity="SEV1").to_markdown()
    assert "## Summary\n\n–" in bare
    assert "| time to recover | – |" in bare
    assert IncidentReview.model_validate_json(review().model_dump_json()) == review()


@pytest.mark.fact(
    "escalation-comm-template-resolution",
    "playbook-ast-incident-steps",
    "playbook-vivtone-compliance",
)
def test_three_deadlines_stay_apart():
    assert [(d.name, d.within, d.source.source) for d in review_deadlines()] == [
        ("customer report", timedelta(hours=48), "support-operations skill"),
        ("public post-mortem", timedelta(hours=72), "AST"),
        ("remediation documented", timedelta(days=30), "VIVtone"),
    ]
    assert review_due(AT) == AT + timedelta(hours=48)
    assert review_due(AT, deadline="public post-mortem") == AT + timedelta(hours=72)
    assert review_due(AT, deadline="remediation documented") == AT + timedelta(days=30)
    with pytest.raises(
        InputError,
        match="deadline must be one of customer report, public post-mortem or remediation documented; got 'x'",
    ):
        review_due(AT, deadline="x")
