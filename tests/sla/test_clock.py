"""What the clock does, rule by rule."""

from datetime import timedelta

import pytest

from supportops import sla

HOUR = timedelta(hours=1)


@pytest.mark.fact("sla-clock-rules")
def test_the_published_clock_rules(bench):
    """Start, response met, pause, resume, resolution met, new period, end of business hours."""
    policy = bench.policy(on_customer_message="resume")
    story = [
        (9, "created"),
        (9.5, "agent"),
        (10, "status", "waiting_on_customer"),
        (12, "customer"),
        (14, "status", "solved"),
        (33, "status", "open"),
        (34, "status", "solved"),
    ]

    def now(hour):
        return bench.replay(policy, hour, *[event for event in story if event[0] <= hour])

    assert now(9.25)["first_response"].state == "running"
    assert now(9.5)["first_response"].state == "met"
    assert now(11)["resolution"].state == "paused"
    assert now(11)["resolution"].elapsed == HOUR
    assert now(13)["resolution"].state == "running"
    assert now(13)["resolution"].elapsed == 2 * HOUR
    assert now(14)["resolution"].state == "met"
    whole = now(34)
    assert [(p.cycle, p.elapsed) for p in whole.of("resolution")] == [(1, 3 * HOUR), (2, HOUR)]
    # Business hours end at 17:00: what follows does not count.
    evening = bench.replay(policy, 20, (16, "created"))
    assert evening["resolution"].elapsed == HOUR


@pytest.mark.fact("sla-clock-rules")
def test_a_pause_moves_the_due_time_by_its_business_time(bench):
    """Friday 17:00 on a 9 to 18 calendar; pending on Monday from 10 to 13."""
    from supportops.calendars import BusinessCalendar

    office = BusinessCalendar(timezone="UTC", hours={"mon-fri": [("09:00", "18:00")]})
    policy = bench.policy(calendars={"office": office})
    friday = 4 * 24 + 17
    due = sla.due_times(policy, at=bench.at(friday))["resolution"]
    assert due == bench.at(7 * 24 + 16)
    monday = 7 * 24
    record = bench.replay(
        policy,
        monday + 14,
        (friday, "created"),
        (monday + 10, "status", "waiting_on_customer"),
        (monday + 13, "status", "open"),
    )
    assert record["resolution"].due_at == bench.at(monday + 24 + 10)


@pytest.mark.parametrize(
    ("who", "state"),
    [
        (("bot",), "running"),
        (("agent", "note"), "running"),
        (("third_party",), "running"),
        (("system",), "running"),
        (("customer",), "running"),
        (("agent",), "met"),
    ],
)
def test_only_a_person_in_public_answers(bench, who, state):
    record = bench.replay(bench.policy(), 9.75, (9, "created"), (9.5, *who))
    assert record["first_response"].state == state


def test_the_creator_decides_when_the_first_response_starts(bench):
    policy = bench.policy()
    assert "first_response" not in bench.replay(policy, 10, (9, "created", "agent"))
    for actor in ("customer", "system", "bot", "third_party"):
        assert bench.replay(policy, 10, (9, "created", actor))[
            "first_response"
        ].started_at == bench.at(9)


def test_first_response_is_never_repeated(bench):
    record = bench.replay(
        bench.policy(),
        40,
        (9, "created"),
        (10, "status", "solved"),
        (33, "status", "open"),
        (34, "customer"),
    )
    assert len(record.of("first_response")) == 1
    assert record["next_response"].started_at == bench.at(34)


def test_a_message_on_a_solved_ticket_waits_for_an_answer(bench):
    story = [(9, "created"), (9.5, "agent"), (10, "status", "solved"), (12, "customer")]
    assert bench.replay(bench.policy(), 13, *story)["next_response"].state == "running"
    again = bench.replay(bench.policy(), 13, *story, (12.5, "status", "closed"))
    assert (again["next_response"].end_reason, again["next_response"].elapsed) == (
        "solved",
        HOUR / 2,
    )
    assert len(again.of("resolution")) == 1


