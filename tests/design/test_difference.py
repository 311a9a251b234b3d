"""What changed between two packages, and the tables of one."""

from datetime import date
from pathlib import Path

import pytest

from supportops.design import PackageDiff, design_operation, diff, profile_from_toml
from supportops.design.contract import KeptTarget
from supportops.errors import InputError

TEXT = (Path(__file__).resolve().parents[2] / "examples/data/team.toml").read_text(encoding="utf-8")
DAY = date(2026, 11, 23)


def package(change=("", "")):
    assert change[0] in TEXT
    return design_operation(profile_from_toml(TEXT.replace(*change)), as_of=DAY)


BEFORE = package()
VOLUME = next(line for line in TEXT.splitlines() if line.startswith("tickets_per_month"))
MORE = package((VOLUME, "tickets_per_month = 1500"))


def test_the_same_package_differs_in_nothing():
    same = diff(BEFORE, BEFORE)
    assert same.figures == same.findings_new == same.questions_gone == ()
    assert len(same.to_frame()) == 0


def test_only_packages_are_compared():
    with pytest.raises(InputError, match="after must be an OpsPackage; got None; design_operation"):
        diff(BEFORE, None)
    with pytest.raises(InputError, match="before must be an OpsPackage; got 5"):
        diff(5, BEFORE)


def test_a_change_is_followed_to_its_root():
    rows = {change.name: change for change in diff(BEFORE, MORE).figures}
    volume = rows["team.tickets_per_month"]
    assert (volume.before, volume.after, volume.because) == (1200, 1500, ("given",))
    far = rows["staffing.required_agents.low"]
    assert far.after == pytest.approx(far.before * 1.25)
    assert far.because == ("team.tickets_per_month",)
    assert "team.csat" not in rows


def test_what_only_one_of_them_has():
    without = package(('"login issues" = ', '"log-in trouble" = '))
    there, back = diff(BEFORE, without), diff(without, BEFORE)
    kinds = {change.name: change.change for change in there.figures}
    assert kinds["categories.login issues.share"] == "removed"
    assert kinds["categories.log-in trouble.share"] == "added"
    assert {change.name for change in there.figures} == {change.name for change in back.figures}
    assert there.findings_new == back.findings_gone


def test_a_basis_and_a_formula_may_change():
    figures = {figure.name: figure for figure in BEFORE.figures}
    given = figures["team.tickets_per_month"].model_copy(update={"basis": "measured", "n": 9})
    derived = figures["staffing.required_agents.low"].model_copy(update={"formula": "x"})
    changed = {given.name: given, derived.name: derived}
    after = BEFORE.model_copy(
        update={"figures": tuple(changed.get(f.name, f) for f in BEFORE.figures)}
    )
    because = {change.name: change.because for change in diff(BEFORE, after).figures}
    assert because["team.tickets_per_month"] == ("given before, measured now",)
    assert because["staffing.required_agents.low"] == ("its formula",)


def with_figure(package, name, **fields):
    changed = package.figure(name).model_copy(update=fields)
    figures = tuple(changed if f.name == name else f for f in package.figures)
    return package.model_copy(update={"figures": figures})


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"source": "elsewhere"}, ("its source",)),
        ({"replaced_by": "a clock"}, ("what would replace it",)),
        ({"n": 9, "interval": (0.1, None)}, ("its cases", "its interval")),
        ({"flags": ("small_n",)}, ("its doubts",)),
    ],
)
def test_what_a_figure_rests_on_may_change(fields, because):
    after = with_figure(BEFORE, "assumed.utilization", **fields)
    (change,) = diff(BEFORE, after).figures
    assert (change.name, change.change, change.because) == (
        "assumed.utilization", "changed", because
    )  # fmt: skip
    assert diff(BEFORE, after).figures[0].before == change.after


AGENTS = ("agents = 8", "agents = 9")


