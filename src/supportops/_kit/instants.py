"""Instants: points in time that say their zone, as int64 microseconds inside.

`instants` reads what a caller has, `lower_instants` answers in the same kind and zone,
`localize` gives a zone to naive values.
"""

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import Int64Array, hold
from supportops._kit.text import joined, shown
from supportops.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = [
    "NAT",
    "InstantForm",
    "instant",
    "instants",
    "localize",
    "lower_instants",
    "whole_micros",
    "zone",
]

#: The missing instant among int64 microseconds, as numpy has it.
NAT = np.iinfo(np.int64).min
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_WAY_OUT = "give it a zone with supportops.calendars.localize(values, zone)"
_MICROS = np.dtype("datetime64[us]")

Kind: TypeAlias = Literal["datetime", "timestamp", "datetime64", "array", "series", "index"]


@dataclass(frozen=True, slots=True, eq=False)
class InstantForm:
    """What kind of instants the caller gave, so that the answer can be of the same.

    Attributes
    ----------
    kind : str
        ``datetime``, ``timestamp`` (pandas), ``datetime64`` (numpy scalar), ``array``
        (datetime64 or a list), ``series`` or ``index``.
    zone : tzinfo
        Zone of the values, of the first where an object Series mixes them; UTC for numpy's,
        which have none.
    index : pandas.Index or None
        Index of a Series.
    """

    kind: Kind
    zone: tzinfo
    index: "pd.Index[Any] | None" = None


