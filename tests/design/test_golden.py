"""Whole packages as text, reviewed: a change of a word or a figure shows as a difference.

``python tests/design/test_golden.py`` writes them anew, to be read before they are committed.
"""

import re
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from supportops.design import design_operation, profile_from_toml

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("golden")
DAY = date(2026, 11, 23)


def stated(name):
    text = (ROOT / f"examples/data/{name}.toml").read_text(encoding="utf-8")
    return design_operation(profile_from_toml(text), as_of=DAY).to_markdown()


def from_log(log):
    spec = spec_from_file_location("example_design", ROOT / "examples/design_operation.py")
    example = module_from_spec(spec)
    spec.loader.exec_module(example)
    history = example.read_log(log, ROOT / "examples/data/helpdesk.toml")
    profile = profile_from_toml((ROOT / "examples/data/team.toml").read_text(encoding="utf-8"))
    package = design_operation(profile, as_of=DAY, history=history.tickets, now=history.last)
    return package.to_markdown()


@pytest.mark.parametrize("name", ["team", "ast_team"])
def test_a_stated_team(name):
    assert stated(name) == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")


def test_the_readme_shows_what_comes_out():
    shown = re.findall(
        r"^\d+\. .*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    text = (GOLDEN / "team.md").read_text(encoding="utf-8").replace("**", "")
    lines = text.splitlines()
    assert len(shown) > 3
    for line in shown:
        assert any(each.startswith(line) for each in lines), line


def test_the_real_log(shared_data):
    text = from_log(shared_data("event_log/helpdesk.csv"))
    assert text == (GOLDEN / "helpdesk.md").read_text(encoding="utf-8")


def main():
    GOLDEN.mkdir(exist_ok=True)
    for name in ("team", "ast_team"):
        (GOLDEN / f"{name}.md").write_text(stated(name), encoding="utf-8")
    log = ROOT.parent / "shared/data/event_log/helpdesk.csv"
    (GOLDEN / "helpdesk.md").write_text(from_log(log), encoding="utf-8")


if __name__ == "__main__":
    main()
