"""Every vector of queueing.json, answered through the public functions."""

import importlib.util
import json
import math
from pathlib import Path

import pytest

from supportops import queueing

HERE = Path(__file__).parent
DOCUMENT = json.loads((HERE / "data" / "queueing.json").read_text(encoding="utf-8"))
# Erlang C and B have closed forms to the last digits, Erlang A ratios of series.
CLOSE = 1e-12
KIND_CLOSE = {"erlang_a": 1e-10, "erlang_x_redials": 1e-10, "chat_concurrency": 1e-10}


def load(name):
    spec = importlib.util.spec_from_file_location(f"oracles_{name}", HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


answer = load("queueing").answer


def agree(found, expected, close, absolute):
    if isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            agree(one, other, close, absolute)
    elif isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for key, other in expected.items():
            agree(found[key], other, close, absolute)
    elif expected is None or isinstance(expected, bool):
        assert found is expected
    else:
        assert math.isclose(found, float(expected), rel_tol=close, abs_tol=absolute), (
            found,
            expected,
        )


def doubted(case):
    """Vectors whose formula has a square root upside down; see the test below."""
    ratio = case["inputs"].get("mean_patience_over_aht_ratio", 1.0)
    return case["kind"] == "garnett_delay_probability" and ratio != 1.0


CASES = [
    pytest.param(
        case,
        id=case["id"],
        marks=[pytest.mark.xfail(strict=True, reason="the printed formula is not the limit")]
        if doubted(case)
        else [],
    )
    for case in DOCUMENT["vectors"]
]


@pytest.mark.parametrize("case", [c["inputs"] for c in DOCUMENT["vectors"] if doubted(c)])
def test_the_doubted_vectors_are_not_what_exact_queues_go_to(case):
    beta, ratio = case["beta"], case["mean_patience_over_aht_ratio"]
    servers = 1e8
    exact = queueing.wait_probability(
        servers - beta * servers**0.5, servers, service_time=1.0, patience=ratio
    )
    assert queueing.garnett_delay(beta, patience_ratio=ratio) == pytest.approx(exact, abs=2e-5)


@pytest.mark.parametrize("case", CASES)
def test_vector(case):
    try:
        found = answer("vectors", case, DOCUMENT)
    except NotImplementedError as room:
        pytest.skip(str(room))
    published = case.get("tolerance_abs", {})
    for name, expected in case["expected"].items():
        if name in published:
            agree(found[name], expected, 0.0, float(published[name]))
        else:
            agree(found[name], expected, KIND_CLOSE.get(case["kind"], CLOSE), 0.0)
