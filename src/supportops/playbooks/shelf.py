"""Where the playbooks stand, and the door for a user's own."""

import tomllib
from functools import partial
from typing import Literal, TypeAlias

from pydantic import ValidationError

from supportops._kit.data import Shelf, read_data
from supportops._kit.models import explained
from supportops._kit.text import shown
from supportops.errors import InputError
from supportops.playbooks.figures import operation_figures
from supportops.playbooks.models import Playbook
from supportops.playbooks.uses import playbook_tables

__all__ = ["PlaybookName", "open_playbook", "playbook_from_toml", "playbooks"]

PlaybookName: TypeAlias = Literal["support-operations", "ast", "vivtone", "hume", "itcs"]


def _published(name: str) -> Playbook:
    return Playbook.model_validate(read_data("playbooks", name))


_SHELF: Shelf[Playbook] = Shelf(
    "playbooks",
    {
        name: partial(_published, name.replace("-", "_"))
        for name in ("support-operations", "ast", "vivtone", "hume", "itcs")
    },
)


def open_playbook(name: PlaybookName) -> Playbook:
    """Published playbook of that name; `playbooks` lists them.

    Examples
    --------
    >>> open_playbook("ast").figure("fcr", role="target").text
    'at least 80 %'
    """
    return _SHELF.take(name)


def playbooks() -> tuple[str, ...]:
    """Names of the published playbooks.

    Examples
    --------
    >>> playbooks()
    ('support-operations', 'ast', 'vivtone', 'hume', 'itcs')
    """
    return _SHELF.names()


def playbook_from_toml(text: str) -> Playbook:
    """Playbook of one's own, from the text of a TOML file.

    Parameters
    ----------
    text : str
        The fields of `Playbook`, as the guide shows them; tables of the rooms are named under
        ``[uses]``.

    Returns
    -------
    Playbook

    Raises
    ------
    InputError
        For text that is no TOML, and for a field, a table's name or a label that does not
        hold; the fault is named by its key path.

    Examples
    --------
    >>> book = playbook_from_toml('''
    ... name = "ours"
    ... title = "Our support"
    ... source = "handbook"
    ... [[chapters]]
    ... name = "goals"
    ... where = "page 3"
    ... figures = [{ measure = "csat", role = "target", at_least = "92%" }]
    ... ''')
    >>> print(book.figure("csat"))
    csat: target at least 92 %
    """
    if not isinstance(text, str):
        raise InputError(f"text must be the text of a TOML file; got {shown(text)}")
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"text must be TOML; got {error}") from error
    try:
        book = Playbook.model_validate(fields)
    except ValidationError as error:
        raise InputError(explained(error)) from error
    playbook_tables(book)
    operation_figures(book)
    return book
