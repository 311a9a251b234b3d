"""Any valid team gives a package that validates, renders, and stands on its evidence."""

import json
from datetime import UTC, date, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.design import OpsPackage, TeamProfile, design_operation, profile_from_toml
from supportops.errors import InputError

HERE = Path(__file__).resolve()
SPEC = spec_from_file_location("recompute", HERE.with_name("recompute.py"))
recompute = module_from_spec(SPEC)
SPEC.loader.exec_module(recompute)

TEXT = (HERE.parents[2] / "examples" / "data" / "team.toml").read_text(encoding="utf-8")
BASE = profile_from_toml(TEXT).to_dict()
AS_OF = date(2026, 11, 23)

names = st.text(min_size=1, max_size=12).filter(lambda s: s.strip())


@st.composite
def mixes(draw, some, *, size):
    keys = draw(st.lists(some, min_size=size, max_size=4, unique=True))
    parts = [draw(st.integers(0, 10)) for _ in keys]
    whole = max(sum(parts), 1) * draw(st.sampled_from([1, 1, 2]))
    return {key: part / whole for key, part in zip(keys, parts, strict=True)}


@st.composite
def profiles(draw):
    state = json.loads(json.dumps(BASE))
    given_, assumed = state["given"], state["assumed"]
    given_["agents"] = draw(st.integers(1, 300))
    given_["leads"] = draw(st.integers(0, 9))
    given_["tickets_per_month"] = draw(st.floats(1, 1e5))
    given_["first_response_time"] = f"{draw(st.integers(0, 10_000))}m"
    given_["csat"] = draw(st.floats(0, 1))
    given_["fcr"] = draw(st.none() | st.floats(0, 1))
    given_["knowledge_base"] = draw(st.booleans())
    given_["tools"] = draw(st.lists(names, max_size=3))
    given_["customer_tiers"] = draw(mixes(st.sampled_from(["Enterprise", "SMB"]) | names, size=1))
    given_["categories"] = draw(mixes(st.sampled_from(["billing", "SSO"]) | names, size=0))
    given_["cost_per_month"] = draw(st.none() | st.integers(0, 10**6).map(lambda n: f"{n} EUR"))
    given_["priority_mix"] = draw(mixes(st.sampled_from(["P1", "P2"]) | names, size=0))
    given_["promises_kept"] = draw(st.none() | st.floats(0.5, 0.999))
    given_["on_call"] = draw(st.lists(st.sampled_from(["Ada", "Bo", "Åsa"]), unique=True))
    given_["answers"] = draw(st.dictionaries(st.just("no-pause-mechanism"), st.booleans()))
    promise = {"first_response": "90m", "resolution": "2 business days"}
    given_["promises"] = draw(st.sampled_from([[], [{"priority": "P2", **promise}]]))
    given_["self_service_cost"] = draw(st.none() | st.integers(0, 10**4).map(lambda n: f"{n} EUR"))
    given_["deflection"] = draw(st.none() | st.floats(0, 1))
    given_["integrations"] = draw(st.none() | st.lists(st.sampled_from(["crm", "Slack"]) | names))
    given_["arrivals_by_hour"] = draw(
        st.dictionaries(st.integers(0, 23), st.sampled_from([0, 0.02, 0.1]), max_size=9)
    )
    given_["owners"] = draw(st.dictionaries(st.sampled_from(["people", "tools"]), names))
    if draw(st.booleans()):
        del given_["first_response_time"]
    if draw(st.booleans()):
        assumed["attrition_a_year"] = {"value": draw(st.floats(0, 0.9)), "replaced_by": "records"}
    if draw(st.booleans()):
        assumed["open_days_a_month"] = {"value": 30.0, "replaced_by": "the calendar"}
    if draw(st.booleans()):
        assumed["handle_time"].pop(draw(st.sampled_from(["L1", "L2", "L3"])))
    assumed["around_the_clock"]["value"] = draw(st.sampled_from([[], ["P1"], ["P1", "P5"]]))
    assumed["business_hours"]["value"]["hours"] = draw(
        st.sampled_from(
            [
                BASE["assumed"]["business_hours"]["value"]["hours"],
                {"mon-sun": [["00:00", "24:00"]]},
                {"mon-fri": [["09:00", "13:00"], ["14:00", "24:00"]]},
                {"tue": [["22:00", "06:00"]]},
            ]
        )
    )
    assumed["hours_a_day"]["low"] = draw(st.none() | st.just("6h"))
    assumed["hours_a_day"]["high"] = draw(st.none() | st.just("9h"))
    add_programs(draw, state)
    return TeamProfile.model_validate(state)


