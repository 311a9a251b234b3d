"""Compliance over every scenario of sla.json, through whole tables."""

import importlib.util
import json
from pathlib import Path

HERE = Path(__file__).parent
DOCUMENT = json.loads((HERE / "data" / "sla.json").read_text(encoding="utf-8"))

_spec = importlib.util.spec_from_file_location("supportops_oracles_sla", HERE / "sla.py")
adapter = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(adapter)


def test_compliance_of_all_scenarios():
    case = DOCUMENT["compliance_of_all_scenarios"]
    found = adapter.answer("compliance_of_all_scenarios", case, DOCUMENT)
    assert found == case
    assert len(found) == 4
