"""The main job as a user runs it: good input, a real log, and every kind of bad input."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SPEC = spec_from_file_location("design_operation_example", EXAMPLES / "design_operation.py")
example = module_from_spec(SPEC)
SPEC.loader.exec_module(example)

TEAM = (EXAMPLES / "data" / "team.toml").read_text(encoding="utf-8")
MAP = """
timezone = "Europe/Rome"
[columns]
case = "id"
activity = "what"
timestamp = "when"
[meanings]
created = ["open"]
first_response = ["answer"]
resolved = ["solve"]
closed = ["close"]
reopened = ["open again"]
"""
LOG = """id,what,when
A,open,2026-01-05 09:00:00
A,answer,2026-01-05 10:00:00
A,solve,2026-01-06 09:00:00
A,solve,2026-01-06 09:00:00
A,open again,2026-01-07 09:00:00
A,solve,2026-01-08 09:00:00
A,close,2026-01-09 09:00:00
B,open,2026-02-05 09:00:00
B,solve,2026-02-05 08:30:00
"""


@pytest.fixture
def run(tmp_path, capsys):
    def call(*argv, log=None, log_map=MAP, team=TEAM):
        (tmp_path / "team.toml").write_text(team, encoding="utf-8")
        words = ["--profile", str(tmp_path / "team.toml"), *argv]
        if log is not None:
            (tmp_path / "log.csv").write_text(log, encoding="utf-8")
            (tmp_path / "map.toml").write_text(log_map, encoding="utf-8")
            words += ["--log", str(tmp_path / "log.csv"), "--log-map", str(tmp_path / "map.toml")]
        status = example.main(words)
        return status, capsys.readouterr()

    return call


def test_the_package_is_printed_and_written(run, tmp_path):
    out = tmp_path / "package.md"
    status, text = run("--out", str(out))
    assert status == 0
    assert out.read_text(encoding="utf-8") == text.out.removesuffix("\n")
    assert text.err == ""
    for heading in ("SLA matrix", "Tier structure", "Knowledge base", "Scorecard", "Staffing"):
        assert heading in text.out


def test_the_page_is_written_beside_it(run, tmp_path):
    out = tmp_path / "package.html"
    status, text = run("--html", str(out))
    assert status == 0
    assert text.out.startswith("# Operations package")
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_log_takes_the_place_of_the_stated_baseline(run):
    status, text = run(log=LOG.replace("08:30", "09:30"))
    assert status == 0
    assert "What the history shows" in text.out
    assert "duplicate-events: 1 of 9" in text.out
    assert "no-response: 1 of 2" in text.out
    assert "not-closed: 1 of 2" in text.out
    assert "out-of-order: 0 of 9" in text.out
    assert "history.reopen\\_rate | 0.5" in text.out


def test_timestamps_may_say_their_zone(run):
    log = LOG.replace(":00:00\n", ":00:00+01:00\n").replace("08:30:00", "09:30:00Z")
    status, _ = run(log=log, log_map=MAP.replace('timezone = "Europe/Rome"', ""))
    assert status == 0


def test_the_real_log_runs(run, shared_data, capsys):
    path = shared_data("event_log/helpdesk.csv")
    assert example.main(["--log", str(path)]) == 0
    text = capsys.readouterr().out
    assert "4,580 tickets from 2010-01-13 to 2014-01-03" in text
    assert "duplicate-events: 127 of 21,348" in text
    assert "not-closed: 23 of 4,580" in text
    assert "no-response: 295 of 4,580" in text
    assert "out-of-order: 0 of 21,348" in text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"team": TEAM.replace('SMB = "40%"', 'SMB = "60%"')}, "given.customer_tiers must sum to at most 100 %; got 120 %"),
        ({"team": TEAM.replace("agents = 8", "agents = -8")}, "given.agents must be at least 1; got -8"),
        ({"team": TEAM.replace('"4.2h"', "4.2")}, "given.first_response_time must say its unit; got 4.2"),
        ({"team": TEAM.replace("leads = 1", "chiefs = 1")}, "given.chiefs must be a declared name; got 1"),
        ({"log": LOG.replace("when", "at", 1)}, "must have the column 'when', which"),
        ({"log": LOG.replace("2026-02-05 09:00:00", "yesterday")}, "got 'yesterday' in line 9 (1 of 9 break this)"),
        ({"log": LOG.replace("2026-02-05 09:00:00", "")}, "must have timestamps of the form"),
        ({"log": LOG.replace("2026-02-05 09:00:00", "2026-02-05 09:00:00Z")}, "all say their zone, or none"),
        ({"log": LOG, "log_map": MAP.replace('timezone = "Europe/Rome"', "")}, "names their timezone; got '2026-01-05 09:00:00' in line 2"),
        ({"log": LOG, "log_map": MAP.replace("Rome", "Atlantis")}, "timezone must be a zone of the IANA data base"),
        ({"log": LOG.replace("2026-02-05 09:00:00", "2026-03-29 02:30:00")}, "must exist exactly once in Europe/Rome"),
        ({"log": "id,what,when\n"}, "must have at least one event; got none"),
        ({"log": ""}, "must be a CSV file with a heading"),
        ({"log": LOG}, "tickets.resolved_at must not lie before created_at; got -1800 s"),
        ({"log": LOG, "log_map": MAP.replace('closed = ["close"]', 'closed = ["shut"]')}, "meanings.closed must name activities of the log; got 'shut'"),
        ({"log": LOG, "log_map": MAP.replace("created =", "creation =")}, "meanings must be of created"),
        ({"log": LOG, "log_map": MAP.replace('case = "id"', "")}, "columns.case must be there; got nothing"),
        ({"log": LOG, "log_map": MAP + "[extra]\n"}, "extra must be one of"),
        ({"log": LOG, "log_map": "columns ="}, "must be TOML; got a fault"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_status_two(run, tmp_path, change, message):
    out = tmp_path / "package.md"
    status, text = run("--out", str(out), **change)
    assert status == 2
    assert message in text.err
    assert text.err.count("\n") == 1
    assert text.out == ""
    assert not out.exists()
    assert not list(tmp_path.glob("*.part"))


def test_files_that_cannot_be_read_or_written(run, tmp_path, capsys):
    assert example.main(["--profile", str(tmp_path / "none.toml")]) == 2
    assert "must be a readable text file" in capsys.readouterr().err
    status, text = run("--out", str(tmp_path / "no" / "such" / "folder.md"))
    assert status == 2
    assert "must be a file that can be written" in text.err
    assert example.main(["--log", str(tmp_path / "none.csv")]) == 2
    assert "must be a CSV file" in capsys.readouterr().err