@pytest.mark.parametrize(
    ("rule", "cycles", "elapsed", "state"),
    [
        ("new_period", 2, 1, "running"),
        ("continue", 1, 4, "running"),
        ("count_gap", 1, 9, "running"),
    ],
)
def test_reopening(bench, rule, cycles, elapsed, state):
    record = bench.replay(
        bench.policy(on_reopen=rule),
        34,
        (9, "created"),
        (12, "status", "solved"),
        (33, "status", "open"),
    )
    period = record["resolution"]
    assert (len(record.of("resolution")), period.elapsed, period.state) == (
        cycles,
        elapsed * HOUR,
        state,
    )
    assert period.breached == (rule == "count_gap")


def test_a_counted_gap_breaks_a_promise_at_the_reopening(bench):
    record = bench.replay(
        bench.policy(on_reopen="count_gap"),
        33,
        (9, "created"),
        (12, "status", "solved"),
        (33, "status", "open"),
    )
    assert record["resolution"].elapsed == 8 * HOUR
    assert not record["resolution"].breached
    assert record["resolution"].warnings[100] == bench.at(33)
    later = bench.replay(
        bench.policy(on_reopen="count_gap"),
        60,
        (9, "created"),
        (12, "status", "solved"),
        (57, "status", "open"),
    )
    assert later["resolution"].breached_at == bench.at(57)
    assert [
        line.state for line in later.trace.of("resolution").lines if line.start == bench.at(9)
    ] == ["running"]


def test_continuing_takes_the_target_in_force_unless_it_is_locked(bench):
    rows = [{"priority": "P1", "resolution": "2h"}, {"resolution": "8h"}]
    story = [
        (9, "created"),
        (12, "status", "solved"),
        (13, "priority", "P1"),
        (33, "status", "open"),
    ]
    kept = bench.replay(bench.policy(rows=rows, on_reopen="continue"), 34, *story)["resolution"]
    assert (kept.target, kept.breached_at) == (2 * HOUR, bench.at(33))
    locked = bench.policy(rows=rows, on_reopen="continue", on_priority_change="lock")
    assert bench.replay(locked, 34, *story)["resolution"].target == 8 * HOUR


def test_a_restart_needs_a_target_that_changes(bench):
    rows = [
        {"priority": "P1", "resolution": "2h", "first_response": "1h"},
        {"priority": "P2", "resolution": "8h", "first_response": "1h"},
        {"priority": "P3", "first_response": "1h"},
    ]
    policy = bench.policy(rows=rows, on_priority_change="restart")
    record = bench.replay(
        policy, 12, (9, "created", "customer", {"priority": "P2"}), (10, "priority", "P1")
    )
    assert [p.end_reason for p in record.of("resolution")] == ["restarted", None]
    assert [p.state for p in record.of("resolution")] == ["cancelled", "running"]
    # The same target is no other promise.
    assert len(record.of("first_response")) == 1
    # What was not promised before is not cancelled: it is judged from its start.
    record = bench.replay(
        policy, 12, (9, "created", "customer", {"priority": "P3"}), (10, "priority", "P2")
    )
    assert [p.started_at for p in record.of("resolution")] == [bench.at(9)]
    record = bench.replay(
        policy, 12, (9, "created", "customer", {"priority": "P2"}), (10, "priority", "P3")
    )
    assert [p.state for p in record.of("resolution")] == ["cancelled", "no_target"]


def test_a_breach_lasts_through_a_target_that_is_still_exceeded(bench):
    rows = [
        {"priority": "P1", "resolution": "1h"},
        {"priority": "P2", "resolution": "2h"},
        {"resolution": "8h"},
    ]
    policy = bench.policy(rows=rows)
    story = [(9, "created", "customer", {"priority": "P1"}), (12, "priority", "P2")]
    assert bench.replay(policy, 13, *story)["resolution"].breached_at == bench.at(10)
    eased = bench.replay(policy, 14, *story, (13, "priority", "P3"))["resolution"]
    assert (eased.breached, eased.earlier_breaches) == (False, (bench.at(10),))
    assert set(eased.warnings) == {50, 80, 90, 100, 200}


def test_a_target_that_goes_away_takes_its_breach_along(bench):
    rows = [{"priority": "P1", "resolution": "1h"}, {"next_response": "8h"}]
    record = bench.replay(
        bench.policy(rows=rows),
        13,
        (9, "created", "customer", {"priority": "P1"}),
        (12, "priority", "P2"),
    )
    period = record["resolution"]
    assert (period.state, period.target, period.earlier_breaches) == (
        "no_target",
        None,
        (bench.at(10),),
    )
    assert (period.percent, period.remaining, period.due_at) == (None, None, None)


