"""Scales: ordered names, the most urgent first."""

from collections.abc import Iterator
from functools import partial
from typing import Literal, TypeAlias, get_args

from pydantic import field_validator

from supportops._kit.data import Shelf, read_data
from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Scale", "ScaleName", "preset", "presets"]

ScaleName: TypeAlias = Literal[
    "p1-p5", "sev1-sev5", "l0-l3", "urgent-low", "highest-lowest", "1-5", "sev-a-c"
]


class Scale(Model, frozen=True, extra="forbid"):
    """Ordered list of names; the first is the most urgent.

    A scale can be counted, asked for a name with ``in``, and walked name by name.

    Attributes
    ----------
    label : str
        What the names are: "priority", "severity", "support tier".
    names : tuple of str
        The names, the most urgent first; at least one, none twice.

    Examples
    --------
    >>> priorities = Scale(label="priority", names=("P1", "P2", "P3"))
    >>> priorities.rank("P2")
    1
    >>> priorities.rank("Urgent")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: priority must be one of P1, P2 or P3; got 'Urgent'
    """

    label: str
    names: tuple[str, ...]

    @field_validator("names")
    @classmethod
    def _names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names or len(set(names)) < len(names) or not all(name.strip() for name in names):
            raise InputError(
                f"names must be one or more, none empty and none twice; got {shown(names)}"
            )
        return names

    def rank(self, name: str) -> int:
        """Place of `name`, 0 for the most urgent; an undeclared name is an error."""
        try:
            return self.names.index(name)
        except ValueError:
            known = joined(self.names, "or")
            raise InputError(f"{self.label} must be one of {known}; got {shown(name)}") from None

    def more_urgent(self, name: str, than: str) -> bool:
        """Whether `name` stands before `than`."""
        return self.rank(name) < self.rank(than)

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # names, not pydantic's fields
        return iter(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __len__(self) -> int:
        return len(self.names)


def _make(name: str) -> Scale:
    row = read_data("vocabulary", "scales")[name]
    return Scale(label=row["label"], names=tuple(row["names"]))


_SHELF: Shelf[Scale] = Shelf(
    "vocabulary",
    {name: partial(_make, name) for name in get_args(ScaleName)},
)


def preset(name: ScaleName) -> Scale:
    """Shipped scale of that name; `presets` lists them.

    Parameters
    ----------
    name : str
        Name of the scale.

    Returns
    -------
    Scale

    Raises
    ------
    InputError
        For an unknown name; the message lists the known.

    Examples
    --------
    >>> preset("p1-p5").names
    ('P1', 'P2', 'P3', 'P4', 'P5')
    """
    return _SHELF.take(name)


def presets() -> tuple[str, ...]:
    """Names of the shipped scales."""
    return _SHELF.names()
