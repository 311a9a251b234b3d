"""The cases of frontier.json that this room owns, answered by its own adapter."""

import importlib.util
import json
from pathlib import Path

import pytest

ORACLES = Path(__file__).resolve().parents[1] / "oracles"
FRONTIER = json.loads((ORACLES / "data" / "frontier.json").read_text(encoding="utf-8"))
PUBLISHED = [c for c in FRONTIER["published"] if c["owner"] == "knowledge"]
GOLDEN = [c for c in FRONTIER["golden"] if c["owner"] == "knowledge"]

_spec = importlib.util.spec_from_file_location(
    "supportops_oracles_frontier_knowledge", ORACLES / "frontier_knowledge.py"
)
adapter = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(adapter)


def test_the_room_has_its_cases():
    assert (len(PUBLISHED), len(GOLDEN)) == (3, 1)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda c: c["id"])
def test_published(case):
    got = adapter.answer("published", case, FRONTIER)
    assert got == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda c: c["id"])
def test_golden(case):
    got = adapter.answer("golden", case, FRONTIER)
    assert got == pytest.approx(case["values"], abs=case["tolerance"], rel=0)