def test_judged_by_the_instant(bench):
    """Due at closing on Monday; answered on Tuesday before opening."""
    story = [(16, "created"), (32, "agent")]
    by_time = bench.replay(bench.policy(), 40, *story)["first_response"]
    assert (by_time.state, by_time.late_by_instant, by_time.due_at) == ("met", True, bench.at(17))
    by_instant = bench.replay(bench.policy(judged_by="instant"), 40, *story)["first_response"]
    assert (by_instant.state, by_instant.breached_at) == ("breached", bench.at(17))
    assert by_instant.overdue == timedelta()
    exact = bench.replay(bench.policy(judged_by="instant"), 40, (16, "created"), (17, "agent"))
    assert exact["first_response"].state == "met"
    opening = bench.policy(judged_by="instant", due_side="open")
    due = bench.replay(opening, 40, *story)["first_response"]
    assert (due.state, due.due_at) == ("met", bench.at(33))
    timer = next(
        t for t in bench.replay(opening, 16, (16, "created")).upcoming if t.kind == "breach"
    )
    assert timer.at == bench.at(33)


def test_a_breach_by_the_instant_survives_a_new_target_of_the_same_length(bench):
    rows = [{"priority": "P1", "first_response": "1h"}, {"first_response": "1h"}]
    record = bench.replay(
        bench.policy(rows=rows, judged_by="instant"), 33, (16, "created"), (20, "priority", "P1")
    )
    assert record["first_response"].breached_at == bench.at(17)


def test_business_days(bench):
    rows = [
        {"priority": "P1", "resolution": "2 business days"},
        {"resolution": "next business day"},
    ]
    policy = bench.policy(rows=rows)
    record = bench.replay(policy, 12, (10, "created", "customer", {"priority": "P1"}))
    period = record["resolution"]
    assert (period.due_at, period.target, period.clock) == (bench.at(58), 16 * HOUR, "business")
    assert str(period.promise) == "2 business days"
    paused = bench.replay(
        policy,
        60,
        (10, "created", "customer", {"priority": "P1"}),
        (11, "status", "waiting_on_customer"),
        (13, "status", "open"),
    )
    assert paused["resolution"].due_at == bench.at(60)
    assert bench.replay(policy, 12, (10, "created"))["resolution"].due_at == bench.at(41)
    assert period.warnings == {}
    assert [t.level for t in record.upcoming if t.metric == "resolution"] == [
        50,
        80,
        90,
        100,
        100,
        200,
    ]


def test_promises_without_a_time(bench):
    rows = [{"first_response": "best effort", "periodic_update": "on status change"}]
    record = bench.replay(bench.policy(rows=rows), 12, (10, "created"))
    period = record["first_response"]
    assert (period.state, period.flags) == ("no_target", ("promised without a time: best effort",))
    assert period.elapsed == 2 * HOUR
    assert sla.due_times(bench.policy(rows=rows), at=bench.at(9)) == {
        "first_response": None,
        "periodic_update": None,
    }


def test_a_calendar_that_never_opens(bench):
    from supportops.calendars import BusinessCalendar

    policy = bench.policy(
        calendars={"office": BusinessCalendar(timezone="UTC")},
        rows=[
            {
                "first_response": "1h",
                "resolution": "1 business days",
                "next_response": "1h calendar",
            }
        ],
    )
    record = bench.replay(policy, 500, (9, "created"))
    period = record["first_response"]
    assert (period.elapsed, period.due_at, period.state) == (timedelta(), None, "running")
    assert period.flags == ("never due: the calendar does not open for long enough",)
    assert record["resolution"].state == "no_target"
    assert record.upcoming == ()
    due = sla.due_times(policy, at=bench.at(9))
    assert due == {"first_response": None, "resolution": None, "next_response": bench.at(10)}


