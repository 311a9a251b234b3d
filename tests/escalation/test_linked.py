"""A ticket that is linked to an incident keeps the stricter of two promises."""

from datetime import timedelta

import pytest

from supportops.errors import InputError
from supportops.escalation import linked_targets

# Published response and update targets of P1 to P5 and of SEV1 to SEV5, in minutes.
TICKETS = {"P1": (15, 30), "P2": (60, 120), "P3": (240, 480), "P4": (480, 1440)}
STRICTER = {
    ("P1", "SEV1"): (15, "both", 15, "incident"),
    ("P1", "SEV2"): (15, "ticket", 30, "both"),
    ("P2", "SEV2"): (30, "incident", 30, "incident"),
    ("P2", "SEV4"): (60, "ticket", 120, "ticket"),
    ("P3", "SEV3"): (60, "incident", 120, "incident"),
    ("P4", "SEV4"): (240, "incident", 480, "incident"),
}


@pytest.mark.fact("escalation-response-requirements")
@pytest.mark.parametrize("pair", STRICTER)
def test_the_stricter_target_holds(pair):
    response, update = (timedelta(minutes=m) for m in TICKETS[pair[0]])
    both = linked_targets(pair[1], response=response, update=update)
    assert (
        both.response / timedelta(minutes=1),
        both.response_from,
        both.update / timedelta(minutes=1),
        both.update_from,
    ) == STRICTER[pair]


def test_one_side_alone():
    both = linked_targets("SEV5")
    assert (both.response, both.response_from) == (timedelta(hours=8), "incident")
    assert (both.update, both.update_from) == (None, None)
    assert linked_targets("SEV5", update="24h").update_from == "ticket"


def test_bad_input():
    with pytest.raises(InputError, match="severity must be one of"):
        linked_targets("SEV9")
    with pytest.raises(InputError, match="response must say its unit"):
        linked_targets("SEV1", response=15)
