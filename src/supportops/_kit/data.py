"""Published figures: TOML files inside the package, read once, with their sources."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from supportops._kit.models import Model
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["Shelf", "Source", "read_data"]

T = TypeVar("T")


class Source(Model, frozen=True, extra="forbid"):
    """Where a figure was published.

    Attributes
    ----------
    source : str
        The document.
    where : str
        The place in it.
    """

    source: str
    where: str

    def __str__(self) -> str:
        return f"{self.source}, {self.where}"


@cache
def read_data(room: str, name: str) -> dict[str, Any]:
    """Contents of ``<room>/data/<name>.toml``; treat them as read-only."""
    text = (files("supportops") / room / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Shelf(Generic[T]):
    """The presets of a room: names, and how each becomes a model on its first use.

    Parameters
    ----------
    room : str
        Name of the room, for messages.
    makers : mapping of str to callable
        For each preset a function without arguments that makes the model.
    """

    def __init__(self, room: str, makers: Mapping[str, Callable[[], T]]) -> None:
        self._room = room
        self._makers = dict(makers)
        self._made: dict[str, T] = {}

    def names(self) -> tuple[str, ...]:
        """Names of the presets in order."""
        return tuple(self._makers)

    def take(self, name: object) -> T:
        """Preset of that name; an unknown one is an error that lists the known."""
        if not isinstance(name, str) or name not in self._makers:
            raise InputError(
                f"name must be a preset of {self._room}; got {shown(name)}; "
                f"there are {joined(self._makers)}"
            )
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]
