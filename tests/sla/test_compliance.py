"""Compliance, objectives and attainable targets over tables of periods."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from supportops import sla
from supportops.errors import InputError

NOW = datetime(2026, 4, 10, tzinfo=UTC)


def table(*rows, **more):
    """Periods from (state, target hours, elapsed hours, started) with instants in between."""
    out = []
    for state, target, elapsed, started, *rest in rows:
        start = pd.Timestamp(started, tz="UTC")
        ended = state in {"met", "breached", "cancelled", "no_target"}
        over = state == "breached" or (target is not None and elapsed > target)
        out.append(
            {
                "metric": "resolution",
                "state": state,
                "breached": over,
                "target": pd.Timedelta(hours=target)
                if target is not None
                else np.timedelta64("NaT", "us"),
                "elapsed": pd.Timedelta(hours=elapsed),
                "elapsed_business": pd.Timedelta(hours=elapsed),
                "elapsed_calendar": pd.Timedelta(hours=2 * elapsed),
                "started_at": start,
                "ended_at": start + pd.Timedelta(hours=elapsed) if ended else pd.NaT,
                "due_at": start + pd.Timedelta(hours=target) if target else pd.NaT,
                **(rest[0] if rest else {}),
            }
        )
    frame = pd.DataFrame(out)
    for name in ("started_at", "ended_at", "due_at"):
        frame[name] = pd.to_datetime(frame[name], utc=True)
    for name in ("target", "elapsed", "elapsed_business", "elapsed_calendar"):
        frame[name] = pd.to_timedelta(frame[name])
    return frame.assign(**more)


MIXED = table(
    ("met", 4, 1, "2026-02-10"),
    ("met", 4, 3, "2026-03-10"),
    ("breached", 4, 5, "2026-03-12"),
    ("breached", 4, 8, "2026-03-14"),
    ("running", 4, 9, "2026-03-16"),
    ("running", 4, 2, "2026-04-09"),
    ("paused", 4, 3, "2026-03-30", {"due_at": pd.NaT}),
    ("cancelled", 4, 9, "2026-03-16"),
    ("no_target", None, 9, "2026-03-16"),
    team=["a", "a", "a", "b", "b", "b", "a", "a", "a"],
)


def test_open_and_beyond_the_target_counts_as_breached():
    row = sla.compliance(MIXED)["resolution"]
    counts = (row.met, row.breached, row.open, row.cancelled, row.no_target, row.decided)
    assert counts == (2, 3, 2, 1, 1, 5)
    assert (row.kept.value, row.kept.n, row.kept.missing) == (0.4, 5, 2)
    assert row.broken.value == 0.6
    assert row.mature is False


@pytest.mark.fact("sla-compliance-dashboard")
def test_a_breach_is_severe_from_twice_the_target_on():
    row = sla.compliance(MIXED)["resolution"]
    assert row.severe == 2  # eight and nine hours of four; nine of a running one
    assert row.severely_broken.value == 0.4
    assert sla.compliance(MIXED, severe_multiple=2.25)["resolution"].severe == 1
    assert sla.compliance(MIXED, severe_multiple=2.3)["resolution"].severe == 0


@pytest.mark.fact("sla-compliance-dashboard")
def test_published_goals_of_the_dashboard():
    goals = {goal.name: goal for goal in sla.dashboard_goals()}
    assert goals["response SLA"].at_least == 0.95
    assert goals["resolution SLA"].at_least == 0.90
    assert goals["average first response"].below == 0.50
    assert goals["average resolution"].below == 0.75
    assert goals["breach count"].trend == "down"
    assert goals["severe breach count"].at_most == 0
    assert len(goals) == 6


@pytest.mark.fact("sla-compliance-dashboard")
def test_the_dashboard_holds_figures_against_their_goals():
    good = table(*[("met", 10, 2, "2026-03-01")] * 95, *[("breached", 10, 11, "2026-03-01")] * 5)
    good = good.assign(metric="first_response")
    rows = {row.goal.name: row for row in sla.dashboard(good, before=MIXED)}
    assert rows["response SLA"].reached is True  # exactly 95 %
    assert rows["response SLA"].estimate.value == 0.95
    assert rows["average first response"].estimate.value == pytest.approx(0.245)
    assert rows["average first response"].reached is True
    assert rows["resolution SLA"].reached is None  # there is none of them
    assert (rows["breach count"].count, rows["breach count"].reached) == (5, False)
    assert (rows["severe breach count"].count, rows["severe breach count"].reached) == (0, True)
    half = table(("met", 10, 5, "2026-03-01")).assign(metric="first_response")
    rows = {row.goal.name: row for row in sla.dashboard(half)}
    assert rows["average first response"].reached is False  # below half, not at it
    assert rows["breach count"].reached is None  # a trend needs a period before
    worse = {row.goal.name: row for row in sla.dashboard(MIXED, before=good)}
    assert worse["resolution SLA"].reached is False
    assert worse["breach count"].reached is True
    assert worse["severe breach count"].reached is False


def test_all_periods_may_count():
    row = sla.compliance(MIXED, counted="all")["resolution"]
    assert (row.kept.value, row.kept.n) == (pytest.approx(2 / 7), 7)
    assert row.broken.value == pytest.approx(3 / 7)


def test_the_mean_is_a_part_of_the_target():
    row = sla.compliance(MIXED)["resolution"]
    assert row.mean_of_target.value == pytest.approx((1 + 3 + 5 + 8 + 9) / 4 / 5)
    assert row.mean_of_target.unit == "of the target"
    zero = table(("breached", 0, 1, "2026-03-01"))
    assert sla.compliance(zero)["resolution"].mean_of_target.value is None


def test_any_key():
    report = sla.compliance(MIXED, by=["metric", "team"])
    assert report["resolution", "a"].met == 2
    assert report["resolution", "b"].breached == 2
    assert [row.label for row in report] == ["resolution and a", "resolution and b"]
    whole = sla.compliance(MIXED, by=())
    assert [row.label for row in whole] == ["all"]
    assert len(whole) == 1
    with pytest.raises(KeyError, match="key must be there; got 'c'; there are a and b"):
        sla.compliance(MIXED, by="team")["c"]


def test_by_month_of_the_due_time():
    report = sla.monthly_compliance(MIXED, now=NOW, timezone="UTC")
    months = {row.month: row for row in report}
    assert months[date(2026, 2, 1)].mature
    march = months[date(2026, 3, 1)]
    assert (march.met, march.breached, march.open, march.mature) == (1, 3, 0, True)
    april = months[date(2026, 4, 1)]
    assert (april.open, april.mature) == (1, False)
    unknown = months[None]  # it is paused, and nobody knows when it will be due
    assert (unknown.open, unknown.mature) == (1, False)
    assert report["resolution"].month == date(2026, 4, 1)
    assert "can still change" in str(report)


def test_by_month_of_the_start_or_the_end():
    started = sla.monthly_compliance(MIXED, now=NOW, timezone="UTC", month_of="started")
    march = next(row for row in started if row.month == date(2026, 3, 1))
    assert (march.open, march.mature) == (1, False)
    ended = sla.monthly_compliance(MIXED, now=NOW, timezone="UTC", month_of="ended")
    march = next(row for row in ended if row.month == date(2026, 3, 1))
    assert (march.met, march.breached, march.open, march.mature) == (1, 2, 0, True)
    rest = next(row for row in ended if row.month is None)
    assert (rest.breached, rest.open) == (1, 2)


def test_a_period_that_was_never_due_goes_by_its_end():
    paused = table(("met", 4, 1, "2026-02-10", {"due_at": pd.NaT}))
    [row] = sla.monthly_compliance(paused, now=NOW, timezone="UTC")
    assert row.month == date(2026, 2, 1)


def test_months_are_those_of_the_zone():
    late = table(("met", 1, 0, "2026-03-01 03:30"), ("met", 1, 0, "2026-03-01 04:30"))
    report = sla.monthly_compliance(late, now=NOW, timezone="America/New_York")
    assert [row.month for row in report] == [date(2026, 2, 1), date(2026, 3, 1)]
    # March is over at midnight there, four hours later than in UTC.
    early = datetime(2026, 4, 1, 3, tzinfo=UTC)
    report = sla.monthly_compliance(late, now=early, timezone="America/New_York")
    assert [row.mature for row in report] == [True, False]
    report = sla.monthly_compliance(late, now=early.replace(hour=4), timezone="America/New_York")
    assert [row.mature for row in report] == [True, True]


def test_it_shows():
    report = sla.compliance(MIXED)
    assert str(report).startswith("resolution: kept 40 % (95 %: ")
    assert str(report).endswith(", 2 open, 2 severe, can still change")
    assert "SLA compliance" in report._repr_html_()
    frame = report.to_frame()
    assert frame.loc[0, ["met", "breached", "severe"]].tolist() == [2, 3, 2]
    assert report.to_dict()["rows"][0]["kept"]["value"] == 0.4
    assert str(sla.compliance(MIXED.iloc[:0])) == "no periods"
    assert list(sla.compliance(MIXED.iloc[:0]).to_frame().columns) == list(frame.columns)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: sla.compliance([1]), "periods must be a DataFrame; got 'list'; make it with"),
        (lambda: sla.compliance(MIXED, by="x"), "periods must have a column x; got metric,"),
        (lambda: sla.compliance(MIXED.drop(columns="state")), "must have a column state"),
        (
            lambda: sla.compliance(MIXED.assign(state="done")),
            "periods.state must be met, breached, .* or no_target; got 'done'",
        ),
        (
            lambda: sla.compliance(MIXED.assign(state=None)),
            "periods.state must be met, .*; got None",
        ),
        (
            lambda: sla.compliance(MIXED.assign(elapsed=1.5)),
            "periods.elapsed must hold lengths of time; got float64; convert numbers with",
        ),
        (
            lambda: sla.monthly_compliance(
                MIXED.assign(due_at=MIXED["due_at"].dt.tz_localize(None)), now=NOW, timezone="UTC"
            ),
            "periods.due_at must hold timezone-aware instants; got datetime64.*; give it a zone",
        ),
        (
            lambda: sla.objective_result(MIXED, MIXED, now=NOW),
            "must be an SlaObjective; got 'DataF",
        ),
        (lambda: sla.compliance(MIXED, counted="open"), "counted must be decided or all; got"),
        (lambda: sla.compliance(MIXED, severe_multiple=0.5), "must be one or more; got 0.5"),
        (
            lambda: sla.monthly_compliance(MIXED, now=NOW, timezone="UTC", month_of="x"),
            "month_of must be due, started or ended; got 'x'",
        ),
        (
            lambda: sla.monthly_compliance(MIXED, now=NOW, timezone="Mars"),
            "timezone must be a zone of the IANA",
        ),
    ],
)
def test_bad_input(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_columns_that_hold_nothing_need_no_dtype():
    record = sla.replay(
        [{"kind": "created", "at": "2026-03-02T09:00Z", "priority": "P2", "actor": "customer"}],
        policy=sla.preset("priority"),
        now=datetime(2026, 3, 2, 12, tzinfo=UTC),
    )
    frame = record.to_frame()
    assert frame["ended_at"].dtype == object
    found = sla.monthly_compliance(frame, now=NOW, timezone="UTC")
    assert found["first_response"].breached == 1
    assert sla.compliance(frame.assign(target=None))["first_response"].severe == 0


def calls(seconds, started="2026-03-03", **more):
    rows = [("met", 1, s / 3600, started) for s in seconds]
    return table(*rows, **more)


SHARE = {"metric": "resolution", "statistic": "share", "share": "95%", "within": "30s"}


def test_a_share_of_calls_is_compared_exactly():
    phone = sla.SlaObjective(**SHARE, scope={"channel": ("phone", "voice")})
    kept = calls([10] * 19 + [40], channel="phone")
    other = calls([99] * 5, channel="email")
    [verdict] = sla.objective_result(phone, pd.concat([kept, other]), now=NOW)
    assert (verdict.verdict, verdict.n, verdict.estimate.value) == ("kept", 20, 0.95)
    assert verdict.start == date(2026, 3, 1)
    missed = calls([10] * 18 + [40] * 2, channel="voice")
    result = sla.objective_result(phone, missed, now=NOW)
    assert result.missed == 1
    assert "missed, 90 %" in str(result)
    assert "95 % of resolution (channel phone or voice) within 30s" in result._repr_html_()


def test_an_objective_waits_for_what_is_open():
    objective = sla.SlaObjective(**SHARE)
    late = table(("running", None, 1, "2026-03-03"), ("met", None, 0, "2026-03-03"))
    [verdict] = sla.objective_result(objective, late, now=NOW)
    assert (verdict.verdict, verdict.n) == ("missed", 2)  # beyond the limit already
    early = table(("running", None, 0, "2026-03-03"))
    [verdict] = sla.objective_result(objective, early, now=NOW)
    assert (verdict.verdict, verdict.open) == ("undecided", 1)
    assert "1 are open" in verdict.words
    [verdict] = sla.objective_result(objective, calls([9], "2026-04-02"), now=NOW)
    assert verdict.verdict == "undecided"
    assert "the month is not over" in verdict.words


def test_too_few_are_not_judged():
    objective = sla.SlaObjective(**SHARE, min_n=20)
    [verdict] = sla.objective_result(objective, calls([99]), now=NOW)
    assert (verdict.verdict, verdict.words) == ("too_few", "1 of at least 20")


@pytest.mark.parametrize(
    ("fields", "seconds", "verdict"),
    [
        ({"statistic": "mean", "within": "30s"}, [10, 50], "kept"),
        ({"statistic": "mean", "within": "30s"}, [11, 50], "missed"),
        ({"statistic": "median", "within": "30s"}, [10, 30, 99], "kept"),
        ({"statistic": "median", "within": "30s"}, [10, 31, 99], "missed"),
        ({"statistic": "percentile", "share": 0.9, "within": "30s"}, [30] * 9 + [99], "kept"),
        ({"statistic": "percentile", "share": 0.9, "within": "30s"}, [30] * 8 + [99] * 2, "missed"),
        ({"statistic": "mean", "within": "30s", "clock": "calendar"}, [16], "missed"),
        ({"statistic": "mean", "within": "30s", "clock": "business"}, [16], "kept"),
    ],
)
def test_statistics_of_objectives(fields, seconds, verdict):
    objective = sla.SlaObjective(metric="resolution", **fields)
    [found] = sla.objective_result(objective, calls(seconds), now=NOW)
    assert found.verdict == verdict
    assert found.estimate.unit == "s"


def test_windows_of_objectives():
    rows = pd.concat([calls([9], f"2025-{month:02d}-05") for month in range(1, 13)])
    for per, n in (("month", 12), ("quarter", 4), ("year", 1), (None, 1)):
        result = sla.objective_result(sla.SlaObjective(**SHARE, per=per), rows, now=NOW)
        assert len(result) == n
        assert {v.verdict for v in result} == {"kept"}
    starts = [
        v.start
        for v in sla.objective_result(sla.SlaObjective(**SHARE, per="quarter"), rows, now=NOW)
    ]
    assert starts == [date(2025, month, 1) for month in (1, 4, 7, 10)]
    open_ = table(("running", None, 1, "2026-03-03"))
    ended = sla.SlaObjective(**SHARE, month_of="ended")
    [verdict] = sla.objective_result(ended, open_, now=NOW)
    assert (verdict.start, verdict.verdict) == (None, "undecided")


def test_a_backlog():
    objective = sla.SlaObjective(
        metric="resolution", statistic="backlog", share="2%", within="168h"
    )
    fresh = table(*[("running", 4, 1, "2026-04-09")] * 49)
    old = table(("paused", 4, 1, "2026-04-02"))
    [verdict] = sla.objective_result(objective, pd.concat([fresh, old]), now=NOW)
    assert (verdict.verdict, verdict.estimate.value, verdict.n) == ("kept", 0.02, 50)
    [verdict] = sla.objective_result(objective, pd.concat([fresh[:20], old]), now=NOW)
    assert verdict.verdict == "missed"
    exact = table(("running", 4, 1, "2026-04-03"))  # seven days old, not older
    [verdict] = sla.objective_result(objective, exact, now=NOW)
    assert verdict.estimate.value == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"statistic": "median", "within": "4h", "scope": {"channel": "email"}},
         "median of resolution (channel email) within 4h, each month"),
        ({"statistic": "percentile", "share": 0.9, "within": "4h", "per": None},
         "P90 of resolution within 4h"),
    ],
)  # fmt: skip
def test_objectives_in_words(fields, words):
    objective = sla.SlaObjective(metric="resolution", **fields)
    assert str(objective) == words
    assert sla.SlaObjective.model_validate_json(objective.model_dump_json()) == objective


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"statistic": "share"}, "share must be there for backlog, percentile or share"),
        ({"statistic": "mean", "share": 0.9}, "and only then; got 0.9 with mean"),
        ({"statistic": "percentile", "share": 1}, "must lie inside 0 and 1 for a percentile"),
        ({"statistic": "backlog", "share": 0, "clock": "business"}, "whose age is real time"),
        ({"statistic": "mean", "timezone": "Mars"}, "timezone must be a zone"),
    ],
)
def test_bad_objectives(fields, message):
    with pytest.raises(ValidationError, match=message):
        sla.SlaObjective(metric="resolution", within="1h", **fields)


@pytest.mark.fact("sla-target-buffer")
def test_the_published_buffer():
    assert sla.buffered_target(timedelta(hours=10)) == timedelta(hours=12)
    assert sla.buffered_target(timedelta(hours=10), buffer="50%") == timedelta(hours=15)
    with pytest.raises(InputError, match="achievable must be zero or more; got '-1 day"):
        sla.buffered_target(timedelta(hours=-1))


def hours_of(*hours, open_=()):
    rows = [("met", 999, h, "2026-01-05") for h in hours]
    return table(*rows, *(("running", 999, h, "2026-01-05") for h in open_))


def test_fifty_nine_bound_the_95th_percentile():
    found = sla.attainable_target(hours_of(*range(1, 59)), metric="resolution")
    assert (found.n, found.needed, found.lacking, found.target) == (58, 59, 1, None)
    assert str(found).startswith("no target can be claimed: 58 of 59 ended periods, 1 are missing")
    found = sla.attainable_target(hours_of(*range(1, 60)), metric="resolution")
    # The 57th of 59 is the first that 95 % do not exceed: 56 would be 94.9 %.
    assert found.achieved.value == 57 * 3600
    assert found.target == timedelta(hours=57) * 1.2
    assert found.surely == timedelta(hours=59)
    assert str(found) == "promise 68h24m: 95 % took up to 57h, n = 59"
    assert "Attainable target" in found._repr_html_()
    # 1 - 0.95**n first reaches 95 % at 59.
    assert 1 - 0.95**58 < 0.95 <= 1 - 0.95**59


def test_open_ones_are_censored():
    closed = hours_of(*[10] * 60)
    with_old = pd.concat([closed, hours_of(open_=[50] * 20)])
    found = sla.attainable_target(with_old, metric="resolution")
    # A quarter is still open: the 95 % are not in sight, whatever the closed ones say.
    assert (found.target, found.surely, found.open) == (None, None, 20)
    assert "no target can be claimed: beyond follow-up" in str(found)
    young = pd.concat([closed, hours_of(open_=[5] * 20)])
    found = sla.attainable_target(young, metric="resolution")
    assert (found.target, found.surely) == (timedelta(hours=12), timedelta(hours=10))


def test_other_levels_and_clocks():
    found = sla.attainable_target(
        hours_of(*range(1, 40)), metric="resolution", attained="90%", buffer=0, clock="calendar"
    )
    assert (found.needed, found.target) == (29, timedelta(hours=72))
    assert sla.attainable_target(hours_of(1), metric="resolution", attained=0.99).needed == 299


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"metric": "x"}, "periods must hold some of metric; got none of 'x'"),
        ({"attained": 1}, "attained must lie inside 0 and 1; got 1"),
        ({"clock": "wall"}, "clock must be business or calendar; got 'wall'"),
    ],
)
def test_bad_attainable(more, message):
    with pytest.raises(InputError, match=message):
        sla.attainable_target(hours_of(1), **{"metric": "resolution", **more})


def test_against_counting_by_hand():
    rng = np.random.default_rng(7)
    states = rng.choice(["met", "breached", "running", "paused", "cancelled"], 300)
    rows = [(s, 4, int(rng.integers(0, 9)), "2026-03-03") for s in states]
    found = table(*rows)
    row = sla.compliance(found)["resolution"]
    met = breached = left = 0
    for state, over in zip(found["state"], found["breached"], strict=True):
        if state == "met":
            met += 1
        elif state == "breached" or (state in {"running", "paused"} and over):
            breached += 1
        elif state in {"running", "paused"}:
            left += 1
    assert (row.met, row.breached, row.open) == (met, breached, left)
