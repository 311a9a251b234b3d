"""The door of the room: one rule for each parameter name, and flat float64 arrays behind it."""

from collections.abc import Callable
from math import inf
from typing import Any, TypeAlias, cast, get_args

import numpy as np

from supportops._kit.arrays import Float64Array, Form, RealArray, hold, lift, lower
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.queueing._waits import Definition, Queue, solve

DEFINITIONS: tuple[str, ...] = get_args(Definition)

__all__ = [
    "Grid",
    "definition_of",
    "door",
    "leave",
    "listed",
    "number",
    "queue_door",
    "whole_number",
]

#: What the typed signatures call a number or an array of numbers.
Grid: TypeAlias = "float | RealArray"

#: What a value must be, whether one breaks it (numbers and arrays alike), and the way out.
_Rule: TypeAlias = tuple[str, Callable[[Any], Any], str]


def _broken_finite_amount(v: Any) -> Any:
    return (v < 0) | (v == inf)


def _broken_amount(v: Any) -> Any:
    return v < 0


def _broken_positive(v: Any) -> Any:
    return (v <= 0) | (v == inf)


def _broken_finite(v: Any) -> Any:
    return (v == inf) | (v == -inf)


def _broken_inner_share(v: Any) -> Any:
    return (v <= 0) | (v >= 1)


def _broken_lower_share(v: Any) -> Any:
    return (v < 0) | (v >= 1)


def _broken_share(v: Any) -> Any:
    return (v < 0) | (v > 1)


def _broken_positive_share(v: Any) -> Any:
    return (v <= 0) | (v > 1)


_ZERO = "zero or more and finite"
_SHARE = "a share from 0 to 1"
_RULES: dict[str, _Rule] = {
    "load": (_ZERO, _broken_finite_amount, ""),
    "servers": (_ZERO, _broken_finite_amount, ""),
    "service_time": ("positive and finite", _broken_positive, ""),
    "within": ("zero or more", _broken_amount, ""),
    "patience": ("zero or more", _broken_amount, ""),
    "service_level": (_SHARE, _broken_share, "write 0.8 for 80 %"),
    "max_blocking": (_SHARE, _broken_share, "write 0.01 for 1 %"),
    "max_abandonment": (_SHARE, _broken_share, "write 0.05 for 5 %"),
    "max_occupancy": ("a share above 0, to 1", _broken_positive_share, "write 0.85 for 85 %"),
    "redial_probability": (_SHARE, _broken_share, "write 0.5 for 50 %"),
    "keep_idle": (_ZERO, _broken_finite_amount, ""),
    "arrival_rate": (_ZERO, _broken_finite_amount, ""),
    "service_times": ("positive and finite", _broken_positive, ""),
    "lines": (_ZERO, _broken_finite_amount, ""),
    "loads": (_ZERO, _broken_finite_amount, ""),
    "beta": ("finite", _broken_finite, ""),
    "wait_probability": ("a share above 0 and below 1", _broken_inner_share, "write 0.2 for 20 %"),
    "patience_ratio": ("positive and finite", _broken_positive, ""),
    "arrival_scv": (_ZERO, _broken_finite_amount, ""),
    "service_scv": (_ZERO, _broken_finite_amount, ""),
    "resolution": (_SHARE, _broken_share, "write 0.7 for 70 %"),
    "return_probability": (_SHARE, _broken_share, "write 0.7 for 70 %"),
    "return_delay": (_ZERO, _broken_finite_amount, ""),
    "chase_rate": (_ZERO, _broken_finite_amount, ""),
    "think_ratio": (_ZERO, _broken_finite_amount, ""),
    "windows": (_ZERO, _broken_finite_amount, ""),
    "cv": (_ZERO, _broken_finite_amount, ""),
    "absence": (_SHARE, _broken_share, "write 0.1 for 10 %"),
    "confidence": ("a share from 0 to below 1", _broken_lower_share, "write 0.9 for 90 %"),
    "mean_rate": (_ZERO, _broken_finite_amount, ""),
    "amplitude": ("finite", _broken_finite, ""),
    "frequency": (_ZERO, _broken_finite_amount, ""),
    "at": ("finite", _broken_finite, ""),
    "step": ("positive and finite", _broken_positive, ""),
    "start": (_ZERO, _broken_finite_amount, ""),
    "arrival_rates": (_ZERO, _broken_finite_amount, ""),
    "per": (_ZERO, _broken_finite_amount, ""),
    "rates": (_ZERO, _broken_finite_amount, ""),
    "waits": (_ZERO, _broken_finite_amount, ""),
    "time": (_ZERO, _broken_finite_amount, ""),
    "scale": ("positive and finite", _broken_positive, ""),
    "max_wait": ("zero or more", _broken_amount, ""),
    "probability": (_SHARE, _broken_share, "write 0.9 for the 90th percentile"),
}


_SCALAR = Form(None, ())


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
    if all(type(value) is float or type(value) is int for value in values.values()):
        form, arrays = _SCALAR, tuple(np.array([value], np.float64) for value in values.values())
        given = tuple(values.values())
    else:
        form, given = lift(**values)
        arrays = tuple(array.ravel() for array in given)
    for name, value in zip(values, given, strict=True):
        rule, broken, way_out = _RULES[name]
        bad = broken(value)
        if bad is True or (bad is not False and bad.any()):
            hold(~np.asarray(bad), f"{name} must be {rule}", value, way_out)
    return form, arrays


def number(name: str, value: object) -> float:
    """One number that keeps the rule of its name; not NaN."""
    _, (array,) = door(**{name: value})
    if array.size != 1 or np.isnan(array[0]):
        raise InputError(f"{name} must be one number; got {shown(value)}")
    return float(array[0])


def whole_number(name: str, value: object) -> int:
    """One whole number that keeps the rule of its name."""
    exact = number(name, value)
    if exact != int(exact):
        raise InputError(f"{name} must be whole; got {shown(value)}")
    return int(exact)


def listed(name: str, values: object) -> Float64Array:
    """One number for each class or station, each by the rule of the name; at least one."""
    _, (array,) = door(**{name: values})
    if not array.size or np.isnan(array).any():
        raise InputError(f"{name} must be one number for each; got {shown(values)}")
    return array


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
