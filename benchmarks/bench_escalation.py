"""Whole tables of the escalation room: a million rows, against one question at a time."""

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest

from supportops.escalation import (
    OnCallRotation,
    OnCallSchedule,
    classify_incident,
    engaged,
    engagement_table,
    incident_times_table,
    on_call,
    on_call_table,
    severity_table,
    update_lateness,
)

ROWS = 1_000_000
SEVERITIES = np.array(["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"], dtype=object)
SCHEDULE = OnCallSchedule(
    rotations=[
        OnCallRotation(
            name=name, people=people, timezone="Europe/Paris", first_day=date(2026, 1, 5)
        )
        for name, people in (("primary", ("Ada", "Bo", "Cy")), ("secondary", ("Bo", "Cy", "Ada")))
    ]
)


def tables():
    rng = np.random.default_rng(1)
    start = pd.Timestamp("2026-01-05", tz="UTC") + pd.to_timedelta(
        rng.integers(0, 10**7, ROWS), unit="s"
    )
    incident = rng.integers(0, ROWS // 8, ROWS)
    begun = pd.Timestamp("2026-01-05", tz="UTC") + pd.to_timedelta(incident, unit="m")
    return {
        "severity": pd.DataFrame(
            {
                "impairment": rng.choice(
                    np.array(["complete block", "major", "minor"], dtype=object), ROWS
                ),
                "users": rng.choice(np.array(["one", "multiple", "all"], dtype=object), ROWS),
                "data_loss": rng.random(ROWS) < 0.01,
                "security_breach": rng.random(ROWS) < 0.01,
            }
        ),
        "engaged": pd.DataFrame(
            {
                "severity": rng.choice(SEVERITIES, ROWS),
                "elapsed": pd.to_timedelta(rng.integers(0, 30_000, ROWS), unit="s"),
            }
        ),
        "updates": pd.DataFrame(
            {
                "incident_id": incident,
                "severity": SEVERITIES[incident % 5],
                "started_at": begun,
                "at": begun + pd.to_timedelta(rng.integers(0, 86_400, ROWS), unit="s"),
            }
        ),
        "times": pd.DataFrame(
            {
                "started_at": start,
                "resolved_at": start + pd.to_timedelta(rng.integers(0, 10**5, ROWS), unit="s"),
            }
        ),
        "on_call": pd.Series(start),
    }


TABLES = tables()


def one_by_one(function, rows):
    begin = time.perf_counter()
    for row in rows:
        function(*row)
    return (time.perf_counter() - begin) / len(rows)


QUESTIONS = {
    "severity": (severity_table, lambda a, b, *_: classify_incident(a, users=b)),
    "engaged": (engagement_table, lambda a, b: engaged(a, after=b)),
    "updates": (update_lateness, None),
    "times": (incident_times_table, None),
    "on_call": (
        lambda at: on_call_table(at, schedule=SCHEDULE),
        lambda at: on_call(at, schedule=SCHEDULE),
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_million_rows(benchmark, name):
    whole, single = QUESTIONS[name]
    frame = TABLES[name]
    benchmark.pedantic(whole, args=(frame,), rounds=3, warmup_rounds=1)
    seconds = benchmark.stats.stats.min
    benchmark.extra_info["seconds"] = round(seconds, 3)
    if single is not None:
        head = frame.head(200)
        rows = [(at,) for at in head] if name == "on_call" else list(head.itertuples(index=False))
        benchmark.extra_info["times as fast as one by one"] = round(
            one_by_one(single, rows) * ROWS / seconds
        )
