"""A cover by hand: what is there when the time runs out before the solver has one."""

import numpy as np

from supportops._kit.arrays import Float64Array, Int64Array
from supportops.workforce.shifts._program import Program

__all__ = ["greedy"]


def greedy(program: Program) -> Int64Array:
    """Heads, one shift after the other: the most relief for its cost, while it pays."""
    heads = program.least.copy()
    lack = program.required - program.coverage(heads)
    room = program.group_most - program.groups @ heads
    matrix = program.matrix
    while True:
        short = np.clip(lack, 0, 1)
        relief = matrix.T @ (short if program.under is None else short * program.under)
        burden = program.cost + matrix.T @ (program.over * (1 - short))
        full = heads >= program.most
        if len(room):
            full |= np.asarray(program.groups.T @ (room <= 0).astype(np.float64)) > 0
        worth = np.where(full, -np.inf, _worth(relief, burden, soft=program.under is not None))
        if not len(worth) or not np.isfinite(best := worth.max()) or best <= 0:
            return heads.astype(np.int64)
        pick = int(np.argmax(worth))
        covers = matrix[:, [pick]].toarray()[:, 0]
        member = np.asarray(program.groups[:, [pick]].toarray())[:, 0]
        # As long as each period that it relieves lacks a whole head, the pick stays the same.
        relieved = lack[(covers > 0) & (lack > 0)]
        rooms = [program.most[pick] - heads[pick], *room[member > 0]]
        number = max(1.0, np.floor(min(relieved.min(), *rooms)))
        heads[pick] += number
        lack = lack - number * covers
        room = room - number * member


def _worth(relief: Float64Array, burden: Float64Array, *, soft: bool) -> Float64Array:
    """Above zero where one head more pays; in a hard cover whatever relieves does."""
    if soft:
        return relief - burden
    return np.asarray(relief / np.maximum(burden, 1e-9))
