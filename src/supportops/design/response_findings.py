"""Today's first response against what the matrix promises."""

from collections.abc import Iterable
from datetime import timedelta

from supportops._kit.durations import duration_text
from supportops._kit.text import joined
from supportops.design.baseline import Baseline
from supportops.design.contract import ALL_TICKETS, ContractPlan
from supportops.design.deliverables import SlaMatrixPlan
from supportops.design.evidence import Finding, figure_text, hours, span_text
from supportops.design.promise_history import METRICS

__all__ = ["response_findings"]


def response_findings(
    matrix: SlaMatrixPlan, contract: ContractPlan, base: Baseline
) -> tuple[Finding, ...]:
    """Promises faster than what all tickets had; without a history, than today's mean."""
    rows = {row.metric: row for row in contract.kept if row.scope == ALL_TICKETS}
    findings = []
    for metric in METRICS:
        lengths = matrix.lengths(metric)
        row = rows.get(metric)
        if not lengths or row is None or row.attainable is None:
            continue
        slowest = max(lengths.values())
        if hours(slowest) >= row.attainable:
            continue
        words = metric.replace("_", " ")
        findings.append(
            Finding(
                code="promises-beyond-history",
                title=f"Every promised {words} is faster than what the history kept",
                arithmetic=(
                    f"promised {_span(lengths.values())}; attainable for all tickets "
                    f"{figure_text(row.attainable)} h: {row.words}"
                ),
                figures=(f"attainable.all tickets.{metric}",),
                way_out=(
                    "Find out what tickets wait for before publishing the matrix; until then promise "
                    "what is attainable."
                ),
            )
        )
    if "first_response" not in rows:
        findings += _mean_above(matrix, base)
    return tuple(findings)


def _mean_above(matrix: SlaMatrixPlan, base: Baseline) -> list[Finding]:
    lengths, mean = matrix.lengths("first_response"), base.first_response
    if mean is None:
        return []
    faster = {key: length for key, length in lengths.items() if length < mean}
    if not faster:
        return []
    whose: dict[str, list[str]] = {}
    for (tier, priority), length in faster.items():
        whose.setdefault(f"{priority} in {duration_text(length)}", []).append(tier)
    every = {tier for tier, _ in lengths}
    named = [
        promise + ("" if set(tiers) == every else f" ({joined(tiers)})")
        for promise, tiers in whose.items()
    ]
    return [
        Finding(
            code="mean-slower-than-promise",
            title=(
                f"Today's mean first response of {duration_text(mean)} is slower than "
                f"{len(faster)} of {len(lengths)} promises"
            ),
            arithmetic=f"promised: {joined(named)}",
            figures=(
                "team.first_response_time",
                *(f"sla.{tier}.{priority}.first_response" for tier, priority in faster),
            ),
            way_out=(
                "A mean does not say how many miss: measure the share in time by priority, in the hours "
                "that the promise counts, before the matrix is published."
            ),
        )
    ]


def _span(lengths: Iterable[timedelta]) -> str:
    ends = sorted(lengths)
    return span_text(duration_text(ends[0]), duration_text(ends[-1]), between=" to ")
