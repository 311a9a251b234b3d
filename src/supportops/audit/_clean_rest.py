"""Tables of a clean operation beside its tickets."""

from typing import TYPE_CHECKING

import numpy as np

from supportops import escalation
from supportops.audit._clean_pen import AGENTS, DAYS, TOPICS, Pen

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["of_feedback", "of_incidents", "of_quality", "of_self_service", "of_workforce"]


def of_quality(pen: Pen) -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    weeks = DAYS // 7
    agent = np.tile(np.repeat(np.array(AGENTS, dtype=object), 3), weeks)
    week = np.repeat(np.arange(weeks), 3 * len(AGENTS))
    n = len(agent)
    closed = week * 168 + pen.between(n, 0, 120)
    points = 76 + np.arange(n) % 3 * 2.0 + np.tile(np.repeat(np.arange(len(AGENTS)), 3), weeks)
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
    coached = np.array(AGENTS * (weeks // 2), dtype=object)
    held = np.repeat(np.arange(weeks // 2), len(AGENTS)) * 336
    return {
        "reviews": pd.concat([first, second], ignore_index=True),
        "coachings": pd.DataFrame({"agent_id": coached, "held_at": pen.at(held)}),
        "trainees": pd.DataFrame({"agent_id": AGENTS * 2, "completed": True, "qa_score": 85.0}),
        "skills": pd.DataFrame(
            {
                "agent_id": [a for i, a in enumerate(AGENTS) for _ in range(2)],
                "skill": [TOPICS[(i + j) % 8] for i in range(len(AGENTS)) for j in (0, 1)],
                "support_tier": ["L1", "L2"] * len(AGENTS),
            }
        ),
    }


def of_incidents(pen: Pen) -> dict[str, "pd.DataFrame"]:
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
    start = np.sort(pen.between(60, 0, 24 * (DAYS - 7)))
    incidents = pd.DataFrame(
        {
            "incident_id": ids,
            "severity": severity,
            "started_at": pen.at(start),
            "resolved_at": pen.at(start + 1),
            "impairment": [impairment for impairment, _ in cells],
            "users": [users for _, users in cells],
            "commander": np.array(AGENTS, dtype=object)[np.arange(60) % 4],
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
            "person": AGENTS[:6] * 10,
            "active": [True, True, True, True, False, False] * 10,
        }
    )
    return {
        "incidents": incidents,
        "incident_updates": updates,
        "engagements": called,
        "attendance": attendance,
    }


def of_feedback(pen: Pen) -> dict[str, "pd.DataFrame"]:
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


def of_self_service(pen: Pen) -> dict[str, "pd.DataFrame"]:
    import pandas as pd

    n = 40
    written = np.full(n, -24.0 * 300)
    articles = pd.DataFrame(
        {
            "article_id": np.arange(n),
            "category": [TOPICS[i % 8] for i in range(n)],
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


def of_workforce(pen: Pen) -> dict[str, "pd.DataFrame"]:
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
    shift = pen.between(40, 24 * 14, 24 * DAYS)
    changes = pd.DataFrame(
        {
            "agent_id": np.array(AGENTS, dtype=object)[np.arange(40) % len(AGENTS)],
            "changed_at": pen.at(shift - 24 * 8),
            "shift_starts_at": pen.at(shift),
        }
    )
    weeks = DAYS // 7
    agent_weeks = pd.DataFrame(
        {
            "agent_id": np.repeat(AGENTS, weeks),
            "week": pen.at(np.tile(np.arange(weeks) * 168, len(AGENTS))),
            "overtime": pen.span(np.tile(np.arange(weeks) % 6 == 0, len(AGENTS)) * 2.0),
            "utilization": pen.between(weeks * len(AGENTS), 0.72, 0.8),
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
