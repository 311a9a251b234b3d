"""Statuses: an organization's own names, each with the class that rules ask for."""

from typing import Literal, TypeAlias

from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["StatusClass", "StatusMap"]

StatusClass: TypeAlias = Literal[
    "new", "open", "waiting_on_customer", "waiting_on_third_party", "on_hold", "solved", "closed"
]


class StatusMap(Model, frozen=True, extra="forbid"):
    """Class of each status name.

    Attributes
    ----------
    classes : dict of str to str
        For each name new, open, waiting_on_customer, waiting_on_third_party, on_hold, solved
        or closed.

    Examples
    --------
    >>> statuses = StatusMap(classes={"Pending": "waiting_on_customer", "Done": "solved"})
    >>> statuses.class_of("Pending")
    'waiting_on_customer'
    """

    classes: dict[str, StatusClass]

    def class_of(self, name: str) -> StatusClass:
        """Class of the status `name`; an undeclared name is an error that lists the declared."""
        try:
            return self.classes[name]
        except KeyError:
            known = joined(self.classes, "or")
            raise InputError(f"status must be one of {known}; got {shown(name)}") from None
