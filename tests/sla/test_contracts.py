"""Real-looking contracts, kept as JSON beside their scenarios, say what they mean."""

import json
from pathlib import Path

import pandas as pd
import pytest

from supportops import sla
from supportops.testing import check_scenario, read_scenarios

FOLDER = Path(__file__).parents[2] / "examples" / "contracts"
FILES = sorted(FOLDER.glob("*.json"))


def scenarios():
    for path in FILES:
        for scenario in read_scenarios(json.loads(path.read_text(encoding="utf-8"))):
            yield pytest.param(scenario, id=f"{path.stem}: {scenario.name}")


def test_there_are_twelve():
    assert len(FILES) == 12


@pytest.mark.parametrize("scenario", list(scenarios()))
def test_a_contract_says_what_it_means(scenario):
    record = check_scenario(scenario)
    log = pd.DataFrame([{**event.model_dump(), "ticket_id": "1"} for event in scenario.events])
    found = sla.periods(None, log, policy=scenario.policy, now=scenario.now)
    assert list(found["state"]) == [period.state for period in record]
    assert list(found["elapsed"]) == [period.elapsed for period in record]
    assert list(found["row"]) == [period.row for period in record]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_contract_is_json_and_back(path):
    given = json.loads(path.read_text(encoding="utf-8"))["policy"]
    policy = sla.SlaPolicy.model_validate(given)
    assert sla.SlaPolicy.model_validate_json(policy.model_dump_json()) == policy
    assert {f.code for f in sla.findings(policy)} <= {
        "no_holidays", "uncovered", "without_time", "equal_targets",
    }  # fmt: skip
    assert sla.render_sla_document(policy)
