"""The reason to switch, as people type it: a contract against the tool of record."""

from datetime import UTC, datetime

from supportops import sla, vendors

TICKET = {"id": 7, "created_at": "2026-04-02T09:00:00Z", "status": "solved", "priority": "high"}
AUDITS = [
    {
        "ticket_id": 7, "created_at": "2026-04-02T09:40:00Z", "author_id": 1,
        "events": [{"type": "Comment", "public": True}, {"type": "Change", "field_name": "status", "previous_value": "new", "value": "solved"}],
    }
]  # fmt: skip


def test_from_a_contract_to_verdict_disagreement_credits_and_odds():
    policy = sla.SlaPolicy.model_validate({
        "name": "contract", "calendars": {"all": {"timezone": "UTC", "hours": {"mon-sun": [["00:00", "24:00"]]}}},
        "calendar": "all", "statuses": vendors.preset("zendesk").status_map, "rows": [{"first_response": "30m"}],
    })  # fmt: skip
    terms = sla.CreditTerms.model_validate(
        {
            "clauses": [
                {
                    "kind": "misses",
                    "metric": "first_response",
                    "steps": [{"misses": 1, "credit": "5%"}],
                }
            ]
        }
    )
    april = sla.calendar_month("2026-04-01", timezone="UTC")
    record = sla.replay(
        vendors.zendesk_events([TICKET], AUDITS, agents=[1]),
        policy=policy,
        now=datetime(2026, 5, 1, tzinfo=UTC),
    )
    assert record["first_response"].state == "breached"

    metrics = [{"ticket_id": 7, "reply_time_in_minutes": {"business": 25, "calendar": 25}}]
    found = vendors.reconcile(vendors.zendesk_ticket_metrics(metrics), record)
    assert found.by_cause == {"unexplained": 2}

    counts = sla.attained_in(record, window=april)
    assert str(sla.credits_owed(terms, fee="1200 USD", attained=counts).total) == "60 USD"
    assert sla.contract_risk(0.97, tickets_per_month=60, target="95%").month.passes > 0.85
