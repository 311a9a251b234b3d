"""Rows, chapters and playbooks as models."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from supportops.errors import InputError
from supportops.playbooks import (
    Chapter,
    Figure,
    Listing,
    Playbook,
    Step,
    deviations,
    feasibility,
    open_playbook,
    operation_figures,
    playbook_figures,
    playbook_from_toml,
    playbook_tables,
    playbooks,
)
from supportops.vocabulary import Range

PLACE = {"measure": "m", "role": "target", "where": "p. 1"}


@pytest.mark.parametrize(
    ("bounds", "low", "high", "unit", "text"),
    [
        ({"at_least": "80%"}, 0.8, None, "", "at least 80 %"),
        ({"above": "85%"}, 0.85, None, "", "above 85 %"),
        ({"at_most": "12.5%"}, None, 0.125, "", "at most 12.5 %"),
        ({"below": "2%"}, None, 0.02, "", "below 2 %"),
        ({"exactly": "6m45s"}, 6.75, 6.75, "minutes", "6m45s"),
        ({"at_least": "4m", "at_most": "12m"}, 4, 12, "minutes", "4m to 12m"),
        ({"above": "4m", "below": "12m"}, 4, 12, "minutes", "above 4m to below 12m"),
        ({"at_most": "4h business"}, None, 240, "minutes", "at most 4h business"),
        ({"at_most": "5 business days"}, None, 5, "business days", "at most 5 business days"),
        ({"below": "3.50 USD"}, None, 3.5, "USD", "below 3.50 USD"),
        ({"at_least": "1,200 EUR"}, 1200, None, "EUR", "at least 1,200 EUR"),
        ({"at_least": 40, "unit": "points"}, 40, None, "points", "at least 40 points"),
        ({"exactly": 2012, "unit": "calendar year"}, 2012, 2012, "calendar year", "2012"),
        ({"bounds": {"low": 1, "high": 2, "unit": "x"}}, 1, 2, "x", "1 to 2 x"),
    ],
)
def test_bounds_in_words(bounds, low, high, unit, text):
    figure = Figure.model_validate(PLACE | bounds)
    assert (figure.bounds.low, figure.bounds.high, figure.bounds.unit) == (low, high, unit)
    assert figure.text == text
    assert Figure.model_validate_json(figure.model_dump_json()) == figure


@pytest.mark.parametrize(
    ("bounds", "message"),
    [
        ({"at_least": 80}, "at_least must say its unit; got 80; write a percentage"),
        ({"at_least": True}, "at_least must be a finite number or text with its unit; got True"),
        ({"at_least": float("nan"), "unit": "x"}, "at_least must be a finite number"),
        ({"at_least": "best effort"}, "at_least must be a length of time or a number; got 'best"),
        ({"at_least": "130%"}, "at_least must be a share from 0 to 1; got '130%'"),
        ({"at_least": "3 days"}, "at_least must say which days; got '3 days'"),
        ({"at_least": "80%", "above": "70%"}, "above must not set the low end twice"),
        ({"at_least": 80, "unit": ["points"]}, r"unit must be text; got \['points'\]"),
        (
            {"at_most": "4h business", "clock": "calendar"},
            "clock must be that of at_most '4h business'; got 'calendar'; say it once",
        ),
        ({"at_least": "80%", "at_most": "3m"}, "at_least and at_most must have one unit; got a sh"),
        ({"at_least": "80%", "unit": "points"}, "unit must stand beside a plain number; got 'poi"),
        ({"at_least": "90%", "at_most": "80%"}, "low must be at most high; got 0.9 and 0.8"),
        ({"at_least": "9%", "bounds": {"low": 0}}, "bounds must stand alone; got at_least beside"),
    ],
)
def test_bounds_that_do_not_hold(bounds, message):
    with pytest.raises(ValidationError, match=message):
        Figure.model_validate(PLACE | bounds)


@given(st.floats(0, 1, allow_subnormal=False), st.floats(0, 1, allow_subnormal=False))
def test_any_range_reads_back(one, other):
    low, high = sorted((one, other))
    figure = Figure(**PLACE, bounds=Range(low=low, high=high))
    assert Figure.model_validate_json(figure.model_dump_json()) == figure
    assert figure.text.endswith("%")


@pytest.mark.parametrize(
    ("written", "low", "high", "unit"),
    [
        ("90 days", 90, 90, "days"),
        ("6–12 months", 6, 12, "months"),
        ("6 - 12 months", 6, 12, "months"),
        ("at most 30 days", None, 30, "days"),
        ("at least 2.5 weeks", 2.5, None, "weeks"),
    ],
)
def test_spans_in_words(written, low, high, unit):
    step = Step(do="it", when=written, where="p. 1")
    assert (step.when.low, step.when.high, step.when.unit) == (low, high, unit)
    assert Step.model_validate_json(step.model_dump_json()) == step


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "soon",
            'range must be such as "90 days", "6–12 months" or "at most 30 days"; got \'soon\'',
        ),
        ("at most 3–4 days", "range must have one end beside 'at most'; got 'at most 3–4 days'"),
    ],
)
def test_spans_that_do_not_hold(written, message):
    with pytest.raises(ValidationError, match=message):
        Step(do="it", when=written, where="p. 1")


def test_rows_stand_where_their_chapter_stands_unless_they_say():
    chapter = Chapter.model_validate(
        {
            "name": "goals",
            "where": "p. 3",
            "figures": [PLACE | {"at_least": "80%"}, {**PLACE, "where": "p. 4", "below": "9%"}],
            "lists": [{"name": "a", "items": ["b"]}, Listing(name="c", where="p. 5")],
            "steps": ({"do": "it"},),
        }
    )
    assert [f.where for f in chapter.figures] == ["p. 1", "p. 4"]
    assert [row.where for row in chapter.lists] == ["p. 3", "p. 5"]
    assert chapter.steps[0].where == "p. 3"
    assert Chapter.model_validate(chapter) == chapter
    with pytest.raises(ValidationError, match="where"):
        Chapter.model_validate({"name": "goals", "lists": [{"name": "a"}]})


def test_chapters_and_lists_have_names_of_their_own():
    row = {"name": "a", "where": "p. 1"}
    with pytest.raises(ValidationError, match="chapters must have names of their own; got a twice"):
        Playbook(name="x", title="X", source="s", chapters=[row, row])
    twice = {**row, "lists": [{"name": "b"}] * 2}
    with pytest.raises(
        ValidationError, match="lists of a must have names of their own; got b twic"
    ):
        Playbook(name="x", title="X", source="s", chapters=[twice])


@pytest.mark.parametrize("name", playbooks())
def test_every_playbook_round_trips_cites_and_opens_its_tables(name):
    book = open_playbook(name)
    assert Playbook.model_validate_json(book.model_dump_json()) == book
    assert Playbook.model_validate(book.to_dict()) == book
    assert book.name == name
    assert all(f.where and f.measure for f in book.figures)
    assert all(row.where for chapter in book.chapters for row in (*chapter.lists, *chapter.steps))
    assert playbook_tables(book)
    assert book is open_playbook(name)
    assert name in book._repr_html_()


def test_one_measure_has_one_unit_in_every_playbook():
    units = {}
    for name in playbooks():
        for figure in playbook_figures(open_playbook(name)):
            units.setdefault(figure.measure, set()).add(figure.bounds.unit)
    assert {m: u for m, u in units.items() if len(u) > 1} == {
        "resolution_promise": {"minutes", "business days"}
    }


def test_look_ups_list_what_is_there():
    book = open_playbook("vivtone")
    assert book.figure("csat", role="stretch").text == "at least 92 %"
    assert book.listing("queues").items == ("24×7", "business hours")
    with pytest.raises(InputError, match="label must be that of a figure of vivtone; got 'aht'"):
        book.figure("aht")
    with pytest.raises(InputError, match="there are csat$"):
        book.figure("nps", role="stretch")
    with pytest.raises(
        InputError, match="name must be a chapter of vivtone; got 'x'; there are ta"
    ):
        book.chapter("x")
    with pytest.raises(InputError, match="name must be a list of vivtone; got 'x'; there are obj"):
        book.listing("x")


def test_an_unknown_playbook_lists_the_known():
    assert playbooks() == ("support-operations", "ast", "vivtone", "hume", "itcs")
    with pytest.raises(
        InputError,
        match="preset of playbooks; got 'mine'; there are support-operations, ast, vivtone, hume and",
    ):
        open_playbook("mine")


@pytest.mark.parametrize(
    "ask", [playbook_tables, playbook_figures, feasibility, deviations, operation_figures]
)
def test_a_name_is_no_playbook(ask):
    with pytest.raises(
        InputError, match="playbook must be a Playbook; got 'ast'; open_playbook op"
    ):
        ask("ast")


def test_an_operation_counts_nothing_negative():
    text = """
name = "o"
title = "O"
source = "s"
[operation]
contacts = "tickets"
[[chapters]]
name = "c"
where = "w"
figures = [{ measure = "tickets", role = "given", exactly = -5, unit = "tickets a month" }]
"""
    with pytest.raises(InputError, match="operation.contacts must not be negative; got tickets: g"):
        playbook_from_toml(text)
    with pytest.raises(
        InputError, match="must be the label of a figure; got 'tickets'; there are none"
    ):
        playbook_from_toml(text.partition("[[chapters]]")[0])
