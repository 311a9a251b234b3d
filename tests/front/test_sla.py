"""The snippets that the house promises for the clock, as people type them."""

from datetime import UTC, datetime

from supportops.calendars import BusinessCalendar
from supportops.sla import SlaPolicy, due_times, replay

office = BusinessCalendar(timezone="America/New_York", hours={"mon-fri": [("09:00", "18:00")]})
policy = SlaPolicy.model_validate(
    {
        "name": "ours",
        "calendars": {"office": office},
        "calendar": "office",
        "rows": [
            {
                "priority": "High",
                "customer_tier": "Gold",
                "first_response": "4h",
                "resolution": "8h",
            }
        ],
    }
)
created = datetime(2026, 3, 2, 14, tzinfo=UTC)
events = [
    {
        "at": created,
        "kind": "created",
        "actor": "customer",
        "priority": "High",
        "customer_tier": "Gold",
    }
]
now = datetime(2026, 3, 2, 16, tzinfo=UTC)


def test_due_times():
    due = due_times(policy, priority="High", customer_tier="Gold", at=created)["first_response"]
    assert due == datetime(2026, 3, 2, 18, tzinfo=UTC)


def test_replay():
    record = replay(events, policy=policy, now=now)
    assert record["resolution"].due_at == datetime(2026, 3, 2, 22, tzinfo=UTC)
    assert "created by customer" in str(record.trace)
    assert record.upcoming[0].level == 80
