"""Every figure of a playbook: its own, and those of the tables that it uses."""

from collections.abc import Callable

from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.playbooks._readers import READERS
from supportops.playbooks.models import Figure, Playbook
from supportops.playbooks.uses import hold_playbook, playbook_tables

__all__ = ["operation_figures", "playbook_figures"]


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
        metric, plans are ``price_a_month`` and ``price_a_year`` by plan; ratios of people to
        work, hours of training and onboarding stages are rules. Tables without figures that
        can be set beside one another are named only.

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
    uses = playbook.uses
    spoken_for = (f"sla.preset({uses.sla_base or uses.sla!r})", f"metrics.preset({uses.bands!r})")
    found = list(playbook.figures)
    for address, table in tables.items():
        if address.startswith(("sla.preset(", "metrics.preset(")) and address not in spoken_for:
            continue  # another policy or set of bands beside the one that is followed
        if reader := READERS.get(address.partition("(")[0]):
            found += reader(table)
    return tuple(found)


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
    hold_playbook(playbook)
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
                f"there are {joined(figures) or 'none'}"
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
    if min(end for end in (figure.bounds.low, figure.bounds.high) if end is not None) < 0:
        raise InputError(f"operation.{field} must not be negative; got {figure}")
    return figure
