"""The audit of a real help desk, known from its event log only.

Usage: python examples/audit_helpdesk.py LOG.csv
The log is the public one of an Italian software company's help desk (2010 to 2014): a case, an
activity, a resource and a time in every row. What it means for an audit is said in `read_log`;
what it does not say (channels, tiers, the order of seriousness) is left out, and the rules that
need it are skipped. It does not say what was promised either: the second audit asks what a promise
of a day to respond and a week to resolve, on the calendar and net of pauses, would have shown.
"""

import sys
from pathlib import Path

import pandas as pd

from supportops.audit import Operation, audit, operation
from supportops.tickets import read_history

MEANINGS = {
    "first_response": ["Take in charge ticket"],
    "resolved": ["Resolve ticket"],
    "closed": ["Closed"],
    "paused": ["Wait", "Require upgrade", "Resolve SW anomaly"],
    "reopened": ["Take in charge ticket"],
}


def read_log(path: Path, *, promised: bool = False) -> Operation:
    log = pd.read_csv(path, dtype=str).rename(
        columns={"Case ID": "ticket_id", "Activity": "kind", "Resource": "who"}
    )
    log["at"] = pd.to_datetime(log["Complete Timestamp"], format="%Y/%m/%d %H:%M:%S.%f", utc=True)
    log = log.drop_duplicates(["ticket_id", "at", "kind"]).sort_values("at", kind="stable")
    tickets = read_history(log, meanings=MEANINGS).tickets.set_index("ticket_id")

    def first(kind: str, column: str) -> pd.Series:
        return log[log["kind"] == kind].groupby("ticket_id")[column].first()

    cases = log.groupby("ticket_id")
    # A pause lasts until the next event of the ticket.
    length = cases["at"].shift(-1) - log["at"]
    waits = log["kind"].isin(MEANINGS["paused"])
    seriousness = log[log["kind"] == "Assign seriousness"]
    taken = log[log["kind"] == "Take in charge ticket"]
    # Solved at once: taken by one person once, never put to wait, never taken up again.
    once = (taken.groupby("ticket_id").size() == 1) & ~cases["kind"].apply(
        lambda kinds: kinds.isin(MEANINGS["paused"]).any()
    ).reindex(taken["ticket_id"].unique()).sort_index()
    columns = {
        "assigned_by": first("Assign seriousness", "who"),
        "assigned_at": first("Take in charge ticket", "at"),
        "agent_id": taken.groupby("ticket_id")["who"].last(),
        "category": cases["product"].last(),
        "issue_key": cases["customer"].last() + " / " + cases["product"].last(),
        "escalated_at": first("Create SW anomaly", "at"),
        "raised_at": seriousness[seriousness.duplicated("ticket_id")]
        .groupby("ticket_id")["at"]
        .first(),
        "first_contact": once,
        "last_event_at": cases["at"].last(),
        "paused": length[waits].groupby(log["ticket_id"]).sum(),
    }
    tickets = tickets.assign(**columns).reset_index()
    tickets["paused"] = tickets["paused"].fillna(pd.Timedelta(0))
    tickets["first_contact"] = tickets["first_contact"].fillna(value=False).astype(bool)
    if promised:
        tickets["response_target"] = pd.Timedelta(days=1)
        tickets["resolution_target"] = pd.Timedelta(days=7)

    before = taken.groupby("ticket_id")["who"].shift()
    events = taken[before != taken["who"]].assign(kind="assignee", value=lambda rows: rows["who"])
    return operation(
        {"tickets": tickets, "events": events[["ticket_id", "at", "kind", "value"]]},
        now=log["at"].max(),
    )


def main(path: Path) -> None:
    for promised in (False, True):
        print(audit(read_log(path, promised=promised), minimum=10).to_markdown())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