def add_programs(draw, state):
    """What a profile may say of articles, surveys and reviews besides."""
    shares = st.sampled_from(
        [{"value": 0.2}, {"value": 0.2, "low": 0.1}, {"value": 0.2, "low": 0.1, "high": 0.3}]
    )
    told = [word for word in state["given"]["categories"] if draw(st.booleans())]
    state["assumed"]["article_deflection"] = {
        word: draw(shares) | {"replaced_by": "a pilot"} for word in told
    }
    numbers = st.floats(0.1, 50) | st.just(12)
    for name in ("review_spread", "review_likeness"):
        if draw(st.booleans()):
            value = draw(numbers if name == "review_spread" else st.floats(0, 1))
            state["assumed"][name] = {"value": value, "replaced_by": "reviews"}
    if draw(st.booleans()):
        state["assumed"]["review_time"] = {"low": "10m", "high": "20m", "replaced_by": "a clock"}
    state["given"]["rubric"] = draw(st.none() | st.sampled_from(["zendesk", "copc"]))
    for name in ("survey_response", "preventable_share"):
        if draw(st.booleans()):
            state["assumed"][name] = draw(shares) | {"replaced_by": "the help desk"}


@settings(max_examples=25)
@given(profiles())
def test_any_team_gets_a_package_on_evidence(profile):
    package = design_operation(profile, as_of=AS_OF)
    assert OpsPackage.model_validate_json(package.model_dump_json()) == package
    figures = {figure.name: figure for figure in package.figures}
    assert len(figures) == len(package.figures)
    for figure in package.figures:
        if figure.basis == "derived":
            assert recompute.agrees(figure, figures), figure
    for finding in package.findings:
        assert set(finding.figures) <= set(figures), finding
    text = package.to_markdown()
    table_rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in table_rows)
    assert sum(row.agents for row in package.tiers.rows) == profile.given.agents


def history(rows):
    start = pd.Timestamp("2026-01-01", tz="UTC")
    frame = pd.DataFrame(rows, columns=["created", "answered", "resolved"], dtype=float)
    return pd.DataFrame(
        {
            "ticket_id": range(len(frame)),
            "created_at": start + pd.to_timedelta(frame["created"], unit="h"),
            "first_response_at": start + pd.to_timedelta(frame["answered"], unit="h"),
            "resolved_at": start + pd.to_timedelta(frame["resolved"], unit="h"),
            "reopens": 0.0,
        }
    )


NOW = datetime(2026, 12, 1, tzinfo=UTC)
PROFILE = profile_from_toml(TEXT)


def test_a_history_replaces_what_was_stated_and_says_where_they_differ():
    rows = [(24 * day, 24 * day + 4.2, 24 * day + 10 + day % 5) for day in range(300)]
    package = design_operation(PROFILE, as_of=AS_OF, history=history(rows), now=NOW)
    volume = package.figure("team.tickets_per_month")
    assert volume.basis == "measured"
    assert volume.value == pytest.approx(30.25, abs=0.5)
    codes = [f.code for f in package.findings]
    # 4.2 hours are what the history shows; 1,200 tickets are not.
    assert codes.count("stated-is-not-measured") == 1
    assert "What the history shows" in package.to_markdown()
    figures = {figure.name: figure for figure in package.figures}
    assert all(recompute.agrees(f, figures) for f in package.figures if f.basis == "derived")


