"""The audit: every rule that can run, and what became of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from supportops._kit.names import collected, mapped
from supportops._kit.results import Result, plain
from supportops._kit.text import markdown_escape, markdown_table, shown
from supportops.audit.catalog import AnyRule, areas, rule, rules
from supportops.audit.declared import DeclaredRule
from supportops.audit.findings import Finding
from supportops.audit.operation import Operation
from supportops.audit.rules import Rule, operation_and_minimum
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["AuditReport", "audit"]

_GRAVITY = {"warning": 0, "watch": 1, "hint": 2}
_COLUMNS = (
    "code", "area", "level", "subject", "statement", "figure", "limit", "unit", "basis", "n",
    "evidence", "cost", "way_out", "slugs",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class AuditReport(Result):
    """What an audit found, what it knew already, and what it could not look at.

    Attributes
    ----------
    findings : tuple of Finding
        New findings, warnings first.
    known : tuple of Finding
        Those that the baseline holds.
    clean : tuple of str
        Rules that ran and found nothing.
    skipped : dict of str to tuple of str
        Rules that could not run, wholly or in part, with the reasons.
    minimum : int
        Fewest cases that a share was taken of [cases].
    """

    findings: tuple[Finding, ...]
    known: tuple[Finding, ...]
    clean: tuple[str, ...]
    skipped: Mapping[str, tuple[str, ...]]
    minimum: int

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def baseline(self) -> tuple[str, ...]:
        """Keys of all findings, to be given to the next audit."""
        return tuple(sorted({finding.key for finding in (*self.findings, *self.known)}))

    def to_frame(self) -> "pd.DataFrame":
        """Table of the findings, one a row; the same columns whatever was found."""
        import pandas as pd

        rows = [
            [
                None if name == "cost" and finding.cost is None
                else str(finding.cost) if name == "cost"
                else ", ".join(getattr(finding, name)) if name in {"evidence", "slugs"}
                else getattr(finding, name)
                for name in _COLUMNS
            ]
            for finding in self.findings
        ]  # fmt: skip
        frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype=object)
        numbers = dict.fromkeys(("figure", "limit"), "float64")
        return frame.astype({**numbers, "n": "int64"})

    def to_dict(self) -> dict[str, Any]:
        """Findings, known findings, clean and skipped rules as plain values."""
        return {
            "findings": [finding.to_dict() for finding in self.findings],
            "known": [finding.key for finding in self.known],
            "clean": list(self.clean),
            "skipped": plain(dict(self.skipped)),
            "minimum": self.minimum,
        }

    def to_markdown(self) -> str:
        """Report in Markdown: the findings with evidence, cost and way out, then the rest."""
        counts = [f"{len(self.findings)} findings"]
        counts += [f"{len(self.known)} known"] if self.known else []
        counts += [
            f"{len(self.clean)} rules clean",
            f"{len(self.skipped)} skipped, wholly or in part",
        ]
        parts = ["# Audit", ", ".join(counts) + ". Findings are evidence, not verdicts."]
        for finding in self.findings:
            parts.append(f"## {markdown_escape(finding.title)}")
            lines = [
                f"`{finding.code}` ({finding.level}): {markdown_escape(finding.statement)}",
                f"Limit: {markdown_escape(finding.basis)}",
            ]
            if finding.evidence:
                lines.append(f"Evidence: {markdown_escape(', '.join(finding.evidence))}")
            if finding.cost is not None:
                lines.append(f"Cost: {markdown_escape(finding.cost)}")
            lines.append(f"Way out: {markdown_escape(finding.way_out)}")
            parts.append("\n".join(f"- {line}" for line in lines))
        if self.skipped:
            parts.append("## Not looked at")
            rows = [(code, "; ".join(reasons)) for code, reasons in self.skipped.items()]
            parts.append(markdown_table(["rule", "reason"], rows))
        return "\n\n".join(parts) + "\n"

    def _repr_html_(self) -> str:
        from supportops._kit.text import card

        rows = [
            (f"{finding.level}: {finding.code}", finding.statement) for finding in self.findings
        ]
        note = f"{len(self.clean)} rules clean, {len(self.skipped)} skipped, wholly or in part"
        return card("Audit", rows, note)


def _chosen(names: Iterable[str], parameter: str) -> set[str]:
    out: set[str] = set()
    for name in collected(names, parameter):
        out |= {one.code for one in rules(name)} if name in areas() else {rule(name).code}
    return out


def _answered(seen: Operation) -> None:
    for name in seen.design.answers:
        if not isinstance(one := rule(name), DeclaredRule):
            raise InputError(
                f"design.answers must name declared rules; got {shown(name)}, which {one.code} "
                "computes; supportops.audit.rules() lists those with a question"
            )


def _limits(given: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    for name, value in ({} if given is None else mapped(given, "limits")).items():
        code, dot, limit = str(name).partition(".")
        if not dot:
            raise InputError(
                f'limits must name a rule and its limit, "priority-inflation.warning"; '
                f"got {shown(name)}"
            )
        one = rule(code)
        if not isinstance(one, Rule) or limit not in one.limits:
            there = ", ".join(one.limits) if isinstance(one, Rule) else ""
            raise InputError(
                f"limits must name limits of {one.code}; got {shown(limit)}; "
                f"there are {there or 'none'}"
            )
        out.setdefault(one.code, {})[limit] = value
    return out


def audit(
    seen: Operation,
    *,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    baseline: "Iterable[str] | AuditReport" = (),
    minimum: int = 20,
    limits: Mapping[str, Any] | None = None,
) -> AuditReport:
    """Anti-patterns that an operation shows in its data or in its design.

    Parameters
    ----------
    seen : Operation
        Tables and design, made by `operation`.
    select : iterable of str, optional
        Areas, rules or slugs to look at; all rules if not given.
    ignore : iterable of str, optional
        Areas, rules or slugs to leave out.
    baseline : iterable of str or AuditReport, optional
        Keys of findings that are known, as an earlier report's `baseline` gives them.
    minimum : int, optional
        Fewest cases that a share is taken of [cases]; rules with fewer are skipped.
    limits : mapping of str to number, optional
        Own figures by rule and limit: ``{"priority-inflation.warning": 0.2}``.

    Returns
    -------
    AuditReport

    Raises
    ------
    InputError
        For an unknown rule or limit, or an answer to a question that nobody asks.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops.audit import audit, operation
    >>> tickets = pd.DataFrame({"priority": ["P1"] * 11 + ["P3"] * 89})
    >>> report = audit(operation({"tickets": tickets}), select=["tickets"])
    >>> print(report.findings[0].statement)
    11 % of tickets have the top priority (100 tickets); the rule trips at > 10 %
    """
    operation_and_minimum(seen, minimum)
    _answered(seen)
    codes = {one.code for one in rules()} if select is None else _chosen(select, "select")
    codes -= _chosen(ignore, "ignore")
    own = _limits(limits)
    old = set(
        baseline.baseline()
        if isinstance(baseline, AuditReport)
        else collected(baseline, "baseline")
    )
    findings: list[Finding] = []
    clean: list[str] = []
    skipped: dict[str, tuple[str, ...]] = {}
    chosen: list[AnyRule] = [one for one in rules() if one.code in codes]
    for one in chosen:
        answer = one.check(seen, minimum=minimum, limits=own.get(one.code))
        findings += answer.findings
        if answer.skipped:
            skipped[one.code] = answer.skipped
        if answer.ran and not answer.findings:
            clean.append(one.code)
    findings.sort(key=lambda finding: _GRAVITY[finding.level])
    return AuditReport(
        findings=tuple(f for f in findings if f.key not in old),
        known=tuple(f for f in findings if f.key in old),
        clean=tuple(clean),
        skipped=skipped,
        minimum=int(minimum),
    )
