"""Small Markov chains solved as linear equations: the obvious oracle of the models."""

import numpy as np


def stationary(states, moves):
    """Probabilities of the states; `moves` yields (next state, rate) from a state."""
    from scipy.sparse import csc_array
    from scipy.sparse.linalg import spsolve

    place = {state: k for k, state in enumerate(states)}
    flows = [
        (place[after], place[state], rate)
        for state in states
        for after, rate in moves(state)
        if rate and after in place
    ]
    into, out, rates = (np.array(column) for column in zip(*flows, strict=True))
    size = len(states)
    # The last equation gives way to the sum of all probabilities.
    system = csc_array((rates, (into, out)), shape=(size, size)).tolil()
    system.setdiag(system.diagonal() - np.bincount(out, rates, size))
    system[size - 1, :] = np.ones(size)
    goal = np.zeros(size)
    goal[-1] = 1.0
    return dict(zip(states, spsolve(system.tocsc(), goal), strict=True))


def survival_of_queue(positions, pace, leave, time):
    """P(V > t) of customers behind 0, 1, ... others, by an absorbing chain."""
    from scipy.linalg import expm

    ahead = np.arange(positions)
    total = pace + ahead * leave
    rates = np.diag(-total) + np.diag(total[1:], -1)
    return expm(rates * time).sum(axis=1)
