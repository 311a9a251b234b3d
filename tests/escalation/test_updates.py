from datetime import UTC, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import escalation
from supportops.errors import InputError
from supportops.escalation import EscalationPolicy, update_lateness, update_record, update_times

DAY = datetime(2026, 3, 2, tzinfo=UTC)
BOOK = escalation.preset("support-operations")


def at(minutes):
    return DAY + timedelta(minutes=minutes)


def policy(update):
    level = BOOK.severities[0].model_dump(mode="json") | {"update": update}
    return EscalationPolicy.model_validate({**BOOK.model_dump(mode="json"), "severities": [level]})


@pytest.mark.fact("escalation-response-requirements")
@pytest.mark.parametrize(
    ("name", "minutes"), [("SEV1", 15), ("SEV2", 30), ("SEV3", 120), ("SEV4", 480)]
)
def test_the_schedule_of_a_day(name, minutes):
    times = update_times(name, start=DAY, end=at(1440))
    assert times == tuple(at(m) for m in range(minutes, 1441, minutes))


@pytest.mark.fact("escalation-response-requirements")
def test_one_hour_of_a_sev1_is_four_updates_and_a_sev5_hears_at_the_end():
    assert len(update_times("SEV1", start=DAY, end=at(60))) == 4
    assert len(update_times("SEV1", start=DAY, end=at(59))) == 3
    assert update_times("SEV5", start=DAY, end=at(60)) == (at(60),)
    assert update_times("SEV1", start=DAY, end=at(60), policy=policy("best effort")) == ()
    assert len(update_times("SEV1", start=DAY, end=at(1440), policy=policy("daily"))) == 1


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (lambda: update_times("SEV1", start=DAY, end=at(-1)), "end must not be before start"),
        (lambda: update_times("SEV9", start=DAY, end=DAY), "severity must be one of"),
        (
            lambda: update_times("SEV1", start=DAY, end=DAY, policy=policy("monthly")),
            "update must be timed in weeks or less; got 'monthly'",
        ),
        (
            lambda: update_times("SEV1", start=DAY, end=DAY.replace(year=2036)),
            "end must be within 100,000 updates of start; got",
        ),
        (
            lambda: update_times("SEV1", start=datetime(2026, 1, 1), end=DAY),
            "start must be timezone-aware",
        ),
        (
            lambda: update_record("SEV1", start=DAY, sent=[at(-1)], until=at(9)),
            "sent must lie between start and until; got 2026-03-01",
        ),
        (
            lambda: update_record("SEV1", start=DAY, sent=[at(10)], until=at(9)),
            "sent must lie between start and until",
        ),
        (
            lambda: update_record("SEV1", start=DAY, sent=[], until=at(9), resolved=at(10)),
            "resolved must lie between start and until",
        ),
        (
            lambda: update_record("SEV1", start=DAY, sent=[], until=at(-9)),
            "until must not be before start",
        ),
    ],
)
def test_bad_questions(question, message):
    with pytest.raises(InputError, match=message):
        question()


@pytest.mark.parametrize(
    ("sent", "until", "resolved", "late", "kept", "next_due"),
    [
        ([], 15, None, [], 0, 15),
        ([], 16, None, [1], 0, 15),
        ([15, 30], 40, None, [0, 0], 2, 45),
        ([30, 10], 40, None, [0, 5], 1, 45),
        ([20], 100, 30, [5], 0, None),
        ([20], 100, 40, [5, 5], 0, None),
        ([10, 90], 100, 20, [0], 1, None),
    ],
)
def test_each_promise_runs_from_the_update_before(sent, until, resolved, late, kept, next_due):
    record = update_record(
        "SEV1",
        start=DAY,
        sent=[at(m) for m in sent],
        until=at(until),
        resolved=None if resolved is None else at(resolved),
    )
    assert [u.late for u in record.updates] == [timedelta(minutes=m) for m in late]
    assert (record.kept, record.next_due) == (kept, None if next_due is None else at(next_due))
    assert record.share == (kept / len(late) if late else None)
    assert record.worst == timedelta(minutes=max(late, default=0))


@pytest.mark.parametrize(
    ("sent", "until", "resolved", "late"),
    [
        ([5], 100, None, []),
        ([5, 60], 100, 60, [0]),
        ([5, 70], 100, 60, [10]),
        ([5], 100, 60, [40]),
        ([5], 60, 60, []),
    ],
)
def test_an_update_at_resolution(sent, until, resolved, late):
    record = update_record(
        "SEV5",
        start=DAY,
        sent=[at(m) for m in sent],
        until=at(until),
        resolved=None if resolved is None else at(resolved),
    )
    assert [u.late for u in record.updates] == [timedelta(minutes=m) for m in late]
    assert record.next_due is None


# Each case is a whole table: half of them hold as much.
@settings(max_examples=settings.default.max_examples // 2)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 200))),
        max_size=30,
    )
)
def test_a_table_answers_as_the_record_of_each_incident(rows):
    severities = ["SEV1", "SEV2", "SEV5", None]
    index = range(5, 5 + len(rows))
    sent_at = [None if m is None else at(i + m) for i, m in rows]
    frame = pd.DataFrame(
        {
            "incident_id": pd.Series([i for i, _ in rows], index=index, dtype="int64"),
            "severity": pd.Series([severities[i] for i, _ in rows], index=index, dtype=object),
            "started_at": pd.Series(
                [at(i) for i, _ in rows], index=index, dtype="datetime64[us, UTC]"
            ),
            "at": pd.Series(sent_at, index=index, dtype="datetime64[us, UTC]").dt.tz_convert(
                "Europe/Paris"
            ),
        }
    )
    answer = update_lateness(frame)
    assert list(answer.columns) == ["due_at", "late"]
    assert answer.index.equals(frame.index)
    for i, name in enumerate(severities):
        mine = answer[frame["incident_id"] == i]
        sent = [at(i + m) for j, m in rows if j == i and m is not None]
        if name in {"SEV5", None}:
            assert mine.isna().all(axis=None)
            continue
        record = update_record(name, start=at(i), sent=sent, until=max(sent, default=at(i)))
        assert sorted(mine["late"].dropna()) == sorted(u.late for u in record.updates)
        assert sorted(mine["due_at"].dropna()) == sorted(u.due for u in record.updates)


def test_an_empty_table_and_an_early_update():
    frame = pd.DataFrame(
        {"incident_id": [7], "severity": ["SEV1"], "started_at": [at(5)], "at": [at(4)]}
    )
    empty = update_lateness(frame.iloc[:0])
    assert [str(t) for t in empty.dtypes] == ["datetime64[us, UTC]", "timedelta64[us]"]
    with pytest.raises(
        InputError,
        match=r"at must not be before started_at; got '2026-03-02 00:04:00\+00:00' at position 0 \(1 of 1 break this\)",
    ):
        update_lateness(frame)
    nameless = frame.assign(incident_id=np.nan, at=at(9))
    assert update_lateness(nameless).isna().all(axis=None)
