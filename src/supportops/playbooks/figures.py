"""Every figure of a playbook: its own, and those of the tables that it uses."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.playbooks._bounds import bounds_text
from supportops.playbooks.models import Figure, FigureRole, Playbook
from supportops.playbooks.uses import playbook_tables
from supportops.vocabulary import Promise, Range

__all__ = ["operation_figures", "playbook_figures"]

_PROMISES = ("first_response", "periodic_update", "resolution")


def playbook_figures(playbook: Playbook) -> tuple[Figure, ...]:
    """Every figure of a playbook: its own first, then those of the tables that it uses.

    Parameters
    ----------
    playbook : Playbook

    Returns
    -------
    tuple of Figure
        SLA promises are measures ``first_response_promise``, ``resolution_promise`` and
        ``periodic_update_promise`` by priority (1 is the most urgent) or channel; of two
        policies the one that speaks for every customer counts. Bands and goals keep their
        metric, plans are ``price_a_month`` and ``price_a_year`` by plan.

    Examples
    --------
    >>> from supportops.playbooks import open_playbook
    >>> for figure in playbook_figures(open_playbook("ast")):
    ...     if figure.measure == "first_response_promise":
    ...         print(figure)
    first_response_promise (email): target at most 4h business
    first_response_promise (phone): target at most 30s
    first_response_promise (chat): target at most 45s
    first_response_promise (email): target at most 4h
    first_response_promise (priority 1): target at most 4h
    """
    tables = playbook_tables(playbook)
    policy = f"sla.preset({playbook.uses.sla_base or playbook.uses.sla!r})"
    found = list(playbook.figures)
    for address, table in tables.items():
        if address.startswith("sla.preset(") and address != policy:
            continue  # another policy beside the one that speaks for every customer
        if reader := _READERS.get(address.partition("(")[0]):
            found += reader(table)
    return tuple(found)


def _sla(policy: Any) -> Iterator[Figure]:
    for row in policy.rows:
        scopes = [row.customer_tier, row.channel]
        if row.priority is not None:
            scopes.append(f"priority {policy.priorities.rank(row.priority) + 1}")
        scope = ", ".join(part for part in scopes if part)
        for metric in _PROMISES:
            asked: tuple[tuple[FigureRole, Any], ...] = (
                ("target", getattr(row, metric)),
                ("stretch", row.goals.get(metric)),
            )
            for role, promise in asked:
                if promise is not None and (bounds := _promised(promise)) is not None:
                    yield Figure(
                        measure=f"{metric}_promise",
                        scope=scope,
                        role=role,
                        bounds=bounds,
                        clock=promise.clock,
                        definition=_attained(row.attained.get(metric)),
                        where=policy.where,
                    )


def _promised(promise: Promise) -> Range | None:
    if promise.days is not None:
        return Range(high=promise.days, unit="business days")
    if promise.length is None:
        return None  # a rule in words: next business day, best effort
    return Range(high=promise.length / timedelta(minutes=1), unit="minutes")


def _attained(how: Any) -> str:
    if how is None or isinstance(how, str):
        return how or ""
    return f"{bounds_text(Range(low=how, high=how))} of contacts"


def _bands(bands: Any) -> Iterator[Figure]:
    for band in bands:
        yield Figure(
            measure=band.metric,
            role="target",
            bounds=band.target,
            definition=band.definition,
            where=band.source.where,
        )


def _goals(goals: Any) -> Iterator[Figure]:
    from supportops import metrics

    # Where the start is unknown, the published band says which way is better.
    rising = {b.metric for b in metrics.preset("support-operations") if b.target.low is not None}
    for goal in goals:
        up = goal.metric in rising if goal.start is None else goal.start < goal.target
        spans = ((goal.days, "days"), (goal.months, "months"))
        horizon = [Range(low=n, high=n, unit=unit) for n, unit in spans if n is not None]
        yield Figure(
            measure=goal.metric,
            scope="worked example",
            role="target",
            bounds=Range(**{"low" if up else "high": goal.target}, unit=goal.unit),
            horizon=horizon[0] if horizon else None,
            where=goal.source.where,
        )


def _plans(catalog: Any) -> Iterator[Figure]:
    for plan in catalog.plans:
        for price in plan.prices:
            low, high = price.amount.low, price.amount.high
            yield Figure(
                measure=f"price_a_{price.per}",
                scope=plan.name,
                role="price",
                bounds=Range(
                    low=float(low.amount),
                    high=None if high is None else float(high.amount),
                    unit=low.currency,
                ),
                definition=f"basis {price.basis}",
                note=price.note,
                where=catalog.source.where,
            )
        if plan.critical_response is not None:
            yield Figure(
                measure="first_response_promise",
                scope="priority 1",
                role="target",
                bounds=Range(
                    high=plan.critical_response / timedelta(minutes=1),
                    unit="minutes",
                ),
                note=f"plan {plan.name}",
                where=catalog.source.where,
            )


def _cost_target(target: Any) -> Iterator[Figure]:
    measure, where = f"cost_per_{target.per}", target.source.where
    if target.amount is not None:
        low, high = target.amount.low, target.amount.high
        bounds = Range(
            low=float(low.amount),
            high=None if high is None else float(high.amount),
            unit=low.currency,
        )
        yield Figure(measure=measure, role="target", bounds=bounds, where=where)
    if target.below is not None:
        bounds = Range(high=float(target.below.amount), high_open=True, unit=target.below.currency)
        yield Figure(measure=measure, role="target", bounds=bounds, where=where)
    if target.reported is not None:
        paid = float(target.reported.amount)
        bounds = Range(low=paid, high=paid, unit=target.reported.currency)
        yield Figure(measure=measure, role="reported", bounds=bounds, where=where)
    if target.contacts_per_year is not None:
        count = float(target.contacts_per_year)
        bounds = Range(low=count, high=count, unit="contacts a year")
        yield Figure(measure="contacts", role="reported", bounds=bounds, where=where)


def _claims(claims: Any) -> Iterator[Figure]:
    for claim in claims:
        yield Figure(
            measure="deflection_rate",
            role="claim",
            bounds=Range(low=claim.low, high=claim.high),
            definition=f"of {claim.of}",
            where=claim.source.where,
        )


_READERS = {
    "sla.preset": _sla,
    "metrics.preset": _bands,
    "metrics.goals": _goals,
    "economics.preset": _plans,
    "economics.cost_target": _cost_target,
    "knowledge.deflection_claims": _claims,
}


def operation_figures(playbook: Playbook) -> dict[str, Figure]:
    """Figures that `Playbook.operation` names, by its fields.

    Parameters
    ----------
    playbook : Playbook

    Returns
    -------
    dict of str to Figure
        Those of ``contacts``, ``handle_time`` and ``agents`` that are named; empty without an
        operation.

    Raises
    ------
    InputError
        For a label that no figure has, or a figure that counts something else.
    """
    if playbook.operation is None:
        return {}
    figures: dict[str, Figure] = {}
    for figure in playbook_figures(playbook):
        figures.setdefault(figure.label, figure)
    named = {}
    for field in ("contacts", "handle_time", "agents"):
        label = getattr(playbook.operation, field)
        if label is None:
            continue
        if label not in figures:
            raise InputError(
                f"operation.{field} must be the label of a figure; got {shown(label)}; "
                f"there are {joined(figures)}"
            )
        named[field] = _countable(field, figures[label])
    return named


# What a figure must count to be read as this part of an operation.
_COUNTS: dict[str, tuple[str, Callable[[str], bool]]] = {
    "contacts": ("count something a month or a year", lambda u: u.endswith(("a month", "a year"))),
    "handle_time": ("be a duration", lambda u: u == "minutes"),
    "agents": ("count people", lambda u: u in {"people", "agents", "FTE", "heads"}),
}


def _countable(field: str, figure: Figure) -> Figure:
    rule, holds = _COUNTS[field]
    if not holds(figure.bounds.unit):
        raise InputError(f"operation.{field} must {rule}; got {figure}")
    return figure
