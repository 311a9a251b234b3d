"""200 rules over 100,000 tickets as columns, beside asking every ticket one by one."""

from datetime import UTC, datetime
from time import perf_counter

import numpy as np
import pandas as pd

from supportops.tooling import (
    Action,
    AllOf,
    AnyOf,
    Compare,
    Contains,
    Elapsed,
    Rule,
    holds,
    matches,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
N, RULES = 100_000, 200


def tickets() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    words = np.array(
        [
            "login",
            "password",
            "invoice",
            "refund",
            "error",
            "export",
            "sso",
            "crash",
            "slow",
            "button",
        ]
    )
    text = rng.choice(words, (N, 3))
    return pd.DataFrame(
        {
            # Nearly every subject differs, as in life.
            "subject": [f"{a} {b} {c} {k}" for k, (a, b, c) in enumerate(text)],
            "priority": rng.choice(["High", "Normal", "Low"], N),
            "status": rng.choice(["Open", "Pending", "Solved"], N),
            "seats": rng.integers(1, 500, N),
            "created_at": pd.Timestamp(NOW) - pd.to_timedelta(rng.uniform(0, 72, N), unit="h"),
            "tags": [["vip"] if flag else [] for flag in rng.random(N) < 0.1],
        }
    )


def rules() -> list[Rule]:
    words = [
        "login",
        "password",
        "invoice",
        "refund",
        "error",
        "export",
        "sso",
        "crash",
        "slow",
        "button",
    ]
    return [
        Rule(
            name=f"rule {k}",
            when=AllOf(
                of=(
                    AnyOf(
                        of=(
                            Contains(field="subject", value=words[k % 10]),
                            Contains(field="subject", value=f"{words[k % 7]} {k}"),
                        )
                    ),
                    Compare(field="priority", op="ne", value="Low"),
                    Compare(field="seats", op="gt", value=k),
                    Elapsed(since="created_at", length=f"{1 + k}m"),
                    Contains(field="tags", op="not_contains", value="vip"),
                )
            ),
            then=(Action(do="tag", target="x"),),
        )
        for k in range(RULES)
    ]


def timed(work):
    start = perf_counter()
    answer = work()
    return perf_counter() - start, answer


def test_rules_as_columns(benchmark):
    frame, each = tickets(), rules()
    benchmark.pedantic(lambda: matches(each, frame, now=NOW), rounds=3, warmup_rounds=1)


def main() -> None:
    frame, each = tickets(), rules()
    fast, table = min(
        (timed(lambda: matches(each, frame, now=NOW)) for _ in range(3)), key=lambda r: r[0]
    )
    head = frame.head(500).to_dict("records")
    slow, answers = timed(lambda: [[holds(r.when, row, now=NOW) for r in each] for row in head])
    assert table.head(500).to_numpy().tolist() == answers
    print(f"{RULES} rules over {N:,} tickets: {fast:.2f} s as columns")
    print(
        f"one by one: {slow * N / len(head):.1f} s (from {len(head)}), {slow * N / len(head) / fast:.0f} times as long"
    )


if __name__ == "__main__":
    main()
