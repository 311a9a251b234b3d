"""An operation without an anti-pattern: for tests, first steps, and one's own experiments."""

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from supportops._kit.data import read_data
from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.audit._clean_pen import AGENTS, DAYS, START, TOPICS, Pen
from supportops.audit._clean_rest import (
    of_feedback,
    of_incidents,
    of_quality,
    of_self_service,
    of_workforce,
)
from supportops.audit.design_inputs import Design
from supportops.audit.operation import Operation, operation
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["clean_operation", "clean_tables"]

_FEWEST = 2000


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def _tickets(pen: Pen, design: Design, n: int) -> "pd.DataFrame":
    import pandas as pd

    sla = design.sla
    created = np.sort(pen.between(n, 0, 24 * DAYS))
    priority = pen.pick(n, {"P1": 0.02, "P2": 0.10, "P3": 0.40, "P4": 0.38, "P5": 0.10})
    answer = np.array([_hours((sla.first_response or {})[name]) for name in priority])
    solve = np.array([_hours((sla.resolution or {})[name]) for name in priority])
    solved = created + solve * pen.between(n, 0.1, 0.8)
    is_open = solved > 24 * DAYS
    escalated = pen.some(n, 0.18)
    tier = np.where(escalated, "L2", pen.pick(n, {"L1": 0.9, "L2": 0.06, "L3": 0.04}))
    asked_bot = pen.some(n, 0.1)
    unsure = asked_bot & pen.some(n, 0.4)
    number = np.arange(n)
    hands = max(len(AGENTS), n // 300)
    return pd.DataFrame(
        {
            "ticket_id": number,
            "created_at": pen.at(created),
            "first_response_at": pen.at(created + answer * pen.between(n, 0.2, 0.6)),
            "resolved_at": pen.at(np.where(is_open, np.nan, solved)),
            "priority": priority,
            "support_tier": tier,
            "category": pen.rng.choice(np.array(TOPICS, dtype=object), n),
            "agent_id": [f"agent {1 + i % hands}" for i in number],
            "reopens": (pen.some(n, 0.04) & ~is_open).astype(float),
            "handle_time": pen.span(np.full(n, 0.2)),
            "assigned_at": pen.at(created + answer * pen.between(n, 0.01, 0.02)),
            "assigned_by": pen.rng.choice(np.array(AGENTS[:4], dtype=object), n),
            "response_target": pen.span(answer),
            "resolution_target": pen.span(solve),
            "paused": pen.span(solve * 0.05),
            "paused_at": pen.at(created + solve * pen.between(n, 0.02, 0.1)),
            "complex": pen.some(n, 0.2),
            "escalated_at": pen.at(np.where(escalated, created + answer * 0.8, np.nan)),
            "raised_at": pen.at(np.full(n, np.nan)),
            "failed_attempts": np.where(escalated, 2.0, pen.some(n, 0.3)),
            "triaged_tier": np.where(escalated, "L1", tier),
            "in_shared_view": True,
            "in_report": True,
            "last_event_at": pen.at(np.where(is_open, 24 * DAYS - 0.1, solved)),
            "issue_key": [f"issue {i}" for i in number],
            "linked": False,
            "first_reply": [f"Thank you for report {i}; here is what to do." for i in number],
            "satisfied": pen.some(n, 0.93),
            "first_contact": pen.some(n, 0.74),
            "came_back": pen.some(n, 0.04),
            "feedback": pen.some(n, 0.07),
            "bot_confidence": np.where(asked_bot, np.where(unsure, 0.3, 0.9), np.nan),
            "transferred": unsure,
            "engineering_at": pen.at(np.where(tier == "L3", created + 2, np.nan)),
        }
    )


def _of_tickets(pen: Pen, tickets: "pd.DataFrame") -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    n = len(tickets)
    ids = tickets["ticket_id"]
    kinds = (("assignee", "system"), ("channel", "customer"))
    events = [
        pd.DataFrame({"ticket_id": ids, "at": tickets["created_at"], "kind": kind, "actor": actor})
        for kind, actor in kinds
    ]
    moved = tickets[tickets["escalated_at"].notna()]
    events.append(
        pd.DataFrame(
            {
                "ticket_id": moved["ticket_id"],
                "at": moved["escalated_at"],
                "kind": "assignee",
                "actor": "agent",
            }
        )
    )
    handoffs = pd.DataFrame(
        {
            "ticket_id": moved["ticket_id"],
            "at": moved["escalated_at"],
            "from_tier": "L1",
            "to_tier": "L2",
            "missing_sections": pen.some(len(moved), 0.02).astype(float),
            "explained": 1.0,
            "first_agent_follows": True,
            "asked_again": False,
        }
    )
    asked = pen.some(n, 0.6)
    surveys = pd.DataFrame({"ticket_id": ids[asked]})
    tags = pd.DataFrame({"ticket_id": ids, "tag": tickets["category"]})
    return {
        "tickets": tickets,
        "events": pd.concat(events, ignore_index=True),
        "handoffs": handoffs,
        "surveys": surveys,
        "tags": tags,
    }


def clean_tables(*, rng: np.random.Generator, tickets: int = 4000) -> dict[str, "pd.DataFrame"]:
    """Tables of a quarter in which no rule finds anything.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    tickets : int
        Tickets of the quarter [tickets], 2,000 or more.

    Returns
    -------
    dict of str to DataFrame
        One table for every name that an audit reads and that an audit needs.

    Notes
    -----
    Shares are exact as whole cases go, and only their places are left to chance: 2 % of tickets
    at the top priority, 18 % escalated after two attempts, 4 % reopened; responses and
    resolutions lie within 80 % of their promise. So a rule that finds something does so because
    of what you changed.
    """
    if not is_real(tickets) or tickets < _FEWEST or tickets != int(tickets):
        raise InputError(
            f"tickets must be a whole number of {_FEWEST:,} or more; got {shown(tickets)}"
        )
    pen = Pen(rng)
    design = Design.model_validate(read_data("audit", "clean_design"))
    return {
        **_of_tickets(pen, _tickets(pen, design, int(tickets))),
        **of_quality(pen),
        **of_incidents(pen),
        **of_feedback(pen),
        **of_self_service(pen),
        **of_workforce(pen),
    }


def clean_operation(
    *,
    rng: np.random.Generator,
    tickets: int = 4000,
    change: dict[str, "pd.DataFrame"] | None = None,
) -> Operation:
    """Operation of a quarter, with data and design, in which no rule finds anything.

    Parameters
    ----------
    rng : numpy.random.Generator
        Source of chance.
    tickets : int
        Tickets of the quarter [tickets], 2,000 or more.
    change : mapping of str to DataFrame, optional
        Tables that take the place of the clean ones, to see what an audit says of them.

    Returns
    -------
    Operation

    Examples
    --------
    >>> from supportops.audit import audit, clean_operation
    >>> report = audit(clean_operation(rng=np.random.default_rng(1)))
    >>> len(report.findings), len(report.clean) > 100
    (0, True)
    """
    return operation(
        {**clean_tables(rng=rng, tickets=tickets), **(change or {})},
        design=Design.model_validate(read_data("audit", "clean_design")),
        now=START + timedelta(days=DAYS),
        cost_per_hour="40 USD",
        cost_per_ticket="15 USD",
    )
