"""What supportops raises and warns.

Every message is one sentence of the same build: *name* must be *rule*; got *value* *where*;
and the way out where there is one.
"""

__all__ = ["InputError", "MissingExtraError", "SupportOpsError", "SupportOpsWarning"]


class SupportOpsError(Exception):
    """Base of every error that supportops raises by itself."""


class InputError(SupportOpsError, ValueError):
    """An argument or a field breaks a rule; the message names it, the rule and the value."""


class MissingExtraError(SupportOpsError, ImportError):
    """A question needs an optional package; the message names the extra that brings it."""


class SupportOpsWarning(UserWarning):
    """Legal but doubtful input, where the answer has no place for a flag."""
