"""The cases of the oracles that this room owns, answered by its own adapters."""

import importlib.util
import json
from pathlib import Path

import pytest

ORACLES = Path(__file__).resolve().parents[1] / "oracles"


def _adapter(name):
    spec = importlib.util.spec_from_file_location(name, ORACLES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _document(name):
    return json.loads((ORACLES / "data" / f"{name}.json").read_text(encoding="utf-8"))


METRICS, FRONTIER = _document("metrics"), _document("frontier")
OWN = [c for c in METRICS["cases"] if c["group"] in {"automation", "cost"}]
PUBLISHED = [c for c in FRONTIER["published"] if c["owner"] == "economics"]


def test_the_room_has_its_cases():
    assert (len(OWN), len(PUBLISHED)) == (8, 5)


@pytest.mark.parametrize("case", OWN, ids=lambda c: c["id"])
def test_metrics(case):
    got = _adapter("metrics_economics").answer("cases", case, METRICS)
    assert got.keys() == case["expected"].keys()
    for key, expected in case["expected"].items():
        assert got[key] == pytest.approx(expected, abs=case["tol_abs"], rel=0), key


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda c: c["id"])
def test_frontier(case):
    got = _adapter("frontier_economics").answer("published", case, FRONTIER)
    assert got == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)
