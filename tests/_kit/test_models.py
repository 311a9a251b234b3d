from datetime import UTC, datetime, timedelta

import pytest
from pydantic import Field, ValidationError, field_validator

from supportops._kit.durations import Duration
from supportops._kit.models import Instant, Model, explained
from supportops._kit.money import Money
from supportops._kit.shares import Share
from supportops.vocabulary import Cadence, Promise, Range


class Row(Model, frozen=True, extra="forbid"):
    promise: Promise | None = None
    band: Range | None = None


class Plan(Model, frozen=True, extra="forbid"):
    name: str
    since: Instant | None = None
    wait: Duration | None = None
    shrinkage: Share | None = None
    cost: Money | None = None
    agents: int | None = Field(None, ge=1, le=9)
    load: float | None = Field(None, gt=0, allow_inf_nan=False)
    on: bool | None = None
    rows: tuple[Row, ...] = ()
    update: Cadence | None = None


FULL = {
    "name": "<Gold>",
    "since": "2026-03-02T09:00:00Z",
    "wait": "90m",
    "shrinkage": "30%",
    "cost": "15 USD",
    "rows": [{"promise": "4h business"}],
    "update": "weekly",
}


def test_a_model_reads_text_and_round_trips_through_json():
    plan = Plan.model_validate(FULL)
    assert plan.since == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert plan.wait == timedelta(minutes=90)
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    assert Plan.model_validate(plan.to_dict()) == plan
    assert plan.to_dict()["rows"] == [{"promise": "4h business", "band": None}]
    assert Plan.model_json_schema()["additionalProperties"] is False


def test_a_model_that_json_holds_as_text_still_has_fields():
    assert Promise.model_validate("4h").to_dict() == {
        "kind": "duration",
        "length": "4h",
        "days": None,
        "clock": None,
    }
    assert Cadence.model_validate("weekly").to_dict() == {
        "every": 1,
        "unit": "week",
        "occasion": None,
    }


def test_a_card_speaks_words_and_escapes_them():
    card = Plan.model_validate(FULL)._repr_html_()
    assert "&lt;Gold&gt;" in card
    assert "1h30m" in card
    assert "weekly" in card


def test_a_model_is_frozen():
    with pytest.raises(ValidationError, match="frozen"):
        Plan(name="a").name = "b"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": None}, "name must be text; got None"),
        ({"nmae": 1}, "nmae must be a declared name; got 1"),
        ({"wait": 20}, 'wait must say its unit; got 20; write "20m"'),
        ({"shrinkage": 15}, 'shrinkage must be a share from 0 to 1; got 15; write 0.15 or "15%"'),
        ({"cost": 15}, 'cost must say its currency; got 15; write such as "15 USD"'),
        (
            {"since": "soon"},
            "since must be an instant such as \"2026-03-02T09:00:00Z\"; got 'soon'",
        ),
        ({"agents": 0}, "agents must be at least 1; got 0"),
        ({"agents": 10}, "agents must be at most 9; got 10"),
        ({"agents": "many"}, "agents must be a whole number; got 'many'"),
        ({"agents": 1.5}, "agents must be a whole number; got 1.5"),
        ({"load": 0}, "load must be above 0; got 0"),
        ({"load": "x"}, "load must be a number; got 'x'"),
        ({"load": float("inf")}, "load must be finite; got inf"),
        ({"on": "perhaps"}, "on must be true or false; got 'perhaps'"),
        (
            {"rows": [{"promise": "3 days"}]},
            'rows[0].promise must say which days; got \'3 days\'; write "3 business days", "3 calendar days" or "72h"',
        ),
        (
            {"rows": [{"band": {"low": 2, "high": 1}}]},
            "rows[0].band.low must be at most high; got 2 and 1",
        ),
        ({"rows": 5}, "rows must be valid; got 5: Input should be a valid tuple"),
    ],
    ids=str,
)
def test_a_fault_is_one_sentence_with_its_key_path(change, sentence):
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate(FULL | change)
    assert explained(caught.value) == sentence


def test_a_missing_field_is_named():
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate({})
    assert explained(caught.value) == "name must be there; got nothing"


def test_a_fault_of_the_whole_model_has_its_own_name():
    with pytest.raises(ValidationError) as caught:
        Row.model_validate({"band": {"low": None}})
    assert explained(caught.value) == "band must have a low or a high end; got neither"
    with pytest.raises(ValidationError) as caught:
        Range(low=2, high=1)
    assert explained(caught.value) == "low must be at most high; got 2 and 1"


class Moody(Model, frozen=True, extra="forbid"):
    mood: str

    @field_validator("mood")
    @classmethod
    def _mood(cls, mood):
        raise ValueError(f"{mood} is no mood")


def test_a_sentence_of_another_build_stays_whole():
    with pytest.raises(ValidationError) as caught:
        Moody(mood="odd")
    assert explained(caught.value) == "mood must be valid; got 'odd': odd is no mood"
