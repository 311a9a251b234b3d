"""The clock against a slow, obvious oracle, and against itself."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.calendars import elapsed, is_open
from supportops.sla import SlaPolicy, replay
from supportops.testing.strategies import calendars, histories, policies

NOW_AFTER = timedelta(days=9)


@st.composite
def cases(draw, change=None):
    policy = draw(policies())
    if change:
        policy = policy.model_copy(update=change)
    events = draw(histories(policy))
    now = events[-1].at + timedelta(minutes=draw(st.integers(0, 6_000)))
    return policy, events, now


def stretches(record, period):
    lines = record.trace.of(period.metric, period.cycle).lines
    return [line for line in lines if line.start < line.end]


@settings(max_examples=30)
@given(cases())
def test_a_period_is_the_sum_of_its_stretches(case):
    policy, events, now = case
    record = replay(events, policy=policy, now=now)
    for period in record.periods:
        lines = stretches(record, period)
        end = period.ended_at or now
        # The stretches cover the period without a hole.
        assert (
            sum((line.end - line.start for line in lines), timedelta()) == end - period.started_at
        )
        assert all(a.end == b.start for a, b in pairwise(lines))
        assert sum((line.counted for line in lines), timedelta()) == period.elapsed
        assert (lines[-1].total if lines else timedelta()) == period.elapsed
        running = [line.end - line.start for line in lines if line.state in {"running", "closed"}]
        assert sum(running, timedelta()) == period.elapsed_calendar
        paused = [line.end - line.start for line in lines if line.state == "paused"]
        assert sum(paused, timedelta()) == period.paused_wall


@settings(max_examples=12)
@given(cases({"on_calendar_change": "segment"}), st.data())
def test_elapsed_minute_by_minute(case, data):
    """Walks the running stretches in minutes and asks each one whether business is open."""
    policy, events, _ = case
    now = min(events[-1].at, events[0].at + timedelta(days=4))
    record = replay(events, policy=policy, now=now)
    if not record.periods:
        return
    period = data.draw(st.sampled_from(record.periods))
    calendar_at = {e.at: e.value for e in events if e.kind == "calendar" and e.at <= now}
    minutes = 0
    lines = stretches(record, period)
    t = period.started_at
    # Only warnings and breaches cut lines off the minute, and they leave the state as it is.
    while lines and t < lines[-1].end:
        (line,) = (line for line in lines if line.start <= t < line.end)
        if line.state in {"running", "closed"}:
            in_force = [value for at, value in calendar_at.items() if at <= t]
            name = in_force[-1] if in_force else policy.calendar
            open_now = is_open(t, calendar=policy.calendars[name])
            minutes += open_now
            assert period.clock == "calendar" or open_now == (line.state == "running")
        t += timedelta(minutes=1)
    assert period.elapsed_business == timedelta(minutes=minutes)


def breach_is_right(policy, period, end):
    target = period.target
    if policy.judged_by == "elapsed":
        return period.breached == (period.elapsed > target)
    return period.breached or period.elapsed <= target


@settings(max_examples=40)
@given(cases())
def test_judgement_follows_from_elapsed_and_target(case):
    policy, events, now = case
    record = replay(events, policy=policy, now=now)
    for period in record.periods:
        if period.target is None:
            assert period.state == "no_target"
            assert period.due_at is None
            continue
        assert breach_is_right(policy, period, period.ended_at or now)
        assert period.overdue == max(period.elapsed - period.target, timedelta())
        assert period.breached == (period.breached_at is not None)
        if period.breached:
            assert period.started_at <= period.breached_at <= (period.ended_at or now)
        if period.open:
            assert period.remaining == period.target - period.elapsed
            assert period.state in {"running", "paused"}
        for percent, at in period.warnings.items():
            assert period.started_at <= at <= (period.ended_at or now), percent
        if not {e.kind for e in events} & {"priority", "customer_tier", "calendar"}:
            for level in policy.warnings:
                reached = period.elapsed * 100 >= period.target * level.percent
                assert reached == (level.percent in period.warnings)


def fired(record):
    return {
        (period.metric, period.cycle, "warning", percent): at
        for period in record.periods
        for percent, at in period.warnings.items()
    } | {
        (period.metric, period.cycle, "breach", at): at
        for period in record.periods
        for at in (*period.earlier_breaches, *([period.breached_at] if period.breached else []))
    }


@settings(max_examples=60)
@given(cases({"on_calendar_change": "segment"}))
def test_event_by_event_with_timers_equals_the_whole_history(case):
    """A product that only sets timers knows all that the replay of everything knows."""
    policy, events, now = case
    known, seen = {}, []
    for place, event in enumerate(events):
        seen.append(event)
        if place + 1 < len(events) and events[place + 1].at == event.at:
            continue
        record = replay(seen, policy=policy, now=event.at)
        # What an event fires at its own instant.
        known |= {key: at for key, at in fired(record).items() if at == event.at}
        until = events[place + 1].at if place + 1 < len(events) else now
        for timer in record.upcoming:
            # A warning fires at its instant, a breach after it.
            strict = timer.kind == "breach"
            if timer.at < until or (timer.at == until and not strict):
                key = (timer.metric, timer.cycle, timer.kind, timer.at if strict else timer.level)
                known[key] = timer.at
    assert known == fired(replay(events, policy=policy, now=now))


@settings(max_examples=30)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_list_does_not_matter(case, random):
    policy, events, now = case
    if len({event.at for event in events}) < len(events):
        return
    shuffled = list(events)
    random.shuffle(shuffled)
    assert (
        replay(shuffled, policy=policy, now=now).periods
        == replay(events, policy=policy, now=now).periods
    )


@settings(max_examples=30)
@given(cases())
def test_later_knowledge_leaves_the_past_alone(case):
    policy, events, now = case
    whole = replay([*events], policy=policy, now=now)
    later = replay([*events], policy=policy, now=now + NOW_AFTER)
    ended = {(p.metric, p.cycle): p for p in whole.periods if not p.open}
    after = {(p.metric, p.cycle): p for p in later.periods}
    for key, period in ended.items():
        assert after[key] == period


@settings(max_examples=30)
@given(cases())
def test_due_is_when_the_target_has_elapsed(case):
    policy, events, now = case
    record = replay(events, policy=policy, now=now)
    for period in record.periods:
        if not period.open or period.due_at is None or policy.due_side == "open":
            continue
        if period.state == "running" and period.remaining > timedelta():
            ahead = period.due_at - now
            name = next(
                (e.value for e in reversed(events) if e.kind == "calendar"), policy.calendar
            )
            if period.clock == "business":
                ahead = elapsed(now, period.due_at, calendar=policy.calendars[name])
            assert ahead == period.remaining


@settings(max_examples=20)
@given(policies())
def test_policies_round_trip(policy):
    assert SlaPolicy.model_validate_json(policy.model_dump_json()) == policy


@settings(max_examples=20)
@given(calendars(), st.integers(1, 5_000), st.integers(0, 30_000))
def test_due_times_are_those_of_a_new_ticket(calendar, minutes, offset):
    from supportops.sla import SlaRow, due_times

    policy = SlaPolicy(
        name="one",
        rows=(
            SlaRow.model_validate({"first_response": f"{minutes}m", "resolution": "4h calendar"}),
        ),
        calendars={"a": calendar},
        calendar="a",
    )
    at = datetime(2024, 3, 1, tzinfo=UTC) + timedelta(minutes=offset)
    record = replay([{"kind": "created", "at": at, "actor": "customer"}], policy=policy, now=at)
    due = due_times(policy, at=at)
    assert due == {m: record[m].due_at for m in ("first_response", "resolution")}
