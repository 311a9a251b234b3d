"""Playbooks side by side."""

import itertools

import pytest

from supportops.errors import InputError
from supportops.playbooks import compare, open_playbook, playbook_figures, playbooks

BOOKS = {name: open_playbook(name) for name in playbooks()}
TABLE = compare(*BOOKS.values())


def words(measure, scope=""):
    row = TABLE.row(measure, scope)
    return [row.words(name) for name in BOOKS]


def test_response_to_what_is_most_urgent():
    assert words("first_response_promise", "priority 1") == [
        "target at most 15m", "target at most 4h", "target at most 30m", "target at most 1h",
        "target at most 15m",
    ]  # fmt: skip
    assert words("first_response_promise", "priority 2") == [
        "target at most 1h", None, "target at most 2h", "target at most 4h", "target at most 1h",
    ]  # fmt: skip
    assert TABLE.row("first_response_promise", "priority 1").unlike == ("ast", "vivtone", "hume")


def test_second_and_third_resolution_keep_both_ends():
    assert words("resolution_promise", "priority 2") == [
        "target at most 8h", None, "target at most 48h; stretch at most 24h", None,
        "target at most 24h",
    ]  # fmt: skip
    assert words("resolution_promise", "priority 3") == [
        "target at most 24h", None, "target at most 72h", None, "target at most 5 business days",
    ]  # fmt: skip
    first = TABLE.row("resolution_promise", "priority 1")
    assert (first.differs, first.unlike) == (False, ())


def test_prices_alike_in_figures_differ_in_what_they_are_for():
    row = TABLE.row("price_a_month", "basic")
    assert [row.words(name) for name in ("ast", "vivtone", "hume")] == [
        "price 49 USD (basis unstated)", "price 49 USD (basis company)",
        "price 49 USD (basis account)",
    ]  # fmt: skip
    assert row.unlike == ("vivtone", "hume")


def test_scopes_of_one_playbook_alone_stay_in_words():
    assert words("csat")[4] == (
        "consumer: target 80 % to 90 %; "
        "B2C: target 80 % to 90 % (positive responses over all responses); "
        "complex B2B: target 70 % to 85 % (positive responses over all responses)"
    )
    assert words("aht", "chat and phone")[3:] == ["target 6m to 12m", "target 4m to 12m"]


def test_every_shared_measure_is_there_with_every_statement():
    for pair in itertools.combinations(BOOKS.values(), 2):
        stated = [playbook_figures(book) for book in pair]
        shared = set.intersection(*({f.measure for f in figures} for figures in stated))
        table = compare(*pair)
        assert {row.measure for row in table.rows} == shared
        for book, figures in zip(pair, stated, strict=True):
            in_rows = [f for row in table.rows for f in row.cells[book.name]]
            assert sorted(map(str, in_rows)) == sorted(
                str(f) for f in figures if f.measure in shared
            )


def test_a_copy_differs_nowhere():
    book = BOOKS["itcs"]
    table = compare(book, book.model_copy(update={"name": "copy"}))
    assert table.rows
    assert not any(row.differs for row in table.rows)


def test_one_changed_figure_is_marked():
    book = BOOKS["vivtone"]
    chapter = book.chapters[0]
    figure = chapter.figures[3]
    other = figure.model_copy(update={"bounds": figure.bounds.model_copy(update={"low": 0.76})})
    chapters = (
        chapter.model_copy(update={"figures": (*chapter.figures[:3], other, *chapter.figures[4:])}),
        *book.chapters[1:],
    )
    table = compare(book, book.model_copy(update={"name": "ours", "chapters": chapters}))
    assert [(row.measure, row.unlike) for row in table.rows if row.differs] == [("fcr", ("ours",))]


def test_as_table_and_as_document():
    frame = TABLE.to_frame()
    assert list(frame.columns) == ["measure", "scope", *BOOKS, "differs"]
    assert len(frame) == len(TABLE.rows)
    text = TABLE.to_markdown()
    assert "| attrition a year | – | target below 15 % | ≠ target below 20 % | – | – |" in text
    assert "first response promise (priority 1)" in text


def test_nothing_shared_gives_an_empty_table():
    bare = BOOKS["hume"].model_copy(
        update={"name": "bare", "chapters": (), "uses": type(BOOKS["hume"].uses)()}
    )
    table = compare(BOOKS["hume"], bare)
    assert table.rows == ()
    assert list(table.to_frame().columns) == ["measure", "scope", "hume", "bare", "differs"]


def test_what_cannot_be_compared():
    with pytest.raises(InputError, match="playbooks must have names of their own; got ast twice"):
        compare(BOOKS["ast"], BOOKS["ast"])
    with pytest.raises(
        InputError, match="playbooks must be Playbook objects; got 'hume' at position 1; open_playb"
    ):
        compare(BOOKS["ast"], "hume")
    with pytest.raises(
        InputError, match="measure must be one that two of the playbooks state for s"
    ):
        TABLE.row("csat", "email")
