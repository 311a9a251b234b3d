"""Whether an incident is a major one by the number of users or the money that it costs."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import StrictInt

from supportops._kit.data import Source, read_data
from supportops._kit.durations import Duration
from supportops._kit.models import Model
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.vocabulary import Money, money

__all__ = ["MajorIncident", "MajorIncidentRule", "major_incident", "major_incident_rule"]


class MajorIncidentRule(Model, frozen=True, extra="forbid"):
    """From where on an incident is a major one; one of the two limits is enough.

    Attributes
    ----------
    users_above : int
        More users than this [users].
    loss_per_hour_above : Money
        More money than this in an hour.
    mobilise, update : timedelta
        By when the team is together, and how often it reports.
    source : Source
    """

    users_above: StrictInt
    loss_per_hour_above: Money
    mobilise: Duration
    update: Duration
    source: Source


@dataclass(frozen=True, slots=True)
class MajorIncident(Result):
    """Whether an incident is a major one.

    Attributes
    ----------
    major : bool or None
        None where what is known does not make it one, and something is not known.
    reasons : tuple of str
        Limits that are passed.
    unknown : tuple of str
        What nobody has counted.
    """

    major: bool | None
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]


@cache
def major_incident_rule() -> MajorIncidentRule:
    """Published rule of the AST playbook: above 500 users, or above 50,000 USD an hour."""
    row = read_data("escalation", "matrix")["major_incident"]
    fields: dict[str, Any] = {k: v for k, v in row.items() if k not in {"source", "where"}}
    return MajorIncidentRule(**fields, source=Source(source=row["source"], where=row["where"]))


def major_incident(
    *,
    users: float | None = None,
    loss_per_hour: str | Money | None = None,
    rule: MajorIncidentRule | None = None,
) -> MajorIncident:
    """Whether an incident is a major one.

    Parameters
    ----------
    users : float, optional
        Users concerned [users]; None is not known.
    loss_per_hour : money, optional
        What an hour of it costs, in the currency of the rule; None is not known.
    rule : MajorIncidentRule, optional
        The published one by default.

    Returns
    -------
    MajorIncident

    Raises
    ------
    InputError
        For a negative count, or money of another currency.

    Examples
    --------
    >>> major_incident(users=500, loss_per_hour="0 USD").major
    False
    >>> major_incident(users=501).reasons
    ('501 users, above 500',)
    """
    limits = major_incident_rule() if rule is None else rule
    reasons, unknown = [], []
    if users is None:
        unknown.append("users")
    elif not is_real(users) or not users >= 0:
        raise InputError(f"users must be a number of zero or more; got {shown(users)}")
    elif users > limits.users_above:
        reasons.append(f"{users:g} users, above {limits.users_above}")
    if loss_per_hour is None:
        unknown.append("loss_per_hour")
    else:
        loss = money(loss_per_hour, "loss_per_hour")
        if loss > limits.loss_per_hour_above:
            reasons.append(f"{loss} an hour, above {limits.loss_per_hour_above}")
    major = True if reasons else None if unknown else False
    return MajorIncident(major, tuple(reasons), tuple(unknown))
