"""What must be reached before somebody goes on, and whether it was."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from supportops._kit.models import Model
from supportops._kit.names import collected, mapped
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.shares import share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = ["Gate", "GateCheck", "gate_check"]


class Gate(Model, frozen=True, extra="forbid"):
    """A figure that must lie in limits.

    Attributes
    ----------
    metric : str
    limits : Range
        Where it must lie, in the unit that it names; a range without a unit holds shares.
    """

    metric: str
    limits: Range

    def __str__(self) -> str:
        limits = self.limits if self.limits.unit else self.limits.scaled(100, "%")
        return f"{self.metric} {limits}"


@dataclass(frozen=True, slots=True)
class GateCheck(Result):
    """Whether somebody may go on.

    Attributes
    ----------
    passed : bool or None
        None where nothing speaks against it, but something is not known yet.
    failed : tuple of str
        Gates that were missed.
    unknown : tuple of str
        Figures and evidence that are not there yet.
    """

    passed: bool | None
    failed: tuple[str, ...]
    unknown: tuple[str, ...]


def gate_check(
    gates: Collection[Gate],
    *,
    marks: Mapping[str, Any],
    needed: Collection[str] = (),
    evidence: Collection[str] = (),
) -> GateCheck:
    """Whether figures lie within their gates and the evidence is there.

    Parameters
    ----------
    gates : collection of Gate
        Figures that must be reached.
    marks : mapping of str to float or share
        Figures by metric [unit of the gate]; a share also as text, ``"85%"``. None is not known.
    needed : collection of str
        What must be shown, as ``"case study"``.
    evidence : collection of str
        What was shown.

    Returns
    -------
    GateCheck
        A figure at the edge of "at least" passes.

    Raises
    ------
    InputError
        If a mark has no gate, is no number, or evidence was not asked for.

    Examples
    --------
    >>> qa = Gate(metric="qa", limits=Range(low=80, unit="points"))
    >>> gate_check([qa], marks={"qa": 79}).passed, gate_check([qa], marks={}).passed
    (False, None)
    """
    asked = collected(gates, "gates")
    for gate in asked:
        if not isinstance(gate, Gate):
            raise InputError(f"gates must be Gate; got {shown(gate)}; give them as a list")
    wanted = {gate.metric: gate for gate in asked}
    given = mapped(marks, "marks")
    for name in given:
        if name not in wanted:
            raise InputError(
                f"marks must be of a gate; got {shown(name)}; there are {joined(wanted) or 'none'}"
            )
    proofs, shown_up = collected(needed, "needed"), collected(evidence, "evidence")
    for proof in shown_up:
        if proof not in proofs:
            raise InputError(
                f"evidence must be asked for; got {shown(proof)}; "
                f"there is {joined(proofs) or 'none'}"
            )
    values = {name: _figure(given[name], gate) for name, gate in wanted.items() if name in given}
    unknown = [name for name in wanted if values.get(name) is None]
    found = [(gate, values.get(gate.metric)) for gate in asked]
    failed = [
        str(gate)
        for gate, value in found
        # A mean of decimals may miss the end of a gate by its last digit.
        if value is not None and round(value, 12) not in gate.limits
    ]
    unknown += [proof for proof in proofs if proof not in shown_up]
    passed = False if failed else None if unknown else True
    return GateCheck(passed, tuple(failed), tuple(unknown))


def _figure(value: Any, gate: Gate) -> float | None:
    if value is None or (is_real(value) and value != value):  # noqa: PLR0124  NaN
        return None
    name = f"marks[{shown(gate.metric)}]"
    signed = gate.limits.low is not None and gate.limits.low < 0
    if not gate.limits.unit and not signed:
        return share(value, name)
    if not is_real(value) or not isfinite(value):
        unit = gate.limits.unit or "share, plus or minus"
        raise InputError(f"{name} must be a number [{unit}], finite; got {shown(value)}")
    return float(value)
