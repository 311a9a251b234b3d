"""Every case of sla.json about uptime."""

import importlib.util
import json
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCUMENT = json.loads((HERE / "data" / "sla.json").read_text(encoding="utf-8"))
SPEC = importlib.util.spec_from_file_location("supportops_oracles_sla", HERE / "sla.py")
adapter = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(adapter)


@pytest.mark.parametrize("case", DOCUMENT["uptime"], ids=lambda case: case["id"])
def test_uptime(case):
    assert adapter.answer("uptime", case, DOCUMENT) == case["expect"]


def test_all_of_them_are_there():
    assert len(DOCUMENT["uptime"]) == 14
