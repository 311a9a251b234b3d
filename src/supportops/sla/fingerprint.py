"""Fingerprint: what an answer of the clock depends on besides the events."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from supportops._kit.instants import zone
from supportops._kit.results import Result
from supportops.calendars import BusinessCalendar, Calendar
from supportops.sla.policy import SlaPolicy

__all__ = ["Fingerprint", "fingerprint"]


@dataclass(frozen=True, slots=True)
class Fingerprint(Result):
    """Three short texts; equal ones with equal events give equal answers.

    Attributes
    ----------
    policy : str
        Hash of the policy as JSON, calendars included.
    library : str
        Version of supportops.
    zones : str
        Hash of the offsets from UTC that this machine's zone data give for the zones of the
        calendars, month by month from 1970 to 2037.
    """

    policy: str
    library: str
    zones: str

    def __str__(self) -> str:
        return f"policy {self.policy}, supportops {self.library}, zones {self.zones}"


def fingerprint(policy: SlaPolicy) -> Fingerprint:
    """Fingerprint of a policy on this machine.

    Parameters
    ----------
    policy : SlaPolicy

    Returns
    -------
    Fingerprint
    """
    zones = sorted({name for calendar in policy.calendars.values() for name in _zones(calendar)})
    # The version stands at the root, which nothing inside the package imports.
    version = str(sys.modules["supportops"].__version__)
    return Fingerprint(
        policy=_short(policy.model_dump_json()),
        library=version,
        zones=_short(",".join(f"{name}:{_offsets(name)}" for name in zones)),
    )


def _zones(calendar: Calendar) -> Iterator[str]:
    if isinstance(calendar, BusinessCalendar):
        yield calendar.timezone
    else:
        for part in calendar.parts:
            yield from _zones(part)


@lru_cache(maxsize=1024)
def _offsets(name: str) -> str:
    place = zone(name)
    months = (datetime(y, m, 1, tzinfo=UTC) for y in range(1970, 2038) for m in range(1, 13))
    return _short(",".join(str(at.astimezone(place).utcoffset()) for at in months))


def _short(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
