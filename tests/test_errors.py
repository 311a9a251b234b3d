import pytest

from supportops.errors import InputError, MissingExtraError, SupportOpsError, SupportOpsWarning


@pytest.mark.parametrize("error", [InputError, MissingExtraError])
def test_one_base_catches_everything_that_is_ours(error):
    with pytest.raises(SupportOpsError, match="load must be"):
        raise error("load must be zero or more; got -1")


def test_errors_are_also_what_python_people_expect():
    assert issubclass(InputError, ValueError)
    assert issubclass(MissingExtraError, ImportError)
    assert issubclass(SupportOpsWarning, UserWarning)
