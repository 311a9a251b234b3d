"""Every case of frontier.json that has an answer, through the public functions."""

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCUMENT = json.loads((HERE / "data" / "frontier.json").read_text(encoding="utf-8"))


def load(name):
    spec = importlib.util.spec_from_file_location(f"oracles_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


answer = load("frontier").answer


def found(section, case):
    try:
        return answer(section, case, DOCUMENT)
    except NotImplementedError as room:
        pytest.skip(f"the room is still to come: {room}")


@pytest.mark.parametrize("case", DOCUMENT["published"], ids=lambda case: case["id"])
def test_published(case):
    value = found("published", case)
    assert value == pytest.approx(case["expected"], rel=0, abs=case["tolerance"])


@pytest.mark.parametrize("case", DOCUMENT["golden"], ids=lambda case: case["id"])
def test_golden(case):
    values, tolerance = found("golden", case), case["tolerance"]
    assert values.keys() == case["values"].keys()
    for name, expected in case["values"].items():
        close = tolerance[name] if isinstance(tolerance, dict) else tolerance
        rows = zip(values[name], expected, strict=True) if isinstance(expected, list) else None
        for one, other in rows or [(values[name], expected)]:
            assert one == pytest.approx(other, rel=0, abs=close)


@pytest.mark.parametrize("case", DOCUMENT["simulation_studies"], ids=lambda case: case["id"])
def test_simulation_study(case):
    found("simulation_studies", case)