def test_holidays_that_are_not_known_are_flagged(bench):
    from datetime import date

    from supportops.calendars import BusinessCalendar

    short = BusinessCalendar(
        timezone="UTC",
        hours={"mon-fri": [("09:00", "17:00")]},
        holidays_known_until=date(2026, 3, 3),
    )
    policy = bench.policy(
        calendars={"office": short}, rows=[{"first_response": "1h", "resolution": "30h"}]
    )
    record = bench.replay(policy, 10, (9, "created"))
    assert record["first_response"].flags == ()
    assert record["resolution"].flags == ("depends on days whose holidays are not known",)


def test_a_row_may_have_its_own_calendar_and_pauses(bench):
    from supportops.calendars import ALWAYS_OPEN

    policy = bench.policy(
        calendars={"office": bench.office, "always": ALWAYS_OPEN},
        rows=[
            {
                "priority": "P1",
                "calendar": "always",
                "resolution": "8h",
                "pauses": {"resolution": []},
            },
            {"resolution": "8h"},
        ],
    )
    story = [(16, "created"), (17, "status", "waiting_on_customer"), (18, "priority", "P1")]
    record = bench.replay(policy, 20, *story)["resolution"]
    # One hour on Monday, paused until 18:00, then around the clock and without pauses.
    assert (record.elapsed, record.state) == (3 * HOUR, "running")
    last = policy.model_copy(update={"on_calendar_change": "last_wins"})
    assert bench.replay(last, 20, *story)["resolution"].elapsed == 3 * HOUR
    wait = [(16, "created"), (20, "priority", "P1")]
    assert bench.replay(policy, 21, *wait)["resolution"].elapsed == 2 * HOUR
    assert bench.replay(last, 21, *wait)["resolution"].elapsed == 5 * HOUR
    merged = [(16, "created"), (19, "merged", "T-2"), (20, "priority", "P1")]
    assert bench.replay(last, 21, *merged)["resolution"].elapsed == HOUR


def test_a_calendar_event_outranks_row_and_policy(bench):
    from supportops.calendars import ALWAYS_OPEN

    policy = bench.policy(calendars={"office": bench.office, "always": ALWAYS_OPEN})
    story = [(16, "created"), (20, "calendar", "always"), (20, "calendar", "always")]
    assert bench.replay(policy, 22, *story)["resolution"].elapsed == 3 * HOUR
    last = policy.model_copy(update={"on_calendar_change": "last_wins"})
    assert bench.replay(last, 22, *story)["resolution"].elapsed == 6 * HOUR


def test_ownership_follows_the_group(bench):
    policy = bench.policy(rows=[{"ownership": "2h"}])
    record = bench.replay(
        policy,
        40,
        (9, "created", "customer", {"group": "first line"}),
        (10, "group", "second line"),
        (10.5, "group", "second line"),
        (13, "status", "solved"),
        (14, "group", "third line"),
        (33, "status", "open"),
    )
    assert [(p.elapsed, p.end_reason, p.state) for p in record.of("ownership")] == [
        (HOUR, "fulfilled", "met"),
        (3 * HOUR, "solved", "breached"),
        (7 * HOUR, None, "running"),
    ]
    assert bench.replay(policy, 12, (9, "created")).periods == ()


def test_a_metric_of_another_product(bench):
    policy = bench.policy(
        statuses={"classes": {"Review": "open", "Open": "open", "Done": "solved"}},
        definitions={
            "review": {
                "start": ["status Review"],
                "stop": ["status Open", "solved"],
                "pause": ["on_hold"],
                "resume": ["third-party message"],
            }
        },
        rows=[{"other": {"review": "1h"}}],
    )
    record = bench.replay(
        policy,
        16,
        (9, "created", "customer", {"status": "Open"}),
        (10, "status", "Review"),
        (10.5, "status", "Review"),
        (12, "status", "Open"),
        (13, "status", "Review"),
        (13.5, "status", "Done"),
        (14, "assignee", "Ann"),
    )
    assert [(p.elapsed, p.state) for p in record.of("review")] == [
        (2 * HOUR, "breached"),
        (HOUR / 2, "met"),
    ]


def test_a_definition_may_say_what_resumes(bench):
    policy = bench.policy(
        definitions={
            "repair": {
                "start": ["created"],
                "stop": ["solved"],
                "pause": ["waiting_on_third_party"],
                "resume": ["third-party message"],
            }
        },
        rows=[{"other": {"repair": "8h"}, "resolution": "8h"}],
    )
    record = bench.replay(
        policy,
        16,
        (9, "created", "customer", {"assignee": "Ann"}),
        (10, "status", "waiting_on_third_party"),
        (12, "third_party"),
    )
    assert record["repair"].elapsed == 5 * HOUR
    assert record["resolution"].elapsed == HOUR


