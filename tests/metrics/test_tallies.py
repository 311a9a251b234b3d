import pandas as pd

from supportops import metrics

AT = pd.Timestamp("2026-03-02", tz="UTC")
TABLE = pd.DataFrame(
    {
        "ticket_id": range(6),
        "created_at": AT,
        "resolved_at": [AT + pd.Timedelta(hours=1)] * 4 + [pd.NaT] * 2,
        "reopens": [0, 2, 0, None, 1, 0],
        "escalated": [False, True, False, None, False, False],
        "transferred": [True, False, False, False, False, None],
        "agent_replies": [1, 3, 0, 1, 2, 0],
        "contacts": [1, 2, 1, None, 1, 1],
    }
)


def test_every_count_of_a_table():
    assert metrics.ticket_tallies(TABLE) == {
        "tickets": 6,
        "resolved": 4,
        "solved": 4,
        "closed": 4,
        "open": 2,
        "tickets_solved": 5,
        "tickets_reopened": 2,
        "reopen_events": 3,
        "solve_events": 7,
        "zero_touch": 1,
        "one_touch": 2,
        "resolved_first": 2,
        "closed_in_one_contact": 2,
        "contacts": 6,
        "handled": 4,
        "escalated": 1,
        "resolved_unescalated": 2,
        "transferred": 1,
    }


def test_columns_bring_their_counts():
    assert metrics.ticket_tallies(TABLE[["ticket_id", "created_at"]]) == {"tickets": 6}
    some = metrics.ticket_tallies(TABLE[["ticket_id", "created_at", "escalated"]])
    assert some == {"tickets": 6, "escalated": 1}
    plain = metrics.ticket_tallies(TABLE[["ticket_id", "created_at", "resolved_at"]])
    assert plain == {"tickets": 6, "resolved": 4, "solved": 4, "closed": 4, "open": 2}


def test_one_table_shows_every_variant():
    tallies = metrics.ticket_tallies(TABLE)
    fcr = metrics.compare_definitions("fcr", tallies).set_index("definition")["value"].dropna()
    assert fcr.round(3).to_dict() == {
        "fcr.first_contact": 0.333,
        "fcr.no_escalation": 0.333,
        "fcr.one_contact": 0.333,
        "fcr.gross": 0.333,
        "fcr.one_touch": 0.75,
        "fcr.one_touch_strict": 0.5,
    }
    reopen = metrics.compare_definitions("reopen_rate", tallies)["value"]
    assert reopen.round(3).tolist() == [0.4, 0.6, 0.429]
