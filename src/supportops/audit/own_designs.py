"""A design from the models of the rooms: what your own policy, tiers and rubric state."""

from itertools import pairwise
from typing import Any

from supportops import calendars, escalation, quality, sla, tiers
from supportops._kit.text import joined, shown
from supportops.audit.design_inputs import (
    Design,
    RubricDesign,
    SeverityWords,
    SlaDesign,
    TierDesign,
    Transition,
)
from supportops.errors import InputError

__all__ = ["design_from", "promises", "severity_words", "transitions"]

_WEEK_SECONDS = 7 * 86_400
_PAUSE = "no-pause-mechanism"


def _names(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value


def promises(
    policy: sla.SlaPolicy, metric: str, *, customer_tier: str | None = None
) -> dict[str, Any] | None:
    """Promised length for each priority, the most urgent first; None where there is none.

    To one customer tier, the first that a row names by default; a row for every channel,
    category and group comes before one for some.
    """
    rows = [row for row in policy.rows if row.priority is not None]
    served = [tier for row in rows for tier in _names(row.customer_tier)]
    tier = customer_tier or next(iter(served), None)
    rows = [row for row in rows if row.customer_tier is None or tier in _names(row.customer_tier)]
    rows.sort(key=lambda row: any((row.channel, row.category, row.group)))
    named = dict.fromkeys(name for row in policy.rows for name in _names(row.priority))
    out = {}
    for name in policy.priorities or named:
        said = [getattr(row, metric) for row in rows if name in _names(row.priority)]
        length = next((promise.length for promise in said if promise is not None), None)
        if length is not None:
            out[name] = length
    return out or None


def severity_words(path: escalation.EscalationPolicy) -> dict[str, SeverityWords]:
    """Severities of a path with their definitions and examples."""
    return {
        row.name: SeverityWords(definition=row.definition, examples=row.examples)
        for row in path.severities
    }


def transitions(structure: tiers.TierStructure) -> tuple[Transition, ...]:
    """Ways between tiers with what opens them: triggers, and from each tier to the next."""
    names = [tier.name for tier in structure.tiers]
    ways: dict[tuple[str, str], list[str]] = {pair: [] for pair in pairwise(names)}
    for (origin, _), opens in ways.items():
        if said := structure.tier(origin).escalates_when:
            opens.append(said)
    for trigger in structure.triggers:
        if trigger.target in names:
            words = list(trigger.any_of)
            if trigger.failed_attempts is not None:
                words.append(f"{trigger.failed_attempts} failed attempts")
            for origin in structure.origins(trigger):
                ways.setdefault((origin, trigger.target), []).extend(words)
    return tuple(
        Transition(origin=origin, target=target, triggers=tuple(words))
        for (origin, target), words in ways.items()
    )


def _day_and_night(policy: sla.SlaPolicy) -> bool:
    for row in policy.rows:
        calendar = policy.calendars[row.calendar or policy.calendar]
        open_always = calendars.open_seconds_per_week(calendar) >= _WEEK_SECONDS
        for _, promise in row.promises():
            clock = promise.clock or row.clock or policy.clock
            if promise.length is not None and (clock == "calendar" or open_always):
                return True
    return False


def _pauses(policy: sla.SlaPolicy) -> bool:
    for row in policy.rows:
        for metric, _ in row.promises():
            own = row.pauses.get(metric, policy.pauses.get(metric))
            if policy.statuses_of(policy.metrics[metric].pause if own is None else own):
                return True
    return False


def _sla(policy: sla.SlaPolicy, customer_tier: str | None) -> dict[str, Any]:
    said = [promise for row in policy.rows for promise in row.promises()]
    numeric = {name for name, promise in said if promise.length or promise.days}
    spoken = {"first_response": "response", "resolution": "resolution"}
    return {
        "first_response": promises(policy, "first_response", customer_tier=customer_tier),
        "resolution": promises(policy, "resolution", customer_tier=customer_tier),
        "defines": (*(spoken[name] for name in spoken if name in numeric), "clock", "calendar"),
        "around_the_clock": _day_and_night(policy),
    }


def design_from(
    *,
    policy: sla.SlaPolicy | None = None,
    structure: tiers.TierStructure | None = None,
    split: tiers.TierSplit | None = None,
    severities: escalation.EscalationPolicy | None = None,
    rubric: quality.Rubric | None = None,
    customer_tier: str | None = None,
    beside: Design | None = None,
) -> Design:
    """Design that your own models state, ready to be audited.

    Parameters
    ----------
    policy : SlaPolicy, optional
        Promises by priority, what it defines, whether any runs day and night, and whether
        something stops the clock.
    structure : TierStructure, optional
        Ways between the tiers, with what opens them.
    split : TierSplit, optional
        Agents and shares of the tiers.
    severities : EscalationPolicy, optional
        Severities with their definitions and examples.
    rubric : Rubric, optional
        Its pass mark.
    customer_tier : str, optional
        Whose promises of the policy are taken; those of the first tier that a row names if not
        given.
    beside : Design, optional
        What is stated beside the models, such as agents and plans; it wins over them.

    Returns
    -------
    Design

    Raises
    ------
    InputError
        For a customer tier that no row of the policy names.

    Notes
    -----
    Promises are taken at their length as it is written, whatever its clock; those in business
    days or in words have none and are left out. A structure says nothing about skipping tiers,
    a policy nothing about what was kept: state that in `beside`.

    Examples
    --------
    >>> from supportops import sla, tiers
    >>> from supportops.audit import Design, audit, operation
    >>> ours = design_from(
    ...     policy=sla.preset("priority"), structure=tiers.preset("support-operations"),
    ...     beside=Design(sla={"agents": 2}),
    ... )
    >>> [str(span) for span in ours.sla.first_response.values()]
    ['0:15:00', '1:00:00', '4:00:00', '8:00:00', '1 day, 0:00:00']
    >>> for finding in audit(operation(design=ours)):
    ...     print(finding.statement)
    2 agents are to answer within a quarter of an hour; the rule trips at <= 2 agents
    """
    facts: dict[str, dict[str, Any]] = {"sla": {}, "tiers": {}, "rubric": {}, "answers": {}}
    if policy is not None:
        known = dict.fromkeys(n for row in policy.rows for n in _names(row.customer_tier))
        if customer_tier is not None and customer_tier not in known:
            raise InputError(
                f"customer_tier must be one that a row of the policy names; "
                f"got {shown(customer_tier)}; there are {joined(known) or 'none'}"
            )
        facts["sla"] |= _sla(policy, customer_tier)
        facts["answers"][_PAUSE] = _pauses(policy)
    if severities is not None:
        facts["sla"]["severities"] = severity_words(severities)
    if structure is not None:
        facts["tiers"]["transitions"] = transitions(structure)
    if split is not None:
        facts["tiers"] |= {"agents": split.agents, "shares": split.resolves or None}
    if rubric is not None:
        facts["rubric"]["pass_mark"] = rubric.scoring.pass_mark
    stated = Design() if beside is None else beside

    def filled(model: Any, name: str) -> Any:
        own: Any = getattr(stated, name)
        given = {field: getattr(own, field) for field in own.model_fields_set}
        return model(**{**facts[name], **given})

    return stated.model_copy(
        update={
            "sla": filled(SlaDesign, "sla"),
            "tiers": filled(TierDesign, "tiers"),
            "rubric": filled(RubricDesign, "rubric"),
            "answers": {**facts["answers"], **stated.answers},
        }
    )
