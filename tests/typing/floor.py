"""What the checkers must see of the floor; read by mypy and pyright, never run."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, assert_type

import supportops
from supportops import vocabulary
from supportops._kit.arrays import Float64Array, Form, lift
from supportops._kit.durations import duration, duration_text
from supportops._kit.instants import instant
from supportops._kit.reals import is_real
from supportops._kit.shares import percent_text, share
from supportops.errors import InputError, SupportOpsError
from supportops.vocabulary import (
    Cadence,
    Money,
    Promise,
    Range,
    Scale,
    StatusClass,
    StatusMap,
    Table,
    Ticket,
    money,
    preset,
    presets,
    promise,
    table,
    tables,
)

# The front door: rooms are seen, misspelt ones are errors.
assert_type(supportops.__version__, str)
assert_type(vocabulary.preset("p1-p5"), Scale)
supportops.vocabularies  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]

# Doors of the kit.
assert_type(duration("15m"), timedelta)
assert_type(duration_text(timedelta(1)), str)
assert_type(share("15%"), float)
assert_type(percent_text(0.1), str)
assert_type(instant("2026-03-02T09:00:00Z", "now"), datetime)
assert_type(lift(load=1.0), tuple[Form, tuple[Float64Array, ...]])


def narrowed(value: object) -> float:
    return value if is_real(value) else 0.0


# Money.
cost = money("15 USD")
assert_type(cost, Money)
assert_type(cost * 3, Money)
assert_type(0.5 * cost, Money)
assert_type(cost / Decimal(2), Money)
assert_type(cost + cost - cost, Money)
assert_type(cost.ratio(cost), Decimal | None)
assert_type(cost.to("EUR", rate=0.92), Money)
assert_type(cost < cost, bool)

# Words.
scale = Scale(label="priority", names=("P1", "P2"))
assert_type(scale.rank("P1"), int)
assert_type("P1" in scale, bool)
for name in scale:
    assert_type(name, str)
assert_type(preset("p1-p5"), Scale)
preset("p0")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
assert_type(presets(), tuple[str, ...])
assert_type(StatusMap(classes={"Pending": "waiting_on_customer"}).class_of("Pending"), StatusClass)
assert_type(promise("4h business"), Promise)
assert_type(promise(timedelta(hours=4)).length, timedelta | None)
assert_type(Range(low=1).scaled(2, "h"), Range)
assert_type(60 in Range(high=60), bool)
assert_type(Cadence.model_validate("weekly").every, int | None)
assert_type(table("tickets"), Table)
assert_type(tables(), tuple[str, ...])
assert_type(scale.to_dict(), dict[str, Any])


def frozen(ticket: Ticket) -> datetime:
    ticket.priority = "P1"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    return ticket.created_at


def caught(error: InputError) -> tuple[SupportOpsError, ValueError]:
    return error, error
