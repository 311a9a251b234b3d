"""The contract against the tool of record, run as a user runs it."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SPEC = spec_from_file_location("contract_truth_example", EXAMPLES / "contract_truth.py")
example = module_from_spec(SPEC)
SPEC.loader.exec_module(example)


def test_from_a_policy_and_an_export_to_the_odds(capsys):
    assert example.main([]) == 0
    text = capsys.readouterr().out
    assert "- 1006 first_response: 8:27:26 of 6:00:00 business time (any), then agent wrote" in text
    assert "first_response: 62 of 64 met" in text
    assert "(calendar: the tool knows no holidays and no special days)" in text
    assert "total 720 EUR of 4,800 EUR" in text
    assert "month: 64 tickets, 3 may miss, passes 86 %" in text
    assert "to pass with 95 % it takes a true attainment of 97.84%" in text


def test_a_month_without_tickets_has_no_odds(capsys):
    assert example.main(["--month", "2026-02"]) == 0
    text = capsys.readouterr().out
    assert "attained 'first_response' was not given" in text


@pytest.mark.parametrize(
    ("argument", "change", "message"),
    [
        ("--policy", None, "must be a readable JSON file"),
        ("--policy", lambda given: {**given, "calendar": "moon"}, "calendar must be one of office; got 'moon'"),
        ("--terms", lambda given: {"fee": "1 EUR"}, "timezone must be there; got nothing"),
        ("--terms", lambda given: {**given, "fee": "4800"}, "fee must be money"),
        ("--terms", lambda given: {**given, "terms": {"clauses": []}}, "clauses"),
        ("--export", lambda given: [], "read_at must be there; got nothing"),
        ("--export", lambda given: {**given, "tickets": [{**given["tickets"][0], "status": "lost"}], "audits": []}, "status must be one of new"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_and_status_two(tmp_path, capsys, argument, change, message):
    names = {
        "--policy": "contract_policy",
        "--terms": "contract_terms",
        "--export": "helpdesk_export",
    }
    path = tmp_path / "given.json"
    if change is not None:
        given = json.loads(
            (EXAMPLES / "data" / f"{names[argument]}.json").read_text(encoding="utf-8")
        )
        path.write_text(json.dumps(change(given)), encoding="utf-8")
    assert example.main([argument, str(path)]) == 2
    assert message in capsys.readouterr().err
