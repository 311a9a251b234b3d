"""Units and fields: what a docstring says of a number, and whether it names what is there.

The rule a machine can hold: a parameter that is a bare number (its type says float, int, number,
array-like or ndarray, and nothing that carries its unit, as durations, shares and money do)
writes its unit in brackets: ``[erlangs]``, ``[tickets]``, ``[any unit]``, ``[label]``.
"""

import dataclasses
import importlib
import inspect
import re

import pytest

import supportops
from supportops._kit.models import Model

BARE = re.compile(r"\b(float|int|number|array-like|ndarray)\b")
CARRIES = re.compile(
    r"\b(bool|duration|money|Money|share|str|datetime|timedelta|Duration|DataFrame)\b"
)
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", flags=re.MULTILINE)


def entries(docstring, section):
    """For each name of a numpydoc section its type and its text."""
    parts = SECTION.split(inspect.cleandoc(docstring or ""))
    text = dict(zip(parts[1::2], parts[2::2], strict=True)).get(section, "")
    found = {}
    for entry in re.split(r"^(?=\S)", text, flags=re.MULTILINE):
        head, _, body = entry.partition("\n")
        names, _, kind = head.partition(" : ")
        found |= {
            name.strip().lstrip("*"): (kind, body) for name in names.split(",") if name.strip()
        }
    return found


def public(wanted):
    for room in supportops.__all__:
        module = importlib.import_module(f"supportops.{room}")
        for name in module.__all__:
            thing = getattr(module, name)
            if wanted(thing) and thing.__module__.startswith("supportops."):
                yield f"{room}.{name}", thing


def callables():
    yield from public(inspect.isfunction)
    for where, cls in public(inspect.isclass):
        for name, method in list(vars(cls).items()):
            function = getattr(method, "__func__", method)
            if inspect.isfunction(function) and not name.startswith("_"):
                yield f"{where}.{name}", function


def records():
    yield from public(lambda thing: inspect.isclass(thing) and issubclass(thing, Model))
    yield from public(lambda thing: inspect.isclass(thing) and dataclasses.is_dataclass(thing))


FUNCTIONS = dict(callables())
RECORDS = dict(records())


@pytest.mark.parametrize("where", FUNCTIONS)
def test_bare_numbers_say_their_unit(where):
    silent = [
        name
        for name, (kind, body) in entries(FUNCTIONS[where].__doc__, "Parameters").items()
        if BARE.search(kind) and not CARRIES.search(kind) and not re.search(r"\[[^\]]+\]", body)
    ]
    assert not silent, f"{where}: write the unit of {silent} in brackets"


@pytest.mark.parametrize("where", RECORDS)
def test_attributes_are_the_fields(where):
    record = RECORDS[where]
    assert record.__doc__
    named = entries(record.__doc__, "Attributes")
    if not named:
        return  # a record may say all in one sentence
    # What a record inherits is said where it comes from.
    own = {name for name in record.__annotations__ if not name.startswith("_")}
    fields = (
        set(record.model_fields)
        if issubclass(record, Model)
        else {f.name for f in dataclasses.fields(record)}
    )
    properties = {name for name in dir(record) if isinstance(getattr(record, name, None), property)}
    workings = (
        set()
        if issubclass(record, Model)
        else {f.name for f in dataclasses.fields(record) if not f.repr}
    )
    assert (own & fields) - workings <= set(named), f"{where}: say what these are"
    assert set(named) <= fields | properties, f"{where}: these are not there"
