"""From a contract and an export to verdicts, disagreements, credits and odds.

    python examples/contract_truth.py
    python examples/contract_truth.py --policy policy.json --terms terms.json --export export.json --month 2026-04

From a contract's policy and credit terms and a help desk's export (tickets, audits, metric
events, outages): every verdict with its reason, where the tool of record differs and why, the
credits of the month, and the odds of the next one. Bad input gives one sentence and exit status 2.
"""

import argparse
import json
import sys
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from supportops import sla, vendors
from supportops.errors import InputError

DATA = Path(__file__).resolve().parent / "data"
NEEDED = ("read_at", "agents", "tickets", "audits", "metric_events")


def read_json(path: Path, needed: tuple[str, ...] = ()) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} must be a readable JSON file; got {error}") from error
    for key in needed:
        if not isinstance(found, dict) or key not in found:
            raise InputError(f"{path}: {key} must be there; got nothing")
    return found


def history(export: dict[str, Any]) -> dict[str, list[Any]]:
    """Events of each ticket, in our words."""
    events = vendors.zendesk_events(export["tickets"], export["audits"], agents=export["agents"])
    for flag in events.flags:
        print(f"note: {flag}")
    by_ticket = defaultdict(list)
    for event in events:
        by_ticket[event.ticket].append(event)
    return by_ticket


def table_of(by_ticket: dict[str, list[Any]], policy: sla.SlaPolicy, now: datetime) -> pd.DataFrame:
    """Every period of every ticket, in one pass."""
    rows = [event.model_dump() for events in by_ticket.values() for event in events]
    log = pd.DataFrame(rows).rename(columns={"ticket": "ticket_id"})
    return sla.periods(None, log, policy=policy, now=now)


def verdicts(records: list[sla.SlaRecord], month: sla.Window) -> None:
    """Every broken promise that was due in the month, with its reason."""
    print(f"## Verdicts of {month}\n")
    for record in records:
        for period in record:
            if period.breached and period.due_at is not None and period.due_at in month:
                reason = record.trace.of(period.metric).lines[-1].reason
                print(f"- {record.ticket} {period.metric}: {sla_line(period)}, then {reason}")


def sla_line(period: sla.Period) -> str:
    return f"{period.elapsed} of {period.target} {period.clock} time ({period.row})"


def truth(policy: sla.SlaPolicy, terms: dict[str, Any], export: dict[str, Any], day: str) -> None:
    month = sla.calendar_month(day, timezone=terms["timezone"])
    clauses = sla.CreditTerms.model_validate(terms["terms"])
    now = datetime.fromisoformat(export["read_at"])
    by_ticket = history(export)
    records = [sla.replay(events, policy=policy, now=now) for events in by_ticket.values()]
    verdicts(records, month)
    table = table_of(by_ticket, policy, now)
    counts = sla.attained_in(table, window=month)
    for metric, (met, decided) in counts.items():
        print(f"\n{metric}: {met} of {decided} met")
    kept = sla.monthly_compliance(table, now=now, timezone=terms["timezone"])
    for row in kept:
        print(f"{row.label}: {row.kept}{'' if row.mature else ', can still change'}")

    stated = vendors.zendesk_metric_events(export["metric_events"], now=export["read_at"])
    found = vendors.reconcile(stated, records)
    print("\n## Where the tool of record differs\n")
    print(f"{found.figures} figures of {found.periods} periods compared: {found.by_cause}\n")
    for one in found.beyond_rounding:
        if one.field == "breached":
            print(f"- {one}")

    up = sla.uptime(
        map(tuple, export.get("outages", [])),
        window=month,
        maintenance=map(tuple, export.get("maintenance", [])),
    )
    owed = sla.credits_owed(clauses, fee=terms["fee"], uptime=up, attained=counts)
    print(f"\n## Credits of {month}\n\n{owed}")

    print("\n## The odds of next month\n")
    for clause in clauses.clauses:
        if clause.kind not in {"attainment", "misses"} or not counts.get(clause.metric, (0, 0))[1]:
            continue
        met, decided = counts[clause.metric]
        risk = sla.credits_at_risk(
            clause,
            attainment=met / decided,
            tickets_per_month=decided,
            fee=terms["fee"],
            volume="poisson",
        )
        print(f"{clause.metric} at {met / decided:.1%} of about {decided} tickets: {risk}")
        if clause.kind == "attainment":
            target = max(band.below for band in clause.bands)
            odds = sla.contract_risk(met / decided, tickets_per_month=decided, target=target)
            print(odds)
            needed = sla.attainment_needed(decided, target=target)
            print(f"to pass with 95 % it takes a true attainment of {needed:.2%}")
            print(f"what it means: {sla.clause_wording(target, tickets_per_month=decided)}")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--policy", type=Path, default=DATA / "contract_policy.json")
    parser.add_argument("--terms", type=Path, default=DATA / "contract_terms.json")
    parser.add_argument("--export", type=Path, default=DATA / "helpdesk_export.json")
    parser.add_argument("--month", default="2026-04")
    given = parser.parse_args(argv)
    try:
        policy = sla.SlaPolicy.model_validate(read_json(given.policy))
        terms = read_json(given.terms, ("fee", "timezone", "terms"))
        truth(policy, terms, read_json(given.export, NEEDED), f"{given.month}-01")
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"]))
        print(f"{given.policy} or {given.terms}: {where}: {fault['msg']}", file=sys.stderr)
        return 2
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
