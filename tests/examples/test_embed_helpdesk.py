"""The embedded clock, run as a user runs it."""

import runpy
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "embed_helpdesk.py"


def test_the_help_desk_misses_nothing(capsys):
    runpy.run_path(str(EXAMPLE), run_name="__main__")
    text = capsys.readouterr().out
    assert "17 warnings and breaches, none missed and none invented" in text
    assert "resolution 1: breached, 10h of 8h business" in text
