"""Histories that nobody here wrote: published answers, and a help desk that agrees with replay."""

from collections import defaultdict
from datetime import UTC, datetime

import pandas as pd

from supportops import sla
from supportops.calendars import BusinessCalendar

WEEKDAYS = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("00:00", "24:00")]})
STATUSES = {
    "Logged": "new", "Assigned": "open", "Customer Response": "waiting_on_customer",
    "UAT": "waiting_on_customer", "Closed": "closed",
}  # fmt: skip


def status_history(shared_data):
    names = ("input_02.csv", "input_03.csv", "input_04.csv")
    rows = pd.concat([pd.read_csv(shared_data(f"sla_status_history/{name}")) for name in names])
    rows[["id", "department", "owner"]] = rows["Ticket"].str.split(" / ", expand=True)
    rows["Timestamp"] = pd.to_datetime(rows["Timestamp"]).dt.tz_localize("UTC")
    rows = rows.drop_duplicates(["id", "Status No."]).sort_values(["id", "Status No."])
    first = rows[rows["Status Name"] == "Logged"]
    tickets = pd.DataFrame(
        {"id": first["id"], "created_at": first["Timestamp"], "category": first["department"]}
    )
    rows = rows.assign(kind="status")
    return tickets, rows[["id", "Timestamp", "kind", "Status Name"]]


COLUMNS = {"ticket_id": "id", "at": "Timestamp", "value": "Status Name"}


def test_a_published_status_history(shared_data):
    tickets, events = status_history(shared_data)
    agreed = pd.read_csv(shared_data("sla_status_history/input_01.csv"))
    policy = sla.SlaPolicy.model_validate(
        {
            "name": "SLA of each department in days of the working week",
            "calendars": {"weekdays": WEEKDAYS},
            "calendar": "weekdays",
            "statuses": {"classes": STATUSES},
            "rows": [
                {"category": name, "resolution": f"{24 * days}h"}
                for name, days in agreed.itertuples(index=False)
            ],
            "pauses": {"resolution": ()},
        }
    )
    now = datetime(2020, 4, 1, tzinfo=UTC)
    found = sla.periods(tickets, events, policy=policy, now=now, columns=COLUMNS)
    assert len(found) == 665
    closed = found[found["ended_at"].notna()]
    published = pd.read_csv(shared_data("sla_status_history/expected_output_02.csv"))
    wanted = dict(published.itertuples(index=False))
    assert (closed["state"] == "met").sum() == wanted["On Track to Meet SLA"] == 71
    assert (closed["state"] == "breached").sum() == wanted["Missed SLA"] == 32
    # The ranking of departments.
    department = tickets.set_index("id")["category"]
    closed = closed.assign(department=closed["ticket_id"].map(department))
    report = sla.compliance(closed, by="department")
    kept = {row.key["department"]: row.kept.percent for row in report}
    ranking = pd.read_csv(shared_data("sla_status_history/expected_output_03.csv"))
    top = sorted(kept, key=lambda name: (-round(kept[name], 2), name))[: len(ranking)]
    assert top == list(ranking["Department"])
    assert [round(kept[name], 2) for name in top] == list(ranking["Achieved %"])
    last = events.groupby("id").tail(1)["Status Name"].value_counts().to_dict()
    statuses = pd.read_csv(shared_data("sla_status_history/expected_output_01.csv"))
    assert last == dict(statuses.itertuples(index=False))


ACTIVITIES = {
    "Wait": "waiting_on_customer", "Require upgrade": "waiting_on_third_party",
    "Create SW anomaly": "waiting_on_third_party", "Resolve SW anomaly": "open",
    "Take in charge ticket": "open", "Assign seriousness": "open",
    "Schedule intervention": "on_hold", "Resolve ticket": "solved", "Closed": "closed",
}  # fmt: skip


def help_desk(shared_data):
    log = pd.read_csv(shared_data("event_log/helpdesk.csv"), dtype=str)
    log["at"] = pd.to_datetime(log["Complete Timestamp"], format="%Y/%m/%d %H:%M:%S.%f")
    log["at"] = log["at"].dt.tz_localize("UTC")
    log = log.rename(columns={"Case ID": "ticket_id", "Activity": "value"})
    first = log.groupby("ticket_id", sort=False, as_index=False).first()
    tickets = pd.DataFrame(
        {
            "ticket_id": first["ticket_id"],
            "created_at": log.groupby("ticket_id", sort=False)["at"].min().reset_index(drop=True),
            "priority": first["seriousness_2"],
        }
    )
    statuses = log[log["value"].isin(ACTIVITIES)].assign(kind="status", actor="agent")
    answers = log[log["value"] == "Take in charge ticket"].assign(
        kind="message", value=None, actor="agent"
    )
    columns = ["ticket_id", "at", "kind", "value", "actor"]
    events = pd.concat([statuses, answers])[columns].sort_index(kind="stable")
    return tickets, events


def test_every_ticket_of_a_real_help_desk_agrees_with_replay(shared_data):
    tickets, events = help_desk(shared_data)
    office = BusinessCalendar(timezone="Europe/Rome", hours={"mon-fri": [("08:30", "18:00")]})
    policy = sla.SlaPolicy.model_validate(
        {
            "name": "help desk",
            "calendars": {"office": office},
            "calendar": "office",
            "statuses": {"classes": {"open": "open", **ACTIVITIES}},
            "rows": [
                {"priority": "Value 1", "first_response": "8h", "resolution": "40h"},
                {"priority": "Value 2", "first_response": "4h", "resolution": "3 business days"},
                {"first_response": "2h calendar", "resolution": "24h calendar"},
            ],
        }
    )
    now = datetime(2014, 2, 1, tzinfo=UTC)
    found = sla.periods(tickets, events, policy=policy, now=now)
    assert found["ticket_id"].nunique() == len(tickets) == 4_580
    assert len(events) > 20_000
    rows = {}
    histories = defaultdict(list)
    for ticket, created, priority in tickets.itertuples(index=False):
        first = {"kind": "created", "at": created, "actor": "customer", "priority": priority}
        histories[ticket].append(first)
    for ticket, at, kind, value, actor in events.itertuples(index=False):
        event = {"at": at, "kind": kind, "actor": actor}
        histories[ticket].append(event | ({"value": value} if kind == "status" else {}))
    for ticket, history in histories.items():
        for period in sla.replay(history, policy=policy, now=now):
            rows[ticket, period.metric, period.cycle] = period
    assert len(rows) == len(found)
    for row in found.itertuples():
        period = rows[row.ticket_id, row.metric, row.cycle]
        assert (row.state, row.breached, row.row) == (period.state, period.breached, period.row)
        assert (row.elapsed, row.paused, row.overdue) == (
            period.elapsed, period.paused, period.overdue,
        )  # fmt: skip
        for name in ("started_at", "ended_at", "due_at", "breached_at", "target"):
            ours, theirs = getattr(row, name), getattr(period, name)
            assert ours == theirs or (theirs is None and ours is pd.NaT)
    reopened = found[(found["metric"] == "resolution") & (found["cycle"] > 1)]
    assert len(reopened) > 50
