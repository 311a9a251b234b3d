"""Cases of sla.json about uptime: names and units, nothing else."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from supportops import sla
from supportops.vocabulary import Money

MODES = {"exclude": "excluded", "not_downtime": "forgiven"}


def answer(section, case, document):
    found = sla.uptime(
        spans(case["outages"]),
        window=window(case),
        maintenance=spans(case.get("maintenance", [])),
        maintenance_time=MODES[case.get("maintenance_mode", "not_downtime")],
        minimum_outage=timedelta(seconds=case.get("min_outage_seconds", 0)),
    )
    out = {
        "window_seconds": seconds(found.window.length),
        "measured_seconds": seconds(found.measured),
        "downtime_seconds": seconds(found.downtime),
        "uptime_fraction": None if found.share is None else [*found.share.as_integer_ratio()],
        "uptime_percent": None if found.percent is None else float(found.percent),
    }
    if "credit_tiers" in case:
        bands = [{"below": percent(a), "credit": percent(b)} for a, b in case["credit_tiers"]]
        terms = sla.CreditTerms.model_validate({"clauses": [{"kind": "uptime", "bands": bands}]})
        fee = Money(Decimal(case.get("fee_cents", 0)).scaleb(-2), "USD")
        (line,) = sla.credits_owed(terms, fee=fee, uptime=found).lines
        out["credit_percent"] = number(line.share.scaleb(2))
        if "fee_cents" in case:
            out["credit_amount_cents"] = number(line.amount.amount.scaleb(2))
    return out


def percent(given):
    return f"{Decimal(str(given)):f}%"


def window(case):
    zone = ZoneInfo(case["tz"])
    ends = (datetime.fromisoformat(case[name]).replace(tzinfo=zone) for name in ("from", "to"))
    return sla.window(*ends)


def spans(given):
    return [(start, end) for start, end in given]


def seconds(length):
    return number(Decimal(length // timedelta(microseconds=1)).scaleb(-6))


def number(exact):
    return int(exact) if exact == exact.to_integral() else float(exact)
