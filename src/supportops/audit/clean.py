"""An operation without an anti-pattern: for tests, first steps, and one's own experiments."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops import escalation
from supportops._kit.data import read_data
from supportops._kit.reals import is_real
from supportops._kit.text import shown
from supportops.audit.design_inputs import Design
from supportops.audit.operation import Operation, operation
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["clean_operation", "clean_tables"]

_START = datetime(2026, 3, 2, tzinfo=UTC)
_DAYS = 91
_AGENTS = [f"agent {i}" for i in range(1, 13)]
_TOPICS = ["access", "billing", "calendar", "data", "email", "forms", "groups", "hosts"]
_FEWEST = 2000


class _Pen:
    """Columns of tables: instants and lengths from hours, and shares that are exact."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def at(self, hours: Any) -> Any:
        """Instants so many hours after the start; NaN is missing."""
        import pandas as pd

        start = pd.Timestamp(_START).as_unit("us")
        return pd.Series(start + self.span(hours))

    def span(self, hours: Any) -> Any:
        """Lengths of so many hours; NaN is missing."""
        import pandas as pd

        return pd.to_timedelta(np.round(np.asarray(hours, dtype=float) * 3600), unit="s")

    def some(self, n: int, share: float) -> Any:
        """Flags of which exactly a share, as whole cases go, is true."""
        flags = np.zeros(n, dtype=bool)
        flags[: round(n * share)] = True
        return self.rng.permutation(flags)

    def pick(self, n: int, shares: dict[str, float]) -> Any:
        """Names in their exact shares, shuffled; the last takes what is left."""
        names = list(shares)
        counts = [round(n * share) for share in shares.values()][:-1]
        counts.append(n - sum(counts))
        return self.rng.permutation(np.repeat(np.array(names, dtype=object), counts))

    def between(self, n: int, low: float, high: float) -> Any:
        """Random figures between two."""
        return self.rng.uniform(low, high, n)


