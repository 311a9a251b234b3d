"""Credits owed: what a window's misses give back under the clauses of a contract."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from supportops._kit.money import Money, MoneyLike, money
from supportops._kit.names import mapped
from supportops._kit.reals import whole
from supportops._kit.results import Result
from supportops._kit.text import card, shown
from supportops.errors import InputError
from supportops.sla.availability import Uptime
from supportops.sla.credit_terms import (
    AttainmentCredit,
    CreditClause,
    CreditTerms,
    DowntimeCredit,
    IncidentCredit,
    MissCredit,
    UptimeCredit,
    band_credit,
)
from supportops.sla.exact import ExactShareLike, exact_percent, exact_share

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CreditLine", "CreditsOwed", "credit_of_counts", "credits_owed", "rounded"]

Counts = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CreditLine(Result):
    """What one clause gives back.

    Attributes
    ----------
    clause : CreditClause
        The clause.
    share : Decimal or None
        Part of the fee; None for an amount, and where the figure was not given.
    amount : Money or None
        Rounded; None where the figure was not given.
    reason : str
        Why, in words.
    """

    clause: CreditClause
    share: Decimal | None
    amount: Money | None
    reason: str


@dataclass(frozen=True)
class CreditsOwed(Result):
    """What a window gives back.

    Attributes
    ----------
    lines : tuple of CreditLine
        One for each clause, in order.
    total : Money
        Of the lines that are known, at most the cap.
    fee : Money
        Fee of the window.
    capped : bool
        Whether the cap of the terms cut the total.
    complete : bool
        Whether every clause had its figure.
    """

    lines: tuple[CreditLine, ...]
    total: Money
    fee: Money
    capped: bool
    complete: bool

    def to_frame(self) -> "pd.DataFrame":
        """One row for each clause: its kind, the part of the fee, the amount, and why."""
        import pandas as pd

        rows = [
            (
                line.clause.kind,
                float("nan") if line.share is None else float(line.share),
                float("nan") if line.amount is None else float(line.amount),
                self.fee.currency,
                line.reason,
            )
            for line in self.lines
        ]
        return pd.DataFrame(rows, columns=["clause", "share", "amount", "currency", "reason"])

    def __str__(self) -> str:
        text = "\n".join(f"{_amount(line.amount)}: {line.reason}" for line in self.lines)
        last = f"total {self.total} of {self.fee}" + (", cut by the cap" if self.capped else "")
        return f"{text}\n{last}"

    def _repr_html_(self) -> str:
        rows = [(_amount(line.amount), line.reason) for line in self.lines]
        return card("Credits owed", [*rows, ("total", self.total)])


def _amount(amount: Money | None) -> str:
    return "unknown" if amount is None else str(amount)


def rounded(exact: Fraction, decimals: int, currency: str) -> Money:
    """Amount rounded half up to the digits of its currency."""
    units = exact * 10**decimals + Fraction(1, 2)
    return Money(f"{units.numerator // units.denominator}e-{decimals}", currency)


def credits_owed(
    terms: CreditTerms,
    *,
    fee: MoneyLike,
    uptime: "Uptime | ExactShareLike | None" = None,
    attained: Mapping[str, Counts] | None = None,
    incidents: Mapping[str, int] | None = None,
) -> CreditsOwed:
    """Credits that a window's figures give back under a contract.

    Parameters
    ----------
    terms : CreditTerms
        The clauses.
    fee : money
        Fee of the window that is judged.
    uptime : Uptime, str or Decimal, optional
        From `uptime`, or an exact share; a clause about downtime needs the former.
    attained : mapping of str to (int, int), optional
        For a metric the periods met and the periods decided.
    incidents : mapping of str to int, optional
        For a kind of incident their number.

    Returns
    -------
    CreditsOwed
        A clause whose figure is not given has no amount, and the result is not complete.

    Raises
    ------
    InputError
        For more periods met than decided, amounts of another currency, or a float as uptime.

    Notes
    -----
    Figures are compared with limits as exact fractions, strictly below; a clause's amount is
    rounded half up, and the lines add up to the total, at most the cap. Without a decided
    period there is no attainment, and no credit for it.

    Examples
    --------
    >>> terms = CreditTerms.model_validate({"clauses": [
    ...     {"kind": "uptime", "bands": [
    ...         {"below": "99.9%", "credit": "10%"}, {"below": "99%", "credit": "25%"}]},
    ...     {"kind": "misses", "metric": "resolution", "steps": [{"misses": 2, "credit": "5%"}]},
    ... ]})
    >>> print(credits_owed(terms, fee="1200 USD", uptime="99.9%", attained={"resolution": (58, 60)}))
    0 USD: uptime 99.9% is below no limit
    60 USD: 2 misses of resolution among 60: 5% of the fee
    total 60 USD of 1,200 USD
    """
    if not isinstance(terms, CreditTerms):
        raise InputError(f"terms must be CreditTerms; got {shown(terms)}")
    base = money(fee, "fee")
    if base.amount < 0:
        raise InputError(f"fee must be zero or more; got {base}")
    up = _uptime(uptime)
    counts = {k: _counts(k, v) for k, v in mapped(attained or {}, "attained").items()}
    numbers = {
        k: whole(v, f"incidents[{k!r}]") for k, v in mapped(incidents or {}, "incidents").items()
    }
    lines = tuple(
        _line(clause, base, terms.decimals, uptime=up, attained=counts, incidents=numbers)
        for clause in terms.clauses
    )
    known = [line.amount for line in lines if line.amount is not None]
    total = sum(known, Money(0, base.currency))
    most = None
    if terms.cap is not None:
        most = rounded(Fraction(base.amount) * Fraction(terms.cap), terms.decimals, base.currency)
    capped = most is not None and total > most
    return CreditsOwed(
        lines=lines,
        total=most if capped and most is not None else total,
        fee=base,
        capped=capped,
        complete=len(known) == len(lines),
    )


def _uptime(given: Any) -> "Uptime | Fraction | None":
    if given is None or isinstance(given, Uptime):
        return given
    if isinstance(given, Fraction) and 0 <= given <= 1:
        return given  # the share of an Uptime, which may have no finite decimal
    return Fraction(exact_share(given, "uptime"))


def _counts(metric: str, given: Any) -> Counts:
    name = f"attained[{metric!r}]"
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise InputError(f"{name} must be periods met and decided; got {shown(given)}")
    met, decided = whole(given[0], name), whole(given[1], name)
    if met > decided:
        raise InputError(f"{name} must not have more met than decided; got {met} of {decided}")
    return met, decided


def _line(
    clause: CreditClause,
    fee: Money,
    decimals: int,
    *,
    uptime: "Uptime | Fraction | None",
    attained: Mapping[str, Counts],
    incidents: Mapping[str, int],
) -> CreditLine:
    """Line of one clause."""
    if isinstance(clause, IncidentCredit):
        number = incidents.get(clause.incident)
        if number is None:
            return _unknown(clause, f"incidents {clause.incident!r}")
        return _incidents(clause, fee, decimals, number=number)
    if isinstance(clause, UptimeCredit):
        up = uptime.share if isinstance(uptime, Uptime) else uptime
        if uptime is None:
            return _unknown(clause, "uptime")
        share, words = _banded(clause, up, uptime)
    elif isinstance(clause, DowntimeCredit):
        if not isinstance(uptime, Uptime):
            return _unknown(clause, "uptime with its downtime")
        exact, words = _downtime(clause, uptime)
        return _of_fee(clause, exact, words, fee=fee, decimals=decimals)
    else:
        counts = attained.get(clause.metric)
        if counts is None:
            return _unknown(clause, f"attained {clause.metric!r}")
        share = credit_of_counts(clause, *counts)
        words = _counted(clause, counts, share)
    return _of_fee(clause, Fraction(share), words, fee=fee, decimals=decimals)


def _unknown(clause: CreditClause, what: str) -> CreditLine:
    return CreditLine(clause, None, None, f"{what} was not given")


def _of_fee(
    clause: CreditClause, share: Fraction, words: str, *, fee: Money, decimals: int
) -> CreditLine:
    amount = rounded(Fraction(fee.amount) * share, decimals, fee.currency)
    part = Decimal(share.numerator) / Decimal(share.denominator)
    return CreditLine(clause, part, amount, words)


def _banded(
    clause: UptimeCredit, up: Fraction | None, given: "Uptime | Fraction"
) -> tuple[Decimal, str]:
    if up is None:
        return Decimal(0), str(given)
    credit = band_credit(clause.bands, up)
    figure = _percent(up)
    if not credit and all(up >= Fraction(band.below) for band in clause.bands):
        return credit, f"uptime {figure} is below no limit"
    limit = min(band.below for band in clause.bands if up < Fraction(band.below))
    return credit, f"uptime {figure} is below {exact_percent(limit)}: {_part(credit)}"


def _percent(share: Fraction) -> str:
    """Percentage to six digits, cut so that a missed limit never reads as kept."""
    millionths = share * 100_000_000
    cut = millionths.numerator // millionths.denominator
    return ("" if cut == millionths else "about ") + exact_percent(Decimal(cut).scaleb(-8))


def _part(credit: Decimal) -> str:
    return f"{exact_percent(credit)} of the fee"


def credit_of_counts(clause: "AttainmentCredit | MissCredit", met: int, decided: int) -> Decimal:
    """Part of the fee that a clause about tickets gives back for periods met and decided."""
    if isinstance(clause, MissCredit):
        reached = [step.credit for step in clause.steps if decided - met >= step.misses]
        return max(reached, default=Decimal(0))
    if not decided or decided < clause.minimum_tickets:
        return Decimal(0)
    return band_credit(clause.bands, Fraction(met, decided))


def _counted(clause: "AttainmentCredit | MissCredit", counts: Counts, share: Decimal) -> str:
    met, decided = counts
    if isinstance(clause, MissCredit):
        misses = decided - met
        noun = "miss" if misses == 1 else "misses"
        return f"{misses} {noun} of {clause.metric} among {decided}: {_part(share)}"
    if not decided:
        return f"{clause.metric}: nothing was decided"
    if decided < clause.minimum_tickets:
        return (
            f"{clause.metric}: {decided} decided, fewer than the {clause.minimum_tickets} "
            "from which the clause applies"
        )
    return f"{clause.metric} met {_percent(Fraction(met, decided))} of {decided}: {_part(share)}"


def _downtime(clause: DowntimeCredit, up: Uptime) -> tuple[Fraction, str]:
    if up.share is None:
        return Fraction(0), str(up)
    if clause.below is not None and up.share >= Fraction(clause.below):
        return Fraction(
            0
        ), f"uptime {_percent(up.share)} is not below {exact_percent(clause.below)}"
    exact = Fraction(clause.multiple) * (1 - up.share)
    words = f"{clause.multiple} times the fee of the time down"
    if clause.cap is not None and exact > Fraction(clause.cap):
        return Fraction(clause.cap), f"{words}, at most {_part(clause.cap)}"
    return exact, words


def _incidents(clause: IncidentCredit, fee: Money, decimals: int, *, number: int) -> CreditLine:
    exact = _exact(clause.each, fee) * number
    words = f"{number} times {clause.incident}: {_said(clause.each)} each"
    if clause.cap is not None and exact > (most := _exact(clause.cap, fee)):
        exact, words = most, f"{words}, at most {_said(clause.cap)}"
    return CreditLine(clause, None, rounded(exact, decimals, fee.currency), words)


def _exact(value: "Decimal | Money", fee: Money) -> Fraction:
    if isinstance(value, Money):
        return Fraction((value + Money(0, fee.currency)).amount)
    return Fraction(value) * Fraction(fee.amount)


def _said(value: "Decimal | Money") -> str:
    return str(value) if isinstance(value, Money) else _part(value)
