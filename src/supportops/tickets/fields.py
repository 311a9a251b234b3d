"""Fields that a ticket must have, and those that it lacks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from supportops._kit.data import Source
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.tickets.published import table_rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FieldRule", "field_gaps", "missing_fields", "published_fields"]


class FieldRule(Model, frozen=True, extra="forbid"):
    """A field, whether it must be filled, and what it is for.

    Attributes
    ----------
    field : str
    required : {"yes", "auto", "auto_or_yes"}
        By hand, by the tool, or by either of them.
    purpose : str
    source : Source or None
    """

    field: str
    required: Literal["yes", "auto", "auto_or_yes"]
    purpose: str
    source: Source | None = None


def published_fields() -> tuple[FieldRule, ...]:
    """The seven required fields of the support-operations skill.

    Examples
    --------
    >>> [rule.field for rule in published_fields() if rule.required != "yes"]
    ['channel', 'assignee']
    """
    return tuple(FieldRule.model_validate(row) for row in table_rows("fields"))


def missing_fields(
    ticket: Mapping[str, object],
    *,
    assigned: bool,
    rules: tuple[FieldRule, ...] | None = None,
) -> tuple[FieldRule, ...]:
    """Rules that a ticket breaks.

    Parameters
    ----------
    ticket : mapping of str to object
        Its fields; one that is not there, None, NaN or blank text is missing.
    assigned : bool
        Whether the ticket has come to its assignment; before it, it needs no assignee.
    rules : tuple of FieldRule, optional
        Those of the support-operations skill unless told.

    Returns
    -------
    tuple of FieldRule

    Examples
    --------
    >>> fields = {"priority": "P2", "category": "login", "customer": "ACME", "channel": "email",
    ...           "product_feature": "SSO", "status": "new"}
    >>> missing_fields(fields, assigned=False)
    ()
    >>> [rule.purpose for rule in missing_fields(fields, assigned=True)]
    ['accountability']
    """
    if not isinstance(ticket, Mapping):
        raise InputError(f"ticket must be a mapping from field to value; got {shown(ticket)}")
    return tuple(
        rule
        for rule in (published_fields() if rules is None else rules)
        if (assigned or rule.field != "assignee") and _blank(ticket.get(rule.field))
    )


def _blank(value: Any) -> bool:
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    try:
        return bool(value != value)  # noqa: PLR0124  NaN and NaT
    except TypeError:  # pandas' NA is neither
        return True
    except ValueError:  # an array is there
        return False


def field_gaps(
    tickets: "pd.DataFrame",
    *,
    rules: tuple[FieldRule, ...] | None = None,
    columns: Mapping[str, str] | None = None,
) -> "pd.DataFrame":
    """How often each required field is missing in a table.

    Parameters
    ----------
    tickets : DataFrame
        A column for each field; a column that is not there is missing in every row.
    rules : tuple of FieldRule, optional
        Those of the support-operations skill unless told.
    columns : mapping of str to str, optional
        The caller's headings.

    Returns
    -------
    DataFrame
        field, required, missing (tickets), tickets (all), share; NaN for an empty table.
    """
    import pandas as pd

    if not isinstance(tickets, pd.DataFrame):
        raise InputError(f"tickets must be a DataFrame; got {shown(type(tickets).__name__)}")
    chosen = published_fields() if rules is None else rules
    headings = dict(columns or {})
    fields = [rule.field for rule in chosen]
    for name, heading in headings.items():
        if name not in fields or heading not in tickets.columns:
            raise InputError(
                f"columns must lead from {joined(fields, 'or')} to a heading; "
                f"got {shown(name)} to {shown(heading)}"
            )
    rows = []
    for rule in chosen:
        heading = headings.get(rule.field, rule.field)
        missing = len(tickets)
        if heading in tickets.columns:
            values = tickets[heading]
            gone = values.isna()
            if values.dtype == object or pd.api.types.is_string_dtype(values.dtype):
                gone |= values.astype(str).str.strip().eq("").fillna(value=False).astype(bool)
            missing = int(gone.sum())
        part = missing / len(tickets) if len(tickets) else float("nan")
        rows.append((rule.field, rule.required, missing, len(tickets), part))
    return pd.DataFrame(rows, columns=["field", "required", "missing", "tickets", "share"])
