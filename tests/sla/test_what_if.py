"""History under a changed policy: which verdicts change, and why."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from supportops import sla
from supportops.calendars import BusinessCalendar
from supportops.errors import InputError

NOW = datetime(2026, 3, 10, tzinfo=UTC)
OFFICE = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "17:00")]})
LONG = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("06:00", "20:00")]})


def policy(**fields):
    base = {
        "name": "now", "calendars": {"office": OFFICE}, "calendar": "office",
        "rows": [{"first_response": "2h", "resolution": "8h"}],
    }  # fmt: skip
    return sla.SlaPolicy.model_validate({**base, **fields})


def log(*rows):
    frame = pd.DataFrame(rows, columns=["ticket_id", "at", "kind", "value", "actor"])
    return frame.assign(at=pd.to_datetime(frame["at"], utc=True))


# Answered after an hour and a half before opening; solved after two days, one of them waiting.
EVENTS = log(
    (1, "2026-03-02 16:00", "created", None, "customer"),
    (1, "2026-03-03 09:30", "message", None, "agent"),
    (1, "2026-03-03 10:00", "status", "waiting_on_customer", "agent"),
    (1, "2026-03-03 16:00", "status", "open", "customer"),
    (1, "2026-03-04 11:00", "status", "solved", "agent"),
)


def asked(changed, events=EVENTS, base=None, **more):
    return sla.what_if(None, events, policy=base or policy(), changed=changed, now=NOW, **more)


def test_the_same_policy_changes_nothing():
    found = asked(policy())
    assert (found.differences, len(found.changes)) == ((), 0)
    assert found.before == found.after == {"met": 2}
    assert str(found) == "differs in nothing that the clock knows\nno verdict changes"


def test_a_stricter_target():
    found = asked(policy(rows=[{"first_response": "1h", "resolution": "8h"}]))
    [row] = found.changes.to_dict("records")
    assert (row["metric"], row["state_before"], row["state_after"]) == (
        "first_response", "met", "breached",
    )  # fmt: skip
    assert row["why"] == "targets (target 1h instead of 2h)"
    assert found.after == {"breached": 1, "met": 1}
    assert found.to_frame() is found.changes
    assert "1 from met to breached: targets" in found._repr_html_()


def test_a_longer_calendar():
    found = asked(sla.on_calendar(policy(), LONG))
    assert found.differences == ("calendar",)
    whys = dict(zip(found.changes["metric"], found.changes["why"], strict=True))
    assert whys == {
        "first_response": "calendar (elapsed 7h30m instead of 1h30m)",
        "resolution": "calendar (elapsed 17h instead of 5h)",
    }


def test_reasons_are_found_by_trial():
    """The calendar alone breaks the answer; the resolution breaks by either of two changes."""
    changed = sla.on_calendar(policy(pauses={"resolution": ()}), LONG)
    found = asked(changed)
    assert found.differences == ("calendar", "pauses")
    whys = dict(zip(found.changes["metric"], found.changes["why"], strict=True))
    assert whys["first_response"].startswith("calendar (")
    assert whys["resolution"].startswith("calendar and pauses (")


def test_what_needs_two_changes_together():
    base = policy(rows=[{"resolution": "8h"}], pauses={"resolution": ()})
    # Eleven hours without the pause; fifteen allowed, on a longer calendar twenty-three.
    changed = policy(
        rows=[{"resolution": "10h"}], pauses={"resolution": ("waiting_on_customer",)},
        on_reopen="continue",
    )  # fmt: skip
    found = asked(changed, base=base)
    [row] = found.changes.to_dict("records")
    assert row["state_after"] == "met"
    assert "pauses" in row["why"]


def test_only_together():
    events = log(
        (1, "2026-03-02 09:00", "created", None, "customer"),
        (1, "2026-03-02 09:30", "message", None, "agent"),
        (1, "2026-03-02 10:00", "status", "waiting_on_customer", "agent"),
        (1, "2026-03-02 12:00", "status", "open", "agent"),
        (1, "2026-03-02 16:00", "status", "solved", "agent"),
    )
    base = policy(rows=[{"resolution": "6h"}])
    # Five hours of six; without the pause seven, of five it is five: only both break it.
    changed = policy(rows=[{"resolution": "6h30m"}], pauses={"resolution": ()}, due_side="open")
    found = asked(changed, events, base=base)
    [why] = found.changes["why"]
    lengths = "target 6h30m instead of 6h, elapsed 7h instead of 5h and paused 0s instead of 2h"
    assert why == f"pauses ({lengths})"
    changed = policy(rows=[{"resolution": "5h"}], pauses={"resolution": ()})
    found = asked(changed, events, base=base.model_copy(update={"rows": policy(
        rows=[{"resolution": "7h"}]).rows}))  # fmt: skip
    [why] = found.changes["why"]
    assert why.startswith("only together: targets and pauses (target 5h instead of 7h")


def test_a_dialect():
    reopened = log(
        (1, "2026-03-02 09:00", "created", None, "customer"),
        (1, "2026-03-02 10:00", "message", None, "agent"),
        (1, "2026-03-02 15:00", "status", "solved", "agent"),
        (1, "2026-03-03 09:00", "status", "open", "customer"),
        (1, "2026-03-03 12:00", "status", "solved", "agent"),
    )
    found = asked(sla.in_dialect(policy(), "zendesk"), reopened)
    rows = {row["cycle"]: row for row in found.changes.to_dict("records")}
    assert (rows[1]["state_before"], rows[1]["state_after"]) == ("met", "breached")
    assert rows[1]["why"].startswith("reopening (")
    assert (rows[2]["state_before"], rows[2]["state_after"]) == ("met", "none")
    assert rows[2]["why"] == "reopening"


def test_calendars_and_clocks_that_only_the_other_policy_names():
    changed = policy(
        calendars={"office": OFFICE, "long": LONG},
        rows=[{"calendar": "long", "first_response": "2h", "other": {"mine": "1h"}}],
        definitions={"mine": {"start": ["created"], "stop": ["solved"]}},
        statuses={"classes": {**policy().statuses.classes, "Parked": "on_hold"}},
    )
    found = asked(changed)
    assert found.differences == ("targets", "calendar", "statuses", "definitions of clocks")
    whys = dict(zip(found.changes["metric"], found.changes["why"], strict=True))
    assert whys == {
        "first_response": "targets (elapsed 7h30m instead of 1h30m)",
        "mine": "targets",
        "resolution": "targets",
    }


def test_tables_under_their_own_headings():
    events = EVENTS.rename(columns={"ticket_id": "Id"})
    tickets = pd.DataFrame({"Id": [1], "priority": ["high"]})
    changed = sla.on_calendar(policy(pauses={"resolution": ()}), LONG)
    found = sla.what_if(
        tickets, events, policy=policy(), changed=changed, now=NOW, columns={"ticket_id": "Id"}
    )
    assert len(found.changes) == 2


def test_open_breaches_count_as_verdicts():
    events = log((1, "2026-03-09 09:00", "created", None, "customer"))
    found = asked(policy(rows=[{"first_response": "12h", "resolution": "12h"}]), events)
    assert found.before == {"breached": 1, "running": 1}
    assert found.after == {"running": 2}
    [row] = found.changes.to_dict("records")
    assert (row["breached_before"], row["breached_after"]) == (True, False)


def test_a_policy_is_asked_for():
    with pytest.raises(InputError, match="policy and changed must be SlaPolicy; got 'str'"):
        asked("zendesk")
