"""The month of the bank, run as a user runs it, and the same with calls that are made up."""

import runpy
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "plan_month.py"


def test_the_bank_is_planned_and_drawn(shared_data, capsys, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra plots is not installed")
    calls = shared_data("call_volumes/bank_calls_5min.csv")
    plan = runpy.run_path(str(EXAMPLE))["main"](calls, tmp_path / "plan.png")
    text = capsys.readouterr().out
    assert "by regression on weekday + month_start + month_end + after_closure" in text
    assert text.count("optimal, gap 0.00%, short of 0 half-hours") == 4
    level, confidence = plan.month
    assert 0.8 < level < 0.95
    assert 0.5 < confidence <= 1
    assert (plan.agents >= plan.required).all()
    assert plan.days["expected"].between(0.75, 0.95).all()
    assert (tmp_path / "plan.png").stat().st_size > 10_000


def test_without_data_and_without_matplotlib_it_still_plans(capsys, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    main = runpy.run_path(str(EXAMPLE))["main"]
    main(tmp_path / "absent.csv", tmp_path / "plan.png")
    text = capsys.readouterr().out
    assert "calls: made up; give a file for real ones" in text
    assert "no picture: matplotlib is not installed; the extra `plots` brings it" in text
    assert "what came: forecast off by" in text
    assert not (tmp_path / "plan.png").exists()
