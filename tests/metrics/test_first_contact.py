from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops import metrics
from supportops.errors import InputError

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def contacts(rows):
    frame = pd.DataFrame(rows, columns=["customer_id", "reason", "at"])
    frame["at"] = pd.to_datetime(frame["at"], utc=True)
    return frame


def test_gross_and_net():
    assert metrics.fcr(1200, 2000).value == 0.6
    assert metrics.fcr_net(1200, 2000, not_resolvable_at_level1=400).value == 0.75
    assert metrics.fcr(0, 0).reason == "no observations"


def test_touches_in_both_readings():
    frame = pd.DataFrame(
        {
            "ticket_id": range(1, 7),
            "status": ["solved", "closed", "solved", "open", "closed", "solved"],
            "agent_replies": [1, 0, 2, 0, 1, 5],
        }
    )
    found = metrics.fcr_touches(frame)
    assert (found.zero, found.one, found.two, found.more) == ((2,), (1, 5), (3,), (6,))
    assert (found.one_touch.value, found.one_touch_strict.value) == (0.6, 0.4)
    assert (found.solved, found.unreplied, found.unreplied_unsolved) == (5, 2, 1)
    assert metrics.fcr_touches(frame, solved=["done"]).one_touch.value is None


def test_only_mature_contacts_count():
    frame = contacts(
        [
            ("c1", "billing", "2026-01-01T10:00"),
            ("c1", "billing", "2026-01-05T10:00"),
            ("c1", "tech", "2026-01-06T09:00"),
            ("c2", "billing", "2026-01-02T00:00"),
            ("c2", "billing", "2026-01-09T00:00"),
            ("c4", "tech", "2026-01-28T12:00"),
        ]
    )
    found = metrics.repeat_contacts(frame, window="7d", now=NOW)
    assert (found.mature, found.immature, found.repeat) == (5, 1, 2)
    assert "immature" in found.fcr.flags
    assert found.fcr.missing == 1
    strict = metrics.repeat_contacts(frame, window="7d", now=NOW, boundary="exclusive")
    assert strict.repeat == 1
    anything = metrics.repeat_contacts(frame, window="7d", now=NOW, same_reason=False)
    assert anything.repeat == 3
    later = metrics.repeat_contacts(frame, window="7d", now=NOW + timedelta(days=10))
    assert "immature" not in later.fcr.flags
    early = metrics.repeat_contacts(frame, window="7d", now=NOW - timedelta(days=30))
    assert (early.contacts, early.mature, early.immature) == (6, 0, 6)
    none = metrics.repeat_contacts(frame.iloc[:0], window="7d", now=NOW)
    assert (none.contacts, none.fcr.value) == (0, None)


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.integers(0, 30)), max_size=14
    ),
    st.integers(1, 12),
)
def test_repeats_agree_with_looking_at_each(rows, window):
    base = datetime(2026, 1, 1, tzinfo=UTC)
    rows = sorted(rows, key=lambda r: r[2])
    frame = contacts([(c, r, base + timedelta(days=d)) for c, r, d in rows])
    found = metrics.repeat_contacts(
        frame, window=timedelta(days=window), now=base + timedelta(days=31)
    )
    ripe = [k for k, row in enumerate(rows) if row[2] + window <= 31]
    back = [
        k
        for k in ripe
        if any(
            other[:2] == rows[k][:2] and other[2] - rows[k][2] <= window for other in rows[k + 1 :]
        )
    ]
    assert (found.mature, found.repeat) == (len(ripe), len(back))


def test_resolution_adds_up_and_misses_cost_contacts():
    assert metrics.cumulative_resolution("80%", 2) == pytest.approx(0.96)
    assert metrics.cumulative_resolution(0.8, 0) == 0
    assert metrics.extra_contacts(1_000_000, fcr_gap="10%", contacts_per_miss=1.5) == 150_000


ROWS = contacts([("c1", "billing", "2026-01-01T10:00")])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.repeat_contacts(ROWS, window="7d", now=NOW, boundary="open"),
         "boundary must be inclusive or exclusive"),
        (lambda: metrics.repeat_contacts(ROWS, window="7", now=NOW), "window must say its unit"),
        (lambda: metrics.repeat_contacts(ROWS, window="7d", now=datetime(2026, 1, 1)),
         "now must be timezone-aware"),
        (lambda: metrics.repeat_contacts(ROWS.assign(customer_id=None), window="7d", now=NOW),
         "contacts.customer_id must be there in every row; got none at 0"),
        (lambda: metrics.repeat_contacts(ROWS.drop(columns="reason"), window="7d", now=NOW),
         "contacts must have a column reason"),
        (lambda: metrics.fcr_touches(pd.DataFrame({"ticket_id": [1], "status": ["solved"],
                                                   "agent_replies": [0.5]})),
         "tickets.agent_replies must be whole, zero or more; got 0.5 at position 0"),
        (lambda: metrics.fcr(3, 2), "the numerator of fcr.gross must be at most its denominator"),
        (lambda: metrics.cumulative_resolution(80, 2), "fcr must be a share"),
        (lambda: metrics.extra_contacts(-1, fcr_gap=0.1), "contacts must be a finite number"),
    ],
)  # fmt: skip
def test_bad_input_is_named(call, message):
    with pytest.raises(InputError, match=message):
        call()
