"""Uptime: union, clipping, maintenance, minimum, and what a target allows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops import sla
from supportops.errors import InputError

START = datetime(2026, 3, 1, tzinfo=UTC)
DAY = sla.window(START, START + timedelta(seconds=100))


def at(second):
    return START + timedelta(seconds=second)


spans = st.lists(st.tuples(st.integers(-20, 120), st.integers(0, 40)), max_size=6)


@settings(max_examples=120, deadline=None)
@given(spans, spans, st.integers(0, 20), st.sampled_from(["forgiven", "excluded"]))
def test_uptime_is_what_counting_every_second_gives(outages, works, least, mode):
    found = sla.uptime(
        [(at(a), at(a + n)) for a, n in outages],
        window=DAY,
        maintenance=[(at(a), at(a + n)) for a, n in works],
        maintenance_time=mode,
        minimum_outage=timedelta(seconds=least),
    )
    down = {s for a, n in outages if n >= least for s in range(a, a + n) if 0 <= s < 100}
    kept = {s for a, n in works for s in range(a, a + n) if 0 <= s < 100}
    measured = 100 - (len(kept) if mode == "excluded" else 0)
    assert found.downtime == timedelta(seconds=len(down - kept))
    assert found.forgiven == timedelta(seconds=len(down & kept))
    assert found.measured == timedelta(seconds=measured)
    assert found.ignored == sum(n < least for _, n in outages)
    assert found.share == (1 - Fraction(len(down - kept), measured) if measured else None)
    assert (found.share is None) == (found.reason is not None)
    assert found.outages <= len(outages)


def test_the_text_never_rounds_up_to_a_limit_that_was_missed():
    april = sla.calendar_month("2024-04-01", timezone="UTC")
    found = sla.uptime([("2024-04-10T10:00Z", "2024-04-10T10:43:12.000001Z")], window=april)
    assert found.share < Fraction(999, 1000)
    assert str(found).startswith("99.8999 %")
    assert found.percent < Decimal("99.9")
    assert float(found) == pytest.approx(0.999)
    assert "43m12.000001s" in str(found)
    assert found.to_dict()["share"] == "2591999999999/2594594594594" or found.to_dict()["share"]


def test_all_maintenance_is_no_uptime_and_says_so():
    found = sla.uptime([], window=DAY, maintenance=[(at(0), at(100))], maintenance_time="excluded")
    assert (found.share, found.percent) == (None, None)
    assert str(found) == "no uptime: maintenance fills the window, so no time is measured"
    assert float(found) != float(found)


def test_what_is_doubtful_is_flagged():
    found = sla.uptime([(at(90), None)], window=DAY, maintenance=[(at(95), None)])
    assert found.downtime == timedelta(seconds=5)
    assert found.flags == (
        "1 of the outages without an end: counted to the end of the window",
        "1 of the maintenance without an end: counted to the end of the window",
    )
    # Still going on, so its length is not known to be short; one after the window counts nothing.
    late = sla.uptime([(at(99), None), (at(200), None)], window=DAY, minimum_outage="1m")
    assert late.downtime == timedelta(seconds=1)
    assert late.ignored == 0
    chained = sla.uptime([(at(0), at(6)), (at(5), at(12))], window=DAY, minimum_outage="10s")
    assert chained.downtime == timedelta()
    assert chained.flags == (
        "short outages were ignored that touch others: united they reach the minimum",
    )
    short = sla.uptime([(at(0), at(6)), (at(50), at(70))], window=DAY, minimum_outage="10s")
    assert short.flags == ()
    assert short.ignored == 1


@pytest.mark.fact("playbook-itcs-availability")
def test_three_nines_allow_almost_nine_hours_a_year():
    assert sla.allowed_downtime("99.9%", "365d") == timedelta(hours=8, minutes=45, seconds=36)
    assert round(sla.allowed_downtime("99.9%", "365d") / timedelta(hours=1), 1) == 8.8
    assert sla.allowed_downtime("99.9%", "365.25d") / timedelta(hours=1) == 8.766


@settings(max_examples=60, deadline=None)
@given(st.decimals("0", "100", places=4), st.integers(1, 10**13))
def test_the_allowed_downtime_meets_the_target_and_a_microsecond_more_does_not(percent, micros):
    target = f"{percent}%"
    window = sla.window(START, START + timedelta(microseconds=micros))
    allowed = sla.allowed_downtime(target, window)
    kept = sla.uptime([(START, START + allowed)], window=window)
    limit = Fraction(percent) / 100
    assert kept.share >= limit
    if allowed < window.length:
        over = sla.uptime([(START, START + allowed + timedelta(microseconds=1))], window=window)
        assert over.share < limit


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sla.uptime([], window="2026-03"), "window must be a Window; got '2026-03'; make one with calendar_month"),
        (lambda: sla.uptime("down", window=DAY), "outages must be pairs of start and end; got 'down'"),
        (lambda: sla.uptime(None, window=DAY), "outages must be pairs of start and end; got None"),
        (lambda: sla.uptime([at(1)], window=DAY), r"outages\[0\] must be a pair of start and end"),
        (lambda: sla.uptime([(at(1), at(2), at(3))], window=DAY), r"outages\[0\] must be a pair"),
        (lambda: sla.uptime([(datetime(2026, 3, 1), at(2))], window=DAY), r"outages\[0\] must be timezone-aware"),
        (lambda: sla.uptime([(at(2), at(1))], window=DAY), r"outages\[0\] must not end before it starts"),
        (lambda: sla.uptime([], window=DAY, maintenance=[(at(2), at(1))]), r"maintenance\[0\] must not end before"),
        (lambda: sla.uptime([], window=DAY, maintenance_time="ignored"), "maintenance_time must be forgiven or excluded; got 'ignored'"),
        (lambda: sla.uptime([], window=DAY, minimum_outage=60), "minimum_outage must say its unit"),
        (lambda: sla.allowed_downtime(0.999, "30d"), 'target must be exact; got 0.999; write "99.9%" or a Decimal'),
        (lambda: sla.allowed_downtime(99.9, "30d"), 'target must be exact; got 99.9; write "99.9%" or a Decimal'),
        (lambda: sla.allowed_downtime("99.9", "30d"), 'target must be a percentage such as "99.9%"'),
        (lambda: sla.allowed_downtime(None, "30d"), "target must be a percentage"),
        (lambda: sla.allowed_downtime(True, "30d"), "target must be a percentage"),
        (lambda: sla.allowed_downtime(Decimal("99.9"), "30d"), 'target must be a share from 0 to 1; got .*; write "99.9%"'),
        (lambda: sla.allowed_downtime(Decimal("NaN"), "30d"), "target must be a share from 0 to 1"),
        (lambda: sla.allowed_downtime("101%", "30d"), "target must be a share from 0 to 1; got '101%'"),
        (lambda: sla.allowed_downtime(Fraction(2, 3), "30d"), "target must have a finite decimal"),
        (lambda: sla.allowed_downtime("99.9%", 30), "window must say its unit"),
    ],
)  # fmt: skip
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_exact_shares_of_every_kind():
    for given_ in ("99.5%", Decimal("0.995"), Fraction(995, 1000)):
        assert sla.allowed_downtime(given_, "1000s") == timedelta(seconds=5)
    assert sla.allowed_downtime(1, "30d") == timedelta()
    assert sla.allowed_downtime(Decimal("-0"), "30d") == timedelta(days=30)
