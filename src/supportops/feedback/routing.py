"""Where each kind of feedback goes, and what comes back."""

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "FeedbackEcosystem",
    "FeedbackRoute",
    "ReceivingTeam",
    "feedback_ecosystem",
    "feedback_routes",
    "route_feedback",
]


class FeedbackRoute(Model, frozen=True, extra="forbid"):
    """Kind of feedback, where it goes and what is done there."""

    name: str
    meaning: str
    destinations: tuple[str, ...]
    action: str


class ReceivingTeam(Model, frozen=True, extra="forbid"):
    """Team outside support and what it receives."""

    name: str
    receives: tuple[str, ...]


class FeedbackEcosystem(Model, frozen=True, extra="forbid"):
    """The loop: signals in support, teams that receive them, and what returns."""

    signals: tuple[str, ...]
    teams: tuple[ReceivingTeam, ...]
    outcome: tuple[str, ...]


def feedback_routes() -> tuple[FeedbackRoute, ...]:
    """Published kinds of feedback, in the order of the source."""
    rows = read_data("feedback", "feedback")["types"]["type"]
    return tuple(FeedbackRoute.model_validate(row) for row in rows)


def route_feedback(kind: str) -> FeedbackRoute:
    """Published route of a kind of feedback.

    Parameters
    ----------
    kind : str
        bug_report, feature_request, ux_feedback, documentation_gap, at_risk_signal, praise or
        competitive_intel.

    Returns
    -------
    FeedbackRoute

    Raises
    ------
    InputError
        For another kind.

    Examples
    --------
    >>> route_feedback("bug_report").destinations
    ('engineering',)
    """
    routes = {route.name: route for route in feedback_routes()}
    if kind not in routes:
        raise InputError(f"kind must be one of {joined(routes, 'or')}; got {shown(kind)}")
    return routes[kind]


def feedback_ecosystem() -> FeedbackEcosystem:
    """Published loop of feedback."""
    row = read_data("feedback", "feedback")["ecosystem"]
    return FeedbackEcosystem.model_validate(
        {"signals": row["signals"], "teams": row["team"], "outcome": row["outcome"]}
    )
