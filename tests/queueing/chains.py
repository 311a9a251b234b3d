"""Small Markov chains solved as linear equations: the obvious oracle of the models."""

import numpy as np


def stationary(states, moves):
    """Probabilities of the states; `moves` yields (next state, rate) from a state."""
    place = {state: k for k, state in enumerate(states)}
    rates = np.zeros((len(states), len(states)))
    for state in states:
        for after, rate in moves(state):
            if rate and after in place:
                rates[place[state], place[after]] += rate
                rates[place[state], place[state]] -= rate
    system = np.vstack([rates.T, np.ones(len(states))])
    goal = np.append(np.zeros(len(states)), 1.0)
    found = np.linalg.lstsq(system, goal, rcond=None)[0]
    return dict(zip(states, found, strict=True))


def survival_of_queue(positions, pace, leave, time):
    """P(V > t) of customers behind 0, 1, ... others, by an absorbing chain."""
    from scipy.linalg import expm

    ahead = np.arange(positions)
    total = pace + ahead * leave
    rates = np.diag(-total) + np.diag(total[1:], -1)
    return expm(rates * time).sum(axis=1)
