from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from supportops import escalation
from supportops.escalation import (
    EscalationPolicy,
    InitialNotice,
    InternalEscalation,
    OnCallHandoff,
    ResolutionNotice,
    UpdateNotice,
    internal_findings,
    notice_findings,
)

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def after(minutes):
    return AT + timedelta(minutes=minutes)


INITIAL = {
    "severity": "SEV1", "sent_at": AT, "service_name": "Check|out", "description": "Payments fail.",
    "impact": "No card is taken.", "status": "People are at it.", "next_update": after(15),
    "status_page_link": "status.example.com",
}  # fmt: skip
RESOLUTION = {
    "severity": "SEV1", "service_name": "Checkout", "description": "Payments failed.", "start_time": AT,
    "end_time": after(60), "impact": "No card was taken.", "resolution": "A new certificate.",
    "report_within": "48h", "status_page_link": "status.example.com",
}  # fmt: skip


@pytest.mark.fact("escalation-comm-template-initial")
@pytest.mark.parametrize(
    "name", ["service_name", "description", "impact", "status", "next_update", "status_page_link"]
)
def test_what_a_first_notice_must_say(name):
    assert notice_findings(InitialNotice(**INITIAL)) == ()
    gap = None if name == "next_update" else " "
    (row,) = notice_findings(InitialNotice(**{**INITIAL, name: gap}))
    assert (row.field, row.kind) == (name, "missing")


@pytest.mark.fact("escalation-comm-template-initial", "escalation-response-requirements")
@pytest.mark.parametrize(
    ("name", "most"), [("SEV1", 15), ("SEV2", 30), ("SEV3", 120), ("SEV4", 480)]
)
def test_a_promise_later_than_the_cadence_is_a_finding(name, most):
    for kind in (InitialNotice, UpdateNotice):
        fields = {k: v for k, v in INITIAL.items() if k in kind.model_fields}
        kept = kind(**{**fields, "severity": name, "next_update": after(most)})
        assert notice_findings(kept) == ()
        (row,) = notice_findings(
            kind(**{**fields, "severity": name, "next_update": after(most + 1)})
        )
        assert (row.field, row.kind) == ("next_update", "later than cadence")


@pytest.mark.fact("escalation-comm-template-initial")
def test_the_published_promise_of_thirty_minutes_is_later_than_its_own_rule():
    forms = escalation.published_promises()
    assert forms == {"next_update": timedelta(minutes=30), "report": timedelta(hours=48)}
    (row,) = notice_findings(InitialNotice(**{**INITIAL, "next_update": AT + forms["next_update"]}))
    assert row.message == "next update after 30m, SEV1 wants 15m"


def test_a_severity_without_a_timed_cadence():
    assert (
        notice_findings(
            InitialNotice(**{**INITIAL, "severity": "SEV5", "next_update": after(9999)})
        )
        == ()
    )


@pytest.mark.fact("escalation-comm-template-resolution")
@pytest.mark.parametrize(
    "name",
    [
        "service_name",
        "description",
        "start_time",
        "end_time",
        "impact",
        "resolution",
        "status_page_link",
        "report_within",
    ],
)
def test_what_a_last_notice_must_say(name):
    assert notice_findings(ResolutionNotice(**RESOLUTION)) == ()
    gap = None if name in {"start_time", "end_time", "report_within"} else ""
    (row,) = notice_findings(ResolutionNotice(**{**RESOLUTION, name: gap}))
    assert (row.field, row.kind) == (name, "missing")


@pytest.mark.fact("escalation-comm-template-resolution")
def test_a_report_after_two_days():
    (row,) = notice_findings(ResolutionNotice(**{**RESOLUTION, "report_within": "49h"}))
    assert (row.kind, row.message) == ("later than published", "report after 49h, at most 48h")


def test_pages():
    first = InitialNotice(**INITIAL).to_markdown()
    assert first.startswith("# Check\\|out: we are looking into a problem")
    assert "| You hear from us again by | 2026-03-02 09:15 UTC |" in first
    later = UpdateNotice(
        severity="SEV1", sent_at=AT, service_name="Checkout", status="Half of it works."
    ).to_markdown()
    assert "| What is new | Half of it works. |" in later
    assert "What you notice" not in later
    last = ResolutionNotice(**RESOLUTION).to_markdown()
    assert "| Ended | 2026-03-02 10:00 UTC |" in last
    assert "| A detailed report follows within | 48h |" in last
    bare = ResolutionNotice(severity="SEV1", service_name="Checkout").to_markdown()
    assert "|" not in bare


