"""A month of calls staffed, run as a user runs it."""

import runpy
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "staff_bank_calls.py"


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", [str(EXAMPLE), *map(str, arguments)])
    runpy.run_path(str(EXAMPLE), run_name="__main__")
    return capsys.readouterr().out


def test_a_month_of_the_real_bank(monkeypatch, capsys, shared_data):
    path = shared_data("call_volumes/bank_calls_5min.csv")
    text = run(monkeypatch, capsys, path, "2003-04")
    assert "April 2003: 628,414 calls on 20 days, 3,380 intervals" in text
    assert "nine days in ten on target" in text
    assert "intervals overloaded" in text


@pytest.mark.parametrize("calls", [(200, 240), (200, 200)])
def test_a_file_of_ones_own(monkeypatch, capsys, tmp_path, calls):
    path = tmp_path / "calls.csv"
    rows = [
        f"2026-03-{day:02d} {hour}:{minute:02d}:00,{calls[day % 2] if hour == 12 else 50}"
        for day in (2, 3)
        for hour in (11, 12)
        for minute in range(0, 60, 5)
    ]
    path.write_text("\n".join(["DateTime,Calls", *rows]), encoding="utf-8")
    text = run(monkeypatch, capsys, path)
    assert "March 2026" in text
    assert ("nine days" in text) == (calls[0] != calls[1])
