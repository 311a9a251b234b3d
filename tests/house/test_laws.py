"""The laws of the house, held over whatever rooms there are."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import supportops

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "supportops"
ROOMS = [name for name in supportops.__all__ if name != "errors"]
ENGINES = {"calendars", "queueing", "statistics"}


def run(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_front_door_loads_nothing_heavy():
    loaded = run("import sys, supportops; print(*sys.modules)")
    assert not {"numpy", "pandas", "scipy", "pydantic"} & set(loaded)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_loads_neither_pandas_nor_scipy(room):
    loaded = run(f"import sys, supportops.{room}; print(*sys.modules)")
    assert not {"pandas", "scipy"} & set(loaded)


def test_the_front_door_names_every_room_and_no_other():
    folders = {
        p.name for p in SOURCE.iterdir() if (p / "__init__.py").exists() and p.name != "_kit"
    }
    # Testing and plots are optional rooms, imported by their own names.
    assert set(supportops.__all__) == folders - {"testing", "plots"} | {"errors"}
    assert dir(supportops) == sorted([*supportops.__all__, "__version__"])
    with pytest.raises(AttributeError, match="has no attribute 'slaa'; its rooms are audit"):
        supportops.slaa


@pytest.mark.parametrize("room", [*ROOMS, "errors"])
def test_all_is_sorted_and_honest(room):
    module = importlib.import_module(f"supportops.{room}")
    names = module.__all__
    assert list(names) == sorted(names, key=lambda n: (not n.isupper(), n[0].islower(), n))
    assert len(set(names)) == len(names)
    missing = [name for name in names if not hasattr(module, name)]
    assert not missing
    assert module.__doc__


def public_things():
    for room in ROOMS:
        module = importlib.import_module(f"supportops.{room}")
        for name in module.__all__:
            thing = getattr(module, name)
            if inspect.isfunction(thing):
                yield pytest.param(thing, id=f"{room}.{name}")
            elif inspect.isclass(thing) and thing.__module__.startswith("supportops."):
                for method, function in inspect.getmembers(thing, inspect.isfunction):
                    if not method.startswith("_") and function.__module__.startswith("supportops."):
                        yield pytest.param(function, id=f"{room}.{name}.{method}")


def documented(docstring, section):
    """Names and texts of a numpydoc section."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}\n", inspect.cleandoc(docstring), flags=re.MULTILINE)
    text = dict(zip(parts[1::2], parts[2::2], strict=True)).get(section, "")
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)
    return {
        name.strip().lstrip("*"): entry
        for entry in entries
        if entry.strip()
        for name in entry.splitlines()[0].split(" : ")[0].split(",")
    }


@pytest.mark.parametrize("function", list(public_things()))
def test_docstrings_name_the_parameters_of_the_signature(function):
    assert function.__doc__, function
    parameters = [
        name for name in inspect.signature(function).parameters if name not in {"self", "cls"}
    ]
    named = documented(function.__doc__, "Parameters")
    # A look-up by one name, and a method, may say all in one sentence.
    if named or (len(parameters) > 1 and "." not in function.__qualname__):
        assert sorted(named) == sorted(parameters)
        # Names that share an entry ("as in `mean_wait`") stand together, not in order.
        alone = [
            name
            for name, entry in named.items()
            if "," not in entry.splitlines()[0].split(" : ")[0]
        ]
        assert alone == [name for name in parameters if name in alone]


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_no_module_is_longer_than_an_idea(path):
    if path.name == "__init__.py":
        return  # a door is a list of names
    limit = 600 if path.parent.name in ENGINES else 400
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_nobody_imports_from_the_package_root_but_rooms(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "supportops":
            assert {alias.name for alias in node.names} <= set(supportops.__all__)


def cited(node, inherited=False):
    """Whether every table of a data file cites, by itself or by a table around it."""
    here = inherited or {"source", "where"} <= set(node) or "sources" in node
    here = here or isinstance(node.get("source"), dict)
    tables = [v for v in node.values() if isinstance(v, dict)]
    rows = [row for v in node.values() if isinstance(v, list) for row in v if isinstance(row, dict)]
    if here or not (tables or rows):
        return here
    return all(cited(table, here) for table in (*tables, *rows))


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("data/*.toml")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_every_data_file_cites(path):
    text = path.read_text(encoding="utf-8")
    data = tomllib.loads(text)
    if "library's own rules" in " ".join(text.split("\n\n")[0].replace("#", "").split()):
        return  # nothing published stands in it
    assert re.search(r"source = |^\[source\]", text, flags=re.MULTILINE), "no source at all"
    assert any(cited({k: v}) for k, v in data.items()) or cited(data)


@pytest.mark.parametrize("room", ROOMS)
def test_presets_all_load(room):
    module = importlib.import_module(f"supportops.{room}")
    if hasattr(module, "presets"):
        assert module.presets()
        for name in module.presets():
            assert module.preset(name) is module.preset(name)


def test_the_readme_and_the_gate_run_the_same_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.findall(r"^python3 -m venv .*$", readme, flags=re.MULTILINE)
    assert len(commands) == 2
    assert commands[0].endswith("nox -s plan")
    assert commands[1].endswith("nox -s tests")
    assert commands[1] in gate.splitlines()


def test_no_file_names_a_machine():
    banned = re.compile(r"/work/|/tmp/|/root/|/home/\w")
    for folder in ("src", "docs", "examples", "benchmarks", "changelog.d", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if (
                path.is_file()
                and path.suffix in {".py", ".md", ".toml", ".json", ""}
                and "_build" not in path.parts
            ):
                assert not banned.search(path.read_text(encoding="utf-8")), path
