"""What a sceptical reader typed: each of these was once answered wrongly, or with a traceback."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from supportops import metrics
from supportops.errors import InputError

START = pd.Timestamp("2026-01-01", tz="UTC")
#: Resolved before it came in; resolved; open.
TABLE = pd.DataFrame(
    {
        "ticket_id": [1, 2, 3],
        "created_at": [START] * 3,
        "resolved_at": [START - pd.Timedelta("1D"), START + pd.Timedelta("1D"), pd.NaT],
        "reopens": [0, 0, 0],
        "contacts": [0, 1, 2],
        "agent_replies": [1, 1, 1],
    }
)
CONTACTS = pd.DataFrame({"customer_id": ["a", "a"], "at": [START] * 2, "reason": [["x"], ["x"]]})
SECONDS = metrics.Target(metric="first_response_time", target=60, watch=90, unit="s").band
FIRST, DUE = date(2026, 1, 1), date(2026, 2, 1)


def test_contradictory_tickets_are_in_no_cohort_figure():
    (row,) = metrics.cohorts(TABLE, days=[30], now=datetime(2026, 3, 1, tzinfo=UTC)).itertuples()
    assert (row.size, row.n, row.hits, row.value) == (3, 2, 1, 0.5)
    assert (row.immature, row.contradictory, row.complete) == (0, 1, False)
    assert row.flags == "small_n, contradictory"
    # What is later than the present has not happened, so it contradicts nothing.
    young = metrics.cohorts(TABLE.iloc[1:], days=[30], now=datetime(2026, 1, 5, tzinfo=UTC))
    assert (young["immature"].tolist(), young["contradictory"].tolist()) == ([2], [0])


def test_all_that_rests_on_a_resolution_says_that_it_cannot_be():
    found = metrics.report(TABLE).set_index("metric")["flags"]
    doubtful = {name for name, flags in found.items() if "contradictory" in flags}
    assert doubtful == set(found.index) - {"volume.tickets"}
    assert not metrics.report(TABLE.iloc[1:])["flags"].str.contains("contradictory").any()


def test_no_contact_is_not_one_contact():
    value = metrics.report(TABLE, metrics=["fcr.one_contact"])["value"].item()
    assert value == metrics.ticket_tallies(TABLE)["closed_in_one_contact"] / 3 == 1 / 3


@pytest.mark.parametrize("name", ["reopens", "contacts", "agent_replies"])
@pytest.mark.parametrize("value", [-1, 0.5, float("inf")])
def test_counts_are_counts(name, value):
    odd = TABLE.assign(**{name: [0, value, 0]})
    for ask in (metrics.report, metrics.ticket_tallies):
        with pytest.raises(InputError, match=f"tickets.{name} must be whole, zero or more; got"):
            ask(odd)
    metrics.report(TABLE.assign(**{name: [0, None, 0]}))


def test_lists_in_a_table_do_not_hide_its_repetitions():
    twice = pd.concat([TABLE, TABLE]).assign(tags=[["vip"]] * 6)
    found = {check.code: check.count for check in metrics.ticket_quality(twice).findings}
    assert found["duplicate-rows"] == 3
    assert "repeated-identity" not in found


def test_a_mean_may_lie_below_zero():
    assert metrics.csat_mean([-1, -2], scale=(-2, 2)).value == -1.5


def test_seconds_are_told_from_shares():
    with pytest.raises(InputError, match="estimate must be in the unit of the band, 's'; got 'sh"):
        metrics.band_status(metrics.csat([5] * 40), SECONDS)
    times = pd.DataFrame({"ticket_id": range(40), "created_at": START})
    answered = times.assign(first_response_at=START + pd.Timedelta("45s"))
    assert metrics.band_status(metrics.first_response_time(answered), SECONDS).certain


def test_tickets_without_an_arm_are_told():
    trial = pd.DataFrame({"arm": ["old", "new", None] * 30, "satisfied": [True, False, True] * 30})
    found = metrics.compare_arms(
        trial, control="old", variant="new", randomized_by="ticket", weeks=6
    )
    assert [(f.code, f.about[:22]) for f in found.findings] == [
        ("no-arm", "30 tickets name no arm")
    ]


def test_dates_before_the_epoch_are_their_own_present():
    old = pd.Timestamp("1965-01-01", tz="UTC")
    table = pd.DataFrame({"created_at": [old, old], "resolved_at": [old, pd.NaT]})
    assert metrics.cohorts(table, days=[30])["immature"].tolist() == [2]


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: metrics.csat({5: 3, 4: 2}), "scores must have one value for each case"),
        (lambda: metrics.nps({9, 10}), "scores must have one value for each case"),
        (lambda: metrics.csat([1], scale=(1, float("inf"))), "scale must be its lowest"),
        (lambda: metrics.target_path(None, 2, as_of=FIRST, due=DUE), "start must be a finite num"),
        (lambda: metrics.target_path(1, "2", as_of=FIRST, due=DUE), "target must be a number"),
        (lambda: metrics.target_path(1, 2, as_of=datetime(2026, 1, 1, tzinfo=UTC), due=DUE),
         "as_of must be a date, not an instant"),
        (lambda: metrics.target_path(1, 2, as_of=FIRST, due="2026-02-01"), "due must be a date"),
        (lambda: metrics.target_path(1, 2, as_of=FIRST, due=DUE, steps=1.5), "steps must be a who"),
        (lambda: metrics.survey_findings({"questions": 3}), "plan must be a SurveyPlan"),
        (lambda: metrics.definitions(["fcr"]), "metric must be one of"),
        (lambda: metrics.csat_dip(metrics.csat_mean([4] * 9), 0.9), "current must be a share"),
        (lambda: metrics.band_score(1, [0, float("inf")]), "bands must be two finite limits"),
        (lambda: metrics.share_alerts([[1], 2], [3, 3]), "successes must be a number"),
        (lambda: metrics.mean_alerts([[1], 2]), "values must be a number"),
        (lambda: metrics.fcr_touches(TABLE.assign(status="solved"), solved="solved"),
         "solved must be a collection"),
        (lambda: metrics.event_quality(
            pd.DataFrame({"ticket_id": [1], "at": [START], "kind": ["closed"]}), terminal="closed"),
         "terminal must be a collection"),
        (lambda: metrics.repeat_contacts(CONTACTS, window="7d", now=START),
         "contacts.reason must hold plain labels"),
        (lambda: metrics.report(TABLE, by=["channel", "team"]), "by must be a column of tickets"),
        (lambda: metrics.report(TABLE, timezone="Mars"), "timezone must be a zone"),
        (lambda: metrics.cohorts(TABLE.iloc[:0], timezone="Mars"), "timezone must be a zone"),
        (lambda: metrics.cohorts(TABLE, days=[10**9]), "days must ascend from 1, to 36525 at most"),
        (lambda: metrics.cohorts(TABLE.assign(created_at=[START, pd.NaT, START])),
         r"tickets.created_at must be there in every row; got a missing one at position 1"),
        (lambda: metrics.compare_arms(
            pd.DataFrame({"arm": ["a", "b"], "handle_time": pd.to_timedelta([-1, 1], unit="s")}),
            control="a", variant="b", randomized_by="ticket", weeks=6),
         "trial.handle_time must be zero or more"),
    ],
)  # fmt: skip
def test_odd_inputs_are_named(ask, message):
    with pytest.raises(InputError, match=message):
        ask()


@pytest.mark.parametrize("year", [1, 9999])
@pytest.mark.parametrize("period", ["day", "week", "month", "quarter", "year"])
def test_sentinel_dates_are_named(year, period):
    day = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, tzinfo=UTC)
    for zone in ("America/New_York", "Asia/Tokyo"):
        with pytest.raises(InputError, match="first and last must lie in the years 3 to 9997"):
            metrics.period_starts(day, day, period, timezone=zone)


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: metrics.handle_time(talk=["10m", "100m"], wrap="60m", contacts=[1, 20]),
         "wrap must be one for each of 2 rows, as the others are; got one total"),
        (lambda: metrics.handle_time(talk="2h", contacts=[1, 20]), "talk must be one for each of"),
        (lambda: metrics.occupancy(handle=["5h", "6h"], available="1h"), "available must be one"),
        (lambda: metrics.utilization_handle(handle=["5h", "6h"], paid="8h"), "paid must be one"),
        (lambda: metrics.detectable_share(0.7, 100, power=0.01), "power must lie above alpha, 0.05"),
        (lambda: metrics.detectable_share(0.7, 100, power=1), "power must lie above alpha"),
        (lambda: metrics.detectable_mean(120, 100, power=0.05), "power must lie above alpha"),
        (lambda: metrics.detectable_mean(120, 100, power=1), "power must lie above alpha"),
        (lambda: metrics.mean_alerts([1, 2, 30], labels="abc"), "labels must be a collection"),
        (lambda: metrics.rolling_share(
            pd.DataFrame({"date": [FIRST], "n": [1e30], "successes": [1]})),
         "daily.n must be whole"),
        (lambda: metrics.reopens_from_solves([1e30]), "solves must be whole"),
    ],
)  # fmt: skip
def test_what_would_be_misread_is_named(ask, message):
    with pytest.raises(InputError, match=message):
        ask()


def test_totals_and_rows_of_all():
    rows = metrics.handle_time(talk=["10m", "100m"], wrap=["20m", "40m"], contacts=[1, 20])
    total = metrics.handle_time(talk="110m", wrap="60m", contacts=21)
    assert rows.value == pytest.approx(total.value) == pytest.approx(170 * 60 / 21)


def test_few_answers_are_told_in_tables_too():
    scores = [5.0] * 19 + [None] * 81
    table = pd.DataFrame({"ticket_id": range(100), "created_at": START, "score": scores})
    table = table.assign(channel=["chat"] * 50 + ["email"] * 50, escalated=None)
    names = ["csat.top_box", "volume.tickets", "escalation.of_all"]
    wanted = ["small_n, low_response", "", ""]
    assert metrics.report(table, metrics=names)["flags"].tolist() == wanted
    assert metrics.report(table, metrics=names, low_response_below=0.19)["flags"][0] == "small_n"
    last = metrics.rolling(table, metrics=names[:1], window="1d")
    assert last["flags"].tolist() == ["small_n, low_response"]
    found = metrics.breakdown(table, "csat.top_box", by="channel")
    assert found["flags"].tolist() == ["small_n", "low_response"]
