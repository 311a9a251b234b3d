"""An incident: who has which role, and how long each stretch took."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import model_validator

from supportops._kit.data import Source, read_data
from supportops._kit.models import Instant, Model
from supportops._kit.results import Result
from supportops._kit.tables import Column, Table, read_table
from supportops.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Incident",
    "IncidentRole",
    "IncidentTimes",
    "RoleFinding",
    "incident_roles",
    "incident_times",
    "incident_times_table",
    "role_findings",
]

_MARKS = ("started_at", "detected_at", "acknowledged_at", "mitigated_at", "resolved_at")


class IncidentRole(Model, frozen=True, extra="forbid"):
    """A role in the command of an incident.

    Attributes
    ----------
    name, duty : str
    actions : tuple of str
        What it does; ``"called as needed"`` alone makes the role one that need not be filled.
    applies_to : tuple of str
        Severities that want it.
    source : Source
    """

    name: str
    duty: str
    actions: tuple[str, ...]
    applies_to: tuple[str, ...]
    source: Source

    @property
    def on_call(self) -> bool:
        """Whether the role is filled only when it is needed."""
        return self.actions == ("called as needed",)


class Incident(Model, frozen=True, extra="forbid"):
    """What is known of one incident.

    Attributes
    ----------
    id, severity : str
    title : str
    roles : dict of str to str
        Person by role.
    started_at : datetime
        When the trouble began; aware, as all marks.
    detected_at, acknowledged_at, mitigated_at, resolved_at : datetime or None
        When it was noticed, taken on, no longer felt, and over; in this order where known.
    """

    id: str
    severity: str
    title: str = ""
    roles: dict[str, str] = {}
    started_at: Instant
    detected_at: Instant | None = None
    acknowledged_at: Instant | None = None
    mitigated_at: Instant | None = None
    resolved_at: Instant | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "Incident":
        marks = [(name, getattr(self, name)) for name in _MARKS]
        known = [(name, at) for name, at in marks if at is not None]
        for (before, first), (after, second) in pairwise(known):
            if second < first:
                raise InputError(f"{after} must not be before {before}; got {second} and {first}")
        return self


@dataclass(frozen=True, slots=True)
class IncidentTimes(Result):
    """Stretches of one incident; None where one of its ends is not known.

    Attributes
    ----------
    detect : timedelta or None
        From the start to the detection.
    acknowledge : timedelta or None
        From the detection to the acknowledgement.
    mitigate, resolve : timedelta or None
        From the start until it was no longer felt, and until it was over.
    """

    detect: timedelta | None
    acknowledge: timedelta | None
    mitigate: timedelta | None
    resolve: timedelta | None


@dataclass(frozen=True, slots=True)
class RoleFinding(Result):
    """A role that nobody has, or one person with several.

    Attributes
    ----------
    kind : {"missing", "shared", "unknown"}
    roles : tuple of str
    person : str
        Who has them; empty for a missing one.
    """

    kind: str
    roles: tuple[str, ...]
    person: str


@cache
def incident_roles() -> tuple[IncidentRole, ...]:
    """Published roles in the command of a SEV1 or SEV2 incident."""
    group = read_data("escalation", "incidents")["roles"]
    source = Source(source=group["source"], where=group["where"])
    return tuple(
        IncidentRole(**row, applies_to=group["applies_to"], source=source) for row in group["role"]
    )


def role_findings(
    incident: Incident, *, roles: tuple[IncidentRole, ...] | None = None
) -> tuple[RoleFinding, ...]:
    """Roles of an incident that are missing, unknown, or with one person together.

    Parameters
    ----------
    incident : Incident
    roles : tuple of IncidentRole, optional
        The published ones by default.

    Returns
    -------
    tuple of RoleFinding
        Empty for a severity that wants no roles and has none.

    Notes
    -----
    That nobody should hold two roles at once is our reading: the source gives each its own
    person without saying so.

    Examples
    --------
    >>> incident = Incident(id="7", severity="SEV1", started_at="2026-03-02T09:00:00Z",
    ...                     roles={"incident_commander": "Ada", "technical_lead": "Bo",
    ...                            "communications_lead": "Cy"})
    >>> [(row.kind, row.roles) for row in role_findings(incident)]
    [('missing', ('scribe',))]
    """
    known = incident_roles() if roles is None else roles
    people = {role: who.strip() for role, who in incident.roles.items()}
    found = [
        RoleFinding("missing", (role.name,), "")
        for role in known
        if incident.severity in role.applies_to and not role.on_call and not people.get(role.name)
    ]
    names = {role.name for role in known}
    found += [RoleFinding("unknown", (r,), who) for r, who in people.items() if r not in names]
    for person in dict.fromkeys(filter(None, people.values())):
        shared = tuple(role for role, who in people.items() if who == person and role in names)
        if len(shared) > 1:
            found.append(RoleFinding("shared", shared, person))
    return tuple(found)


def incident_times(incident: Incident) -> IncidentTimes:
    """Time to detect, acknowledge, mitigate and resolve one incident.

    Examples
    --------
    >>> times = incident_times(Incident(id="7", severity="SEV1", started_at="2026-03-02T09:00:00Z",
    ...     detected_at="2026-03-02T09:04:00Z", resolved_at="2026-03-02T11:00:00Z"))
    >>> str(times.detect), times.acknowledge, str(times.resolve)
    ('0:04:00', None, '2:00:00')
    """
    start, detected = incident.started_at, incident.detected_at

    def since(begin: Instant | None, end: Instant | None) -> timedelta | None:
        return None if begin is None or end is None else end - begin

    return IncidentTimes(
        detect=since(start, detected),
        acknowledge=since(detected, incident.acknowledged_at),
        mitigate=since(start, incident.mitigated_at),
        resolve=since(start, incident.resolved_at),
    )


_INCIDENTS = Table(
    name="incidents",
    row="one incident",
    columns=tuple(
        Column(name=name, dtype="instant", about="a mark of its timeline") for name in _MARKS
    ),
)


def incident_times_table(
    incidents: "pd.DataFrame", *, columns: Mapping[str, str] | None = None
) -> "pd.DataFrame":
    """Time to detect, acknowledge, mitigate and resolve every incident of a table.

    Parameters
    ----------
    incidents : DataFrame
        One row an incident: started_at, and where they are there detected_at, acknowledged_at,
        mitigated_at and resolved_at.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        Index of `incidents`; detect, acknowledge, mitigate, resolve (timedelta, NaT where an end
        is missing) and ordered (false where the known marks are out of order).

    Raises
    ------
    InputError
        For a missing column or naive instants.
    """
    import pandas as pd

    frame = read_table(
        incidents, _INCIDENTS, needs=["started_at"], uses=_MARKS[1:], columns=columns
    )
    # Whatever zone a column has, differences are those of UTC.
    marks = {
        name: frame[name].dt.tz_convert("UTC")
        if name in frame
        else pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
        for name in _MARKS
    }
    start, detected = marks["started_at"], marks["detected_at"]
    ordered = pd.Series(data=True, index=frame.index)
    latest = start
    for name in _MARKS[1:]:
        ordered &= ~(marks[name] < latest)
        latest = marks[name].where(marks[name].notna(), latest)
    return pd.DataFrame(
        {
            "detect": detected - start,
            "acknowledge": marks["acknowledged_at"] - detected,
            "mitigate": marks["mitigated_at"] - start,
            "resolve": marks["resolved_at"] - start,
            "ordered": ordered,
        },
        index=incidents.index,
    )
