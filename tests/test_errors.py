import pytest

from supportops import errors


def test_errors_are_what_callers_catch():
    assert issubclass(errors.InputError, ValueError)
    assert issubclass(errors.InputError, errors.SupportOpsError)
    assert issubclass(errors.MissingExtraError, ImportError)
    assert issubclass(errors.SupportOpsWarning, UserWarning)
    with pytest.raises(errors.SupportOpsError):
        raise errors.MissingExtraError
