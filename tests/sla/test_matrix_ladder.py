"""Matrix, ladder, presets: the published figures."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from supportops import sla
from supportops.sla import SlaMatrix, scaled_promise, targets_for, warning_level


def minutes(promise):
    return promise.length.total_seconds() / 60


@pytest.mark.fact("sla-by-priority")
def test_sla_by_priority():
    policy = sla.preset("priority")
    rows = [
        (r.priority, r.name, *(str(p) for p in (r.first_response, r.resolution, r.periodic_update)))
        for r in policy.rows
    ]
    assert rows == [
        ("P1", "Critical", "15m", "4h", "30m"),
        ("P2", "High", "1h", "8h", "2h"),
        ("P3", "Medium", "4h", "24h", "8h"),
        ("P4", "Low", "8h", "72h", "24h"),
        ("P5", "Request", "24h", "5 business days", "on status change"),
    ]
    assert policy.rows[0].clock == "calendar"
    assert policy.clock == "business"


@pytest.mark.fact("sla-by-customer-tier")
def test_sla_by_customer_tier_keeps_printed_figures():
    policy = sla.preset("customer-tier")
    assert policy.customer_tiers.names == (
        "Enterprise",
        "Business",
        "Professional",
        "Starter",
        "Free",
    )
    printed = {
        tier: (str(t["first_response"]), str(t["resolution"]))
        for tier in policy.customer_tiers.names
        if (t := targets_for(policy, priority="P1", customer_tier=tier))
    }
    assert printed == {
        "Enterprise": ("7m", "2h"),
        "Business": ("15m", "4h"),
        "Professional": ("30m", "6h"),
        "Starter": ("1h", "8h"),
        "Free": ("4h", "next business day"),
    }
    # No override is invented beyond P1.
    assert (
        minutes(targets_for(policy, priority="P2", customer_tier="Free")["first_response"]) == 240
    )
    assert (
        str(targets_for(policy, priority="P5", customer_tier="Enterprise")["resolution"])
        == "22h30m business"
    )


@pytest.mark.fact("sla-tier-multiplier-formula")
@pytest.mark.parametrize(
    ("tier", "multiplier", "response", "resolution"),
    [
        ("Enterprise", "0.5", 7.5, 120),
        ("Business", "1", 15, 240),
        ("Professional", "1.5", 22.5, 360),
        ("Starter", "2", 30, 480),
        ("Free", "4", 60, 960),
    ],
)
def test_target_is_base_times_multiplier(tier, multiplier, response, resolution):
    assert sla.preset_matrix().multipliers[tier] == Decimal(multiplier)
    assert minutes(scaled_promise("15m", multiplier)) == response
    assert minutes(scaled_promise("4h", Decimal(multiplier))) == resolution


@pytest.mark.fact("playbook-skill-example-sla")
def test_worked_team():
    policy = sla.preset("worked-team")
    cells = {
        (r.customer_tier, r.priority): (minutes(r.first_response), minutes(r.resolution))
        for r in policy.rows
    }
    assert cells == {
        ("Enterprise", "P1"): (15, 240),
        ("Enterprise", "P2"): (60, 480),
        ("Mid-Market", "P1"): (30, 480),
        ("Mid-Market", "P2"): (120, 1440),
        ("SMB", "P1"): (60, 1440),
        ("SMB", "P2"): (240, 2880),
    }


@pytest.mark.fact("sla-components")
def test_components():
    policy = sla.preset("components")
    (row,) = policy.rows
    assert [str(p) for _, p in row.promises()] == ["1h", "4h", "24h"]
    assert row.periodic_update.length.total_seconds() == 4 * 3600
    calendar = policy.calendars[policy.calendar]
    assert (calendar.timezone, calendar.hours) == (
        "America/Los_Angeles",
        {"mon-fri": (("09:00", "18:00"),)},
    )
    assert policy.escalate_at == 0.8
    assert [level.percent for level in policy.warnings] == [80]


@pytest.mark.fact("playbook-ast-channel-slas")
def test_ast():
    policy = sla.preset("ast")
    rows = {r.channel: (str(r.first_response), r.attained["first_response"]) for r in policy.rows}
    assert rows == {"phone": ("30s", 0.95), "chat": ("45s", "mean"), "email": ("4h", "median")}
    assert policy.clock == "calendar"
    assert "2 % of the backlog is to be older than 7 days" in policy.notes[1]
    assert "24/7" in policy.notes[1]


@pytest.mark.fact("playbook-vivtone-sla")
def test_vivtone():
    rows = {r.priority: r for r in sla.preset("vivtone").rows}
    assert [str(rows[p].first_response) for p in "123"] == ["30m", "2h", "8h business"]
    assert [str(rows[p].resolution) for p in "123"] == ["4h", "48h", "72h"]
    assert str(rows["2"].goals["resolution"]) == "24h"


@pytest.mark.fact("playbook-hume-slas")
def test_hume():
    policy = sla.preset("hume")
    rows = {r.priority or r.channel: str(r.first_response) for r in policy.rows}
    assert rows == {
        "chat": "1m",
        "chat after hours": "5m",
        "1": "1h",
        "2": "4h",
        "standard": "24h business",
    }
    assert all(r.resolution is None for r in policy.rows)
    assert {"email", "chat", "phone"} <= set(policy.channels)


@pytest.mark.fact("playbook-itcs-sla-tiers")
def test_itcs():
    rows = {r.priority: (str(r.first_response), str(r.resolution)) for r in sla.preset("itcs").rows}
    assert rows == {
        "critical": ("15m", "4h"),
        "high": ("1h", "24h"),
        "medium": ("4h", "5 business days"),
    }
    notes = " ".join(sla.preset("itcs").notes)
    assert "99.9 %" in notes
    assert "28 days" in notes
    assert "10 issue types" in notes
    assert "P50 and P95" in notes


@pytest.mark.fact("sla-breach-levels")
def test_the_ladder():
    levels = sla.ladder("support-operations").levels
    assert [(v.name, v.percent, v.notify) for v in levels] == [
        ("yellow", 50, ()),
        ("orange", 80, ("assignee",)),
        ("red", 90, ("team lead",)),
        ("breach", 100, ("manager",)),
        ("severe breach", 200, ("director",)),
    ]
    assert levels[3].action == "escalate"
    marks = [warning_level(f"{m}m", "15m").name for m in (7.5, 12, 13.5, 15, 30)]
    assert marks == [level.name for level in levels]
    marks = [warning_level(f"{m}m", "4h").name for m in (120, 192, 216, 240, 480)]
    assert marks == [level.name for level in levels]
    # A second earlier it is the rung before.
    assert warning_level("7m29s", "15m") is None
    before = [warning_level(t, "15m").name for t in ("11m59s", "13m29s", "14m59s", "29m59s")]
    assert before == [level.name for level in levels[:4]]


def test_warning_levels_at_the_edges():
    assert warning_level("0s", "0s").percent == 200
    assert warning_level("1h", "1h", levels=()) is None
    with pytest.raises(ValueError, match="elapsed must say its unit"):
        warning_level(5, "1h")
    with pytest.raises(ValidationError, match="levels must rise in percent"):
        sla.WarningLadder(levels=(sla.WarningLevel(name="a", percent=5),) * 2)
    assert sla.ladders() == ("support-operations", "single-trigger", "warn-and-escalate")
    for name in sla.ladders():
        assert sla.ladder(name).source == "support-operations skill"


def test_unknown_presets_list_the_known():
    with pytest.raises(
        ValueError, match="name must be a preset of sla; got 'gold'; there are priority"
    ):
        sla.preset("gold")


@pytest.mark.parametrize(
    ("multiplier", "message"),
    [
        (0.5, 'multiplier must be exact; got 0.5; write "0.5"'),
        (True, "multiplier must be exact"),
        ("NaN", "multiplier must be exact"),
        (0, "multiplier must be above zero; got 0"),
        ("-1", "multiplier must be above zero"),
        ("many", "multiplier must be exact"),
    ],
)
def test_multipliers_are_exact_and_positive(multiplier, message):
    with pytest.raises(ValueError, match=message):
        scaled_promise("1h", multiplier)


def test_business_days_stay_whole_or_become_hours():
    assert str(scaled_promise("5 business days", 2)) == "10 business days"
    assert str(scaled_promise("best effort", 2)) == "best effort"
    assert str(scaled_promise("1h calendar", "1.5")) == "1h30m calendar"
    with pytest.raises(
        ValueError, match=r"business_day must be given .* got 5 business days times 0.5"
    ):
        scaled_promise("5 business days", "0.5")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"base": []}, "base must have one row for each priority; got none"),
        ({"base": [{"resolution": "1h"}]}, "base must have one row"),
        ({"base": [{"priority": "P1"}] * 2}, "base must have one row"),
        ({"multipliers": {"gold": 0}}, "multipliers must be above zero; got 0 for gold"),
        ({"multipliers": {"gold": "NaN"}}, "finite"),
        ({"scaled": ["review"]}, "scaled must name metrics; got 'review'"),
        ({"overrides": [{"customer_tier": "tin", "priority": "P1", "metric": "resolution", "promise": "1h"}]},
         r"overrides\[0\] must name a tier, a priority and a metric of the matrix; got tin"),
        ({"overrides": [{"customer_tier": "gold", "priority": "P1", "metric": "resolution", "promise": "1h"}] * 2},
         "overrides must name a cell once; got gold, P1 and resolution twice"),
    ],
)  # fmt: skip
def test_a_matrix_without_sense_is_refused(fields, message):
    base = {"base": [{"priority": "P1", "resolution": "2h"}], "multipliers": {"gold": "0.5"}}
    with pytest.raises(ValidationError, match=message):
        SlaMatrix.model_validate({**base, **fields})


def test_a_matrix_writes_rows():
    matrix = SlaMatrix.model_validate(
        {
            "base": [
                {"priority": "P1", "resolution": "2h", "next_response": "1h", "clock": "calendar"}
            ],
            "multipliers": {"gold": "0.5", "tin": 2},
            "overrides": [
                {
                    "customer_tier": "tin",
                    "priority": "P1",
                    "metric": "first_response",
                    "promise": "9h",
                }
            ],
        }
    )
    gold, tin = sla.matrix_rows(matrix)
    assert (gold.customer_tier, str(gold.resolution), str(gold.next_response)) == (
        "gold",
        "1h",
        "1h",
    )
    assert (str(tin.resolution), str(tin.first_response), tin.clock) == ("4h", "9h", "calendar")
    assert SlaMatrix.model_validate_json(matrix.model_dump_json()) == matrix