def test_warnings_need_no_hundred_and_no_ladder(bench):
    for warnings in ([], [{"name": "late", "percent": 150}]):
        record = bench.replay(bench.policy(warnings=warnings), 12, (9, "created"))
        assert set(record["first_response"].warnings) == {w["percent"] for w in warnings}
        assert record["first_response"].breached_at == bench.at(10)
        breach = [t for t in record.upcoming if t.kind == "breach"]
        assert [(t.metric, t.name, t.notify, t.action) for t in breach] == [
            ("resolution", "breach", (), "")
        ]


def test_a_target_of_nothing_is_due_at_once(bench):
    record = bench.replay(bench.policy(rows=[{"first_response": "0s"}]), 10, (9, "created"))
    period = record["first_response"]
    assert (period.due_at, period.breached_at, period.percent) == (bench.at(9), bench.at(9), None)
    assert set(period.warnings.values()) == {bench.at(9)}


def test_a_counted_gap_is_measured_on_the_calendars_in_force(bench):
    from supportops.calendars import ALWAYS_OPEN

    policy = bench.policy(
        calendars={"office": bench.office, "always": ALWAYS_OPEN},
        on_reopen="count_gap",
        rows=[{"resolution": "40h"}],
    )
    story = [
        (9, "created"),
        (10, "status", "solved"),
        (20, "calendar", "always"),
        (30, "status", "open"),
    ]
    # Until Monday 20:00 office hours, then around the clock.
    assert bench.replay(policy, 31, *story)["resolution"].elapsed == 19 * HOUR
    locked = policy.model_copy(update={"on_priority_change": "lock"})
    assert bench.replay(locked, 31, *story)["resolution"].elapsed == 19 * HOUR
    last = policy.model_copy(update={"on_calendar_change": "last_wins"})
    assert bench.replay(last, 31, *story)["resolution"].elapsed == 22 * HOUR
    back = [*story[:3], (22, "calendar", "office"), story[3]]
    assert bench.replay(policy, 31, *back)["resolution"].elapsed == 10 * HOUR


def test_at_the_very_instant(bench):
    """Nothing is measured yet, and nothing lies between."""
    now = bench.replay(bench.policy(rows=[{"first_response": "0s"}]), 9, (9, "created"))[
        "first_response"
    ]
    assert (now.due_at, now.breached, now.elapsed) == (bench.at(9), False, timedelta())
    story = [(9, "created"), (10, "status", "solved"), (10, "status", "open")]
    again = bench.replay(bench.policy(on_reopen="continue"), 11, *story)["resolution"]
    assert (again.elapsed, again.state) == (2 * HOUR, "running")


def test_due_at_the_next_opening_of_the_calendar_in_force_then(bench):
    from supportops.calendars import ALWAYS_OPEN

    policy = bench.policy(
        calendars={"office": bench.office, "always": ALWAYS_OPEN},
        due_side="open",
        rows=[{"resolution": "1h"}],
    )
    record = bench.replay(policy, 40, (16, "created"), (20, "calendar", "always"))
    # Used up at Monday 17:00 while the office calendar was in force, which opens on Tuesday.
    assert record["resolution"].due_at == bench.at(33)
    assert (
        "due"
        not in str(
            bench.replay(bench.policy(), 12, (9, "created"), (10, "status", "on_hold"))
        ).split("\n")[1]
    )


def test_promises_beyond_the_end_of_time_are_never_due(bench):
    policy = bench.policy(
        rows=[{"first_response": "200000000h calendar", "resolution": "200000000h"}]
    )
    assert sla.due_times(policy, at=bench.at(9)) == {"first_response": None, "resolution": None}
    record = bench.replay(policy, 12, (9, "created"))
    assert [p.due_at for p in record] == [None, None]
    assert record.upcoming == ()
    assert record["resolution"].flags == ("never due: the calendar does not open for long enough",)
    assert record["first_response"].flags == ("never due: it lies beyond the year 9999",)
