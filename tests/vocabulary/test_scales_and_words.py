from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from supportops import vocabulary
from supportops.errors import InputError
from supportops.vocabulary import (
    Scale,
    StatusMap,
    Ticket,
    TicketEvent,
    preset,
    presets,
    table,
    tables,
)


def test_a_scale_ranks_names():
    scale = preset("urgent-low")
    assert scale.names == ("urgent", "high", "normal", "low")
    assert [scale.rank(name) for name in scale.names] == [0, 1, 2, 3]
    assert scale.more_urgent("urgent", "low")
    assert not scale.more_urgent("low", "low")
    assert len(scale) == 4
    assert "high" in scale
    assert "High" not in scale
    assert 7 not in scale
    with pytest.raises(
        InputError, match="priority must be one of urgent, high, normal or low; got 'High'"
    ):
        scale.rank("High")


def test_the_shipped_scales():
    assert {name: preset(name).names[0] for name in presets()} == {
        "p1-p5": "P1", "sev1-sev5": "SEV1", "l0-l3": "L0", "urgent-low": "urgent",
        "highest-lowest": "Highest", "1-5": "1", "sev-a-c": "Sev A",
    }  # fmt: skip
    assert {name: len(preset(name)) for name in presets()} == {
        "p1-p5": 5, "sev1-sev5": 5, "l0-l3": 4, "urgent-low": 4, "highest-lowest": 5, "1-5": 5, "sev-a-c": 3,
    }  # fmt: skip
    with pytest.raises(
        InputError, match="name must be a preset of vocabulary; got 'p1'; there are p1-p5"
    ):
        preset("p1")


@pytest.mark.parametrize("names", [(), ("a", "a"), ("a", " ")])
def test_a_scale_has_names_of_their_own(names):
    with pytest.raises(ValidationError, match="names must"):
        Scale(label="x", names=names)


def test_statuses_have_classes():
    statuses = StatusMap(classes={"Pending": "waiting_on_customer"})
    assert statuses.class_of("Pending") == "waiting_on_customer"
    with pytest.raises(InputError, match="status must be one of Pending; got 'Done'"):
        statuses.class_of("Done")
    with pytest.raises(ValidationError):
        StatusMap(classes={"Pending": "sleeping"})


def test_tickets_and_events_are_aware():
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    ticket = Ticket(id="7", created_at="2026-03-02T09:00:00Z", tags=("vip",))
    assert ticket.created_at == at
    assert Ticket.model_validate(ticket.to_dict()) == ticket
    event = TicketEvent(ticket="7", at=at, kind="status", value="Pending", actor="agent")
    assert TicketEvent.model_validate_json(event.model_dump_json()) == event
    with pytest.raises(ValidationError, match="must be timezone-aware"):
        Ticket(id="7", created_at=datetime(2026, 3, 2))
    with pytest.raises(ValidationError, match="ticket"):
        TicketEvent(at=at, kind="status")


def test_declared_tables():
    assert {
        "tickets", "events", "surveys", "reviews", "articles", "agents", "incidents", "intervals",
    } <= set(tables())  # fmt: skip
    tickets = table("tickets")
    assert (tickets.name, tickets.row) == ("tickets", "one ticket")
    assert tickets.column("created_at").dtype == "instant"
    assert tickets.column("reopens").unit == "reopenings"
    for name in tables():
        columns = table(name).columns
        assert len({c.name for c in columns}) == len(columns)
        for column in columns:
            assert column.about
            assert bool(column.unit) == (column.dtype == "number"), column
    with pytest.raises(
        InputError, match="columns must name columns of tickets; got 'when'; there are ticket_id"
    ):
        tickets.column("when")
    with pytest.raises(
        InputError, match="name must be a declared table; got 'ticket'; there are tickets"
    ):
        table("ticket")


def test_the_room_is_honest_about_its_names():
    assert all(hasattr(vocabulary, name) for name in vocabulary.__all__)