def zone(name: str) -> ZoneInfo:
    """Zone of the IANA data base; an unknown name is an error that shows the form."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError, TypeError) as error:
        raise InputError(
            'timezone must be a zone of the IANA data base such as "Europe/Paris"; '
            f"got {shown(name)}"
        ) from error


def _micros(value: datetime) -> int:
    return (value - _EPOCH) // _MICROSECOND


def _naive(name: str, value: object, place: str = "") -> InputError:
    return InputError(f"{name} must be timezone-aware; got {shown(value)}{place}; {_WAY_OUT}")


def _pandas() -> Any:
    # Nothing can be of pandas' kind before pandas is loaded.
    return sys.modules.get("pandas")


def _is_missing(value: object) -> bool:
    pandas = _pandas()
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124  NaN
        return True
    return pandas is not None and (value is pandas.NaT or value is pandas.NA)


def instants(value: object, name: str) -> tuple[Int64Array, InstantForm]:
    """Instants as int64 microseconds since 1970 UTC, and what the caller gave.

    Parameters
    ----------
    value : datetime, Timestamp, datetime64, array, list, Series or DatetimeIndex
        Aware values. datetime64 arrays are UTC by definition. NaT, and inside of a sequence
        None and NaN, are missing. Parts finer than a microsecond are cut off.
    name : str
        How the caller's argument is called, for the message.

    Returns
    -------
    ndarray of int64
        Microseconds; missing is `NAT`. 0-d for a scalar.
    InstantForm

    Raises
    ------
    InputError
        For naive values, text, and numbers.
    """
    pandas = _pandas()
    if pandas is not None:
        if value is pandas.NaT:
            return np.asarray(NAT), InstantForm("timestamp", UTC)
        if isinstance(value, (pandas.Series, pandas.DatetimeIndex)):
            return _from_pandas(value, name)
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise _naive(name, value)
        kind: Kind = (
            "timestamp"
            if pandas is not None and isinstance(value, pandas.Timestamp)
            else "datetime"
        )
        return np.asarray(_micros(value)), InstantForm(kind, value.tzinfo or UTC)
    if isinstance(value, (np.datetime64, np.ndarray)) and value.dtype.kind == "M":
        micros = whole_micros(np.asarray(value), name).view(np.int64)
        # A view of the caller's memory, which nobody may write to.
        micros.flags.writeable = False
        return micros, InstantForm("array" if micros.ndim else "datetime64", UTC)
    if isinstance(value, (list, tuple, np.ndarray)):
        return _from_sequence(value, name)
    raise InputError(f"{name} must be a timezone-aware instant; got {shown(value)}")


def whole_micros(values: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    """datetime64 or timedelta64 in microseconds, finer parts cut off.

    Raises
    ------
    InputError
        For values so far away that microseconds cannot hold them, which numpy wraps around.
    """
    micros = values.astype(f"{values.dtype.kind}8[us]", copy=False)
    if np.datetime_data(values.dtype)[0] in {"Y", "M", "W", "D", "h", "m", "s", "ms"}:
        hold(
            (micros.astype(values.dtype) == values) | np.isnat(values),
            f"{name} must fit into microseconds, within 292,000 years of 1970",
            values.astype(str),
        )
    return micros


def _from_sequence(
    value: "Sequence[Any] | npt.NDArray[Any]", name: str
) -> tuple[Int64Array, InstantForm]:
    array: Any = np.asarray(value, dtype=object)
    out = np.empty(array.shape, dtype=np.int64)
    first: tzinfo | None = None
    items: list[Any] = list(array.ravel())
    for place, given in enumerate(items):
        if _is_missing(given):
            out.ravel()[place] = NAT
            continue
        if isinstance(given, np.datetime64):
            out.ravel()[place] = given.astype(_MICROS).astype(np.int64)
            continue
        if not isinstance(given, datetime):
            raise InputError(
                f"{name} must hold timezone-aware instants; got {shown(given)} at position {place}"
            )
        if given.utcoffset() is None:
            raise _naive(name, given, f" at position {place}")
        first = first or given.tzinfo
        out.ravel()[place] = _micros(given)
    return out, InstantForm("array", first or UTC)


def _from_pandas(value: Any, name: str) -> tuple[Int64Array, InstantForm]:
    import pandas as pd

    series = isinstance(value, pd.Series)
    index = value.index if series else None
    if series and pd.api.types.is_object_dtype(value.dtype):
        micros, form = _from_sequence(value.to_numpy(), name)
        return micros, InstantForm("series", form.zone, index)
    if not isinstance(value.dtype, pd.DatetimeTZDtype):
        if pd.api.types.is_datetime64_any_dtype(value.dtype):
            raise _naive(name, value.dtype)
        raise InputError(f"{name} must hold timezone-aware instants; got a Series of {value.dtype}")
    aware = pd.DatetimeIndex(value)
    micros = aware.tz_convert(None).to_numpy().astype(_MICROS, copy=False).view(np.int64)
    # A view of the caller's memory, which nobody may write to.
    micros.flags.writeable = False
    return micros, InstantForm("series" if series else "index", cast("tzinfo", aware.tz), index)


def lower_instants(micros: Int64Array, form: InstantForm) -> Any:
    """Instants in the kind and zone that the caller gave; `NAT` becomes None or NaT."""
    values = np.asarray(micros, dtype=np.int64)
    if form.kind in {"series", "index"}:
        import pandas as pd

        index = (
            pd.DatetimeIndex(values.view(_MICROS))
            .tz_localize("UTC")
            .tz_convert(cast("Any", form.zone))
        )
        return index if form.kind == "index" else pd.Series(index, index=form.index)
    if values.ndim or form.kind == "array":
        return values.view(_MICROS)
    if form.kind == "datetime64":
        return values.view(_MICROS)[()]
    missing = values == NAT
    if form.kind == "timestamp":
        import pandas as pd

        if missing:
            return pd.NaT
        stamp = pd.Timestamp(cast("np.datetime64", values.view(_MICROS)[()]), tz="UTC")
        return stamp.tz_convert(cast("Any", form.zone))
    return None if missing else (_EPOCH + timedelta(microseconds=int(values))).astimezone(form.zone)


def instant(value: object, name: str) -> datetime:
    """One aware instant as a datetime in its zone; ISO text with an offset is read too.

    Raises
    ------
    InputError
        For naive values, text that is no ISO date and time, and anything else.
    """
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise InputError(
                f'{name} must be an instant such as "2026-03-02T09:00:00Z"; got {shown(value)}'
            ) from error
    micros, form = instants(value, name)
    if micros.ndim or micros == NAT:
        raise InputError(f"{name} must be one instant; got {shown(value)}")
    return (_EPOCH + timedelta(microseconds=int(micros))).astimezone(form.zone)


def _past_gaps(naive: Any, place: ZoneInfo) -> Any:
    # pandas' own shift_forward goes to the full hour, which is wrong where clocks move by half.
    import pandas as pd

    door = naive.dt if isinstance(naive, pd.Series) else naive
    probe = door.tz_localize(place, ambiguous=np.ones(len(naive), dtype=bool), nonexistent="NaT")
    values = naive.to_numpy().copy()
    for at in np.flatnonzero(np.asarray(probe.isna() & naive.notna())):
        values[at] = _after_gap(values[at].astype(_MICROS).item(), place)
    if isinstance(naive, pd.Series):
        return pd.Series(values, index=naive.index, name=naive.name)
    return pd.DatetimeIndex(values, name=naive.name)


def _after_gap(missing: datetime, place: ZoneInfo) -> datetime:
    # Read with the offset from before the gap the value lies after the change, with the one
    # from behind it before; the change itself, on a full second, is found by halving.
    late, early = (missing.replace(microsecond=0, tzinfo=place, fold=f) for f in (0, 1))
    low, high = (int(local.timestamp()) for local in (early, late))
    while high - low > 1:
        middle = (low + high) // 2
        if datetime.fromtimestamp(middle, place).utcoffset() == late.utcoffset():
            low = middle
        else:
            high = middle
    return datetime.fromtimestamp(high, place).replace(tzinfo=None)


def _known(name: str, value: object, options: tuple[str, ...]) -> None:
    if value not in options:
        raise InputError(f"{name} must be {joined(options, 'or')}; got {shown(value)}")


def localize(
    values: Any,
    timezone: str,
    *,
    ambiguous: Literal["raise", "earlier", "later"] = "raise",
    nonexistent: Literal["raise", "forward"] = "raise",
) -> Any:
    """Aware instants from naive ones and the zone whose clocks they were read from.

    Parameters
    ----------
    values : datetime, Timestamp, Series or DatetimeIndex
        Naive values of any resolution; NaT stays NaT. A datetime64 array, which is UTC by
        definition, becomes a clock's readings as ``pandas.DatetimeIndex(array)``.
    timezone : str
        Zone of the IANA data base, such as ``"Europe/Paris"``.
    ambiguous : {"raise", "earlier", "later"}
        Which of the two passes of a repeated hour is meant.
    nonexistent : {"raise", "forward"}
        What a time inside a gap becomes; ``"forward"`` is the first instant after it.

    Returns
    -------
    same kind as `values`

    Raises
    ------
    InputError
        For values that are aware already, ambiguous or nonexistent without a choice, or of
        another kind.

    Examples
    --------
    >>> localize(datetime(2026, 3, 2, 9), "Europe/Paris").isoformat()
    '2026-03-02T09:00:00+01:00'
    >>> localize(datetime(2026, 3, 29, 2, 30), "Europe/Paris", nonexistent="forward").isoformat()
    '2026-03-29T03:00:00+02:00'
    """
    import pandas as pd

    place = zone(timezone)
    _known("ambiguous", ambiguous, ("raise", "earlier", "later"))
    _known("nonexistent", nonexistent, ("raise", "forward"))
    naive: pd.Series[Any] | pd.DatetimeIndex
    if isinstance(values, (pd.Series, pd.DatetimeIndex)):
        naive = values
        if not pd.api.types.is_datetime64_dtype(values.dtype):
            raise InputError(f"values must be naive datetimes; got {values.dtype}")
    elif not isinstance(values, datetime) or values is pd.NaT:
        raise InputError(f"values must be naive datetimes; got {shown(values)}")
    elif values.tzinfo is not None:
        raise InputError(f"values must be naive; got {shown(values)}, which has a zone")
    else:
        stamp = values.to_datetime64() if isinstance(values, pd.Timestamp) else values
        naive = pd.DatetimeIndex(np.array([stamp], dtype=getattr(stamp, "dtype", _MICROS)))
    whole = naive if nonexistent == "raise" else _past_gaps(naive, place)
    earlier = "NaT" if ambiguous == "raise" else np.full(len(naive), ambiguous == "earlier")
    door: Any = whole.dt if isinstance(whole, pd.Series) else whole
    aware = door.tz_localize(place, ambiguous=earlier, nonexistent="NaT")
    kept = np.asarray(naive.isna() | aware.notna())
    if not kept.all():
        hold(
            kept if naive is values else kept[0],
            f"values must exist exactly once in {timezone}",
            np.asarray(naive.astype(str)) if naive is values else str(naive[0]),
            'choose ambiguous="earlier" or "later", or nonexistent="forward"',
        )
    if naive is values:
        return aware
    return aware[0] if isinstance(values, pd.Timestamp) else aware[0].to_pydatetime()
