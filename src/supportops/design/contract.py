"""Models of the contract: its terms, its clauses with their odds, and what could be promised."""

from supportops._kit.models import Model

__all__ = ["ALL_TICKETS", "SURE", "ContractClause", "ContractPlan", "KeptTarget"]

#: Chance with which a clause is to be kept.
SURE = 0.95
#: Scope of what the history kept without regard to the matrix.
ALL_TICKETS = "all tickets"


class KeptTarget(Model, frozen=True, extra="forbid"):
    """A promise beside the target that the history kept.

    Attributes
    ----------
    scope, metric : str
        Whose tickets, and what of them.
    promise : str
        What is promised; empty for tickets of all kinds.
    attainable : float or None
        What the history kept at the published share, with the published buffer [hours]; None
        where nothing can be claimed.
    periods : int
        Ended periods [periods].
    words : str
        All of it in a sentence.
    """

    scope: str
    metric: str
    promise: str = ""
    attainable: float | None
    periods: int
    words: str


class ContractClause(Model, frozen=True, extra="forbid"):
    """What a percentage asks of a number of tickets, and how it should be worded.

    Attributes
    ----------
    scope : str
        Whose tickets count.
    metric : str
        What is promised; empty where the clause says the same of all.
    tickets : int
        Tickets of a month [tickets].
    misses_allowed : int
        Misses with which a month still passes [tickets].
    needed : float
        True share in time that a month needs to pass with 95 %.
    attained : float or None
        Share in time that the history shows; None where it does not.
    month, quarter, year : float or None
        Probability of passing one, at what was attained.
    text, why : str
        The clause, and the reason for its wording.
    window, misses, asks : str, int and float
        What the clause as worded counts over, the misses that it allows in it [tickets], and the
        true share in time that it needs to pass with 95 %.
    figures : str
        What the names of its figures begin with.
    """

    scope: str
    metric: str = ""
    tickets: int
    misses_allowed: int
    needed: float
    attained: float | None = None
    month: float | None = None
    quarter: float | None = None
    year: float | None = None
    text: str
    why: str
    window: str
    misses: int
    asks: float
    figures: str


class ContractPlan(Model, frozen=True, extra="forbid"):
    """What a contract would say, and the risk of it.

    Attributes
    ----------
    target : float
        Share of tickets that is to be in time.
    terms : tuple of (str, str)
        Its terms: a title and a text.
    clauses : tuple of ContractClause
        One for each customer tier, and each priority where the mix is known.
    kept : tuple of KeptTarget
        What the history kept; empty without one.
    staffing_low, staffing_high : float or None
        First response that those at work keep at the busy hour in order of arrival, with the
        buffer, at both ends of the handle times [hours]; None where it never settles, or where a
        handle time is not known.
    """

    target: float
    terms: tuple[tuple[str, str], ...]
    clauses: tuple[ContractClause, ...]
    kept: tuple[KeptTarget, ...]
    staffing_low: float | None
    staffing_high: float | None

    def attained(self) -> tuple[float, str] | None:
        """Least share in time of any clause, and its figure; None without a history of them."""
        shares = [
            (clause.attained, f"{clause.figures}.{clause.metric}.attained")
            for clause in self.clauses
            if clause.attained is not None
        ]
        return min(shares, default=None)
