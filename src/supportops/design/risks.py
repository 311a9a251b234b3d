"""Models of the risks that the audit finds."""

from supportops._kit.models import Model

__all__ = ["Risk", "RiskPlan", "RiskQuestion"]


class Risk(Model, frozen=True, extra="forbid"):
    """An anti-pattern that the design or the history shows.

    Attributes
    ----------
    code, title, level : str
        The rule, what it looks for, and how grave it is.
    subject : str
        Whom or what it is about; empty for the whole.
    arithmetic : str
        What was found and where the rule trips, in a sentence.
    figures : tuple of str
        Their names.
    way_out : str
        What to do about it.
    """

    code: str
    title: str
    level: str
    subject: str
    arithmetic: str
    figures: tuple[str, ...]
    way_out: str


class RiskQuestion(Model, frozen=True, extra="forbid"):
    """A question that only people can answer; `code` may be answered in the profile."""

    area: str
    code: str
    question: str


class RiskPlan(Model, frozen=True, extra="forbid"):
    """What the audit found, what it found clean, and what it could not look at.

    Attributes
    ----------
    risks : tuple of Risk
        Warnings first; what a finding of the package says already is left out.
    said : tuple of str
        Rules whose fault a finding of the package tells.
    clean : tuple of str
        Rules that ran and found nothing.
    unseen : tuple of str
        Rules that lack their inputs.
    questions : tuple of RiskQuestion
    """

    risks: tuple[Risk, ...]
    said: tuple[str, ...]
    clean: tuple[str, ...]
    unseen: tuple[str, ...]
    questions: tuple[RiskQuestion, ...]
