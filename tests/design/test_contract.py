"""The matrix given, published or solved; the contract's text, its odds, and what was kept."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from importlib.util import module_from_spec, spec_from_file_location
from math import comb
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from supportops.design import design_operation, profile_from_toml
from supportops.errors import InputError

HERE = Path(__file__).resolve()
TEXT = (HERE.parents[2] / "examples" / "data" / "team.toml").read_text(encoding="utf-8")
AS_OF = date(2026, 11, 23)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SPEC = spec_from_file_location("recompute", HERE.with_name("recompute.py"))
recompute = module_from_spec(SPEC)
SPEC.loader.exec_module(recompute)


def promised(*rows):
    """The worked team with promises of its own."""
    tables = "".join(
        f'[[given.promises]]\npriority = "{priority}"\nfirst_response = "{first}"\n'
        f'resolution = "{last}"\n' + (f'customer_tier = "{tier}"\n' if tier else "")
        for tier, priority, first, last in rows
    )
    return profile_from_toml(TEXT.replace("[assumed.as_of]", f"{tables}[assumed.as_of]", 1))


def desk(*, priority="P3", tier="SMB", n=200, minutes=30):
    """Tickets of Monday mornings in New York, answered after a fixed time, then ever slower."""
    number = np.arange(n)
    created = pd.Timestamp("2026-01-05T14:00Z") + pd.to_timedelta(7 * (number % 40), unit="D")
    wait = pd.to_timedelta(minutes + number, unit="m")
    return pd.DataFrame(
        {
            "ticket_id": number,
            "created_at": created,
            "first_response_at": created + wait,
            "resolved_at": created + 2 * wait,
            "priority": priority,
            "customer_tier": tier,
        }
    )


def designed(profile, tickets=None):
    history = None if tickets is None else {"tickets": tickets}
    package = design_operation(
        profile, as_of=AS_OF, history=history, now=None if tickets is None else NOW
    )
    figures = {figure.name: figure for figure in package.figures}
    assert all(recompute.agrees(f, figures) for f in package.figures if f.basis == "derived")
    return package


PLAIN = profile_from_toml(TEXT)


def cells(package):
    return {
        (c.customer_tier, c.priority): (str(c.first_response), str(c.resolution), c.basis)
        for c in package.sla.cells
    }


def test_given_promises_come_before_published_ones():
    package = designed(promised((None, "P2", "3h", "30h"), ("SMB", "P2", "5h", "3 business days")))
    found = cells(package)
    assert found["Enterprise", "P2"] == ("3h", "30h", "given")
    assert found["SMB", "P2"] == ("5h", "3 business days", "given")
    assert found["SMB", "P1"][2] == "published"
    assert package.figure("sla.SMB.P2.first_response").basis == "given"


def test_priorities_of_ones_own_replace_those_of_the_playbook():
    rows = [(None, "urgent", "1h", "8h"), (None, "rest", "8h", "40h")]
    text = TEXT.replace('value = ["P1"]', 'value = ["urgent"]')
    profile = promised(*rows)
    odd = profile_from_toml(text).assumed.around_the_clock
    profile = profile.model_copy(
        update={"assumed": profile.assumed.model_copy(update={"around_the_clock": odd})}
    )
    package = designed(profile)
    assert {key[1] for key in cells(package)} == {"urgent", "rest"}
    assert {row[2] for row in cells(package).values()} == {"given"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("SME", "P1", "1h", "2h")], "given.promises must name customer tiers of .*; got 'SME'"),
        ([("SMB", "urgent", "1h", "2h")], "got no 'urgent' of 'Enterprise'"),
        ([("SMB", "P1", "1h", "2h")] * 2, "promises must have no row twice"),
    ],
)
def test_promises_that_cannot_be_read(rows, message):
    with pytest.raises(InputError, match=message):
        designed(promised(*rows))


def test_an_open_cell_is_solved_from_enough_history():
    package = designed(PLAIN, desk())
    first, last, basis = cells(package)["SMB", "P3"]
    # 200 waits of 30 to 229 minutes: 95 % take up to 219, and a fifth is added.
    assert (first, last, basis) == ("4h23m", "8h46m", "derived")
    assert package.figure("sla.SMB.P3.first_response").value == pytest.approx(263 / 60)
    assert package.figure("attainable.SMB.P3.first_response").value == pytest.approx(262.8 / 60)
    assert package.figure("history.promises.SMB.P3.first_response").basis == "measured"
    assert cells(package)["Enterprise", "P3"][2] == "assumed"


def test_few_tickets_solve_nothing_and_say_how_many_are_missing():
    package = designed(PLAIN, desk(n=40))
    assert cells(package)["SMB", "P3"][2] == "assumed"
    row = next(r for r in package.contract.kept if r.scope == "SMB P3")
    assert row.attainable is None
    assert "40 of 59 ended periods, 19 are missing" in row.words


def test_a_promise_faster_than_the_history_is_a_finding():
    package = designed(PLAIN, desk(priority="P2", tier="smb"))
    found = [f for f in package.findings if f.code == "promise-beyond-history"]
    assert [f.title for f in found] == [
        "SMB P2 is promised a first response that the history did not keep"
    ]
    assert "promised 4h (published), attainable 4.38 h" in found[0].arithmetic
    clause = next(
        c for c in package.contract.clauses if (c.scope, c.metric) == ("SMB", "first_response")
    )
    kept = package.figure("contract.customers.SMB.first_response.attained")
    assert (kept.value, kept.n) == (1.0, 200)
    assert clause.month == 1.0


def test_the_odds_of_a_month_are_the_binomial_ones():
    package = designed(PLAIN, desk(priority="P2", minutes=60))
    clause = next(
        c for c in package.contract.clauses if (c.scope, c.metric) == ("SMB", "first_response")
    )
    kept, n = clause.attained, clause.tickets
    assert kept == pytest.approx(181 / 200)  # waits of 60 to 240 minutes keep 4 hours
    least = -(-Fraction(95, 100) * n // 1)
    odds = sum(comb(n, k) * kept**k * (1 - kept) ** (n - k) for k in range(int(least), n + 1))
    assert clause.month == pytest.approx(odds)
    found = [f for f in package.findings if f.code == "contract-likely-missed"]
    assert any("SMB" in f.title for f in found)


def test_a_small_customer_tier_gets_a_clause_that_counts_misses():
    state = PLAIN.given.model_copy(update={"tickets_per_month": 60.0})
    package = designed(PLAIN.model_copy(update={"given": state}))
    clauses = {clause.scope: clause for clause in package.contract.clauses}
    assert clauses["Enterprise"].tickets == 9
    assert clauses["Enterprise"].misses_allowed == 0
    assert clauses["Enterprise"].text.startswith("At most one ticket a quarter may miss")
    found = next(f for f in package.findings if f.code == "percentage-without-room")
    assert "Enterprise" in found.title


def test_a_stated_share_and_mix_are_used():
    text = TEXT.replace("formal_slas = false", 'formal_slas = false\npromises_kept = "90%"')
    text = text.replace(
        "[given.categories]", "[given.priority_mix]\nP1 = 0.05\nP2 = 0.2\n[given.categories]"
    )
    package = designed(profile_from_toml(text))
    assert package.contract.target == 0.9
    assert package.figure("contract.target").basis == "given"
    assert [c.scope for c in package.contract.clauses][-2:] == ["P1", "P2"]
    assert package.figure("contract.priorities.P1.tickets").value == 60
    assert "given.priority_mix" not in {q.name for q in package.open_questions}


def test_what_those_at_work_keep_at_the_busy_hour():
    package = designed(PLAIN)
    # 8 paid × 70 % × 40 of 45 open hours; 7.4 erlangs at the long end are more than they can do.
    assert package.staffing.at_work == pytest.approx(8 * 0.7 * 40 / 45)
    assert package.contract.staffing_low == pytest.approx(0.3708, abs=5e-4)
    assert package.contract.staffing_high is None
    text = package.to_markdown()
    assert (
        "with 5 of 8 agents at work and tickets in order of arrival, with the buffer: 23m at"
        in text
    )
    assert "none, as the line only grows at the long end" in text
    found = next(f for f in package.findings if f.code == "promise-needs-precedence")
    assert found.title == "P1 cannot wait in the common line at the busy hour"


def test_more_people_wait_less_and_fewer_have_no_end():
    state = PLAIN.given.model_copy(update={"agents": 60})
    many = designed(PLAIN.model_copy(update={"given": state}))
    assert (many.contract.staffing_low, many.contract.staffing_high) == (0, 0)
    assert "with the buffer: at once." in many.to_markdown()
    state = PLAIN.given.model_copy(update={"agents": 2})
    few = designed(PLAIN.model_copy(update={"given": state}))
    assert (few.contract.staffing_low, few.contract.staffing_high) == (None, None)
    assert "with the buffer: none, as the line only grows." in few.to_markdown()
    short = next(f for f in few.findings if f.code == "busy-hour-short")
    assert short.title == "The busy hour takes 4 to 9 agents at work, and 1.2 are there"
    assert short.arithmetic.endswith("with more work than people the line only grows")


def test_events_with_messages_are_replayed_as_they_are():
    tickets = desk(n=80).drop(columns="first_response_at")
    events = pd.DataFrame(
        {
            "ticket_id": tickets["ticket_id"],
            "at": tickets["created_at"] + timedelta(minutes=5),
            "kind": "message",
            "actor": "agent",
            "public": True,
        }
    )
    package = design_operation(
        PLAIN, as_of=AS_OF, history={"tickets": tickets, "events": events}, now=NOW
    )
    assert cells(package)["SMB", "P3"][2] == "assumed"  # nothing was resolved in these events
    assert package.figure("attainable.SMB.P3.first_response").value == pytest.approx(0.1)


def test_the_text_of_the_contract():
    package = designed(PLAIN)
    terms = dict(package.contract.terms)
    assert "P1 counts day and night" in terms["Hours"]
    assert "waiting on customer" in terms["Pauses"]
    text = package.to_markdown()
    assert "## Contract" in text
    assert "A history of tickets would say which targets it kept." in text
