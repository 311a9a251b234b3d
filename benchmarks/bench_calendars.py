"""Business time as ratios against a floor and against peers, all in one process.

The task: nine to six, Monday to Friday, in New York without its federal holidays; a million
intervals that start at random within five years and last from five minutes to thirty days.
The file prints the same ratios as a test and as a script.
"""

import time
from bisect import bisect_right
from collections.abc import Callable
from datetime import UTC, datetime
from datetime import time as clock
from zoneinfo import available_timezones

import numpy as np
import pandas as pd
import pytest

from supportops.calendars import (
    BusinessCalendar,
    compiled,
    country_holidays,
    due_at,
    elapsed,
    in_zone,
)

pytest.importorskip("holidays", reason="the extra holidays is not installed")

N, YEARS = 1_000_000, range(2020, 2028)
HOLIDAYS = country_holidays("US", YEARS)
OFFICE = BusinessCalendar(
    timezone="America/New_York", hours={"mon-fri": [("09:00", "18:00")]}, holidays=HOLIDAYS
)
RNG = np.random.default_rng(7)
FIRST = np.datetime64("2021-01-01", "us").astype(np.int64)
START = FIRST + RNG.integers(0, 5 * 365 * 86_400_000_000, N)
LENGTH = np.exp(RNG.uniform(np.log(300e6), np.log(30 * 86_400e6), N)).astype(np.int64)
END = START + LENGTH
STARTS, ENDS = START.view("datetime64[us]"), END.view("datetime64[us]")
BUDGETS = np.exp(RNG.uniform(np.log(300e6), np.log(40 * 3_600e6), N)).astype(np.int64)
ZONES = sorted(available_timezones())[:50]


def best(rounds: int = 9, **tasks: Callable[[], object]) -> dict[str, float]:
    """Shortest seconds of each task, taken in turns so that a busy moment hits all alike."""
    shortest = dict.fromkeys(tasks, float("inf"))
    for task in tasks.values():
        task()  # compiles the tables
    for _ in range(rounds):
        for name, task in tasks.items():
            started = time.perf_counter()
            task()
            shortest[name] = min(shortest[name], time.perf_counter() - started)
    return shortest


def door() -> object:
    return elapsed(STARTS, ENDS, calendar=OFFICE)


def subtraction() -> object:
    return END - START


def arrays() -> dict[str, float]:
    """Ratios of the array doors."""
    budgets = BUDGETS.view("timedelta64[us]")
    opens = compiled(OFFICE).cover(int(START.min()), int(END.max())).opens
    series = [
        pd.Series(a).dt.tz_localize("UTC").dt.tz_convert("Europe/Paris") for a in (STARTS, ENDS)
    ]
    kinds = pd.Index([in_zone(OFFICE, zone) for zone in ZONES], dtype=object)
    mixed = pd.Series(pd.Categorical.from_codes(RNG.integers(0, len(ZONES), N), categories=kinds))
    t = best(
        floor=subtraction,
        door=door,
        searched=lambda: (np.searchsorted(opens, START), np.searchsorted(opens, END)),
        due=lambda: due_at(STARTS, budgets, calendar=OFFICE),
        series=lambda: elapsed(*series, calendar=OFFICE),
        mixed=lambda: elapsed(STARTS, ENDS, calendar=mixed),
    )
    return {
        "elapsed / int64 subtraction (at most 45)": t["door"] / t["floor"],
        "two searchsorted / elapsed (at least 5)": t["searched"] / t["door"],
        "due_at / elapsed": t["due"] / t["door"],
        "50 calendars / one (at most 4)": t["mixed"] / t["door"],
        "tz Series / array (at most 2)": t["series"] / t["door"],
        "ns per interval": t["door"] / N * 1e9,
    }


