"""Whole tables of SLA periods, against the clock of one ticket and a floor of the same run.

``python benchmarks/bench_sla_tables.py 1000000`` states what a million tickets of eight events
cost: pandas to pandas, the kernel alone, and bytes a ticket.
"""

import sys
import time
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from supportops import sla
from supportops.calendars import BusinessCalendar, compiled
from supportops.sla.compiled import compiled_policy
from supportops.sla.encoding import read_histories
from supportops.sla.events import micros_of
from supportops.sla.table_rows import period_arrays

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OFFICE = BusinessCalendar(timezone="America/New_York", hours={"mon-fri": [("09:00", "18:00")]})
POLICY = sla.on_calendar(sla.preset("priority"), OFFICE)
STEPS = [
    ("created", None, "customer"), ("priority", "P3", "system"), ("message", None, "agent"),
    ("status", "waiting_on_customer", "agent"), ("message", None, "customer"),
    ("status", "open", "system"), ("priority", "P2", "agent"), ("status", "solved", "agent"),
]  # fmt: skip


def export(n):
    """Histories of eight events with two years of starts and gaps of hours."""
    rng = np.random.default_rng(0)
    start = np.datetime64("2024-01-01", "s") + rng.integers(0, 730 * 86_400, n)
    gaps = rng.exponential(6 * 3_600, (n, len(STEPS))).astype(np.int64)
    gaps[:, :2] = 0
    kind, value, actor = (np.tile(np.array(c, dtype=object), n) for c in zip(*STEPS, strict=True))
    names = np.array(["P1", "P2", "P3", "P4"], dtype=object)
    for place in (1, 6):
        value[place :: len(STEPS)] = names[rng.integers(0, 4, n)]
    return pd.DataFrame(
        {
            "ticket_id": np.repeat(np.arange(n), len(STEPS)),
            "at": pd.DatetimeIndex((start[:, None] + gaps.cumsum(axis=1)).ravel()).tz_localize(
                "UTC"
            ),
            "kind": kind,
            "value": value,
            "actor": actor,
        }
    )


def kernel(log):
    ready = compiled_policy(POLICY)
    histories = read_histories(None, log, ready, NOW, None)
    return lambda: period_arrays(ready, histories, micros_of(NOW), {})


N = 20_000


@pytest.mark.benchmark(group="20,000 tickets of 8 events")
def test_floor_of_elapsed_time_for_each_event(benchmark):
    at = np.sort(
        export(N)["at"].dt.tz_convert(None).to_numpy().astype("datetime64[us]").view(np.int64)
    )
    office = compiled(OFFICE)
    benchmark(lambda: office.elapsed_many(at[:-1], at[1:]))


@pytest.mark.benchmark(group="20,000 tickets of 8 events")
def test_kernel(benchmark):
    benchmark(kernel(export(N)))


@pytest.mark.benchmark(group="20,000 tickets of 8 events")
def test_pandas_to_pandas(benchmark):
    log = export(N)
    benchmark(lambda: sla.periods(None, log, policy=POLICY, now=NOW))


@pytest.mark.benchmark(group="20,000 tickets of 8 events")
def test_a_hundred_of_them_by_replay(benchmark):
    log = export(100).astype({"value": object}).where(lambda t: t.notna(), None)
    columns = ["at", "kind", "value", "actor"]
    histories = [part[columns].to_dict("records") for _, part in log.groupby("ticket_id")]
    benchmark(lambda: [sla.replay(h, policy=POLICY, now=NOW) for h in histories])


def main(n):
    log = export(n)
    sla.periods(None, log[:80_000], policy=POLICY, now=NOW)
    start, used = time.perf_counter(), time.process_time()
    found = sla.periods(None, log, policy=POLICY, now=NOW)
    wall, cpu = time.perf_counter() - start, time.process_time() - used
    size = found.memory_usage(deep=True).sum()
    print(f"pandas to pandas: {wall:.2f} s, {cpu:.2f} s of processor time")
    print(f"result: {len(found):,} periods, {size / n:.0f} bytes a ticket")
    run, times = kernel(log), []
    for _ in range(3):
        used = time.process_time()
        run()
        times.append(time.process_time() - used)
    at = np.sort(log["at"].dt.tz_convert(None).to_numpy().astype("datetime64[us]").view(np.int64))
    office, used = compiled(OFFICE), time.process_time()
    office.elapsed_many(at[:-1], at[1:])
    floor = (time.process_time() - used) / at.size
    best = min(times) / n
    print(f"kernel: {1e6 * best:.2f} us a ticket, {best / floor:.0f} times one elapsed time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