def test_a_history_measures_what_nobody_stated():
    silent = profile_from_toml(TEXT.replace('first_response_time = "4.2h"\n', ""))
    plain = design_operation(silent, as_of=AS_OF)
    assert "given.first_response_time" in {q.name for q in plain.open_questions}
    package = design_operation(
        silent, as_of=AS_OF, history=history([(0, 2, 3), (9, 11, 12)]), now=NOW
    )
    assert package.figure("team.first_response_time").value == pytest.approx(2)
    assert "given.first_response_time" not in {q.name for q in package.open_questions}


def test_a_history_without_responses_leaves_the_metric_unknown():
    package = design_operation(
        PROFILE, as_of=AS_OF, history=history([(0, None, None), (9, None, None)]), now=NOW
    )
    row = package.scorecard.rows[0]
    assert (row.metric, row.today, row.status, row.path) == (
        "first_response_time",
        None,
        "unknown",
        (),
    )
    assert package.figure("team.first_response_time").value is None


def test_a_goal_that_is_reached_has_no_path():
    state = PROFILE.model_copy(update={"given": PROFILE.given.model_copy(update={"csat": 0.95})})
    package = design_operation(state, as_of=AS_OF)
    row = next(r for r in package.scorecard.rows if r.metric == "csat")
    assert (row.status, row.path) == ("on_target", ())


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        ("2026-11-23", "as_of must be a date; got '2026-11-23'; pass one of datetime.date"),
        (None, "as_of must be a date; got None"),
        (NOW, r"as_of must be a date; got datetime.*; pass its day, as_of.date\(\)"),
        (date(1, 1, 1), "as_of must leave room for the lead time of a hire; got 0001-01-01"),
        (date(9999, 1, 1), "as_of must leave room for the goal; got 9999-01-01"),
    ],
)
def test_what_is_no_day_of_a_plan(as_of, message):
    with pytest.raises(InputError, match=message):
        design_operation(PROFILE, as_of=as_of)


def test_the_first_day_that_a_plan_may_have():
    assert design_operation(PROFILE, as_of=date(2, 1, 1)).as_of == date(2, 1, 1)


def test_what_is_no_profile():
    with pytest.raises(InputError, match="profile must be a TeamProfile; got None; profile_from"):
        design_operation(None, as_of=AS_OF)


def test_what_design_refuses():
    with pytest.raises(InputError, match="now must be there beside a history; got None"):
        design_operation(PROFILE, as_of=AS_OF, history=history([(0, 1, 2)]))
    with pytest.raises(InputError, match="history must have at least one ticket"):
        design_operation(PROFILE, as_of=AS_OF, history=history([]), now=NOW)
    with pytest.raises(InputError, match="preset of playbooks; got 'mine'"):
        design_operation(PROFILE, as_of=AS_OF, playbook="mine")
    with pytest.raises(
        InputError,
        match="got 'ast' without sla_base, tiers, tier_split, goals, bands, escalation and taxonomy; "
        "all are there in 'support-operations'$",
    ):
        design_operation(PROFILE, as_of=AS_OF, playbook="ast")
    odd = TEXT.replace('value = ["P1"]', 'value = ["P1", "P1"]')
    with pytest.raises(
        InputError, match=r"around_the_clock must name each priority once; got 'P1' twice"
    ):
        design_operation(profile_from_toml(odd), as_of=AS_OF)
    odd = TEXT.replace('value = ["P1"]', 'value = ["P9"]')
    with pytest.raises(
        InputError, match=r"around_the_clock must name priorities of P1, .*; got 'P9'"
    ):
        design_operation(profile_from_toml(odd), as_of=AS_OF)
    odd = TEXT.replace("[assumed.handle_time.L3]", "[assumed.handle_time.L9]")
    with pytest.raises(InputError, match=r"assumed.handle_time must name tiers .*; got 'L9'"):
        design_operation(profile_from_toml(odd), as_of=AS_OF)
