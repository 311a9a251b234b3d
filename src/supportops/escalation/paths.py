"""Who is engaged, when."""

from supportops._kit.durations import DurationLike, duration
from supportops.escalation.models import EscalationPolicy
from supportops.escalation.presets import preset

__all__ = ["engaged"]


def engaged(severity: str, *, after: DurationLike, policy: EscalationPolicy | None = None) -> str:
    """Role that is engaged a given time after the first response.

    Parameters
    ----------
    severity : str
        Name in the policy, such as ``"SEV3"``.
    after : duration
        Time since the first response, zero or more.
    policy : EscalationPolicy, optional
        The published ``"support-operations"`` policy by default.

    Returns
    -------
    str
        The last role of the path whose checkpoint has been reached.

    Raises
    ------
    InputError
        For an undeclared severity or a negative time.

    Examples
    --------
    >>> engaged("SEV1", after="130m")
    'CEO'
    >>> engaged("SEV4", after="60m")
    'L2 specialist'
    """
    rules = preset("support-operations") if policy is None else policy
    elapsed = duration(after, "after")
    level = rules.severity(severity)
    reached = sum(checkpoint <= elapsed for checkpoint in rules.checkpoints)
    return level.path[min(reached, len(level.path)) - 1]
