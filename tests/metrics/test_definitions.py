import pytest
from pydantic import ValidationError

from supportops import metrics
from supportops.errors import InputError

MINE = {
    "id": "mine",
    "metric": "csat",
    "kind": "share",
    "numerator": ("good",),
    "denominator": ("good", "bad"),
    "population": "mine",
    "event_date": "response",
    "direction": "up",
    "unit": "share",
    "vendor": "us",
    "source": {"source": "us", "where": "here"},
}


def test_every_definition_loads_and_cites():
    every = metrics.definitions()
    assert len({d.id for d in every}) == len(every) > 50
    assert all(d.source.source and d.vendor in metrics.vendors() for d in every)
    assert {d.vendor for d in every} == set(metrics.vendors())
    assert metrics.definition("csat.top_box[4–5 of 1–5]") is metrics.definition("csat.top_box")


@pytest.mark.fact("metrics-formula-csat")
def test_csat_is_satisfied_over_all_responses():
    found = metrics.definition("csat.top_box")
    assert (found.numerator, found.denominator) == (("satisfied",), ("answers",))
    assert metrics.measure(found, {"satisfied": 90, "answers": 120}).percent == 75.0
    band = next(b for b in metrics.preset("support-operations") if b.metric == "csat")
    assert (band.target.low, band.warnings[0].high) == (0.90, 0.85)
    assert [metrics.grade(x, band) for x in (0.9, 0.899, 0.85, 0.849)] == [
        "on_target",
        "watch",
        "watch",
        "warning",
    ]


@pytest.mark.fact("metrics-formula-fcr")
def test_fcr_is_resolved_on_first_contact_over_all_tickets():
    found = metrics.definition("fcr.first_contact")
    assert metrics.measure(found, {"resolved_first": 84, "tickets": 120}).percent == 70.0
    band = next(b for b in metrics.preset("support-operations") if b.metric == "fcr")
    assert [metrics.grade(x, band) for x in (0.70, 0.699, 0.5, 0.499)] == [
        "on_target",
        "watch",
        "watch",
        "warning",
    ]


def test_the_three_published_fcr_definitions_stay_apart():
    names = ("fcr.first_contact", "fcr.no_escalation", "fcr.one_contact")
    found = [metrics.definition(name) for name in names]
    assert len({d.numerator for d in found}) == 3
    assert {d.denominator for d in found} == {("tickets",)}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: metrics.definition("fcr.nett"), "definition must be .* 'fcr.nett'; there are fcr"),
        (lambda: metrics.definition(7), "definition must be the id"),
        (lambda: metrics.definitions("fcrr"), "metric must be one of csat, nps"),
        (lambda: metrics.definitions(vendor="acme"), "vendor must be one of seeds"),
        (lambda: metrics.compare_definitions(7, {}), "definitions must be a metric, ids"),
        (lambda: metrics.compare_definitions({"a": 1}, {}), "definitions must be a metric, ids"),
    ],
)
def test_unknown_names_are_named(call, message):
    with pytest.raises(InputError, match=message):
        call()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "a[b]"}, "id must be a name without brackets"),
        ({"id": " "}, "id must be a name without brackets"),
        ({"denominator": ()}, "denominator must be there for a share"),
        ({"kind": "mean"}, "column must be there for a mean"),
        ({"kind": "count", "numerator": ()}, "numerator must be there for a count"),
    ],
)
def test_a_definition_says_what_it_counts(change, message):
    with pytest.raises(ValidationError, match=message):
        metrics.MetricDefinition.model_validate({**MINE, **change})


def test_your_own_definition_is_measured_and_compared():
    mine = metrics.MetricDefinition.model_validate(MINE)
    assert mine.tallies == ("good", "bad")
    assert metrics.measure(mine, {"good": 3, "bad": 1}).value == 0.75
    found = metrics.compare_definitions([mine, "csat.good_rated"], {"good": 3, "bad": 1})
    assert found["value"].tolist() == [0.75, 0.75]
    assert metrics.compare_definitions(mine, {"good": 3, "bad": 1})["definition"].tolist() == [
        "mine"
    ]
    assert metrics.MetricDefinition.model_validate_json(mine.model_dump_json()) == mine