def test_instants_out_of_order():
    with pytest.raises(ValidationError, match="next_update must be after sent_at"):
        InitialNotice(**{**INITIAL, "next_update": AT})
    with pytest.raises(ValidationError, match="next_update must be after sent_at"):
        UpdateNotice(severity="SEV1", sent_at=AT, service_name="x", next_update=AT)
    with pytest.raises(ValidationError, match="end_time must not be before start_time"):
        ResolutionNotice(**{**RESOLUTION, "end_time": after(-1)})


def test_another_policy():
    book = escalation.preset("support-operations")
    level = book.severity("SEV1").model_dump(mode="json") | {"update": "hourly"}
    mine = EscalationPolicy.model_validate({**book.model_dump(mode="json"), "severities": [level]})
    assert (
        notice_findings(InitialNotice(**{**INITIAL, "next_update": after(60)}), policy=mine) == ()
    )


INTERNAL = {
    "severity": "SEV2", "time_detected": AT, "escalated_by": "Ada", "escalated_to": "Bo",
    "issue_description": "Payments fail. It began at nine.", "affected_customers": "5 %",
    "impact_type": "outage", "visible_symptoms": "error 500", "investigation": ("logs read", "roll-back tried"),
    "hypothesis": "certificate", "actions_needed": ("renew it",), "status_page": "updated",
    "customer_notice": "sent", "internal_channel": "#inc-7",
}  # fmt: skip
ASKED = [
    "time_detected", "escalated_by", "escalated_to", "issue_description", "affected_customers", "impact_type",
    "visible_symptoms", "investigation", "hypothesis", "actions_needed", "status_page", "customer_notice", "internal_channel",
]  # fmt: skip


@pytest.mark.fact("escalation-internal-template")
def test_what_engineering_must_be_told():
    assert internal_findings(InternalEscalation(**INTERNAL)) == ()
    bare = internal_findings(InternalEscalation(severity="SEV4"))
    assert [(row.field, row.kind) for row in bare] == [(name, "missing") for name in ASKED]


@pytest.mark.fact("escalation-internal-template")
@pytest.mark.parametrize(("number", "ok"), [(1, False), (2, True), (3, True), (4, False)])
def test_two_or_three_sentences(number, ok):
    found = internal_findings(
        InternalEscalation(**{**INTERNAL, "issue_description": "It fails. " * number})
    )
    assert [(f.field, f.kind, f.rule) for f in found] == (
        [] if ok else [("issue_description", "length", "2–3 sentences")]
    )


@pytest.mark.fact("escalation-internal-template")
@pytest.mark.parametrize("name", ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"])
def test_the_template_lists_four_severities(name):
    found = internal_findings(InternalEscalation(**{**INTERNAL, "severity": name}))
    assert [f.kind for f in found] == (["unlisted severity"] if name == "SEV5" else [])


@pytest.mark.fact("escalation-internal-template")
def test_the_internal_page():
    page = InternalEscalation(**INTERNAL).to_markdown()
    for part in (
        "# SEV2 for Bo",
        "| escalated by | Ada |",
        "| impact type | outage |",
        "1. logs read\n2. roll-back tried",
        "Likely cause: certificate",
        "1. renew it",
        "| status page | updated |",
    ):
        assert part in page
    assert "# SEV2 for –" in InternalEscalation(severity="SEV2").to_markdown()
    with pytest.raises(ValidationError):
        InternalEscalation(severity="SEV2", status_page="maybe")


def test_the_page_of_a_turn():
    page = OnCallHandoff(
        from_person="Ada", to_person="Bo", at=AT, watch=("disk of db1",)
    ).to_markdown()
    assert page.startswith("# On call: Ada to Bo\n\n2026-03-02 09:00 UTC")
    assert "## Open\n\n–\n\n## Keep an eye on\n\n1. disk of db1" in page
