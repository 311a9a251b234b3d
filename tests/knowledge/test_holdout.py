import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.errors import InputError
from supportops.knowledge import holdout_deflection

arms = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


@given(arms, arms)
def test_the_test_is_the_textbooks(treated, control):
    answer = holdout_deflection(treated=treated, control=control, per_users=1000)
    (n1, x1), (n2, x2) = treated, control
    assert answer.deflected == pytest.approx(1000 * (x2 / n2 - x1 / n1), abs=1e-9)
    pooled = (x1 + x2) / (n1 + n2)
    if 0 < pooled < 1:
        z = (x1 / n1 - x2 / n2) / math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        assert answer.z == pytest.approx(z)
        assert answer.p_value == pytest.approx(2 * NormalDist().cdf(-abs(z)), abs=1e-9)
    else:
        assert answer.p_value is None
    assert (answer.relative is None) == (x2 == 0)
    span = answer.interval()
    assert span.low - 1e-9 <= answer.deflected <= span.high + 1e-9


def test_an_arm_without_users_says_nothing():
    answer = holdout_deflection(treated=(0, 0), control=(10, 2))
    assert (answer.deflected, answer.relative, answer.z, answer.p_value) == (None,) * 4
    assert (answer.interval().low, answer.interval().high) == (None, None)


@pytest.mark.parametrize(
    ("treated", "message"),
    [
        (5, "treated must be a pair of users and users with a ticket; got 5"),
        ((5,), "treated must be a pair of users and users with a ticket"),
        ((5, 6), "tickets of treated must be at most its users, 5; got 6; count users"),
        ((5.5, 1), "users of treated must be a whole number"),
    ],
)
def test_a_holdout_says_what_is_wrong(treated, message):
    with pytest.raises(InputError, match=message):
        holdout_deflection(treated=treated, control=(5, 1))
