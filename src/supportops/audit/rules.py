"""Rules: what is looked for, in what, and the one verb `check`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import inf
from typing import Any, Literal, TypeAlias, TypeVar

from supportops._kit.names import mapped
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.audit.findings import Check, Finding
from supportops.audit.limits import Limit, overridden
from supportops.audit.operation import Operation
from supportops.audit.scene import NotAuditedError, Scene
from supportops.errors import InputError

__all__ = ["PARTS", "Detection", "Part", "Rule", "looks_at", "operation_and_minimum"]

Detection: TypeAlias = Literal["data", "design", "data and design", "proxy"]
Look: TypeAlias = Callable[[Scene], Iterable[Finding]]
F = TypeVar("F", bound=Look)


@dataclass(frozen=True, slots=True)
class Part:
    """One way to look for an anti-pattern, and the inputs that it needs."""

    needs: tuple[str, ...]
    look: Look


#: Parts of every rule, by its code; filled where the rules are written.
PARTS: dict[str, list[Part]] = {}


def looks_at(code: str, *needs: str) -> Callable[[F], F]:
    """Decorator that makes a function a part of the rule with that code."""

    def note(look: F) -> F:
        PARTS.setdefault(code, []).append(Part(needs, look))
        return look

    return note


def operation_and_minimum(seen: Any, minimum: Any) -> None:
    """An error unless there is an operation to look at, and a number of cases that is one."""
    if not isinstance(seen, Operation):
        raise InputError(
            f"seen must be an Operation; got {shown(type(seen).__name__)}; "
            "make one with supportops.audit.operation"
        )
    if not is_real(minimum) or not 1 <= minimum < inf:
        raise InputError(f"minimum must be one case or more; got {shown(minimum)}")


@dataclass(frozen=True, eq=False)
class Rule(Result):
    """A rule that computes; its documentation shows a case that trips it, and a near miss.

    Attributes
    ----------
    code : str
        Its stable name.
    title : str
        What it looks for, in a line.
    area : str
        Area of support.
    slugs : tuple of str
        Published names of the anti-pattern; entries that say the same share a rule.
    detection : {"data", "design", "data and design", "proxy"}
        What it shows itself in.
    limits : dict of str to Limit
        Its thresholds, published or assumed.
    parts : tuple of Part
        The ways to look, each with its needs.
    way_out : str
        What to do about a finding.
    source, where : str
        The document and the list in it that name the anti-pattern.
    """

    code: str
    title: str
    area: str
    slugs: tuple[str, ...]
    detection: Detection
    limits: Mapping[str, Limit]
    parts: tuple[Part, ...]
    way_out: str
    source: str
    where: str

    def __post_init__(self) -> None:
        words = (part.look.__doc__ or "" for part in self.parts)
        object.__setattr__(self, "__doc__", "\n\n".join([self.title, *words]))

    @property
    def needs(self) -> tuple[str, ...]:
        """All inputs that any part of it needs, in order."""
        return tuple(dict.fromkeys(need for part in self.parts for need in part.needs))

    def check(
        self,
        seen: Operation,
        *,
        minimum: int = 20,
        limits: Mapping[str, Any] | None = None,
    ) -> Check:
        """Findings of this rule in an operation, and why parts of it were not looked at.

        Parameters
        ----------
        seen : Operation
            What is audited.
        minimum : int
            Cases below which a share says nothing [cases].
        limits : mapping of str to number, optional
            Own figures in place of the rule's, by the name of the limit.

        Returns
        -------
        Check
        """
        operation_and_minimum(seen, minimum)
        given = {} if limits is None else mapped(limits, "limits")
        own = overridden(self.limits, given, code=self.code)
        scene = Scene(seen, self, own, int(minimum))
        findings: list[Finding] = []
        skipped: list[str] = []
        ran = 0
        for part in self.parts:
            missing = [reason for need in part.needs if (reason := seen.lacks(need))]
            if missing:
                skipped.append("; ".join(dict.fromkeys(missing)))
                continue
            try:
                findings.extend(part.look(scene))
                ran += 1
            except (NotAuditedError, InputError) as reason:  # a room may refuse a word or a figure
                skipped.append(str(reason))
        return Check(self.code, tuple(findings), tuple(dict.fromkeys(skipped)), ran > 0)
