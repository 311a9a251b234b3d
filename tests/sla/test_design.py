"""Around the policy: findings, book, internal targets, document, reports."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from supportops import sla
from supportops.calendars import ALWAYS_OPEN, BusinessCalendar, intersection, union
from supportops.sla import BookEntry, Ola, PolicyBook, findings, policy_for, render_sla_document

SCALE = {"label": "priority", "names": ["P1", "P2"]}
TIERS = {"label": "tier", "names": ["gold", "tin"]}


def codes(policy):
    return {(f.code, f.where): f.words for f in findings(policy) if f.code != "no_holidays"}


def test_rows_that_nobody_reaches_and_cells_that_nobody_covers(bench):
    policy = bench.policy(
        priorities=SCALE,
        customer_tiers=TIERS,
        rows=[
            {"customer_tier": "gold", "resolution": "1h"},
            {"priority": "P1", "customer_tier": "gold", "resolution": "1h"},
            {"priority": "P1", "customer_tier": "tin", "resolution": "2h"},
            {"priority": "P2", "customer_tier": "tin"},
        ],
    )
    found = codes(policy)
    assert found[("unreachable_row", "rows[1]")].startswith("no ticket reaches row 'P1, gold'")
    assert found[("uncovered", "rows")] == "nothing is promised for P2 and tin"
    assert len(found) == 2
    assert str(findings(policy)[0]).startswith("rows[1]: no ticket")


def test_many_rows_can_hide_one_together(bench):
    rows = [
        {"priority": "P1", "resolution": "1h"},
        {"priority": "P2", "resolution": "1h"},
        {"resolution": "2h"},
    ]
    # A ticket without a priority still reaches the last row.
    assert codes(bench.policy(priorities=SCALE, rows=rows)).keys() == {
        ("equal_targets", "rows[1].resolution")
    }
    hidden = [*rows[:2], {"priority": ["P2", "P1"], "resolution": "3h"}]
    assert ("unreachable_row", "rows[2]") in codes(bench.policy(priorities=SCALE, rows=hidden))
    assert codes(bench.policy(rows=[{"priority": "P1", "resolution": "1h"}])) == {}


def test_nothing_at_all_is_promised(bench):
    assert codes(bench.policy(rows=[])) == {
        ("uncovered", "rows"): "nothing is promised for any ticket"
    }


def test_too_many_combinations_are_said_not_tried(bench):
    names = [f"n{i}" for i in range(400)]
    row = {"channel": "n1", "category": "n2", "resolution": "1h"}
    policy = bench.policy(channels=names, categories=names, rows=[row])
    assert codes(policy) == {("uncovered", "rows"): "too many combinations to look at every one"}


@pytest.mark.parametrize(
    ("row", "where", "code"),
    [
        (
            {"first_response": "4h", "resolution": "1h"},
            "first_response",
            "response_slower_than_resolution",
        ),
        (
            {"first_response": "4h", "resolution": "1h calendar"},
            "first_response",
            "response_slower_than_resolution",
        ),
        (
            {"first_response": "3 business days", "resolution": "2 business days"},
            "first_response",
            "response_slower_than_resolution",
        ),
        (
            {"resolution": "4h", "goals": {"resolution": "5h"}},
            "goals.resolution",
            "goal_later_than_promise",
        ),
        ({"resolution": "best effort"}, "resolution", "without_time"),
        ({"periodic_update": "on status change"}, "periodic_update", "without_time"),
    ],
)
def test_doubtful_rows(bench, row, where, code):
    assert codes(bench.policy(rows=[row])).keys() == {(code, f"rows[0].{where}")}


@pytest.mark.parametrize(
    "row",
    [
        {"first_response": "4h", "resolution": "4h"},
        # Four hours around the clock may well be sooner than one hour of business time.
        {"first_response": "4h calendar", "resolution": "1h business"},
        {"first_response": "1h", "resolution": "2 business days"},
        {"resolution": "4h", "goals": {"resolution": "2h"}},
    ],
)
def test_rows_without_doubt(bench, row):
    assert codes(bench.policy(rows=[row])) == {}


def test_a_matrix_that_is_not_monotone(bench):
    policy = bench.policy(
        priorities=SCALE,
        customer_tiers=TIERS,
        rows=[
            {"customer_tier": "gold", "priority": "P1", "resolution": "4h"},
            {"customer_tier": "gold", "priority": "P2", "resolution": "2h"},
            {"customer_tier": "tin", "priority": "P1", "resolution": "3h"},
            {"customer_tier": "tin", "priority": "P2", "resolution": "3h"},
        ],
    )
    assert codes(policy) == {
        (
            "not_monotone",
            "rows[1].resolution",
        ): "priority P1 is promised 4h, more than P2 with 2h for gold",
        (
            "equal_targets",
            "rows[3].resolution",
        ): "priority P1 and P2 are promised the same 3h for tin",
        (
            "not_monotone",
            "rows[2].resolution",
        ): "customer tier gold is promised 4h, more than tin with 3h for P1",
    }


def test_one_row_for_two_priorities_is_no_equality(bench):
    rows = [{"priority": ["P1", "P2"], "resolution": "2h"}]
    assert codes(bench.policy(priorities=SCALE, rows=rows)) == {}


@pytest.mark.fact("sla-by-customer-tier")
def test_the_published_tiers_make_free_customers_equal():
    """60 minutes times 4 is the 240 minutes printed for P1."""
    found = codes(sla.preset("customer-tier"))
    assert ("equal_targets", "rows[21].first_response") in found


def test_calendars(bench):
    night = BusinessCalendar(timezone="UTC", overrides={"2026-01-01": [("09:00", "10:00")]})
    policy = bench.policy(
        calendars={
            "office": bench.office,
            "never": night,
            "always": ALWAYS_OPEN,
            "both": union(night, bench.office),
        }
    )
    found = {(f.code, f.where) for f in findings(policy)}
    assert found == {("never_opens", "calendars['never']"), ("no_holidays", "calendars['office']")}


def test_the_book(bench):
    old, new, own = (bench.policy(name=name) for name in ("old", "new", "own"))
    january = datetime(2026, 1, 1, tzinfo=UTC)
    march = datetime(2026, 3, 1, tzinfo=UTC)
    book = PolicyBook(
        entries=(
            BookEntry(policy=old, valid_until=march),
            BookEntry(policy=new, valid_from=march),
            BookEntry(policy=own, customers=("Acme",), valid_from=january, valid_until=march),
        )
    )

    def name(at, customer=None):
        found = policy_for(book, at=at, customer=customer)
        return found and found.name

    assert name(january) == "old"
    assert name(march) == "new"
    assert name(january, "Acme") == "own"
    assert name(march, "Acme") == "new"
    assert name(january, "Other") == "old"
    assert PolicyBook.model_validate_json(book.model_dump_json()) == book
    assert policy_for(PolicyBook(entries=()), at=march) is None
    with pytest.raises(ValueError, match="at must be timezone-aware"):
        policy_for(book, at=datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="customer must be a name; got 7"):
        policy_for(book, at=march, customer=7)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ({}, {}, "for everybody"),
        (
            {"valid_until": "2026-03-02T00:00Z"},
            {"valid_from": "2026-03-01T00:00Z"},
            "for everybody",
        ),
        ({"customers": ["a", "b"]}, {"customers": ["b", "c"]}, "for b"),
    ],
)
def test_entries_of_a_book_may_not_overlap(bench, first, second, words):
    entries = [
        {"policy": bench.policy(name="one"), **first},
        {"policy": bench.policy(name="two"), **second},
    ]
    with pytest.raises(
        ValidationError, match=rf"entries must not overlap; got entries\[0\] \(one\) .* {words}"
    ):
        PolicyBook.model_validate({"entries": entries})


def test_a_book_entry_has_a_beginning_before_its_end(bench):
    with pytest.raises(ValidationError, match="valid_until must come after valid_from"):
        BookEntry(policy=bench.policy(), valid_from=bench.at(1), valid_until=bench.at(1))


def test_internal_targets(bench):
    ola = Ola.model_validate(
        {
            "name": "between tiers",
            "calendar": bench.office,
            "rows": [
                {"support_tier": "L1", "pick_up": "15m", "hand_back": "1h calendar"},
                {"support_tier": "L2", "pick_up": "4h", "hand_back": "2 business days"},
                {"support_tier": "L3", "pick_up": "next business day", "hand_back": "best effort"},
                {"support_tier": "L4"},
            ],
        }
    )

    def due(tier, hours=16):
        return sla.ola_due_times(ola, support_tier=tier, at=bench.at(hours))

    assert due("L1") == {"pick_up": bench.at(16.25), "hand_back": bench.at(17)}
    assert due("L2") == {"pick_up": bench.at(24 + 12), "hand_back": bench.at(64)}
    assert due("L3") == {"pick_up": bench.at(41), "hand_back": None}
    assert due("L4") == {}
    with pytest.raises(ValueError, match="support_tier must be one of L1, L2, L3 or L4; got 'L9'"):
        due("L9")
    night = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Paris"))
    later = sla.ola_due_times(ola, support_tier="L1", at=night)["hand_back"]
    assert later.isoformat() == "2026-03-29T03:30:00+02:00"
    assert Ola.model_validate_json(ola.model_dump_json()) == ola
    with pytest.raises(ValidationError, match="rows must name a tier once; got L1 and L1"):
        Ola.model_validate({**ola.model_dump(), "rows": [{"support_tier": "L1"}] * 2})


@pytest.mark.fact("sla-policy-template")
def test_the_document_of_the_template():
    text = render_sla_document(sla.preset("template"), company="Acme")
    assert text.startswith("# Acme service levels\n")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "## Hours of coverage",
        "## What we promise",
        "## What the words mean",
        "## When time runs out",
        "## What is not covered",
    ]
    assert "Monday to Friday 09:00–18:00" in text
    assert "Day and night for: system outage." in text
    for row in (
        "| Critical | system outage | 15m | 4h |",
        "| High | major feature broken | 1h of business time | 8h of business time |",
        "| Medium | feature impaired | 4h of business time | 24h of business time |",
        "| Low | minor issue | 8h of business time | 72h of business time |",
    ):
        assert row in text
    assert "team lead told" in text
    assert "manager told" in text
    for excluded in ("Feature requests.", "Requests out of scope.", "Delay while the customer"):
        assert excluded in text
    # The same four rows as the base, and none for requests.
    base = sla.preset("priority")
    four = [(r.first_response, r.resolution) for r in base.rows[:4]]
    assert [(r.first_response, r.resolution) for r in sla.preset("template").rows] == four
    assert "Request |" not in render_sla_document(base, priorities=["P1", "P2", "P3", "P4"])


def test_documents_of_other_policies(bench):
    sites = {
        "office": bench.office,
        "sun": union(bench.office, ALWAYS_OPEN),
        "both": intersection(bench.office),
    }
    holidays = BusinessCalendar(
        timezone="UTC",
        hours={"mon": [("09:00", "12:00"), ("13:00", "17:00")]},
        holidays=["2026-01-01"],
    )
    policy = bench.policy(
        name="A|B",
        calendars={**sites, "h": holidays, "never": BusinessCalendar(timezone="UTC")},
        definitions={"review": {"start": ["created"], "stop": ["solved"]}},
        warnings=[],
        rows=[
            {"priority": "P1", "calendar": "sun", "other": {"review": "1h"}},
            {"priority": "P2", "calendar": "h", "resolution": "best effort"},
            {
                "priority": "P3",
                "calendar": "both",
                "first_response": "1h",
                "attained": {"first_response": "mean"},
            },
            {
                "priority": "P4",
                "calendar": "never",
                "first_response": "1h",
                "attained": {"first_response": 0.9},
            },
            {"priority": "P5"},
        ],
    )
    text = render_sla_document(policy)
    assert text.startswith("# A\\|B\n")
    assert "For P1: around the clock, every day." in text
    assert (
        "For P2: Monday 09:00–12:00 and 13:00–17:00 (UTC), except on the holidays of our calendar."
        in text
    )
    assert "For P3: by a joint calendar." in text
    assert "For P4: no hours (UTC)." in text
    assert (
        "| P3 | – | 1h of business time (mean) | – |" in text.replace("| review |", "|")
        or "(mean)" in text
    )
    assert "(90 % of the time)" in text
    assert "**review**: as agreed." in text
    assert "No escalation is agreed." in text
    assert "Nothing is excluded." in text
    assert "P5" not in text
    site = bench.policy(
        calendars={"office": union(bench.office, holidays)}, warnings=[], escalate_at=0.8
    )
    assert "whenever one of our sites is open" in render_sla_document(site)
    assert "A ticket is escalated by itself after 80 % of its time." in render_sla_document(site)
    assert "48h, aiming at 24h" in render_sla_document(sla.preset("vivtone"))
    with pytest.raises(ValueError, match="priorities must be among P1, P2, P3 and P4; got 'P5'"):
        render_sla_document(policy, priorities=["P5"])


@pytest.mark.parametrize("name", sla.presets())
def test_every_preset_has_a_document_a_source_and_a_round_trip(name):
    policy = sla.preset(name)
    assert policy.source
    assert policy.where
    assert render_sla_document(policy).count("\n## ") == 5
    assert sla.SlaPolicy.model_validate_json(policy.model_dump_json()) == policy


@pytest.mark.fact("sla-reporting-cadence")
def test_who_sees_which_report():
    assert [(r.name, str(r.cadence), r.audience) for r in sla.report_audiences()] == [
        ("live dashboard", "real time", ("agents", "leads")),
        ("daily summary", "daily", ("managers",)),
        ("weekly analysis", "weekly", ("directors",)),
        ("monthly review", "monthly", ("vice presidents", "executives")),
        ("quarterly trends", "quarterly", ("C-level", "board")),
    ]


@pytest.mark.fact("sla-implementation-checklist")
def test_the_roll_out():
    plan = sla.rollout_plan()
    assert (len(plan.design), len(plan.configuration), len(plan.launch)) == (6, 5, 5)
    assert (plan.watch_weeks, plan.buffer) == (2, 0.2)


@pytest.mark.fact("sla-good-design")
def test_rules_of_good_design():
    rules = sla.design_rules()
    assert (rules.attainable, rules.warn_at, rules.escalate_at) == (0.95, 0.8, 1.0)
    assert rules.around_the_clock == "critical"
    assert len(rules.practices) == 5
    warn, escalate = sla.ladder("warn-and-escalate").levels
    assert (warn.percent, escalate.percent, escalate.notify) == (80, 100, ("manager",))
