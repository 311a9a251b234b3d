"""Evidence: every figure of a package with what it rests on."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Literal, TypeAlias

from supportops._kit.data import Source
from supportops._kit.models import Model
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.statistics import Estimate

__all__ = ["Basis", "Evidence", "Finding", "Ledger", "OpenQuestion"]

Basis: TypeAlias = Literal["given", "measured", "published", "assumed", "derived"]
Value: TypeAlias = float | str | None


class Evidence(Model, frozen=True, extra="forbid"):
    """One figure and what it rests on.

    Attributes
    ----------
    name : str
        Its key path: ``tiers.L2.tickets``.
    value : float, str or None
        The figure; None where it is undefined or unknown.
    unit : str
        Its unit; empty for shares and words.
    basis : {"given", "measured", "published", "assumed", "derived"}
        Whether the user said it, data show it, a source prints it, somebody assumed it, or it
        follows from others.
    source : str
        Of a published or assumed figure: where it stands.
    replaced_by : str
        Of an assumed figure: what would replace it.
    formula : str
        Of a derived figure: an expression in the names of `inputs`.
    inputs : dict of str to str
        For each name in the formula the figure that it stands for.
    n : int or None
        Of a measured figure: how many cases [cases].
    interval : tuple of float or None
        Of a measured figure: its 95 % confidence interval, where there is one.
    flags : tuple of str
        What is doubtful about a measured figure.
    sensitivity : str
        Of a figure that is known between two ends only: the figure that says by how many agents
        they move the plan; empty where that is not counted.
    """

    name: str
    value: Value
    unit: str = ""
    basis: Basis
    source: str = ""
    replaced_by: str = ""
    formula: str = ""
    inputs: dict[str, str] = {}
    n: int | None = None
    interval: tuple[float | None, float | None] | None = None
    flags: tuple[str, ...] = ()
    sensitivity: str = ""

    def origin(self) -> str:
        """What it rests on, in a phrase."""
        if self.basis == "derived":
            names = ", ".join(f"{name} = {figure}" for name, figure in self.inputs.items())
            return f"derived: {self.formula} ({names})"
        if self.basis == "measured":
            return f"measured (n = {self.n})"
        detail = self.source + (f"; replaced by {self.replaced_by}" if self.replaced_by else "")
        return f"{self.basis} ({detail})" if detail else self.basis


class Finding(Model, frozen=True, extra="forbid"):
    """Something that a good consultant would raise.

    Attributes
    ----------
    code : str
        Stable name of the kind of finding.
    title : str
        The finding in a line.
    arithmetic : str
        The figures that lead to it, in words.
    figures : tuple of str
        Their names.
    way_out : str
        What to do about it.
    """

    code: str
    title: str
    arithmetic: str
    figures: tuple[str, ...] = ()
    way_out: str = ""


class OpenQuestion(Model, frozen=True, extra="forbid"):
    """Something that is not known, and what its answer would change.

    Attributes
    ----------
    name : str
        The input that is missing or assumed.
    question : str
        What to find out.
    swing : float or None
        By how many agents the answer moves the plan [full-time agents]; None where it decides
        something that is not counted in agents.
    changes : str
        What it moves.
    figure : str
        The figure that the swing is; empty without one.
    """

    name: str
    question: str
    swing: float | None = None
    changes: str
    figure: str = ""


class Ledger:
    """The figures of a package while it is made; each name once."""

    def __init__(self) -> None:
        self._rows: dict[str, Evidence] = {}

    def __iter__(self) -> Iterator[Evidence]:
        return iter(self._rows.values())

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __getitem__(self, name: str) -> Evidence:
        return self._rows[name]

    def number(self, name: str) -> float:
        """Figure of that name, which is a number."""
        value = self._rows[name].value
        if not isinstance(value, (int, float)):
            raise InputError(f"{name} must be a number; got {shown(value)}")
        return float(value)

    def _put(self, row: Evidence) -> None:
        if row.name in self._rows:
            raise InputError(f"figures must have names of their own; got {shown(row.name)} twice")
        self._rows[row.name] = row

    def given(self, name: str, value: Value, unit: str = "") -> None:
        """Note a figure that the user stated."""
        self._put(Evidence(name=name, value=value, unit=unit, basis="given"))

    def published(self, name: str, value: Value, unit: str = "", *, source: Source) -> None:
        """Note a figure that a source prints."""
        self._put(
            Evidence(name=name, value=value, unit=unit, basis="published", source=str(source))
        )

    def assumed(
        self, name: str, value: Value, unit: str = "", *, source: str, replaced_by: str
    ) -> None:
        """Note a figure that somebody assumed."""
        self._put(
            Evidence(
                name=name, value=value, unit=unit, basis="assumed", source=source,
                replaced_by=replaced_by,
            )
        )  # fmt: skip

    def measured(self, name: str, estimate: Estimate, unit: str = "", *, per: float = 1.0) -> None:
        """Note a figure that data show, divided by `per` to come to its unit."""
        sure = estimate.interval(0.95)
        low, high = (None if end is None else end / per for end in (sure.low, sure.high))
        self._put(
            Evidence(
                name=name,
                value=None if estimate.value is None else estimate.value / per,
                unit=unit,
                basis="measured",
                source=estimate.reason or "",
                n=estimate.n,
                interval=None if low is None and high is None else (low, high),
                flags=tuple(estimate.flags),
            )
        )

    def measured_end(self, name: str, of: str, *, place: Literal[0, 1]) -> None:
        """Note an end of a measured figure's interval, which a plan takes as low or high end."""
        row = self._rows[of]
        end = None if row.interval is None else row.interval[place]
        source = f"{('lower', 'upper')[place]} end of the 95 % interval of {of}"
        self._put(
            row.model_copy(update={"name": name, "value": end, "source": source, "interval": None})
        )

    def moves(self, name: str, swing: str) -> None:
        """Say which figure is how far the ends of a figure move the plan; both are there."""
        self._rows[name] = self._rows[name].model_copy(update={"sensitivity": swing})
        self.number(swing)

    def derived(
        self, name: str, value: Value, unit: str = "", *, formula: str, inputs: Mapping[str, str]
    ) -> None:
        """Note a figure that follows from others, which are in the ledger."""
        for figure in inputs.values():
            if figure not in self._rows:
                raise InputError(f"inputs of {name} must be figures; got {shown(figure)}")
        self._put(
            Evidence(
                name=name,
                value=value,
                unit=unit,
                basis="derived",
                formula=formula,
                inputs=dict(inputs),
            )
        )


def hours(length: timedelta) -> float:
    """Length of time in hours."""
    return length / timedelta(hours=1)


def span_text(low: str, high: str, *, between: str = "–") -> str:
    """Both ends of a span for a reader, or one where they read alike."""
    return low if low == high else f"{low}{between}{high}"


def figure_text(value: float) -> str:
    """Number for a reader: four digits, and all of a large one."""
    return f"{value:,.4g}" if abs(value) < 1_000 else f"{value:,.0f}"


def agents_text(value: float) -> str:
    """Number of people at work or needed, to a tenth."""
    return f"{value:,.1f}".removesuffix(".0")
