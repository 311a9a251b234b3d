"""Many texts searched at once: one run of bytes instead of one look at each text."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from supportops._kit.arrays import BoolArray, Int64Array

__all__ = ["Texts"]

#: No byte of UTF-8: nothing that is searched for can reach over it.
_BETWEEN = b"\xff"


class Texts:
    """Texts in one fold of case, ready to be asked which of them hold a part.

    Parameters
    ----------
    texts : sequence of str
        Any texts.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        folded = [_bytes(text) for text in texts]
        lengths = np.array([len(each) + 1 for each in folded], dtype=np.int64)
        self._ends = np.cumsum(lengths)
        self._run: npt.NDArray[np.uint8] = np.frombuffer(
            _BETWEEN.join(folded) + _BETWEEN, dtype=np.uint8
        )
        self._counts = np.bincount(self._run, minlength=256)
        self._where: dict[int, Int64Array] = {}

    def holding(self, part: str) -> BoolArray:
        """Which texts hold `part`, whatever the case; all of them hold nothing."""
        wanted = _bytes(part)
        found: BoolArray = np.full(len(self._ends), not wanted)
        if not wanted:
            return found
        # From the byte that is rarest, so that few places are left to look at.
        pivot = min(range(len(wanted)), key=lambda k: int(self._counts[wanted[k]]))
        starts = self._places(wanted[pivot]) - pivot
        starts = starts[(starts >= 0) & (starts + len(wanted) <= len(self._run))]
        for k, byte in enumerate(wanted):
            if k != pivot:
                starts = starts[self._run[starts + k] == byte]
        found[np.searchsorted(self._ends, starts, side="right")] = True
        return found

    def _places(self, byte: int) -> Int64Array:
        if byte not in self._where:
            self._where[byte] = np.flatnonzero(self._run == byte)
        return self._where[byte]


def _bytes(text: str) -> bytes:
    return text.casefold().encode("utf-8", "surrogatepass")
