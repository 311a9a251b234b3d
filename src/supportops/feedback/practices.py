"""What good feedback loops do, who meets whom, and with which tools."""

from supportops._kit.data import read_data
from supportops._kit.models import Model
from supportops.vocabulary import Cadence

__all__ = [
    "FeedbackPractice",
    "FeedbackTool",
    "Meeting",
    "feedback_practices",
    "feedback_tools",
    "meetings",
]


class FeedbackPractice(Model, frozen=True, extra="forbid"):
    """Practice of a good feedback loop, with its rules."""

    name: str
    rules: tuple[str, ...]


class Meeting(Model, frozen=True, extra="forbid"):
    """Meeting between teams: how often, who, and about what."""

    name: str
    every: Cadence
    attendees: tuple[str, ...]
    agenda: tuple[str, ...]


class FeedbackTool(Model, frozen=True, extra="forbid"):
    """Kind of tool, what for, and examples."""

    name: str
    purpose: str
    examples: tuple[str, ...]


def feedback_practices() -> tuple[FeedbackPractice, ...]:
    """Published practices."""
    rows = read_data("feedback", "feedback")["practices"]["practice"]
    return tuple(FeedbackPractice.model_validate(row) for row in rows)


def meetings() -> tuple[Meeting, ...]:
    """Published meetings; where the source says biweekly, every second week."""
    rows = read_data("feedback", "feedback")["meetings"]["meeting"]
    return tuple(Meeting.model_validate(row) for row in rows)


def feedback_tools() -> tuple[FeedbackTool, ...]:
    """Published kinds of tools."""
    rows = read_data("feedback", "feedback")["technology"]["tool"]
    return tuple(FeedbackTool.model_validate(row) for row in rows)
