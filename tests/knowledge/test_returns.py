from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.knowledge import recontact_share

START = datetime(2026, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def frame(rows):
    out = pd.DataFrame(rows, columns=["user_id", "at"])
    return out.assign(at=pd.to_datetime(out["at"], utc=True))


def test_who_came_back_and_who_cannot_be_known_yet():
    resolved = frame(
        [("a", START), ("b", START), ("c", START), ("d", START + 9 * DAY), (None, START)]
    )
    tickets = frame(
        [("a", START + 7 * DAY), ("b", START + 8 * DAY), ("c", START), ("d", START + 9.5 * DAY)]
    )
    answer = recontact_share(resolved, tickets, within="7d", now=START + 10 * DAY)
    # a at the end of the window; b too late; c at the same instant, so not after; d is young.
    assert (answer.value, answer.n, answer.missing) == (1 / 3, 3, 2)


def test_headings_and_empty_tables():
    resolved = frame([("a", START)]).rename(columns={"user_id": "User"})
    empty = frame([]).rename(columns={"user_id": "User"})
    kw = {"within": "1h", "now": START + DAY, "columns": {"user_id": "User"}}
    assert recontact_share(resolved, empty, **kw).value == 0
    assert recontact_share(empty, resolved, **kw).reason == "no observations"


def test_a_window_says_its_unit():
    with pytest.raises(InputError, match='within must say its unit; got 7; write "7m"'):
        recontact_share(frame([]), frame([]), within=7, now=START)
    with pytest.raises(InputError, match="now must be timezone-aware"):
        recontact_share(frame([]), frame([]), within="1h", now=datetime(2026, 1, 1))
    with pytest.raises(InputError, match="tickets must have a column user_id"):
        recontact_share(frame([]), pd.DataFrame(), within="1h", now=START)


hours = st.integers(0, 100)
logs = st.lists(st.tuples(st.sampled_from("abc"), hours), max_size=12)


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(logs, logs, st.integers(1, 48))
def test_every_pair_by_hand(sessions, tickets, window):
    def at(rows):
        return frame([(user, START + timedelta(hours=h)) for user, h in rows])

    answer = recontact_share(
        at(sessions), at(tickets), within=f"{window}h", now=START + timedelta(hours=100)
    )
    ripe = [(u, h) for u, h in sessions if h + window <= 100]
    back = sum(any(v == u and h < t <= h + window for v, t in tickets) for u, h in ripe)
    assert answer.n == len(ripe)
    assert answer.missing == len(sessions) - len(ripe)
    assert answer.value == (back / len(ripe) if ripe else None)
