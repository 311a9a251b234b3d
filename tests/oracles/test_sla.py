"""Every case of sla.json about business time, one at a time and all in one array."""

import importlib.util
import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from supportops.calendars import due_at, elapsed

HERE = Path(__file__).parent
DOCUMENT = json.loads((HERE / "data" / "sla.json").read_text(encoding="utf-8"))


def load(name):
    spec = importlib.util.spec_from_file_location(f"supportops_oracles_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


adapter = load("sla")
CALENDARS = {
    name: load("sla_calendars").calendar(given) for name, given in DOCUMENT["calendars"].items()
}


def expected(section, case):
    return case["business_seconds" if section == "elapsed" else "due"]


@pytest.mark.parametrize("section", ["elapsed", "due"])
def test_business_time(section):
    wrong = {
        case["id"]: (found, expected(section, case))
        for case in DOCUMENT[section]
        if (found := adapter.answer(section, case, DOCUMENT)) != expected(section, case)
    }
    assert wrong == {}
    assert len(DOCUMENT[section]) == {"elapsed": 192, "due": 129}[section]


def rows(section, *names):
    cases = DOCUMENT[section]
    calendars = [CALENDARS[case["calendar"]] for case in cases]
    return cases, calendars, [[datetime.fromisoformat(c[name]) for c in cases] for name in names]


def test_elapsed_in_one_array_with_a_calendar_for_each_row():
    cases, calendars, (start, end) = rows("elapsed", "start", "end")
    passed = elapsed(start, end, calendar=calendars)
    assert (passed / np.timedelta64(1, "s")).tolist() == [c["business_seconds"] for c in cases]
    back = elapsed(end, start, calendar=calendars)
    assert (back == -passed).all()


@pytest.mark.parametrize("side", ["close", "open"])
def test_due_in_one_series_with_a_calendar_for_each_row(side):
    cases, calendars, (start,) = rows("due", "start")
    budget = (
        pd.to_timedelta([c["add_seconds"] for c in cases], unit="s")
        .to_series()
        .reset_index(drop=True)
    )
    due = due_at(pd.Series(start), budget, calendar=calendars, side=side)
    found = [None if pd.isna(d) else d.isoformat().replace("+00:00", "Z") for d in due]
    wanted = [c["due"] for c in cases]
    if side == "open":
        wanted = [c.get("alt", {}).get("next_opening", c["due"]) for c in cases]
    wrong = [
        (c["id"], f, w)
        for c, f, w in zip(cases, found, wanted, strict=True)
        if f != w and (side == "close" or c["add_seconds"] >= 0)
    ]
    assert wrong == []


@pytest.mark.parametrize("section", ["scenarios", "compliance_of_all_scenarios", "uptime"])
def test_other_sections(section):
    cases = DOCUMENT[section]
    try:
        first = adapter.answer(section, cases[0] if isinstance(cases, list) else cases, DOCUMENT)
    except NotImplementedError as error:
        pytest.skip(str(error))
    assert first
