"""Element-wise functions of the house: a call of one argument, and values to try.

Add a line for each function that takes scalars, arrays and Series alike. `call` gets the
argument under test; everything else is fixed.
"""

from supportops import quality, queueing, workforce

TIMES = {"service_time": 3.0}

FUNCTIONS = {
    "blocking_probability": (
        lambda x: queueing.blocking_probability(x, 12),
        [0.0, 1.5, 10.0, 40.0],
    ),
    "wait_probability": (lambda x: queueing.wait_probability(x, 12), [0.0, 1.5, 10.0, 40.0]),
    "mean_wait": (lambda x: queueing.mean_wait(x, 12, **TIMES), [0.0, 1.5, 10.0, 40.0]),
    "service_level": (
        lambda x: queueing.service_level(x, 12, within=1.0, **TIMES),
        [0.0, 1.5, 10.0, 40.0],
    ),
    "rating_percent": (
        lambda x: quality.rating_percent(x, lowest=0, highest=40),
        [0.0, 1.5, 10.0, 40.0],
    ),
    "occupancy": (lambda x: queueing.occupancy(x, 12), [0.0, 1.5, 10.0, 40.0]),
    "noise_floor": (workforce.noise_floor, [0.5, 9.0, 30.0, 250.0]),
    "offered_volume": (
        lambda x: workforce.offered_volume(x, 3.0, redial=0.4),
        [0.0, 1.0, 40.0],
    ),
    "interval_load": (
        lambda x: workforce.interval_load(x, handle_time="4m", interval="30m"),
        [0.0, 1.0, 40.0],
    ),
}
