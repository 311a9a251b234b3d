"""Doors for several names at once: collections of them, and mappings from them."""

from collections.abc import Iterable, Mapping
from typing import Any

from supportops._kit.text import shown
from supportops.errors import InputError

__all__ = ["collected", "mapped"]


def collected(values: Any, name: str) -> tuple[Any, ...]:
    """Values of a collection, read once; a single text is none.

    Examples
    --------
    >>> collected(iter(["a", "b"]), "flags")
    ('a', 'b')
    >>> collected("a", "flags")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: flags must be a collection, ["a", "b"]; got 'a'
    """
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise InputError(f'{name} must be a collection, ["a", "b"]; got {shown(values)}')
    return tuple(values)


def mapped(values: Any, name: str) -> dict[Any, Any]:
    """Entries of a mapping.

    Examples
    --------
    >>> mapped([1], "shares")
    Traceback (most recent call last):
    ...
    supportops.errors.InputError: shares must map names to values, {"a": ...}; got [1]
    """
    if not isinstance(values, Mapping):
        raise InputError(f'{name} must map names to values, {{"a": ...}}; got {shown(values)}')
    return dict(values)
