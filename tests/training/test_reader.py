"""What a sceptic found: odd inputs that used to give a wrong answer or somebody else's error."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from supportops import training, workforce
from supportops.errors import InputError
from supportops.vocabulary import Range

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def _gate(low: float) -> training.Gate:
    return training.Gate(metric="qa", limits=Range(low=low, unit="points"))


@pytest.mark.parametrize("gates", [[80, 90], [90, 80]])
def test_every_gate_of_a_figure_counts(gates: list[float]) -> None:
    found = training.gate_check([_gate(low) for low in gates], marks={"qa": 85})
    assert found.passed is False
    assert found.failed == ("qa at least 90 points",)


@pytest.mark.parametrize("gates", [_gate(80), [80]])
def test_gates_are_gates(gates: object) -> None:
    with pytest.raises(InputError, match="gates must be Gate"):
        training.gate_check(gates, marks={})  # type: ignore[arg-type]  # wrong on purpose


def test_marks_are_finite() -> None:
    with pytest.raises(InputError, match="must be a number .points., finite"):
        training.gate_check([_gate(80)], marks={"qa": float("inf")})


def test_a_mean_of_decimals_reaches_its_target() -> None:
    shares = training.training_targets()
    retention = next(each for each in shares if each.metric == "knowledge_retention")
    assert training.grade(0.85 - 1e-16, retention) == "on_target"
    assert training.grade(0.8499, retention) == "missed"
    csat = training.Gate(metric="csat", limits=Range(low=0.85))
    assert training.gate_check([csat], marks={"csat": 0.85 - 1.2e-16}).passed is True


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [("satisfaction", 8.0, "from 0 to 5"), ("qa_score", -5.0, "zero or more")],
)
def test_figures_stay_on_their_scales(column: str, value: float, rule: str) -> None:
    people = pd.DataFrame({column: [4.0, value]})
    with pytest.raises(InputError, match=f"{column} must be {rule}"):
        training.training_figures(people, now=NOW)


def test_names_are_no_things() -> None:
    with pytest.raises(InputError, match="plan must be an OnboardingPlan"):
        training.onboarding_stage(1, plan="vivtone")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError, match="plan must be an OnboardingPlan"):
        training.onboarding_dates("vivtone", start=date(2026, 3, 2))  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError, match="program must be a TrainingProgram"):
        training.annual_hours("vivtone")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError, match="modules must be CurriculumModule"):
        training.curriculum_hours(training.curriculum("product"))  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError, match="target must be a TrainingTarget"):
        training.grade(1, "time_to_proficiency")  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(InputError, match="level must be 1, 2, 3 or 4"):
        training.certification([1])  # type: ignore[arg-type]  # wrong on purpose


def test_a_miss_is_not_rounded_away() -> None:
    found = training.ramp_gate("5m", target="5m", csat=0.79999)
    assert found.failed == ("CSAT of 79.999 % is below 80 %",)


def test_the_two_rooms_tell_one_ramp() -> None:
    # Sibling rooms may not read each other, so the published weeks stand in both.
    plan = training.preset("support-operations-ramp")
    assert plan.loads == tuple(week.load for week in workforce.ramp_schedule())
