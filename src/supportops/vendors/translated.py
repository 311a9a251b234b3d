"""What a translation found: records in our words, and what did not go into them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from supportops._kit.reals import from_zero
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = [
    "Leftovers",
    "Translated",
    "inner_list",
    "inner_record",
    "length_of",
    "path_value",
    "records",
]

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Translated(Result, Generic[T_co]):
    """Records in our words, and everything that did not fit into them.

    Attributes
    ----------
    items : tuple
        What was translated, in order; the result can be walked and counted itself.
    unknown : dict of str to dict
        For a record the fields that have no place in our words, as they were given.
    missing : dict of str to tuple of str
        For a record the fields that ought to be there and are not.
    flags : tuple of str
        What is doubtful.
    """

    items: tuple[T_co, ...]
    unknown: dict[str, dict[str, Any]]
    missing: dict[str, tuple[str, ...]]
    flags: tuple[str, ...]

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def only(self) -> T_co:
        """The one record; more or none is an error."""
        if len(self.items) != 1:
            raise InputError(f"items must be one record; got {len(self.items)}")
        return self.items[0]


class Leftovers:
    """Collects what a translation leaves over."""

    def __init__(self) -> None:
        self.unknown: dict[str, dict[str, Any]] = {}
        self.missing: dict[str, tuple[str, ...]] = {}
        self.flags: list[str] = []

    def keep(self, record: str, fields: Mapping[str, Any], *, known: Sequence[str]) -> None:
        """Keep the fields of a record that are not known."""
        rest = {name: value for name, value in fields.items() if name not in known}
        if rest:
            self.unknown.setdefault(record, {}).update(rest)

    def note(self, record: str, *names: str) -> None:
        """Note fields that a record lacks."""
        had = self.missing.get(record, ())
        self.missing[record] = (*had, *(name for name in names if name not in had))

    def with_items(self, items: Sequence[Any]) -> "Translated[Any]":
        """Result with these items."""
        return Translated(
            tuple(items), self.unknown, self.missing, tuple(dict.fromkeys(self.flags))
        )


def records(payload: Any, *keys: str) -> list[Mapping[str, Any]]:
    """Records of a payload: a list of them, a page that holds them under a key, or pages.

    Raises
    ------
    InputError
        For anything else, naming the keys.
    """
    name = keys[0]
    if isinstance(payload, Mapping):
        for key in keys:
            if key in payload:
                inner = payload[key]
                return records(inner, *keys) if isinstance(inner, list) else [_record(inner, name)]
        return [payload]
    if isinstance(payload, (str, bytes)) or not isinstance(payload, Sequence):
        raise InputError(
            f"{name} must be a list of records or a page with {joined(keys, 'or')}; "
            f"got {shown(payload)}"
        )
    out: list[Mapping[str, Any]] = []
    for place, item in enumerate(payload):
        if isinstance(item, Mapping) and any(isinstance(item.get(key), list) for key in keys):
            out.extend(records(item, *keys))
        else:
            out.append(_record(item, f"{name}[{place}]"))
    return out


def inner_list(record: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    """Records that a record holds under a key; none where it holds nothing."""
    found = record.get(key)
    if found is None:
        return []
    if isinstance(found, (str, bytes, Mapping)) or not isinstance(found, Sequence):
        raise InputError(f"{where}.{key} must be a list of records; got {shown(found)}")
    return [_record(item, f"{where}.{key}[{place}]") for place, item in enumerate(found)]


def inner_record(record: Mapping[str, Any], key: str, where: str) -> Mapping[str, Any]:
    """Record that a record holds under a key; an empty one where it holds nothing."""
    found = record.get(key)
    return {} if found is None else _record(found, f"{where}.{key}")


def _record(item: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(item, Mapping):
        raise InputError(f"{name} must be a record with named fields; got {shown(item)}")
    return item


def length_of(value: Any, unit: timedelta, name: str) -> timedelta | None:
    """Length of time that a number of units states; None where there is none."""
    if value is None:
        return None
    try:
        return from_zero(value, name) * unit
    except OverflowError as error:
        raise InputError(f"{name} must be under a billion days; got {shown(value)}") from error


def path_value(record: Mapping[str, Any], path: str) -> Any:
    """Value at a dotted path; a list of ``{"id", "value"}`` is asked by its id.

    Examples
    --------
    >>> path_value({"via": {"channel": "web"}}, "via.channel")
    'web'
    >>> path_value({"custom_fields": [{"id": 7, "value": "gold"}]}, "custom_fields.7")
    'gold'
    """
    value: Any = record
    for part in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list):
            found = [v for v in value if isinstance(v, Mapping) and str(v.get("id")) == part]
            value = found[0].get("value") if found else None
        else:
            return None
    return value
