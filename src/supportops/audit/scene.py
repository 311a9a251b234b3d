"""What a rule sees: the operation, its limits, and a pen for findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from supportops import economics
from supportops.audit.design_inputs import Design
from supportops.audit.findings import Cost, Finding, statement
from supportops.audit.limits import Limit, figure_text
from supportops.audit.operation import Operation

if TYPE_CHECKING:
    import pandas as pd

    from supportops.audit.rules import Rule

__all__ = ["NotAuditedError", "Scene"]

_SHOWN = 10
_HOUR = 3_600_000_000


class NotAuditedError(Exception):
    """A part of a rule cannot be looked at; its text is the reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What one rule sees of an operation, and how it writes what it found."""

    operation: Operation
    rule: "Rule"
    limits: Mapping[str, Limit]
    minimum: int

    @property
    def design(self) -> Design:
        """The design; what a rule needs of it is stated."""
        return self.operation.design

    @property
    def now(self) -> "pd.Timestamp":
        """The present."""
        import pandas as pd

        now: Any = self.operation.now  # whoever asks has named it as a need
        return pd.Timestamp(now).as_unit("us")

    def table(self, name: str, *whole: str) -> Any:
        """Table of that name, a DataFrame, with the rows where none of the named columns is missing."""
        frame: Any = self.operation.tables[name]
        for column in whole:
            gaps = frame[column].isna()
            if gaps.any():
                frame = frame[~gaps]
        return frame

    def has(self, *needs: str) -> bool:
        """Whether the inputs are there."""
        return not any(self.operation.lacks(need) for need in needs)

    def limit(self, name: str) -> float:
        """Value of a limit of the rule."""
        return self.limits[name].value

    def enough(self, n: int, of: str) -> int:
        """Number of cases, if there are as many as the audit asks for."""
        if n < self.minimum:
            raise NotAuditedError(f"{n} {of} are fewer than the minimum of {self.minimum}")
        return n

    def once(self, frame: Any, column: str) -> Any:
        """Table as it is, if no two rows have the same id."""
        again = frame[column].duplicated()
        if again.any():
            raise NotAuditedError(f"{column} {frame[column][again].iloc[0]} is there twice")
        return frame

    def ids(self, frame: "pd.DataFrame", column: str = "ticket_id") -> tuple[str, ...]:
        """The first rows of a table by their ids; by their index where there are none."""
        some = frame[column] if column in frame.columns else frame.index
        return tuple(str(value) for value in some[:_SHOWN])

    def hours(self, spans: Any) -> Any:
        """Lengths of time in hours; NaN for missing ones."""
        lengths = np.asarray(spans, dtype="timedelta64[us]")
        return np.where(np.isnat(lengths), np.nan, lengths.astype(np.int64) / _HOUR)

    def ranks(self, values: "pd.Series[Any]", scale: Iterable[str]) -> Any:
        """Places of names on a scale, 0 for the first; NaN for missing ones."""
        return values.map({name: float(i) for i, name in enumerate(scale)}).to_numpy(dtype=float)

    def trips(
        self,
        name: str | tuple[str, ...],
        figure: float,
        *,
        n: int = 0,
        of: str = "",
        subject: object = "",
        evidence: tuple[str, ...] = (),
        cost: Cost | None = None,
    ) -> list[Finding]:
        """Finding where the figure trips a limit; of several, for the first that it trips."""
        for one in (name,) if isinstance(name, str) else name:
            limit = self.limits[one]
            if limit.reached(figure):
                words = statement(limit, figure, n, of)
                return [
                    self._finding(
                        limit,
                        words,
                        figure=figure,
                        n=n,
                        subject=subject,
                        evidence=evidence,
                        cost=cost,
                    )
                ]
        return []

    def declares(self, words: str, *, subject: object = "") -> list[Finding]:
        """Finding without a figure: what a design says, or leaves out, is the evidence."""
        limit = Limit(name="declared", value=0, where=self.rule.where, source=self.rule.source)
        return [self._finding(limit, words, subject=subject)]

    def _finding(
        self,
        limit: Limit,
        words: str,
        *,
        figure: float | None = None,
        n: int = 0,
        subject: object = "",
        evidence: tuple[str, ...] = (),
        cost: Cost | None = None,
    ) -> Finding:
        rule = self.rule
        return Finding(
            code=rule.code,
            title=rule.title,
            area=rule.area,
            slugs=rule.slugs,
            level=limit.level,
            subject=str(subject),
            statement=f"{subject}: {words}" if str(subject) else words,
            figure=None if figure is None else float(figure),
            limit=None if figure is None else limit.value,
            unit="" if figure is None else limit.unit,
            basis=limit.basis,
            n=n,
            evidence=evidence,
            cost=cost,
            way_out=rule.way_out,
            trigger=limit.name,
        )

    def hours_cost(self, hours: float, formula: str) -> Cost:
        """Cost of working hours; money where an hour has a price."""
        rate = self.operation.cost_per_hour
        if rate is None:
            return Cost(hours=hours, formula=formula)
        words = f"{formula}, at {rate} an hour"
        return Cost(hours=hours, money=rate * round(hours, 6), formula=words)

    def tickets_cost(self, tickets: float, formula: str) -> Cost | None:
        """Cost of tickets that need not have been; None where a ticket has no price."""
        price = self.operation.cost_per_ticket
        if price is None:
            return None
        whole = economics.gross_saving(tickets, cost_per_ticket=price)
        return Cost(money=whole, formula=f"{formula}, at {price} a ticket")

    def points_cost(self, figure: float, limit: str) -> Cost:
        """Attainment that is missing to a limit, in points."""
        missing = 100 * (self.limit(limit) - figure)
        gap = f"{figure_text(self.limit(limit), 'share')} − {figure_text(figure, 'share')}"
        return Cost(sla_points=missing, formula=gap)
