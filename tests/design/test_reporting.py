"""Scorecards by audience, their cadences, and what is an alert."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from supportops.design import TeamProfile, design_operation, profile_from_toml
from supportops.errors import InputError

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
DAY = date(2026, 11, 23)
PACKAGE = design_operation(profile_from_toml(TEXT), as_of=DAY)
PLAN = PACKAGE.reporting
RESPONSE = '[assumed.survey_response]\nvalue = "20%"\nreplaced_by = "the help desk"\n'


def changed(part, **facts):
    state = profile_from_toml(TEXT).to_dict()
    state[part].update(facts)
    return design_operation(TeamProfile.model_validate(state), as_of=DAY)


def test_five_audiences_have_a_report_and_its_next_day():
    rows = [(r.audience, r.every, r.next_day) for r in PLAN.reports]
    assert rows == [
        ("agents", "real time", None),
        ("team leads", "daily", date(2026, 11, 24)),
        ("managers", "weekly", date(2026, 11, 30)),
        ("directors", "monthly", date(2026, 12, 23)),
        ("executives", "quarterly", date(2027, 2, 23)),
    ]
    assert {r.audience: r.focus for r in PLAN.reports}["executives"] == "business impact"
    # Whom the source does not name is an assumption.
    assert PACKAGE.figure("reporting.reader.strategy").basis == "assumed"


def test_each_audience_has_its_metrics_once_with_today_and_alert():
    cards = {
        r.audience: [m for m in PLAN.metrics if m.audience == r.audience] for r in PLAN.reports
    }
    assert [len(rows) for rows in cards.values()] == [8, 7, 2, 2, 4]
    for rows in cards.values():
        assert len({row.metric for row in rows}) == len(rows)
    csat = cards["executives"][2]
    assert (csat.metric, csat.today, csat.status, csat.alert) == (
        "CSAT",
        "78 %",
        "warning",
        "below 85 %",
    )
    assert PACKAGE.figure(csat.figure).value == 0.78
    assert cards["agents"][0].today == "78 % (team)"
    assert cards["managers"][0].today == "0 %"
    text = PACKAGE.to_markdown()
    assert "### Scorecard for directors" in text


def test_every_band_is_an_alert_with_its_source():
    limits = {band.metric: (band.target, band.warning, band.status) for band in PLAN.bands}
    assert limits["agent_utilization"] == ("70–80 %", "below 60 % or above 90 %", "unknown")
    assert limits["csat"] == ("at least 90 %", "below 85 %", "warning")
    assert len(limits) == 10
    assert PACKAGE.figure("reporting.nps.warning").value == "below 10 points"


def test_a_week_of_csat_moves_by_chance():
    (limit,) = PLAN.chance
    # Three standard errors of 276 answers at 78 %.
    assert (limit.metric, round(limit.cases), limit.note) == (
        "CSAT",
        276,
        "if every customer answered; wider in truth",
    )
    assert (limit.lower, limit.upper) == pytest.approx((0.7052, 0.8548), abs=1e-4)


def test_with_a_response_rate_the_limits_are_true():
    package = design_operation(profile_from_toml(TEXT + RESPONSE), as_of=DAY)
    (limit,) = package.reporting.chance
    assert (round(limit.cases, 1), limit.note) == (55.2, "")
    (finding,) = [f for f in package.findings if f.code == "dip-within-noise"]
    assert "on 240 answers each month" in finding.arithmetic
    assert "assumed.survey_response" not in {q.name for q in package.open_questions}


def test_a_dip_of_three_points_is_within_the_noise():
    (finding,) = [f for f in PACKAGE.findings if f.code == "dip-within-noise"]
    assert PLAN.dip == 3
    assert PLAN.dip_low < 0 < PLAN.dip_high
    assert finding.arithmetic == (
        "78 % to 75 % on at most 1,200 answers each month is a drop of -0.4 to 6.4 points (95 %); "
        "3,135 answers would show it in 4 of 5 cases"
    )


def test_a_large_team_sees_a_dip():
    package = changed("given", tickets_per_month=40_000)
    assert package.reporting.dip_low > 0
    assert "dip-within-noise" not in {f.code for f in package.findings}


def test_near_the_ends_there_is_nothing_to_fall_or_to_chart():
    for end in (0.0, 1.0):
        package = changed("given", csat=end)
        assert (package.reporting.dip_low, package.reporting.chance) == (None, ())
    assert "A week outside these limits" not in package.to_markdown()


def test_what_is_known_is_shown():
    package = changed("given", fcr=0.6, cost_per_month="60000 USD")
    rows = {(m.audience, m.metric): m.today for m in package.reporting.metrics}
    assert rows["agents", "FCR rate"] == "60 % (team)"
    assert rows["directors", "cost per ticket"] == "50 USD/ticket"
    assert [c.metric for c in package.reporting.chance] == ["CSAT", "First contact resolution"]


def test_a_stated_deflection_is_its_own_evidence():
    package = changed("given", knowledge_base=True, deflection=0.15)
    row = next(m for m in package.reporting.metrics if m.metric == "deflection")
    assert (row.today, row.status, row.figure) == ("15 %", "warning", "team.deflection")


def test_a_history_fills_the_scorecards():
    start = pd.Timestamp("2026-01-01", tz="UTC")
    created = start + pd.to_timedelta(range(200), unit="D")
    tickets = pd.DataFrame(
        {
            "ticket_id": range(200),
            "created_at": created,
            "first_response_at": created + pd.Timedelta("3h"),
            "resolved_at": created + pd.Timedelta("9h"),
            "reopens": [0.0, 1.0] * 100,
        }
    )
    package = design_operation(
        profile_from_toml(TEXT), as_of=DAY, history=tickets, now=datetime(2026, 12, 1, tzinfo=UTC)
    )
    rows = {(m.audience, m.metric): (m.today, m.status) for m in package.reporting.metrics}
    assert rows["agents", "Reopen rate"] == ("50 % (team)", "warning")
    assert rows["team leads", "Backlog"] == ("0 tickets", "unknown")


def test_a_response_rate_is_above_zero():
    with pytest.raises(
        InputError, match=r"^assumed.survey_response.value must be above zero; got 0$"
    ):
        profile_from_toml(TEXT + RESPONSE.replace("20%", "0%"))


def test_a_history_without_answers_shows_none():
    created = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(range(9), unit="D")
    tickets = pd.DataFrame(
        {
            "ticket_id": range(9),
            "created_at": created,
            "first_response_at": created.where(created < created[0]),
            "resolved_at": created.where(created < created[0]),
            "reopens": 0.0,
        }
    )
    package = design_operation(
        profile_from_toml(TEXT), as_of=DAY, history=tickets, now=datetime(2026, 12, 1, tzinfo=UTC)
    )
    band = next(b for b in package.reporting.bands if b.metric == "first_response_time")
    assert (band.today, band.status) == (None, "unknown")