def _hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def _tickets(pen: _Pen, design: Design, n: int) -> "pd.DataFrame":
    import pandas as pd

    sla = design.sla
    created = np.sort(pen.between(n, 0, 24 * _DAYS))
    priority = pen.pick(n, {"P1": 0.02, "P2": 0.10, "P3": 0.40, "P4": 0.38, "P5": 0.10})
    answer = np.array([_hours((sla.first_response or {})[name]) for name in priority])
    solve = np.array([_hours((sla.resolution or {})[name]) for name in priority])
    solved = created + solve * pen.between(n, 0.1, 0.8)
    is_open = solved > 24 * _DAYS
    escalated = pen.some(n, 0.18)
    tier = np.where(escalated, "L2", pen.pick(n, {"L1": 0.9, "L2": 0.06, "L3": 0.04}))
    asked_bot = pen.some(n, 0.1)
    unsure = asked_bot & pen.some(n, 0.4)
    number = np.arange(n)
    hands = max(len(_AGENTS), n // 300)
    return pd.DataFrame(
        {
            "ticket_id": number,
            "created_at": pen.at(created),
            "first_response_at": pen.at(created + answer * pen.between(n, 0.2, 0.6)),
            "resolved_at": pen.at(np.where(is_open, np.nan, solved)),
            "priority": priority,
            "support_tier": tier,
            "category": pen.rng.choice(np.array(_TOPICS, dtype=object), n),
            "agent_id": [f"agent {1 + i % hands}" for i in number],
            "reopens": (pen.some(n, 0.04) & ~is_open).astype(float),
            "handle_time": pen.span(np.full(n, 0.2)),
            "assigned_at": pen.at(created + answer * pen.between(n, 0.01, 0.02)),
            "assigned_by": pen.rng.choice(np.array(_AGENTS[:4], dtype=object), n),
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
            "last_event_at": pen.at(np.where(is_open, 24 * _DAYS - 0.1, solved)),
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


def _of_tickets(pen: _Pen, tickets: "pd.DataFrame") -> dict[str, "pd.DataFrame"]:
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


def _of_quality(pen: _Pen) -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    weeks = _DAYS // 7
    agent = np.tile(np.repeat(np.array(_AGENTS, dtype=object), 3), weeks)
    week = np.repeat(np.arange(weeks), 3 * len(_AGENTS))
    n = len(agent)
    closed = week * 168 + pen.between(n, 0, 120)
    points = 76 + np.arange(n) % 3 * 2.0 + np.tile(np.repeat(np.arange(len(_AGENTS)), 3), weeks)
    first = pd.DataFrame(
        {
            "review_id": [f"review {i}" for i in range(n)],
            "ticket_id": np.arange(n),
            "agent_id": agent,
            "reviewer_id": "Ada",
            "reviewed_at": pen.at(closed + 24),
            "dimension": "whole",
            "points": points,
            "closed_at": pen.at(closed),
            "coached_at": pen.at(closed + 96),
            "comment": "Clear steps; the second could be shorter.",
            "strength": "Calm from the first line.",
            "complex": pen.some(n, 0.2),
        }
    )
    second = first.head(9).assign(
        review_id=[f"calibration {i}" for i in range(9)],
        reviewer_id="Bo",
        points=points[:9] + 2,
    )
    coached = np.array(_AGENTS * (weeks // 2), dtype=object)
    held = np.repeat(np.arange(weeks // 2), len(_AGENTS)) * 336
    return {
        "reviews": pd.concat([first, second], ignore_index=True),
        "coachings": pd.DataFrame({"agent_id": coached, "held_at": pen.at(held)}),
        "trainees": pd.DataFrame({"agent_id": _AGENTS * 2, "completed": True, "qa_points": 85.0}),
        "skills": pd.DataFrame(
            {
                "agent_id": [a for i, a in enumerate(_AGENTS) for _ in range(2)],
                "skill": [_TOPICS[(i + j) % 8] for i in range(len(_AGENTS)) for j in (0, 1)],
                "support_tier": ["L1", "L2"] * len(_AGENTS),
            }
        ),
    }


def _of_incidents(pen: _Pen) -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    matrix = {
        "SEV1": ("complete block", "all"),
        "SEV2": ("complete block", "multiple"),
        "SEV3": ("major impairment", "multiple"),
    }
    policy = escalation.preset("support-operations")
    severity = pen.pick(60, {"SEV1": 0.05, "SEV2": 0.5, "SEV3": 0.45})
    cells = [matrix[name] for name in severity]
    ids = [f"incident {i}" for i in range(60)]
    start = np.sort(pen.between(60, 0, 24 * (_DAYS - 7)))
    incidents = pd.DataFrame(
        {
            "incident_id": ids,
            "severity": severity,
            "started_at": pen.at(start),
            "resolved_at": pen.at(start + 1),
            "impairment": [impairment for impairment, _ in cells],
            "users": [users for _, users in cells],
            "commander": np.array(_AGENTS, dtype=object)[np.arange(60) % 4],
            "reviewed_at": pen.at(start + 25),
            "root_cause": [f"cause {i}" for i in range(60)],
            "escalated_at": pen.at(start + 0.4),
        }
    )
    marks = np.arange(0, 1, 0.2)
    updates = pd.DataFrame(
        {
            "incident_id": np.repeat(ids, 2 * len(marks)),
            "at": pen.at((start[:, None] + np.sort([*marks, *(marks + 0.05)])).ravel()),
            "to_customers": [True, False] * (60 * len(marks)),
        }
    )
    roles = {row.name: row.path for row in policy.severities}
    called = pd.DataFrame(
        {
            "incident_id": np.repeat(ids, 2),
            "role": [role for name in severity for role in roles[name][:2]],
            "at": pen.at((start[:, None] + [0, 0.4]).ravel()),
        }
    )
    attendance = pd.DataFrame(
        {
            "incident_id": np.repeat(ids[:10], 6),
            "person": _AGENTS[:6] * 10,
            "active": [True, True, True, True, False, False] * 10,
        }
    )
    return {
        "incidents": incidents,
        "incident_updates": updates,
        "engagements": called,
        "attendance": attendance,
    }


def _of_feedback(pen: _Pen) -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    received = np.sort(pen.between(120, 0, 24 * 60))
    shipped = pen.some(120, 0.3)
    feedback = pd.DataFrame(
        {
            "feedback_id": np.arange(120),
            "received_at": pen.at(received),
            "acknowledged_at": pen.at(received + 48),
            "responded_at": pen.at(np.where(pen.some(120, 0.9), received + 120, np.nan)),
            "shipped_at": pen.at(np.where(shipped, received + 400, np.nan)),
            "told_at": pen.at(np.where(shipped, received + 424, np.nan)),
            "issue_key": [f"wish {i % 40}" for i in range(120)],
            "linked": True,
        }
    )
    rank = np.arange(1.0, 25)
    roadmap = pd.DataFrame(
        {"item": rank, "customers": 4 + rank, "reports": 3 * rank, "value": rank**2}
    )
    handed = np.sort(pen.between(30, 0, 24 * 50))
    accounts = pd.DataFrame(
        {
            "account_id": np.arange(30),
            "at": pen.at(handed),
            "followed_up_at": pen.at(handed + 240),
        }
    )
    customers = pd.DataFrame(
        {"customer_id": np.arange(60), "customer_tier": ["gold", "silver", "free"] * 20}
    ).assign(knows_sla=True)
    return {
        "feedback": feedback,
        "roadmap": roadmap,
        "account_handoffs": accounts,
        "customers": customers,
    }


def _of_self_service(pen: _Pen) -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    n = 40
    written = np.full(n, -24.0 * 300)
    articles = pd.DataFrame(
        {
            "article_id": np.arange(n),
            "category": [_TOPICS[i % 8] for i in range(n)],
            "published_at": pen.at(written),
            "reviewed_at": pen.at(pen.between(n, 0, 24 * 80)),
            "title": [f"How to solve case {i}" for i in range(n)],
            "text": "# Quick answer\n\nPress the button.\n\n1. Open it.\n2. Press it.",
            "contact": True,
        }
    )
    months = pd.DataFrame(
        {
            "month": pen.at([0, 24 * 30, 24 * 61]),
            "conversations": [500.0, 520, 540],
            "contained": [200.0, 215, 226],
            "asked_for_person": [50.0, 52, 54],
            "reopened": [10.0, 10, 11],
        }
    )
    licences = pd.DataFrame(
        {"tool": ["help desk", "reviewer"], "paid": [14.0, 4], "used": [12.0, 3]}
    )
    return {"articles": articles, "bot_months": months, "licences": licences}


def _of_workforce(pen: _Pen) -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    hour = np.arange(24 * 28)
    day = np.sin((hour % 24 - 6) / 24 * 2 * np.pi)
    need = np.round(5 + 3 * day)
    schedule = pd.DataFrame(
        {
            "starts_at": pen.at(hour),
            "staffed": need + 1,
            "on_call": 1.0,
            "required": need,
            "volume": need * 4,
        }
    )
    shift = pen.between(40, 24 * 14, 24 * _DAYS)
    changes = pd.DataFrame(
        {
            "agent_id": np.array(_AGENTS, dtype=object)[np.arange(40) % len(_AGENTS)],
            "changed_at": pen.at(shift - 24 * 8),
            "shift_starts_at": pen.at(shift),
        }
    )
    weeks = _DAYS // 7
    agent_weeks = pd.DataFrame(
        {
            "agent_id": np.repeat(_AGENTS, weeks),
            "week": pen.at(np.tile(np.arange(weeks) * 168, len(_AGENTS))),
            "overtime": pen.span(np.tile(np.arange(weeks) % 6 == 0, len(_AGENTS)) * 2.0),
            "utilization": pen.between(weeks * len(_AGENTS), 0.72, 0.8),
        }
    )
    needed = np.array([0.0, 24 * 30, 24 * 60])
    hires = pd.DataFrame(
        {
            "hire_id": [1, 2, 3],
            "requested_at": pen.at(needed - 24 * 92),
            "needed_at": pen.at(needed),
        }
    )
    return {
        "schedule": schedule,
        "schedule_changes": changes,
        "agent_weeks": agent_weeks,
        "hires": hires,
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
    pen = _Pen(rng)
    design = Design.model_validate(read_data("audit", "clean_design"))
    return {
        **_of_tickets(pen, _tickets(pen, design, int(tickets))),
        **_of_quality(pen),
        **_of_incidents(pen),
        **_of_feedback(pen),
        **_of_self_service(pen),
        **_of_workforce(pen),
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
        now=_START + timedelta(days=_DAYS),
        cost_per_hour="40 USD",
        cost_per_ticket="15 USD",
    )
