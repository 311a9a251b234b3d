"""Identities of tickets in one order, whatever they are made of."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ordered_codes"]


def ordered_codes(ids: "pd.Series[Any]") -> tuple[Any, Any]:
    """Code of each identity, and the identities by code, sorted.

    Numbers and texts may stand side by side; what cannot be compared goes by kind and text.
    """
    import pandas as pd

    try:
        return pd.factorize(ids, sort=True)
    except TypeError:
        codes, names = pd.factorize(ids)
        order = sorted(range(len(names)), key=lambda k: (type(names[k]).__name__, str(names[k])))
        return np.argsort(order)[codes], names.take(np.array(order))
