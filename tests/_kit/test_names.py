import pytest

from supportops._kit.names import collected, mapped
from supportops.errors import InputError


def test_a_generator_is_read_once_and_kept():
    assert collected((n for n in "ab"), "flags") == ("a", "b")
    assert collected({"a": 1}, "flags") == ("a",)


@pytest.mark.parametrize("value", ["a", b"a", None, 3])
def test_no_collection(value):
    with pytest.raises(InputError, match=r'flags must be a collection, \["a", "b"\]; got'):
        collected(value, "flags")


def test_mappings():
    given = {"a": 1}
    assert mapped(given, "shares") == given
    assert mapped(given, "shares") is not given
    with pytest.raises(InputError, match="shares must map names to values"):
        mapped(None, "shares")
