"""Periods on Dask's LocalCluster: every partition gives the rows that the whole table would.

Runs in the nox session `dask`; elsewhere Dask is not installed.
"""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from supportops import sla
from supportops.calendars import BusinessCalendar

pytest.importorskip("distributed", reason="Dask is not installed; nox -s dask runs this")

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OFFICE = BusinessCalendar(timezone="America/New_York", hours={"mon-fri": [("09:00", "18:00")]})
POLICY = sla.on_calendar(sla.preset("priority"), OFFICE)


def export(n=2_000, seed=11):
    """Histories whose events are shuffled over the whole table."""
    rng = np.random.default_rng(seed)
    start = np.datetime64("2026-01-05", "s") + rng.integers(0, 120 * 86_400, n)
    steps = [
        ("created", None, "customer"), ("priority", "P2", "system"), ("message", None, "agent"),
        ("status", "waiting_on_customer", "agent"), ("message", None, "customer"),
        ("status", "open", "system"), ("priority", "P1", "agent"), ("status", "solved", "agent"),
    ]  # fmt: skip
    gaps = rng.integers(0, 40_000, (n, len(steps))).cumsum(axis=1)
    gaps[:, :2] = 0
    kind, value, actor = (np.tile(np.array(c, dtype=object), n) for c in zip(*steps, strict=True))
    log = pd.DataFrame(
        {
            "ticket_id": np.repeat(np.arange(n), len(steps)),
            "at": pd.DatetimeIndex((start[:, None] + gaps).ravel()).tz_localize("UTC"),
            "kind": kind,
            "value": value,
            "actor": actor,
        }
    )
    return log.sample(frac=1, random_state=3)


def part(events):
    return sla.periods(None, events, policy=POLICY, now=NOW)


def test_map_partitions_gives_the_same_rows():
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    log = export()
    key = ["ticket_id", "metric", "cycle"]
    wanted = part(log).sort_values(key, ignore_index=True)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        # All events of a ticket must be in one partition: that is the grouping rule.
        table = dd.from_pandas(log, npartitions=7).shuffle(on="ticket_id")
        assert table.npartitions > 1
        rows = table.map_partitions(part, meta=part(log.iloc[:0])).compute()
    pd.testing.assert_frame_equal(rows.sort_values(key, ignore_index=True), wanted)
