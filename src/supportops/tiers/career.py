"""Whether a person is ready for the next tier."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from supportops._kit.data import Source, read_data
from supportops._kit.models import Model
from supportops._kit.names import collected
from supportops._kit.results import Result
from supportops._kit.shares import Share, ShareLike, percent_text, share
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.vocabulary import Range

__all__ = ["CareerStep", "Readiness", "career_steps", "ready_for_next_tier"]


class CareerStep(Model, frozen=True, extra="forbid"):
    """One level of a support career.

    Attributes
    ----------
    tier, title : str
    tenure : Range
        Usual time in it, in the unit that the range names.
    builds : tuple of str
        What one learns there.
    ready_for : str or None
        The next tier; None at the top.
    first_contact_resolution : float or None
        Least share of tickets solved at first contact to go on, 0 to 1.
    confirms : tuple of str
        What a person, not a figure, has to confirm.
    paths : tuple of str
        Where the road leads from the top.
    source : Source
    """

    tier: str
    title: str
    tenure: Range
    builds: tuple[str, ...]
    ready_for: str | None = None
    first_contact_resolution: Share | None = None
    confirms: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    source: Source


@dataclass(frozen=True, slots=True)
class Readiness(Result):
    """Whether somebody is ready for the next tier.

    Attributes
    ----------
    tier : str
    next_tier : str or None
        None at the top.
    ready : bool or None
        None where nothing speaks against it, but something is not known yet.
    unmet : tuple of str
        What speaks against it.
    unknown : tuple of str
        What nobody has measured or confirmed.
    """

    tier: str
    next_tier: str | None
    ready: bool | None
    unmet: tuple[str, ...]
    unknown: tuple[str, ...]


@cache
def career_steps() -> tuple[CareerStep, ...]:
    """Published levels of a support career, from the first to the top."""
    return tuple(
        CareerStep(
            **{k: v for k, v in row.items() if k not in {"source", "where", "tenure"}},
            tenure=Range(**row["tenure"]),
            source=Source(source=row["source"], where=row["where"]),
        )
        for row in read_data("tiers", "career")["step"]
    )


def ready_for_next_tier(
    tier: str,
    *,
    first_contact_resolution: ShareLike | None = None,
    confirmed: Collection[str] = (),
    denied: Collection[str] = (),
) -> Readiness:
    """Whether somebody in `tier` is ready for the next.

    Parameters
    ----------
    tier : {"L1", "L2", "L3"}
        Where the person works.
    first_contact_resolution : share, optional
        Of the person's tickets; None is not measured.
    confirmed, denied : collection of str
        Which of the step's confirmations somebody gave or refused.

    Returns
    -------
    Readiness
        At the top `ready` is False, because nothing is above.

    Raises
    ------
    InputError
        For an unknown tier or confirmation.

    Notes
    -----
    Time in a level is no gate in the source, only usual; see `CareerStep.tenure`.

    Examples
    --------
    >>> ready_for_next_tier("L1", first_contact_resolution="69%").unmet
    ('first_contact_resolution 69 %, at least 70 %',)
    >>> ready_for_next_tier("L1", first_contact_resolution="70%").ready is None
    True
    """
    steps = {step.tier: step for step in career_steps()}
    if tier not in tuple(steps):  # a tuple asks nothing of what it looks for
        raise InputError(f"tier must be one of {joined(steps, 'or')}; got {shown(tier)}")
    step = steps[tier]
    yes, no = collected(confirmed, "confirmed"), collected(denied, "denied")
    for name, words in (("confirmed", yes), ("denied", no)):
        for word in words:
            if word not in step.confirms:
                known = joined(step.confirms) or "nothing"
                raise InputError(f"{name} must be among {known}; got {shown(word)}")
    both = [word for word in yes if word in no]
    if both:
        raise InputError(f"confirmed must not be denied as well; got {shown(both[0])}")
    if step.ready_for is None:
        return Readiness(tier, None, ready=False, unmet=("nothing is above",), unknown=())
    unmet, unknown = [], []
    if first_contact_resolution is not None:
        rate = share(first_contact_resolution, "first_contact_resolution")
        gate = step.first_contact_resolution
        if gate is not None and rate < gate:
            figures = f"{percent_text(rate)}, at least {percent_text(gate)}"
            unmet.append(f"first_contact_resolution {figures}")
    elif step.first_contact_resolution is not None:
        unknown.append("first_contact_resolution")
    unmet += [word for word in step.confirms if word in no]
    unknown += [word for word in step.confirms if word not in (*yes, *no)]
    ready = False if unmet else None if unknown else True
    return Readiness(tier, step.ready_for, ready, tuple(unmet), tuple(unknown))
