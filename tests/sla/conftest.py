"""A small policy and a way to write histories shortly."""

from datetime import UTC, datetime, timedelta

import pytest

from supportops.calendars import BusinessCalendar
from supportops.sla import SlaPolicy, replay

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
OFFICE = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})


class Bench:
    """Histories in hours since Monday midnight."""

    start = MONDAY
    office = OFFICE

    @staticmethod
    def at(hours):
        return MONDAY + timedelta(hours=hours)

    @staticmethod
    def policy(**fields):
        base = {
            "name": "test",
            "rows": [
                {
                    "first_response": "1h",
                    "next_response": "2h",
                    "periodic_update": "3h",
                    "resolution": "8h",
                }
            ],
            "calendars": {"office": OFFICE},
            "calendar": "office",
        }
        return SlaPolicy.model_validate({**base, **fields})

    @classmethod
    def events(cls, *given):
        out = []
        for hours, what, *rest in given:
            event = {"at": cls.at(hours)}
            if what in {"customer", "agent", "bot", "third_party", "system"}:
                event |= {"kind": "message", "actor": what, "public": "note" not in rest}
            elif what == "created":
                event |= {"kind": "created", "actor": rest[0] if rest else "customer"}
                event |= rest[1] if len(rest) > 1 else {}
            else:
                event |= {"kind": what, "value": rest[0] if rest else None}
            out.append(event)
        return out

    @classmethod
    def replay(cls, policy, now, *given, **rest):
        return replay(cls.events(*given), policy=policy, now=cls.at(now), **rest)


@pytest.fixture(scope="session")
def bench():
    return Bench
