"""Usual bands of an agent's time."""

from supportops._kit.data import Source, read_data
from supportops.vocabulary import Range

__all__ = ["utilization_band", "utilization_parts", "utilization_source"]


def utilization_parts() -> dict[str, Range]:
    """Published band of each part of an agent's paid time, as shares from 0 to 1."""
    rows = read_data("workforce", "utilization")["part"]
    return {row["activity"]: Range(**row["band"]) for row in rows}


def utilization_band() -> Range:
    """Published band of the share of paid time that goes to tickets.

    Examples
    --------
    >>> str(utilization_band())
    '0.7–0.8'
    """
    return utilization_parts()["ticket_handling"]


def utilization_source() -> Source:
    """Where the bands were published."""
    data = read_data("workforce", "utilization")
    return Source(source=data["source"], where=data["where"])
