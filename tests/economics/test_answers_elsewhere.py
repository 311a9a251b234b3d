"""The published cases of frontier.json that this room owns, answered by its own adapter."""

import importlib.util
import json
from pathlib import Path

import pytest

ORACLES = Path(__file__).resolve().parents[1] / "oracles"
FRONTIER = json.loads((ORACLES / "data" / "frontier.json").read_text(encoding="utf-8"))
PUBLISHED = [c for c in FRONTIER["published"] if c["owner"] == "economics"]

_spec = importlib.util.spec_from_file_location(
    "supportops_oracles_frontier_economics", ORACLES / "frontier_economics.py"
)
adapter = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(adapter)


def test_the_room_has_its_cases():
    assert len(PUBLISHED) == 5


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda c: c["id"])
def test_frontier(case):
    got = adapter.answer("published", case, FRONTIER)
    assert got == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)
