"""Look-ups in a policy: which row governs a ticket, and what it promises."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.sla.policy import SlaPolicy
from supportops.sla.targets import FIELDS, SlaRow
from supportops.vocabulary import Promise

__all__ = ["MatchedTargets", "checked_fields", "targets_for"]


@dataclass(frozen=True, eq=False)
class MatchedTargets(Result, Mapping[str, Promise]):
    """Promises by metric, and the row that they come from; a mapping.

    Attributes
    ----------
    promises : dict of str to Promise
        By metric; a metric that is not promised is not there.
    row : SlaRow or None
        The first row that matches; None where no row does.
    position : int or None
        Its place among the rows, from 0.
    """

    promises: dict[str, Promise]
    row: SlaRow | None
    position: int | None

    def __getitem__(self, metric: str) -> Promise:
        try:
            return self.promises[metric]
        except KeyError:
            raise KeyError(
                f"metric must be promised; got {shown(metric)}; "
                f"there are {joined(self.promises) or 'none'}"
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.promises)

    def __len__(self) -> int:
        return len(self.promises)

    def clock(self, metric: str, *, policy: SlaPolicy) -> str | None:
        """Clock of a promise, ``business`` or ``calendar``; None for one without time."""
        given = self[metric]
        if given.kind in {"business_days", "next_business_day"}:
            return "business"
        if given.length is None:
            return None
        return given.clock or (self.row and self.row.clock) or policy.clock


def checked_fields(policy: SlaPolicy, values: Mapping[str, str | None]) -> dict[str, str | None]:
    """Fields of a ticket, each of them declared by the policy where it declares names."""
    for field in FIELDS:
        value, names = values.get(field), policy.declared(field)
        if value is not None and names is not None and value not in names:
            raise InputError(f"{field} must be one of {joined(names, 'or')}; got {shown(value)}")
    return dict(values)


def targets_for(
    policy: SlaPolicy,
    *,
    priority: str | None = None,
    customer_tier: str | None = None,
    channel: str | None = None,
    category: str | None = None,
    group: str | None = None,
) -> MatchedTargets:
    """What a policy promises to such a ticket.

    Parameters
    ----------
    policy : SlaPolicy
    priority, customer_tier, channel, category, group : str, optional
        What is known of the ticket.

    Returns
    -------
    MatchedTargets
        A mapping from metric to promise, with the row that matched.

    Raises
    ------
    InputError
        For a name that the policy does not declare.

    Examples
    --------
    >>> from supportops import sla
    >>> targets = sla.targets_for(
    ...     sla.preset("worked-team"), priority="P1", customer_tier="Mid-Market"
    ... )
    >>> str(targets["first_response"]), str(targets["resolution"])
    ('30m', '8h')
    """
    values = checked_fields(
        policy,
        {
            "priority": priority,
            "customer_tier": customer_tier,
            "channel": channel,
            "category": category,
            "group": group,
        },
    )
    excluded = {e.category for e in policy.exclusions} - {None}
    if category not in excluded:
        for position, row in enumerate(policy.rows):
            if row.matches(values):
                return MatchedTargets(dict(row.promises()), row, position)
    return MatchedTargets({}, None, None)