def scalars() -> dict[str, float]:
    """Ratios of one call at a time, each the mean of many."""
    start, end = datetime(2024, 3, 4, 15, tzinfo=UTC), datetime(2024, 5, 4, 10, tzinfo=UTC)
    opens = compiled(OFFICE).cover(int(START.min()), int(END.max())).opens.tolist()
    a, b = (int(t.timestamp()) * 1_000_000 for t in (start, end))
    times = range(20_000)

    def bisects() -> None:
        for _ in times:
            bisect_right(opens, a)
            bisect_right(opens, b)

    def calls() -> None:
        for _ in times:
            elapsed(start, end, calendar=OFFICE)

    def dues() -> None:
        for _ in times:
            due_at(start, "4h", calendar=OFFICE)

    t = best(bisects=bisects, calls=calls, dues=dues)
    return {
        "one elapsed / two bisect (at most 12)": t["calls"] / t["bisects"],
        "one due_at / two bisect": t["dues"] / t["bisects"],
    }


def peers() -> dict[str, float]:
    """How many times as long the peers that are installed take for an interval."""
    count = 200
    pairs = [
        (s.replace(tzinfo=UTC), e.replace(tzinfo=UTC))
        for s, e in zip(STARTS[:count].tolist(), ENDS[:count].tolist(), strict=True)
    ]
    ours = elapsed(STARTS[:count], ENDS[:count], calendar=OFFICE).tolist()
    tasks = {"door": door}
    if (peer := _or_none("businesstimedelta")) is not None:
        import pytz

        work = peer.WorkDayRule(
            start_time=clock(9), end_time=clock(18), working_days=[0, 1, 2, 3, 4],
            tz=pytz.timezone("America/New_York"),
        )  # fmt: skip
        off = peer.HolidayRule(dict.fromkeys(HOLIDAYS, ""), tz=pytz.timezone("America/New_York"))
        rules = peer.Rules([work, off])
        tasks["businesstimedelta"] = lambda: [rules.difference(s, e) for s, e in pairs]
    if (peer := _or_none("business_duration")) is not None:
        local = [
            tuple(pd.Timestamp(t).tz_convert("America/New_York").tz_localize(None) for t in pair)
            for pair in pairs
        ]
        days = dict.fromkeys(HOLIDAYS, "")
        tasks["business-duration"] = lambda: [
            peer.businessDuration(s, e, clock(9), clock(18), holidaylist=days, unit="sec")
            for s, e in local
        ]
    if (bizcal := _or_none("django_bizcal")) is not None:
        their = bizcal.WorkingCalendar(
            tz="America/New_York",
            weekly_schedule={day: [("09:00", "18:00")] for day in range(5)},
            holiday_provider=bizcal.providers.SetHolidayProvider(HOLIDAYS),
        )
        assert [their.business_time_between(s, e) for s, e in pairs] == ours
        tasks["django-bizcal"] = lambda: [their.business_time_between(s, e) for s, e in pairs]
    hours = pd.offsets.CustomBusinessHour(
        n=8, start="09:00", end="18:00", holidays=[np.datetime64(day) for day in HOLIDAYS]
    )
    stamps = [pd.Timestamp(s).tz_convert("America/New_York").tz_localize(None) for s, _ in pairs]
    tasks["pandas CustomBusinessHour"] = lambda: [s + hours for s in stamps]
    t = best(3, **tasks)
    each = t.pop("door") / N
    return {
        f"{name} / elapsed (at least 1000)": seconds / count / each for name, seconds in t.items()
    }


def _or_none(name: str):
    try:
        return __import__(name)
    except ImportError:
        return None


@pytest.mark.parametrize("part", [arrays, scalars, peers])
def test_ratios(benchmark, capsys, part):
    ratios = part()
    benchmark.extra_info.update(ratios)
    benchmark(door)
    with capsys.disabled():
        show(ratios)


def show(ratios: dict[str, float]) -> None:
    for name, ratio in ratios.items():
        print(f"\n{ratio:10.2f}  {name}", end="")


def main() -> None:
    for part in (arrays, scalars, peers):
        show(part())
    print()


if __name__ == "__main__":
    main()
