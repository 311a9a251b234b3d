"""Parameters of interval tables: by argument, by column, or by channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from supportops import queueing
from supportops._kit.arrays import Float64Array
from supportops._kit.names import mapped
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.workforce._row_values import count_values, second_values, share_values
from supportops.workforce._rows import Rows
from supportops.workforce.targets import ChannelTarget

__all__ = ["Asked", "asked_of"]

_Values: TypeAlias = float | Float64Array
_FREE: dict[str, Any] = {"shrinkage": 0.0, "concurrency": 1, "min_agents": 0}
_SECONDS = {"handle_time": False, "answer_within": True, "patience": True, "max_wait": False}
_SHARES = {
    "service_level": "below 1",
    "shrinkage": "below 1",
    "max_abandonment": "above 0",
    "max_occupancy": "above 0",
}
_COUNTS = {"concurrency": 1, "min_agents": 0}
#: What stands where a limit is not given: everything meets it.
_LOOSE = {
    "patience": np.inf,
    "max_wait": np.inf,
    "max_abandonment": 1.0,
    "max_occupancy": 1.0,
    "answer_within": np.inf,
    "service_level": 0.0,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Parameters in seconds and shares, one for all rows or one for each; None is not given."""

    handle_time: _Values
    answer_within: _Values | None
    service_level: _Values | None
    shrinkage: _Values
    patience: _Values | None
    max_wait: _Values | None
    max_abandonment: _Values | None
    max_occupancy: _Values | None
    concurrency: _Values
    min_agents: _Values
    definition: queueing.Definition

    def same(self) -> bool:
        """Whether all rows have the same parameters."""
        return not any(isinstance(getattr(self, n), np.ndarray) for n in self.__dataclass_fields__)


def asked_of(
    rows: Rows,
    *,
    channels: Mapping[Any, ChannelTarget] | None,
    definition: queueing.Definition,
    **given: Any,
) -> Asked:
    """Parameters of the rows; a name that is said twice, or not at all, is an error."""
    stated = {n: v for n, v in given.items() if v is not None and not _is_free(n, v)}
    values = {**_FREE, **stated}
    if channels is not None:
        if stated:
            raise InputError(
                f"{joined(stated)} must be said by channels or for all; got both; "
                "put them into each ChannelTarget"
            )
        values = _by_channel(rows, channels)
    for name, column in rows.own.items():
        if name in stated:
            raise InputError(
                f"{name} must be given once; got an argument and a column of the table; drop one"
            )
        if name in given:
            values[name] = column
    if values.get("handle_time") is None:
        raise InputError(
            "handle_time must be given, by argument, by channel or as a column; got none"
        )
    read = {name: _read(name, values.get(name), rows) for name in given}
    if given.get("max_abandonment") is not None and read["patience"] is None:
        raise InputError("patience must be given with max_abandonment; got None")
    return Asked(**read, definition=definition)


def _is_free(name: str, value: Any) -> bool:
    return name in _FREE and np.isscalar(value) and value == _FREE[name]


def _read(name: str, value: Any, rows: Rows) -> Any:
    if value is None:
        return None
    if name in _SECONDS:
        missing = _LOOSE["patience"] if name == "patience" else np.nan
        if isinstance(value, _Loose):
            return value.values
        return second_values(value, name, rows, zero=_SECONDS[name], missing=missing)
    if isinstance(value, _Loose):
        return value.values
    if name in _SHARES:
        return share_values(value, name, rows, rule=_SHARES[name])
    return count_values(value, name, rows, least=_COUNTS[name])


@dataclass(frozen=True, slots=True)
class _Loose:
    """Values that have been read at the door of a model."""

    values: Float64Array


def _by_channel(rows: Rows, channels: Mapping[Any, ChannelTarget]) -> dict[str, Any]:
    import pandas as pd

    targets = mapped(channels, "channels")
    if not targets:
        raise InputError("channels must name at least one channel; got none")
    for name, target in targets.items():
        if not isinstance(target, ChannelTarget):
            raise InputError(
                f"channels must map names to ChannelTarget; got {shown(target)} for {shown(name)}"
            )
    if rows.channel is None:
        raise InputError("volumes must have a column channel where channels are given; got none")
    codes, names = pd.factorize(rows.channel)
    unknown = [name for name in names if name not in targets]
    if unknown or (codes < 0).any():
        raise InputError(
            f"channel must be one of {joined(targets, 'or')}; "
            f"got {shown(unknown[0] if unknown else None)}"
        )
    found: dict[str, Any] = {}
    for field in ChannelTarget.model_fields:
        if all(getattr(target, field) is None for target in targets.values()):
            continue
        plain = [_plain(field, getattr(targets[name], field)) for name in names]
        found[field] = _Loose(np.array(plain, dtype=np.float64)[codes])
    return {**_FREE, **found}


def _plain(field: str, value: Any) -> float:
    if value is None:
        return _LOOSE[field]
    return float(value.total_seconds() if field in _SECONDS else value)
