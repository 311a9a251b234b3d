"""A history of several tables: measured figures with intervals replace stated ones."""

import time
from datetime import UTC, date, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from supportops.design import OpsPackage, design_operation, profile_from_toml
from supportops.design.contradictions import band_text, contradiction_text, other_names
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


def test_priorities_that_nothing_is_promised_to_are_told():
    number = np.arange(600)
    names = np.where(number % 2 == 0, "P3", np.where(number % 3 == 0, "normal", "p1"))
    package = designed(tickets=tables()["tickets"].assign(priority=names))
    other = [f for f in package.findings if f.code == "priority-without-promise"]
    assert [f.arithmetic for f in other] == [
        "normal: 16.7 % of the tickets; p1: 33.3 % of the tickets"
    ]
    assert other[0].title == "The matrix promises nothing for normal and p1"
    assert other[0].figures == ("priorities.normal.share", "priorities.p1.share")
    # Said once, with the shares as evidence.
    assert not any("priority names" in f.title for f in package.findings)


def test_priorities_that_are_promised_to_are_not_told(package):
    assert not any(f.code == "priority-without-promise" for f in package.findings)
    promised = TEXT.replace(
        "[given.customer_tiers]",
        '[[given.promises]]\npriority = "normal"\nfirst_response = "1h"\nresolution = "24h"\n\n'
        "[given.customer_tiers]",
    )
    tickets = tables()["tickets"].assign(priority="normal")
    own = designed(
        profile_from_toml(promised.replace('value = ["P1"]', "value = []")), tickets=tickets
    )
    assert not any(f.code == "priority-without-promise" for f in own.findings)


def nothing(package):
    return {f.title: f.arithmetic for f in package.findings if f.code == "history-says-nothing"}


def test_tables_from_which_nothing_follows_are_told(package):
    assert nothing(package) == {}
    people = tables()["agents"].assign(left_at=pd.Timestamp("2026-06-01", tz="UTC"))
    silent = designed(surveys=tables()["surveys"].assign(score=np.nan), agents=people)
    assert nothing(silent) == {
        "The table surveys says nothing of satisfaction": "none of 600 rows has a score",
        "The table agents says nothing of who is there": (
            "9 rows: 9 have left, 0 are yet to begin"
        ),
    }
    assert silent.figure("team.agents").basis == silent.figure("team.csat").basis == "given"
    unanswered = designed(tickets=tables()["tickets"].assign(first_response_at=None))
    assert nothing(unanswered) == {
        "The table tickets says nothing of first response time": (
            "stated 4.2 hours, and no ticket shows it"
        )
    }


def test_a_measured_figure_without_an_interval_is_told():
    package = design_operation(PROFILE, as_of=AS_OF, history=tables()["tickets"].head(1), now=NOW)
    assert package.figure("team.tickets_per_month").interval is None
    told = next(f for f in package.findings if "tickets per month" in f.title)
    assert told.code == "stated-is-not-measured"
    assert told.arithmetic == (
        "stated 1,200, measured 30.44 tickets/month (no interval, n = 1); the measured figure is used"
    )
    assert told.way_out.startswith("Take a longer history: without an interval")


@pytest.mark.parametrize(
    ("volume", "codes"),
    [(1e9, {"operation-infeasible"}), (0.01, {"hardly-any-tickets"}), (8, set())],
)
def test_volumes_that_cannot_be(volume, codes):
    given = PROFILE.given.model_copy(update={"tickets_per_month": volume})
    package = design_operation(PROFILE.model_copy(update={"given": given}), as_of=AS_OF)
    absurd = {"operation-infeasible", "hardly-any-tickets"}
    assert {f.code for f in package.findings} & absurd == codes
    if volume < 1:
        told = next(f for f in package.findings if f.code == "hardly-any-tickets")
        assert told.arithmetic == "0.01 tickets/month ÷ 8 agents = 0.00125 each"


@pytest.mark.parametrize(
    ("stated", "value", "ends", "unit", "text"),
    [
        (0.15, 0.14, (0.13, 0.1499), "", "15 %, measured 14 % (95 %: 13 % to 14.99 %, n = 45)"),
        (0.15, 0.16, (0.1500004, 0.17), "", "15 %, measured 16 % (95 %: 15.00004 % to 17 %, n = 45)"),
        (0.15, 0.14, (0.13, 0.149999999999), "", "15 %, measured 14 % (95 %: 13 % to 15 %, n = 45)"),
        (1200, 100, (85.5, 114.6), "t", "1,200, measured 100 t (95 %: 85.5 to 114.6, n = 45)"),
        (1200, 1190, (1100, 1199.9), "t", "1,200, measured 1,190 t (95 %: 1,100 to 1,199.9, n = 45)"),
        (4.2, 4.1, (4, 4.19999), "h", "4.2, measured 4.1 h (95 %: 4 to 4.19999, n = 45)"),
        (1200, 1200.2, None, "t", "1,200, measured 1,200.2 t (no interval, n = 45)"),
    ],
)  # fmt: skip
def test_a_contradiction_is_told_in_as_many_digits_as_it_takes(stated, value, ends, unit, text):
    told = contradiction_text("stated", stated, value, ends=ends, n=45, unit=unit)
    assert told == f"stated {text}; the measured figure is used"


def test_a_band_is_told_in_as_many_digits_as_it_takes():
    told = band_text((10.0, 15.0), 15.0004, ends=(15.0001, 15.2), n=9)
    assert told.startswith("assumed 10 to 15 minutes, measured 15.0004 (95 %: 15.0001 to 15.2, n")


def test_no_more_than_five_names_are_listed():
    told = other_names("priority", "no promise does", list("abcdefg"), share=0.5, n=9, way_out="")
    assert told.arithmetic == "50 % of 9 tickets: a, b, c, d, e and 2 more"


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
