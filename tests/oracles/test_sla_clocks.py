"""Every scenario of sla.json, answered by the clock."""

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCUMENT = json.loads((HERE / "data" / "sla.json").read_text(encoding="utf-8"))

_spec = importlib.util.spec_from_file_location(
    "supportops_oracles_sla_clocks", HERE / "sla_clocks.py"
)
adapter = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(adapter)


@pytest.mark.parametrize("case", DOCUMENT["scenarios"], ids=lambda case: case["id"])
def test_scenario(case):
    assert adapter.answer("scenarios", case, DOCUMENT) == case["expect"]


def test_all_are_there():
    assert len(DOCUMENT["scenarios"]) == 68