def test_what_vanishes_is_due_to_the_only_input_that_changed():
    more = package(AGENTS)
    gone = {c.name: c for c in diff(BEFORE, more).figures if c.change == "removed"}
    assert gone["hiring.latest_safe_start"].because == ("team.agents",)
    come = {c.name: c for c in diff(more, BEFORE).figures if c.change == "added"}
    assert come["hiring.latest_safe_start"].because == ("team.agents",)


@pytest.mark.parametrize(
    "other",
    [
        (VOLUME, "tickets_per_month = 1300"),
        ("formal_slas", 'on_call = ["Ada", "Bo"]\nformal_slas'),  # which is no figure
    ],
)
def test_what_vanishes_beside_several_changes_is_not_laid_to_one(other):
    text = TEXT.replace(*AGENTS).replace(*other, 1)
    more = design_operation(profile_from_toml(text), as_of=DAY)
    gone = {c.name: c for c in diff(BEFORE, more).figures if c.change == "removed"}
    assert gone["hiring.latest_safe_start"].because == ("the plan no longer needs it",)
    assert "team.agents" in gone["hiring.high.1.heads"].because
    come = {c.name: c for c in diff(more, BEFORE).figures if c.change == "added"}
    assert come["hiring.latest_safe_start"].because == ("the plan needs it now",)


def test_it_round_trips_and_renders():
    found = diff(BEFORE, MORE)
    assert PackageDiff.model_validate_json(found.model_dump_json()) == found
    text = found.to_markdown()
    assert "| team.tickets\\_per\\_month | 1,200 | 1,500 | given |" in text
    assert "## New findings" in text
    assert "## New questions" not in text
    assert list(found.to_frame().columns) == ["name", "change", "before", "after", "because"]


def test_the_tables_of_a_package():
    frames = BEFORE.to_frames()
    assert len(frames["figures"]) == len(BEFORE.figures)
    assert list(frames["tiers_rows"]["tier"]) == ["L1", "L2", "L3"]
    assert frames["sla_cells"].loc[0, "first_response"] == "15m"
    assert frames["scorecard_rows"].loc[0, "path"].startswith("2026-12-23 198")
    assert frames["tiers"].loc[0, "checkpoints"] == "0s; 30m; 1h; 2h; 4h"
    assert list(frames["contract_terms"].columns) == ["title", "text"]
    assert list(frames["tiers_places"]["place"]) == list(BEFORE.tiers.places)
    assert tuple(frames["knowledge_content"].iloc[0]) == BEFORE.knowledge.content[0]
    assert "terms" not in frames["contract"]
    plain = (str, int, float, bool, type(None), date)
    for frame in frames.values():
        assert all(isinstance(v, plain) or hasattr(v, "item") for v in frame.to_numpy().ravel())


def test_a_table_without_rows_has_its_columns():
    frames = BEFORE.to_frames()
    kept = frames["contract_kept"]
    assert kept.empty
    assert list(kept.columns) == list(KeptTarget.model_fields)
    for name in ("risks_risks", "on_call_turns", "feedback_preventable"):
        assert name in frames
    nothing = BEFORE.model_copy(update={"figures": ()})
    assert list(nothing.to_frames()["figures"].columns) == list(frames["figures"].columns)
    assert list(nothing.to_frame().columns) == list(BEFORE.to_frame().columns)


def test_an_interval_is_two_columns_of_numbers():
    figures = BEFORE.figures
    one = figures[0].model_copy(update={"interval": (0.5, None), "n": 9, "flags": ("a", "b")})
    package = BEFORE.model_copy(update={"figures": (one, *figures[1:])})
    for frame in (package.to_frame(), package.to_frames()["figures"]):
        row = frame.iloc[0]
        assert (row["interval_low"], row["n"], row["flags"]) == (0.5, 9, "a; b")
        assert frame["interval_high"].isna().all()
        assert frame["interval_high"].dtype == "float64"


def test_every_table_can_be_a_sheet():
    names = {name.casefold() for name in BEFORE.to_frames()}
    assert len(names) == len(BEFORE.to_frames())
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
