"""Staff a month of calls, five minutes by five minutes.

Reads a CSV of ``DateTime,Calls`` (local time of the bank, a row for each open interval), staffs one
month of it so that 80 % of the callers are answered in 20 seconds, and shows what a flat crew of the
same paid hours would deliver. Usage: ``python staff_bank_calls.py calls.csv [2003-04]``.
"""

import sys

import numpy as np
import pandas as pd

from supportops import workforce
from supportops.calendars import localize

ZONE = "America/New_York"
TARGET = {"handle_time": "3m", "answer_within": "20s"}
SHRINKAGE = "30%"


def read_calls(path: str, month: str | None) -> pd.Series:
    """Calls of a month by instant; the first month of the file unless one is named."""
    table = pd.read_csv(path, parse_dates=["DateTime"]).set_index("DateTime")
    # A file of local clock times says no zone: say it, once.
    calls = pd.Series(
        table["Calls"].to_numpy(), localize(pd.DatetimeIndex(table.index), ZONE), name="calls"
    )
    return calls[calls.index.strftime("%Y-%m") == (month or f"{calls.index[0]:%Y-%m}")]


def main(path: str, month: str | None = None) -> None:
    calls = read_calls(path, month)
    days = calls.index.normalize().nunique()
    print(
        f"{calls.index[0]:%B %Y}: {calls.sum():,.0f} calls on {days} days, {len(calls):,} intervals"
    )

    # A call of three minutes reaches into the next five: staff for the work, not the arrivals.
    work = calls.groupby(calls.index.date, group_keys=False).apply(
        workforce.carried_volumes, interval="5m", handle_time=TARGET["handle_time"]
    )
    plan = workforce.staff_intervals(work, **TARGET, service_level=0.8, shrinkage=SHRINKAGE)
    level = np.average(plan["service_level"], weights=plan["volume"])
    print(
        f"staffed interval by interval: {plan['agents'].min()} to {plan['agents'].max()} agents, "
        f"{plan['paid_hours'].sum():,.0f} paid hours"
    )
    print(f"service level {level:.1%}, worst interval {plan['service_level'].min():.1%}")

    flat = round(float(plan["agents"].mean()))
    same = workforce.service_intervals(work, agents=flat, **TARGET, shrinkage=SHRINKAGE)
    level = np.average(same["service_level"], weights=same["volume"])
    over = int((~same["stable"]).sum())
    print(
        f"a flat crew of {flat} agents at the same cost: {level:.1%}, {over} intervals overloaded"
    )

    by_hour = plan.groupby(plan.index.hour)["agents"].max()
    print("most agents by hour: " + ", ".join(f"{hour}h {n}" for hour, n in by_hour.items()))

    noon = calls[calls.index.strftime("%H:%M") == "12:00"]
    variation = workforce.rate_variation(noon)
    if variation.cv:
        sure = workforce.agents_for_confidence(
            variation.mean,
            confidence=0.9,
            interval="5m",
            service_level=0.8,
            cv=variation.cv,
            **TARGET,
        )
        usual = workforce.agents_needed(
            variation.mean, interval="5m", service_level=0.8, **TARGET
        ).agents
        print(
            f"at noon the rate varies by {variation.cv:.0%} from day to day: "
            f"{usual} agents for the average day, {sure} to be nine days in ten on target"
        )


if __name__ == "__main__":
    main(*sys.argv[1:3])
