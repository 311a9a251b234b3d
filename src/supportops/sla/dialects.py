"""Dialects: the options that make our clock run like a product's."""

from typing import Literal, TypeAlias

from supportops._kit.data import Shelf, read_data
from supportops._kit.models import Model
from supportops.sla.policy import OnPriorityChange, OnReopen, SlaPolicy

__all__ = ["Dialect", "DialectName", "DialectOptions", "dialect", "dialects", "in_dialect"]

DialectName: TypeAlias = Literal["zendesk", "jira", "servicenow", "freshdesk", "zammad"]


class DialectOptions(Model, frozen=True, extra="forbid"):
    """The options of a policy in which products differ; fields as in `SlaPolicy`."""

    on_priority_change: OnPriorityChange
    on_reopen: OnReopen
    on_calendar_change: Literal["segment", "last_wins"]
    on_customer_message: Literal["stay_paused", "resume"]
    due_side: Literal["close", "open"]
    judged_by: Literal["elapsed", "instant"]


class Dialect(Model, frozen=True, extra="forbid"):
    """How a product runs the clock.

    Attributes
    ----------
    product : str
    options : DialectOptions
    pauses : dict of str to tuple of str
        Classes of statuses in which a metric pauses.
    metrics : dict of str to str
        The product's names of metrics and ours.
    basis : dict of str to str
        For each option ``documented`` or ``inferred``.
    source, where : str
        Document and place.
    """

    product: str
    options: DialectOptions
    pauses: dict[str, tuple[str, ...]]
    metrics: dict[str, str]
    basis: dict[str, Literal["documented", "inferred"]]
    source: str
    where: str


def _make(name: str) -> Dialect:
    return Dialect.model_validate(read_data("sla", "dialects")[name])


_SHELF: Shelf[Dialect] = Shelf(
    "sla dialects",
    {
        "zendesk": lambda: _make("zendesk"),
        "jira": lambda: _make("jira"),
        "servicenow": lambda: _make("servicenow"),
        "freshdesk": lambda: _make("freshdesk"),
        "zammad": lambda: _make("zammad"),
    },
)


def dialect(name: DialectName) -> Dialect:
    """Dialect of a product; `in_dialect` puts a policy into it.

    Parameters
    ----------
    name : str
        ``"zendesk"``, ``"jira"``, ``"servicenow"``, ``"freshdesk"`` or ``"zammad"``.

    Examples
    --------
    >>> dialect("servicenow").options.on_priority_change
    'restart'
    """
    return _SHELF.take(name)


def dialects() -> tuple[str, ...]:
    """Names of the dialects."""
    return _SHELF.names()


def in_dialect(policy: SlaPolicy, name: DialectName) -> SlaPolicy:
    """Policy with the same promises, run as a product would run it.

    Parameters
    ----------
    policy : SlaPolicy
    name : str
        As in `dialect`.

    Returns
    -------
    SlaPolicy
        Options and pauses are the product's; pauses of rows and of metrics that the product
        does not have stay.
    """
    spoken = dialect(name)
    options = dict(spoken.options)
    return policy.model_copy(update={**options, "pauses": {**policy.pauses, **spoken.pauses}})
