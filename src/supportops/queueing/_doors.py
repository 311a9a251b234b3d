"""The door of the room: one rule for each parameter name, and flat float64 arrays behind it."""

from collections.abc import Callable
from typing import Any, TypeAlias, cast, get_args

import numpy as np

from supportops._kit.arrays import BoolArray, Float64Array, Form, RealArray, hold, lift, lower
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.queueing._waits import Definition, Queue, solve

DEFINITIONS: tuple[str, ...] = get_args(Definition)

__all__ = ["Grid", "definition_of", "door", "leave", "queue_door"]

#: What the typed signatures call a number or an array of numbers.
Grid: TypeAlias = "float | RealArray"

_Rule: TypeAlias = tuple[str, Callable[[Float64Array], BoolArray], str]


def _finite_amount(v: Float64Array) -> BoolArray:
    return ~((v < 0) | np.isinf(v))


def _amount(v: Float64Array) -> BoolArray:
    return ~(v < 0)


def _positive(v: Float64Array) -> BoolArray:
    return ~((v <= 0) | np.isinf(v))


def _share(v: Float64Array) -> BoolArray:
    return ~((v < 0) | (v > 1))


def _positive_share(v: Float64Array) -> BoolArray:
    return ~((v <= 0) | (v > 1))


_ZERO = "zero or more and finite"
_SHARE = "a share from 0 to 1"
_RULES: dict[str, _Rule] = {
    "load": (_ZERO, _finite_amount, ""),
    "servers": (_ZERO, _finite_amount, ""),
    "service_time": ("positive and finite", _positive, ""),
    "within": ("zero or more", _amount, ""),
    "patience": ("zero or more", _amount, ""),
    "service_level": (_SHARE, _share, "write 0.8 for 80 %"),
    "max_blocking": (_SHARE, _share, "write 0.01 for 1 %"),
    "max_abandonment": (_SHARE, _share, "write 0.05 for 5 %"),
    "max_occupancy": ("a share above 0, to 1", _positive_share, "write 0.85 for 85 %"),
    "max_wait": ("zero or more", _amount, ""),
    "probability": (_SHARE, _share, "write 0.9 for the 90th percentile"),
}


def door(**values: object) -> tuple[Form, tuple[Float64Array, ...]]:
    """Lift named values to flat arrays of one length and hold each to the rule of its name.

    Parameters
    ----------
    **values : float, array-like or Series
        Arguments under their public names. NaN passes.

    Returns
    -------
    Form
        What to give `leave`.
    tuple of ndarray
        One flat float64 array for each name.
    """
    form, arrays = lift(**values)
    for name, array in zip(values, arrays, strict=True):
        rule, ok, way_out = _RULES[name]
        hold(ok(array), f"{name} must be {rule}", array, way_out)
    return form, tuple(array.ravel() for array in arrays)


def leave(values: Any, form: Form) -> Any:
    """Give flat answers back in the shape and kind of the question."""
    return lower(np.asarray(values).reshape(form.shape), form)


def queue_door(
    load: object, servers: object, service_time: object, patience: object, **more: object
) -> tuple[Form, Queue, tuple[Float64Array, ...]]:
    """Lift, hold and solve queues in which nobody leaves unless patience is given.

    Parameters
    ----------
    load, servers, service_time, patience : float, array-like, Series or None
        The queue; service time may be None where patience is, as it then only scales times.
    **more : float, array-like or Series
        Further values, under their public names.

    Returns
    -------
    Form
        What to give `leave`.
    Queue
        The solved queues.
    tuple of ndarray
        The further values.
    """
    if service_time is None and patience is not None:
        message = "service_time must be given with patience, in the same unit; got None"
        raise InputError(message)
    form, (a, n, s, p, *rest) = door(
        load=load,
        servers=servers,
        service_time=1.0 if service_time is None else service_time,
        patience=np.inf if patience is None else patience,
        **more,
    )
    return form, solve(a, n, s, p), tuple(rest)


def definition_of(name: object) -> Definition:
    """Definition of a service level by its name."""
    if name in DEFINITIONS:
        return cast("Definition", name)
    raise InputError(f"definition must be one of {joined(DEFINITIONS)}; got {shown(name)}")
