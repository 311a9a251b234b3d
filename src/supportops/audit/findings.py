"""What a rule found, what it costs, and what could not be looked at."""

from dataclasses import dataclass, field

from supportops._kit.money import Money
from supportops._kit.results import Result
from supportops.audit.limits import Level, Limit, figure_text

__all__ = ["Check", "Cost", "Finding"]


@dataclass(frozen=True, slots=True)
class Cost(Result):
    """What a finding costs, as far as a calculator can say.

    Attributes
    ----------
    hours : float or None
        Working hours [hours].
    money : Money or None
        What they, or the tickets, cost.
    sla_points : float or None
        Attainment that is missing [percentage points].
    formula : str
        How it was computed, with the figures.
    """

    hours: float | None = None
    money: Money | None = None
    sla_points: float | None = None
    formula: str = ""

    def __str__(self) -> str:
        parts = [
            "" if self.hours is None else figure_text(self.hours, "hours"),
            "" if self.money is None else str(self.money),
            "" if self.sla_points is None else figure_text(self.sla_points, "points"),
        ]
        return f"{', '.join(p for p in parts if p)} ({self.formula})"


@dataclass(frozen=True, slots=True)
class Finding(Result):
    """Evidence of an anti-pattern; evidence, not a verdict.

    Attributes
    ----------
    code : str
        The rule.
    title : str
        What it looks for, in a line.
    area : str
        Area of support that the rule belongs to.
    slugs : tuple of str
        Published names of the anti-pattern; the rule answers to each.
    level : {"warning", "watch", "hint"}
        A hint comes from a proxy, which can only make one look.
    subject : str
        Whom or what it is about: an agent, a priority; empty for the whole operation.
    statement : str
        The figure in a sentence, with how many cases it rests on and where the rule trips.
    figure : float or None
        What was measured [`unit`]; None where a yes or no was declared.
    limit : float or None
        Where the rule trips [`unit`].
    unit : str
        Unit of both; ``share`` is 0 to 1.
    basis : str
        Where the limit comes from: published, assumed or given.
    n : int
        Cases that were looked at [cases].
    evidence : tuple of str
        The first of the cases that show it.
    cost : Cost or None
        What it costs; None where no calculator can say.
    way_out : str
        What to do about it.
    trigger : str
        Name of the limit that tripped.
    """

    code: str
    title: str
    area: str
    slugs: tuple[str, ...]
    level: Level
    subject: str
    statement: str
    figure: float | None
    limit: float | None
    unit: str
    basis: str
    n: int
    evidence: tuple[str, ...]
    cost: Cost | None
    way_out: str
    trigger: str = field(default="", repr=False)

    @property
    def key(self) -> str:
        """What a baseline knows it by: code, limit that tripped, and subject where there is one.

        The first two read as `audit` takes limits, ``priority-inflation.warning``; what a design
        declares trips no limit.
        """
        about = self.code if self.trigger == "declared" else f"{self.code}.{self.trigger}"
        return f"{about}/{self.subject}" if self.subject else about


@dataclass(frozen=True, slots=True)
class Check(Result):
    """Answer of one rule.

    Attributes
    ----------
    code : str
        The rule.
    findings : tuple of Finding
        What it found; empty where the operation is clean.
    skipped : tuple of str
        Why parts of it, or the whole, could not be looked at.
    ran : bool
        Whether at least one part of the rule was looked at.
    """

    code: str
    findings: tuple[Finding, ...] = ()
    skipped: tuple[str, ...] = ()
    ran: bool = True


def statement(limit: Limit, figure: float, n: int, of: str) -> str:
    """Sentence that says what was measured and where the rule trips."""
    rests = f" ({n:,} {of})" if n and of else ""
    return f"{figure_text(figure, limit.unit)} {limit.says}{rests}; the rule trips at {limit}"
