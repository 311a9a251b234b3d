"""The pytest plugin, run on files as users have them."""

import sys

import pytest

pytest_plugins = ["pytester"]

GOOD = """
timezone = "UTC"
policy.preset = "priority"
[[scenario]]
name = "in time"
now = "2026-03-02 18:00"
events = [
  { at = "2026-03-02 10:00", created = "customer", priority = "P2" },
  { at = "2026-03-02 10:45", message = "agent" },
]
expect = [{ metric = "first_response", state = "met" }]
"""
BAD = GOOD.replace('"met"', '"breached"').replace("in time", "too late")


@pytest.fixture
def run(pytester):
    def go(**files):
        for name, text in files.items():
            pytester.path.joinpath(f"{name}.sla.toml").write_text(text, encoding="utf-8")
        return pytester.runpytest_inprocess(
            "-p", "no:supportops_sla", "-p", "supportops.testing.plugin", "-p", "no:cov"
        )

    return go


def test_scenarios_are_tests(run):
    result = run(good=GOOD, bad=BAD)
    result.assert_outcomes(passed=1, failed=1)
    text = result.stdout.str()
    assert "scenario: too late" in text
    assert "first_response 1, state: expected 'breached', got 'met'" in text
    assert "Traceback" not in text


def test_a_file_that_cannot_be_read_is_an_error_of_that_file(run):
    result = run(broken="policy = 3")
    result.assert_outcomes(errors=1)
    assert "broken.sla.toml: policy must be a table" in result.stdout.str()


def test_other_files_and_other_errors(run, pytester):
    pytester.path.joinpath("pyproject.toml").write_text("", encoding="utf-8")
    unsound = GOOD.replace('message = "agent"', 'priority = "P77"')
    result = run(unsound=unsound)
    result.assert_outcomes(failed=1)
    assert "priority must be one of P1, P2, P3, P4 or P5; got 'P77'" in result.stdout.str()


def test_strategies_say_which_extra_they_need(monkeypatch):
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "supportops.testing.strategies", raising=False)
    with pytest.raises(ImportError, match=r"install supportops\[testing\]"):
        import supportops.testing.strategies  # noqa: F401
