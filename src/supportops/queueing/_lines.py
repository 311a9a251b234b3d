"""What happens to customers who find every place at the servers taken."""

from dataclasses import dataclass, replace

import numpy as np

from supportops._kit.arrays import Float64Array
from supportops.queueing._erlang import Impatient
from supportops.queueing._moments import mean_offered
from supportops.queueing._ratios import leaving

__all__ = ["Line", "ended", "endless"]


@dataclass(frozen=True, slots=True)
class Line:
    """A waiting line that is served at one pace, with or without patience and end.

    Attributes
    ----------
    mass : float
        Weight of all states in which every place is taken.
    waiting : float
        Weight of those in which an arrival waits.
    blocked : float
        Weight of those in which an arrival is turned away.
    rate, pace, patience : float
        Arrivals and completions per time, and mean patience.
    places : ndarray or None
        With an end: weight of finding k customers waiting, k from 0.
    """

    mass: float
    waiting: float
    blocked: float
    rate: float
    pace: float
    patience: float
    places: Float64Array | None

    def scaled(self, total: float) -> "Line":
        """With weights as probabilities."""
        places = None if self.places is None else self.places / total
        return replace(
            self,
            mass=self.mass / total,
            waiting=self.waiting / total,
            blocked=self.blocked / total,
            places=places,
        )

    def alone(self) -> "Line":
        """Where every place is always taken: all arrivals wait."""
        return replace(self, mass=1.0, waiting=1.0)

    def _model(self) -> Impatient:
        x, y = np.array([self.pace * self.patience]), np.array([self.rate * self.patience])
        one = np.ones(1)
        return Impatient(x, y, one, 0.0 * one, *leaving(x, y)[:2])

    def _stages(self) -> Float64Array:
        count = 0 if self.places is None else self.places.size
        return np.arange(1.0, count + 1.0)

    def _beyond(self, time: float, more: float) -> Float64Array:
        """Probability that k + 1 departures take longer than `time`, the pace raised by `more`."""
        from scipy.special import betainc, gammaincc

        stages = self._stages()
        if np.isinf(self.patience):
            return np.asarray(gammaincc(stages, self.pace * time), dtype=np.float64)
        x, part = self.pace * self.patience + more, np.exp(-time / self.patience)
        if x == 0:
            return np.ones_like(stages)
        return np.asarray(betainc(x, stages, part), dtype=np.float64)

    def offered_longer(self, time: float) -> float:
        """Probability that one who never leaves waits longer than `time`."""
        if self.places is not None:
            return float(self.places @ self._beyond(time, 0.0))
        if np.isinf(self.patience):
            room = max(self.pace - self.rate, 0.0)
            return self.waiting * float(np.exp(-room * time))
        late, _ = self._model().tail(np.array([time / self.patience]))
        return self.waiting * float(late[0])

    def still_waiting(self, time: float) -> float:
        """Probability to be in the line after `time`."""
        return self.offered_longer(time) * float(np.exp(-time / self.patience))

    def answered_within(self, time: float) -> float:
        """Probability to wait and be answered within `time`."""
        if np.isinf(self.patience):
            return self.waiting - self.offered_longer(time)
        if self.places is not None:
            answered = self._answered()
            return float(self.places @ (answered * (1.0 - self._beyond(time, 1.0))))
        model = self._model()
        _, soon = model.answered_tail(np.array([time / self.patience]))
        return self.waiting * float(model.stay[0] * soon[0])

    def _answered(self) -> Float64Array:
        x = self.pace * self.patience
        return x / (x + self._stages())

    def abandoned(self) -> float:
        """Probability to leave."""
        if np.isinf(self.patience):
            return 0.0
        if self.places is not None:
            return float(self.places @ (1.0 - self._answered()))
        return self.waiting * float(self._model().leave[0])

    def mean_wait(self) -> float:
        """Mean time in the line of all arrivals."""
        if np.isfinite(self.patience):
            return self.abandoned() * self.patience
        return self.mean_offered()

    def mean_offered(self) -> float:
        """Mean wait of one who never leaves."""
        if not self.waiting:
            return 0.0
        if self.places is not None:
            stages = self._stages()
            if np.isinf(self.patience):
                return float(self.places @ stages) / self.pace
            with np.errstate(divide="ignore"):
                means = np.cumsum(1.0 / (self.pace + (stages - 1.0) / self.patience))
            return float(self.places @ means)
        if np.isinf(self.patience):
            return self.waiting / (self.pace - self.rate)
        model = self._model()
        return self.waiting * float(mean_offered(model.x, model.y)[0]) * self.patience


def endless(rate: float, pace: float, patience: float, weight: float) -> Line:
    """Line without an end behind a state of that weight."""
    patience = max(patience, 1e-200 / max(pace, rate, 1e-100))
    if np.isinf(patience):
        mass = weight * pace / (pace - rate) if pace > rate else np.inf
    else:
        _, _, ratio = leaving(np.array([pace * patience]), np.array([rate * patience]))
        mass = weight / float(ratio[0]) if ratio[0] > 0 else np.inf
    mass = mass if rate else weight
    return Line(mass, mass, 0.0, rate, pace, patience, None)


def ended(rate: float, pace: float, patience: float, weights: Float64Array, last: float) -> Line:
    """Line with an end: weights of its states, of which the last turns arrivals away."""
    patience = max(patience, 1e-200 / max(pace, rate, 1e-100))
    places = weights[:-1]
    mass, waiting = float(weights.sum()), float(places.sum())
    return Line(mass, waiting, last, rate, pace, patience, places)
