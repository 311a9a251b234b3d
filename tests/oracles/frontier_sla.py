"""Cases of frontier.json that sla answers: names and units, nothing else."""

import numpy as np

from supportops import sla


def answer(section, case, document):
    """Answer of the room to a case, in the form of its expectation."""
    i = case["inputs"]
    counts, shares = np.atleast_1d(i["n"]), np.atleast_1d(i["p"])
    odds = sla.pass_probability(shares[None, :], counts[:, None], target=i["target"])
    rows = odds if isinstance(i["n"], list) else odds[0]
    return {"pass_probability": (rows if isinstance(i["p"], list) else rows[..., 0]).tolist()}
