"""Whole tables: which columns they have, declared once in ``tables.toml``."""

import tomllib
from functools import cache
from importlib.resources import files

from supportops._kit.tables import Column, Table
from supportops._kit.text import joined, shown
from supportops.errors import InputError

__all__ = ["table", "tables"]


@cache
def _declared() -> dict[str, Table]:
    text = (files("supportops.vocabulary") / "tables.toml").read_text(encoding="utf-8")
    return {
        name: Table(
            name=name,
            row=body["row"],
            columns=tuple(Column(name=key, **column) for key, column in body["columns"].items()),
        )
        for name, body in tomllib.loads(text).items()
    }


def table(name: str) -> Table:
    """Declared table of that name; `tables` lists them.

    Parameters
    ----------
    name : str
        Name of the table.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        For an undeclared name; the message lists the declared.

    Examples
    --------
    >>> table("surveys").column("score").unit
    'scale of the survey'
    """
    try:
        return _declared()[name]
    except KeyError:
        raise InputError(
            f"name must be a declared table; got {shown(name)}; there are {joined(tables())}"
        ) from None


def tables() -> tuple[str, ...]:
    """Names of the declared tables."""
    return tuple(_declared())
