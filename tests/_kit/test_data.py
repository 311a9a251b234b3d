import pytest

import supportops
from supportops._kit.data import Shelf, Source, read_data
from supportops.errors import InputError


def test_a_source_reads_as_document_and_place():
    assert (
        str(Source(source="support-operations skill", where="KPI table"))
        == "support-operations skill, KPI table"
    )


def test_data_are_read_once():
    assert read_data("vocabulary", "scales") is read_data("vocabulary", "scales")
    assert read_data("vocabulary", "scales")["p1-p5"]["label"] == "priority"


def test_a_shelf_makes_each_preset_once_and_lists_the_known():
    made = []
    shelf = Shelf("sla", {"a": lambda: made.append("a") or "A", "b": lambda: "B"})
    assert shelf.names() == ("a", "b")
    assert not made
    assert shelf.take("a") == shelf.take("a") == "A"
    assert made == ["a"]
    with pytest.raises(
        InputError, match="name must be a preset of sla; got 'c'; there are a and b"
    ):
        shelf.take("c")


@pytest.mark.parametrize("name", [["a"], {}, None, 1, b"a"])
def test_what_is_no_name_is_told_the_names(name):
    with pytest.raises(
        InputError, match=r"name must be a preset of sla; got .*; there are a and b"
    ):
        Shelf("sla", {"a": str, "b": str}).take(name)


ROOMS = [room for room in supportops.__all__ if hasattr(getattr(supportops, room), "preset")]


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_refuse_what_is_no_name(room):
    with pytest.raises(InputError, match=r"name must be a preset of .*got \['x'\]; there are "):
        getattr(supportops, room).preset(["x"])
