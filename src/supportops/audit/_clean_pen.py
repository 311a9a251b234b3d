"""Columns of a clean operation: instants and lengths from hours, shares that are exact."""

from datetime import UTC, datetime
from typing import Any

import numpy as np

__all__ = ["AGENTS", "DAYS", "START", "TOPICS", "Pen"]

START = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 91
AGENTS = [f"agent {i}" for i in range(1, 13)]
TOPICS = ["access", "billing", "calendar", "data", "email", "forms", "groups", "hosts"]


class Pen:
    """Columns of tables: instants and lengths from hours, and shares that are exact."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def at(self, hours: Any) -> Any:
        """Instants so many hours after the start; NaN is missing."""
        import pandas as pd

        start = pd.Timestamp(START).as_unit("us")
        return pd.Series(start + self.span(hours))

    def span(self, hours: Any) -> Any:
        """Lengths of so many hours; NaN is missing."""
        import pandas as pd

        return pd.to_timedelta(np.round(np.asarray(hours, dtype=float) * 3600), unit="s")

    def some(self, n: int, share: float) -> Any:
        """Flags of which exactly a share, as whole cases go, is true."""
        flags = np.zeros(n, dtype=bool)
        flags[: round(n * share)] = True
        return self.rng.permutation(flags)

    def pick(self, n: int, shares: dict[str, float]) -> Any:
        """Names in their exact shares, shuffled; the last takes what is left."""
        names = list(shares)
        counts = [round(n * share) for share in shares.values()][:-1]
        counts.append(n - sum(counts))
        return self.rng.permutation(np.repeat(np.array(names, dtype=object), counts))

    def between(self, n: int, low: float, high: float) -> Any:
        """Random figures between two."""
        return self.rng.uniform(low, high, n)
