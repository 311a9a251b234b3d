"""A history of several tables: measured figures with intervals replace stated ones."""

import time
from datetime import UTC, date, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from supportops.design import OpsPackage, design_operation, profile_from_toml
from supportops.errors import InputError

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
TEXT = (ROOT / "examples" / "data" / "team.toml").read_text(encoding="utf-8")
PROFILE = profile_from_toml(TEXT)
AS_OF = date(2026, 11, 23)
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def module(path):
    spec = spec_from_file_location(path.stem, path)
    loaded = module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


recompute = module(HERE.with_name("recompute.py"))


def tables(n=600):
    """A quiet desk: four tickets a day, every second on a weekday morning in New York."""
    number = np.arange(n)
    created = pd.Timestamp("2026-05-01T04:00Z") + pd.to_timedelta(number * 6, unit="h")
    tier = np.where(number % 10 < 8, "L1", "L2")
    tickets = pd.DataFrame(
        {
            "ticket_id": number,
            "created_at": created,
            "first_response_at": created + pd.to_timedelta(10 + number % 50, unit="m"),
            "resolved_at": created + pd.to_timedelta(2 + number % 9, unit="h"),
            "reopens": 0.0,
            "priority": np.where(number % 20 == 0, "P1", "P3"),
            "customer_tier": np.array(["smb", "SMB ", "Enterprise", "Mid-Market"])[number // 7 % 4],
            "category": np.where(number % 3 == 0, "login issues", "printing"),
            "support_tier": tier,
            "handle_time": pd.to_timedelta(np.where(tier == "L1", 20, 40) + number % 5, unit="m"),
            "first_contact": number % 4 != 0,
        }
    )
    surveys = pd.DataFrame({"ticket_id": number, "score": np.where(number % 10 == 0, 2.0, 5.0)})
    surveys.loc[::2, "score"] = np.nan
    left = pd.Series(pd.NaT, index=range(9), dtype="datetime64[us, UTC]")
    left[8] = pd.Timestamp("2026-06-01", tz="UTC")
    agents = pd.DataFrame({"agent_id": range(9), "left_at": left})
    return {"tickets": tickets, "surveys": surveys, "agents": agents}


def designed(profile=PROFILE, **changes):
    return design_operation(profile, as_of=AS_OF, history={**tables(), **changes}, now=NOW)


@pytest.fixture(scope="module")
def package():
    return designed()


def test_every_derived_figure_recomputes_and_the_package_round_trips(package):
    figures = {figure.name: figure for figure in package.figures}
    assert all(recompute.agrees(f, figures) for f in package.figures if f.basis == "derived")
    assert OpsPackage.model_validate_json(package.model_dump_json()) == package
    assert package.profile == PROFILE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("team.csat", 1.0),
        ("team.fcr", 0.75),
        ("team.agents", 8),
        ("priorities.P1.share", 0.05),
        ("categories.login issues.share", 1 / 3),
        ("categories.API errors.share", 0.0),
        ("history.handle_time.L1", 21.625 / 60),
    ],
)
def test_what_the_tables_show(package, name, value):
    figure = package.figure(name)
    assert figure.basis == "measured"
    assert figure.value == pytest.approx(value, abs=0.002)
    assert name == "team.agents" or figure.interval is not None


def test_names_are_brought_together_whatever_their_case(package):
    smb = package.figure("customers.SMB.share")
    assert (smb.basis, round(smb.value, 1)) == ("measured", 0.5)
    assert package.figure("stated.customers.SMB.share").value == 0.4


def test_stated_and_assumed_figures_outside_their_interval_are_findings(package):
    titles = [f.title for f in package.findings if f.code == "stated-is-not-measured"]
    assert "The stated csat is not what the history shows" in titles
    assert "The stated categories API errors share is not what the history shows" in titles
    assert not any("agents" in title for title in titles)
    assumed = [f for f in package.findings if f.code == "assumed-is-not-measured"]
    assert [f.title for f in assumed][:1] == [
        "The assumed handle time of L1 is not what the history shows"
    ]
    assert "assumed 10 to 15 minutes, measured 21.62 (95 %" in assumed[0].arithmetic
    other = next(f for f in package.findings if f.code == "history-has-other-names")
    assert other.arithmetic == "66.7 % of 600 tickets: printing"


