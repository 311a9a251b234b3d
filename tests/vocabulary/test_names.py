from typing import get_args

import pytest
from pydantic import ValidationError

from supportops._kit.data import read_data
from supportops.errors import InputError
from supportops.vocabulary import (
    EventKind,
    Scale,
    ScaleName,
    StatusMap,
    Ticket,
    TicketEvent,
    preset,
    presets,
    table,
    tables,
)

SCALE = Scale(label="priority", names=("P1", "P2", "名"))


def test_a_scale_ranks_counts_and_walks_its_names():
    assert [SCALE.rank(name) for name in SCALE] == [0, 1, 2]
    assert list(SCALE) == ["P1", "P2", "名"]
    assert len(SCALE) == 3
    assert "P2" in SCALE
    assert "p2" not in SCALE
    assert SCALE.more_urgent("P1", "P2")
    assert not SCALE.more_urgent("P2", "P2")
    assert Scale.model_validate_json(SCALE.model_dump_json()) == SCALE


def test_an_undeclared_name_lists_the_declared():
    with pytest.raises(InputError, match="priority must be one of P1, P2 or 名; got 'Urgent'"):
        SCALE.rank("Urgent")
    with pytest.raises(InputError, match="priority must be one of"):
        SCALE.more_urgent("P1", "Urgent")


@pytest.mark.parametrize("names", [(), ("a", "a"), ("a", " ")])
def test_names_are_there_once(names):
    with pytest.raises(
        ValidationError, match="names must be one or more, none empty and none twice; got"
    ):
        Scale(label="x", names=names)


@pytest.mark.parametrize("name", presets())
def test_shipped_scales_are_the_published_ones(name):
    row = read_data("vocabulary", "scales")[name]
    assert list(preset(name)) == row["names"]
    assert preset(name) is preset(name)


def test_every_published_scale_has_a_typed_name():
    assert set(presets()) == set(get_args(ScaleName)) == set(read_data("vocabulary", "scales"))
    with pytest.raises(
        InputError, match="name must be a preset of vocabulary; got 'p0'; there are p1-p5,"
    ):
        preset("p0")


def test_a_status_has_a_class():
    statuses = StatusMap(classes={"Pending": "waiting_on_customer"})
    assert statuses.class_of("Pending") == "waiting_on_customer"
    with pytest.raises(InputError, match="status must be one of Pending; got 'Done'"):
        statuses.class_of("Done")
    with pytest.raises(ValidationError, match="waiting_on_customer"):
        StatusMap(classes={"Pending": "waiting"})


def test_tables_are_declared_with_units_for_numbers():
    assert {
        "tickets",
        "events",
        "surveys",
        "reviews",
        "articles",
        "agents",
        "incidents",
        "intervals",
    } <= set(tables())
    for name in tables():
        declared = table(name)
        assert declared.name == name
        assert declared.row
        for column in declared.columns:
            assert column.about
            assert bool(column.unit) == (column.dtype == "number"), (name, column.name)
    with pytest.raises(
        InputError, match="name must be a declared table; got 'orders'; there are tickets, events"
    ):
        table("orders")


def test_the_table_of_events_knows_the_kinds_of_the_model():
    about = table("events").column("kind").about
    for kind in get_args(EventKind):
        assert kind in about


def test_tickets_and_events_round_trip():
    ticket = Ticket(id="名1", created_at="2026-03-02T09:00:00+01:00", tags=("a",))
    event = TicketEvent(
        ticket="名1", at="2026-03-02T09:00:00Z", kind="status", value="Open", actor="agent"
    )
    assert Ticket.model_validate_json(ticket.model_dump_json()) == ticket
    assert TicketEvent.model_validate(event.to_dict()) == event
    with pytest.raises(ValidationError, match="instant must be timezone-aware"):
        Ticket(id="1", created_at="2026-03-02T09:00:00")
