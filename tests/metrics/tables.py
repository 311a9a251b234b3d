"""Tables that several tests use."""

import numpy as np
import pandas as pd

EPOCH = pd.Timestamp("2026-01-05", tz="UTC")


def tickets(rows=400, seed=1):
    """Tickets of some three months in three channels, some unanswered, open or unrated."""
    rng = np.random.default_rng(seed)
    created = EPOCH + pd.to_timedelta(np.sort(rng.integers(0, 80 * 86_400, rows)), unit="s")
    answered = created + pd.to_timedelta(rng.integers(60, 90_000, rows), unit="s")
    resolved = answered + pd.to_timedelta(rng.integers(0, 900_000, rows), unit="s")
    last = EPOCH + pd.Timedelta(80, "D")
    frame = pd.DataFrame(
        {
            "ticket_id": np.arange(rows),
            "created_at": created,
            "first_response_at": answered,
            "resolved_at": resolved,
            "reopens": rng.integers(0, 2, rows) * rng.integers(0, 3, rows).astype(float),
            "handle_time": pd.to_timedelta(rng.integers(60, 3000, rows), unit="s"),
            "agent_id": rng.integers(0, 12, rows),
            "score": rng.choice([1, 2, 3, 4, 5, np.nan], rows),
            "escalated": rng.random(rows) < 0.2,
            "transferred": rng.random(rows) < 0.1,
            "agent_replies": rng.integers(0, 4, rows).astype(float),
            "contacts": rng.integers(1, 4, rows).astype(float),
            "channel": rng.choice(["chat", "email", "phone"], rows),
            "priority": rng.choice(["P1", "P2"], rows),
        }
    )
    for name in ("first_response_at", "resolved_at"):
        frame[name] = frame[name].where(frame[name] <= last)
    frame.loc[rng.random(rows) < 0.1, "handle_time"] = pd.NaT
    return frame