def test_the_deliverables_stand_on_what_was_measured(package):
    use = {row.tier: row for row in package.staffing.tiers}["L1"]
    low = package.figure("assumed.handle_time.L1.low")
    assert (low.basis, low.value) == (
        "measured",
        package.figure("history.handle_time.L1").interval[0],
    )
    tickets = package.figure("tiers.L1.tickets").value
    assert use.hours_low == pytest.approx(tickets * low.value)
    rows = {row.metric: row for row in package.scorecard.rows}
    assert (rows["csat"].today, rows["fcr"].today) == (1.0, 0.75)
    questions = {q.name for q in package.open_questions}
    assert not {"arrival_hours", "given.priority_mix", "given.fcr"} & questions


def test_mixes_that_share_no_name_stay_as_stated():
    frame = tables()["tickets"].assign(customer_tier="Ärzte", priority=None)
    package = designed(tickets=frame)
    assert package.figure("customers.SMB.share").basis == "given"
    other = next(f for f in package.findings if "customer tier names" in f.title)
    assert other.arithmetic == "100 % of 600 tickets: Ärzte"
    assert other.way_out.startswith("Bring both to the same names")
    assert "given.priority_mix" in {q.name for q in package.open_questions}


def test_a_history_without_tickets_leaves_the_volume_as_stated():
    surveys = tables()["surveys"]
    package = design_operation(PROFILE, as_of=AS_OF, history={"surveys": surveys}, now=NOW)
    assert package.figure("team.tickets_per_month").basis == "given"
    assert package.figure("team.csat").basis == "measured"


def test_fewer_agents_than_stated_are_a_finding():
    package = designed(agents=tables()["agents"].head(3))
    assert package.figure("team.agents").value == 3
    assert package.figure("stated.agents").value == 8
    assert sum(row.agents for row in package.tiers.rows) == 3
    assert any("3 of 3 in the table are there" in f.arithmetic for f in package.findings)


def test_thin_tables_replace_nothing():
    thin = tables()["tickets"].head(1)
    empty = tables()["surveys"].assign(score=np.nan)
    package = designed(tickets=thin, surveys=empty, agents=tables()["agents"].head(0))
    assert package.figure("team.csat").basis == "given"
    assert package.figure("team.agents").basis == "given"
    assert package.figure("assumed.handle_time.L1.low").basis == "assumed"


def test_agents_who_are_yet_to_begin_do_not_count():
    hired = pd.to_datetime(["2026-01-01", "2027-01-01"], utc=True)
    package = designed(agents=pd.DataFrame({"agent_id": ["Ada", "Bo"], "hired_at": hired}))
    assert package.figure("team.agents").value == 1
    assert any("1 of 2 in the table are there" in f.arithmetic for f in package.findings)


def test_tables_and_columns_that_say_nothing_change_nothing():
    searches = pd.DataFrame({"query": ["invoice"]})
    silent = tables()["tickets"].assign(first_contact=None, handle_time=pd.Timedelta(0))
    package = designed(tickets=silent, searches=searches, surveys=pd.DataFrame({"ticket_id": [1]}))
    assert "team.fcr" not in {figure.name for figure in package.figures}
    assert package.figure("team.csat").basis == "given"
    assert package.figure("assumed.handle_time.L1.low").basis == "assumed"


def test_a_survey_that_does_not_say_its_scale_rests_on_an_assumption(package):
    scale = package.figure("assumed.survey_scale")
    assert (scale.basis, scale.replaced_by) == ("assumed", "given.survey_scale")


