"""Compliance over all scenarios of sla.json: every scenario through whole tables, then counted."""

import importlib.util
from datetime import datetime
from pathlib import Path

import pandas as pd

from supportops import sla

_spec = importlib.util.spec_from_file_location(
    "supportops_oracles_sla_clocks", Path(__file__).with_name("sla_clocks.py")
)
clocks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(clocks)
FIRST = ("priority", "customer_tier")


def answer(section, case, document):
    found = pd.concat([table(scenario, document) for scenario in document["scenarios"]])
    report = sla.compliance(found)
    return {row.key["metric"]: counts(row) for row in report if row.key["metric"] in case}


def table(scenario, document):
    events = [clocks.event(given) for given in scenario["events"]]
    known = {name: [] for name in ("ticket_id", *FIRST)}
    rows = []
    for event in events:
        rows.append({"ticket_id": scenario["id"], **event})
        if event["kind"] == "created":
            known["ticket_id"].append(scenario["id"])
            for name in FIRST:
                known[name].append(rows[-1].pop(name, None))
            if "status" in rows[-1]:
                value = rows[-1].pop("status")
                rows.append({**rows[-1], "kind": "status", "value": value})
    log = pd.DataFrame(rows)
    log["at"] = pd.to_datetime(log["at"], utc=True)
    return sla.periods(
        pd.DataFrame(known),
        log,
        policy=clocks.policy(scenario["policy"], document),
        now=datetime.fromisoformat(scenario["now"]),
    )


def counts(row):
    return {
        "met": row.met,
        "breached": row.breached,
        "open": row.open,
        "cancelled": row.cancelled,
        "no_target": row.no_target,
        "compliance": [row.met, row.decided],
    }
