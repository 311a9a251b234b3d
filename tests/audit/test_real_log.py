"""The real help desk: what the audit finds is what the page judges, neither more nor less."""

import importlib.util
import re
from pathlib import Path

import pytest

from supportops.audit import audit

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "background" / "audit-helpdesk.md"


@pytest.fixture(scope="module")
def read_log():
    spec = importlib.util.spec_from_file_location(
        "audit_helpdesk", ROOT / "examples" / "audit_helpdesk.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.read_log


def test_every_finding_is_judged_and_nothing_else(read_log, shared_data):
    path = shared_data("event_log/helpdesk.csv")
    told = audit(read_log(path), minimum=10)
    asked = audit(read_log(path, promised=True), minimum=10)
    assert {finding.key for finding in told} < {finding.key for finding in asked}
    text = PAGE.read_text(encoding="utf-8")
    for finding in asked:
        assert finding.statement in text, finding.statement
    assert len(re.findall(r"^\*\*Judged", text, flags=re.MULTILINE)) == len(asked)
    assert f"{len(told)} findings" in text
    clean = ", ".join(f"`{code}`" for code in told.clean)
    assert clean in " ".join(text.split())