@pytest.mark.parametrize("broken", [{"ticket_id": 1}, {"created_at": pd.NaT}])
def test_tickets_that_cannot_be_read(broken):
    with pytest.raises(InputError, match="must"):
        designed(tickets=tables()["tickets"].assign(**broken))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (
            {"ticket_id": [7, 8, 7, *range(100, 697)]},
            "tickets.ticket_id must hold each ticket once; got 7 in 2 rows; drop_duplicates",
        ),
        (
            {"created_at": pd.Timestamp("2026-11-02", tz="UTC")},
            r"not be after now, 2026-11-01 .*; got 2026-11-02 .* of ticket 0, one of 600; pass",
        ),
        (
            {"handle_time": pd.Timedelta(minutes=-5)},
            "tickets.handle_time must be zero or more; got -5 minutes of ticket 0, one of 600",
        ),
        ({"priority": 3}, r"tickets.priority must hold text; got 3; use .astype\(str\)"),
    ],
)
def test_tickets_that_contradict_themselves(broken, message):
    with pytest.raises(InputError, match=message):
        designed(tickets=tables()["tickets"].assign(**broken))


@pytest.mark.parametrize("name", ["ticket_id", "created_at"])
def test_what_tickets_must_have(name):
    with pytest.raises(InputError, match=f"tickets must have a column {name}; got"):
        designed(tickets=tables()["tickets"].drop(columns=name))


def test_now_is_an_aware_instant():
    with pytest.raises(InputError, match="now must .*timezone-aware"):
        design_operation(PROFILE, as_of=AS_OF, history=tables(), now=datetime(2026, 11, 1))


def test_the_scale_of_the_survey_may_be_stated():
    with pytest.raises(InputError, match="survey_scale must rise; got 5 and 1"):
        profile_from_toml(TEXT.replace("formal_slas", "survey_scale = [5, 1]\nformal_slas", 1))
    scored = tables()["surveys"].assign(score=9.0)
    with pytest.raises(InputError, match="score"):
        designed(surveys=scored)
    state = PROFILE.given.model_copy(update={"survey_scale": (1.0, 10.0)})
    package = designed(PROFILE.model_copy(update={"given": state}), surveys=scored)
    assert "assumed.survey_scale" not in {figure.name for figure in package.figures}
    assert package.figure("team.csat").value == 1.0


@pytest.mark.parametrize(
    ("history", "message"),
    [
        ({}, "history must have at least one table; got none"),
        ({"tables": pd.DataFrame()}, r"history must name tables of tickets, .*; got 'tables'"),
        ([1], "history must map names to values"),
        ({"tickets": 7}, "tickets must be a DataFrame; got 'int'"),
    ],
)
def test_what_is_no_history(history, message):
    with pytest.raises(InputError, match=message):
        design_operation(PROFILE, as_of=AS_OF, history=history, now=NOW)


def test_the_real_help_desk_yields_a_package(shared_data):
    seen = module(ROOT / "examples" / "audit_helpdesk.py").read_log(
        shared_data("event_log/helpdesk.csv")
    )
    began = time.monotonic()
    package = design_operation(PROFILE, as_of=AS_OF, history=seen.tables, now=seen.now)
    assert time.monotonic() - began < 20
    figures = {figure.name: figure for figure in package.figures}
    assert all(recompute.agrees(f, figures) for f in package.figures if f.basis == "derived")
    created = seen.tables["tickets"]["created_at"]
    months = (created.dt.year * 12 + created.dt.month).value_counts().sort_index()
    whole = months.iloc[1:-1]  # the export cuts the first and the last one
    mean = whole.sum() / (whole.index[-1] - whole.index[0] + 1)
    assert figures["team.tickets_per_month"].value == pytest.approx(mean)
    assert figures["team.fcr"].basis == "measured"
    assert figures["history.outside_hours"].n == 4580
    codes = [finding.code for finding in package.findings]
    assert "stated-is-not-measured" in codes
    assert OpsPackage.model_validate_json(package.model_dump_json()) == package
    assert "<script" not in package.to_html()
