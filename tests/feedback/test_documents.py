from datetime import date

import pytest
from pydantic import ValidationError

from supportops.feedback import (
    AtRiskAlert,
    BugImpact,
    ProductSubmission,
    RecentTicket,
    ThemeNote,
    VoiceReport,
    template_parts,
    top_themes,
)

DAY = date(2026, 3, 2)


def sections(text):
    return [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]


ALERT = AtRiskAlert(
    account="Acme | Sons",
    date=DAY,
    flagged_by="Ada",
    csm="Bo",
    tier="Enterprise",
    monthly_revenue="5000 USD",
    indicators=("3 escalations in 2 weeks",),
    tickets=(RecentTicket(ticket="#1234", date=DAY, issue="export *fails*", status="open"),),
    sentiment="Angry.",
    links={"account": "crm/acme"},
)


@pytest.mark.fact("feedback-at-risk-template")
def test_an_alert_reads_like_the_template():
    parts = template_parts("at_risk")
    assert parts.sections == (
        "risk indicators", "recent ticket summary", "customer sentiment", "recommended actions",
        "supporting links",
    )  # fmt: skip
    assert parts.details == {
        "header": ["account_name", "date", "flagged_by", "csm", "account_tier", "monthly_revenue"],
        "indicators": 3,
        "ticket_columns": ["ticket", "date", "issue", "status"],
        "actions": [
            "CS intervention", "executive outreach if needed", "product involvement if needed",
        ],
        "links": ["account", "tickets", "health score"],
        "example": {"escalations": 3, "within_weeks": 2},
    }  # fmt: skip
    text = ALERT.to_markdown()
    assert sections(text) == [
        "Risk indicators", "Recent tickets", "Customer sentiment", "Recommended actions", "Links",
    ]  # fmt: skip
    assert text.startswith("# At-risk account: Acme \\| Sons\n")
    assert "| Monthly revenue | 5,000 USD |" in text
    assert r"| \#1234 | 2026-03-02 | export \*fails\* | open |" in text
    assert text.index("1. CS intervention") < text.index("1. executive outreach if needed")
    assert ALERT.missing() == ()
    assert AtRiskAlert.model_validate_json(ALERT.model_dump_json()) == ALERT


def test_what_an_alert_lacks():
    bare = AtRiskAlert(account="a", date=DAY, flagged_by="b", actions=("call",))
    assert bare.missing() == (
        "csm", "account_tier", "monthly_revenue", "risk indicators", "recent ticket summary",
        "customer sentiment", "supporting links",
    )  # fmt: skip
    text = bare.to_markdown()
    assert text.count("*not stated*") == 3
    assert "1. call" in text
    assert "CS intervention" not in text


SUBMISSION = ProductSubmission(
    title="Bulk export",
    kind="feature request",
    submitted_by="Ada",
    date=DAY,
    customers=12,
    segments=("Enterprise",),
    revenue="40000 USD",
    notable_accounts=("Acme",),
    request="Export all rows.",
    quotes=("We copy by hand.", "# every week"),
    use_case="Month end.",
    workaround="Copy and paste.",
    churn_risk="medium",
    expansion_blocker=True,
    competitive_gap=False,
    tickets=("#1",),
)


@pytest.mark.fact("feedback-product-template")
def test_a_submission_reads_like_the_template():
    parts = template_parts("submission")
    assert parts.sections == (
        "customer context", "the request", "customer voice", "use case", "current workaround",
        "business impact", "related tickets",
    )  # fmt: skip
    assert parts.details == {
        "header": ["title", "feedback_type", "submitted_by", "date"],
        "types": ["feature request", "bug", "UX issue", "other"],
        "context": [
            "customers requesting", "segments", "revenue represented", "notable accounts",
        ],
        "churn_risk": ["low", "medium", "high"],
        "yes_or_no": ["expansion_blocker", "competitive_gap"],
        "quotes": 2,
        "tickets": 2,
    }  # fmt: skip
    text = SUBMISSION.to_markdown()
    assert [s.lower() for s in sections(text)] == list(parts.sections)
    assert "> We copy by hand.\n>\n> \\# every week" in text
    assert "| Blocks expansion | yes |" in text
    assert "| Competitive gap | no |" in text
    assert SUBMISSION.missing() == ()
    for kind in parts.details["types"]:
        assert SUBMISSION.model_copy(update={"kind": kind})
    with pytest.raises(ValidationError, match="Input should be 'feature request'"):
        ProductSubmission(title="x", kind="praise", submitted_by="y", date=DAY)


def test_what_a_submission_lacks():
    bare = ProductSubmission(title="x", kind="bug", submitted_by="y", date=DAY)
    assert bare.missing() == template_parts("submission").sections
    assert "| Churn risk | – |" in bare.to_markdown()
    assert bare.to_markdown().count("*not stated*") == 5


@pytest.mark.fact("feedback-voc-report-template")
def test_a_report_reads_like_the_template():
    parts = template_parts("voice")
    assert parts.sections == (
        "top themes", "bug impact", "feature requests trending", "wins",
        "at-risk accounts flagged", "ticket trends",
    )  # fmt: skip
    assert parts.details == {
        "themes": 3,
        "theme_fields": ["tickets", "impact", "sample", "action"],
        "bug_columns": ["bug", "tickets", "customers", "estimated resolution"],
        "bugs": 2,
        "requests": 2,
        "accounts": 2,
        "trends": [
            "total tickets with percent change", "average CSAT with change", "top category",
        ],
    }  # fmt: skip
    themes = top_themes({"login": 40, "export": 4, "new": 2}, last_week={"login": 20, "export": 2})
    report = VoiceReport(
        week_ending=DAY,
        themes=themes,
        notes={"login": ThemeNote(impact="high", sample="I am *out*", action="fix")},
        bugs=(BugImpact(bug="login loop", tickets=30, customers=12),),
        requests=("bulk export",),
        wins=("faster",),
        at_risk_accounts=("Acme",),
        tickets=110,
        tickets_before=100,
        csat=4.5,
        csat_before=4.4,
        top_category="login",
    )
    text = report.to_markdown()
    assert [s.lower() for s in sections(text)] == list(parts.sections)
    assert "| Tickets | 40 (+100%) |" in text
    assert "| Tickets | 4 (+100%, within chance) |" in text
    assert "| Tickets | 2 (none last week) |" in text
    assert r"I am \*out\*" in text
    assert "| Tickets | 110 (+10%) |" in text
    assert "| CSAT | 4.5 (+0.1) |" in text
    assert "| login loop | 30 | 12 | – |" in text
    assert VoiceReport.model_validate_json(report.model_dump_json()) == report


def test_a_quiet_week():
    report = VoiceReport(week_ending=DAY, themes=top_themes({"a": 0}, last_week={}), tickets=5,
                         tickets_before=0, csat=4.0)  # fmt: skip
    assert report.ticket_change is None
    text = report.to_markdown()
    assert "| Tickets | 0 (none) |" in text
    assert "| Tickets | 5 (nothing last week) |" in text
    assert "| CSAT | 4 |" in text
    assert text.count("*none*") == 3
    empty = VoiceReport(week_ending=DAY, themes=(), tickets=0, tickets_before=3)
    assert empty.to_markdown().count("*none*") == 4
    assert "| CSAT | – |" in empty.to_markdown()
