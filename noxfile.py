"""Sessions of the house: `nox -l` lists them, `nox -s tests` proves the library."""

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2024.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_venv = "yes"
nox.options.sessions = ["tests", "lint", "types", "docs"]

# uv writes no bytecode and ignores the system's certificates unless it is told.
ENVIRONMENT = {"UV_COMPILE_BYTECODE": "1", "UV_SYSTEM_CERTS": "1", "PYTHONDONTWRITEBYTECODE": ""}
os.environ.update(ENVIRONMENT)

PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LOG = Path("../shared/data/event_log/helpdesk.csv")


def group(name: str) -> list[str]:
    return list(nox.project.dependency_groups(PROJECT, name))


@nox.session
def plan(session: nox.Session) -> None:
    """Print the operations package of the example team: the main job."""
    session.install("-e", ".")
    session.run("python", "examples/design_operation.py", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the suite with its branch-coverage gate."""
    session.install("-e", ".[holidays]", *group("test"))
    session.run(
        "pytest", "-n", "2", "--dist", "loadfile", "--cov", "--cov-report=term", *session.posargs
    )


@nox.session(python=PYTHONS)
def matrix(session: nox.Session) -> None:
    """Run the suite on every supported Python that the machine has."""
    session.install("-e", ".[holidays]", *group("test"))
    session.run("pytest", "-n", "2", "--dist", "loadfile", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Format, lint, and hold the floor plan."""
    session.install("-e", ".", *group("lint"))
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types with mypy (strict) and pyright."""
    session.install("-e", ".[holidays]", *group("types"))
    session.run("mypy")
    session.run("pyright")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning is an error and the tutorials are executed."""
    session.install("-e", ".[testing]", *group("docs"))
    shutil.rmtree("docs/_build", ignore_errors=True)
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-q", "docs", "docs/_build/html")


@nox.session(venv_backend="uv")
def lowest(session: nox.Session) -> None:
    """Run the suite on the oldest direct dependencies that we promise."""
    session.install("--resolution=lowest-direct", "-e", ".[holidays]")
    session.install(*group("test"))
    session.run("pytest", "-n", "2", "--dist", "loadfile", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Report ratios against peers or a floor, and the import times."""
    session.install("-e", ".[holidays]", *group("bench"))
    options = ["-o", "addopts=--import-mode=importlib", "-o", "python_files=bench_*.py"]
    session.run("pytest", "benchmarks", *options, "--benchmark-only", *session.posargs)
    session.run("python", "benchmarks/import_time.py")


@nox.session
def pages(session: nox.Session) -> None:
    """Open the HTML pages of packages in headless Chromium and leave pictures of them."""
    session.install("-e", ".")
    session.run("python", "tests/design/look_at_pages.py", *(session.posargs or ["pages"]))


@nox.session
def studies(session: nox.Session) -> None:
    """Run the statistical studies in full, of which the suite runs a part."""
    session.install("-e", ".")
    session.run("python", "tests/workforce/forecasting/family.py", *session.posargs)


@nox.session
def mutate(session: nox.Session) -> None:
    """Mutate the formula modules, by hand before a release."""
    session.install("-e", ".[holidays]", *group("test"), *group("mutate"))
    session.run("mutmut", "run", *session.posargs)


@nox.session
def dask(session: nox.Session) -> None:
    """Run whole tables of SLA periods on Dask's LocalCluster."""
    session.install("-e", ".", "dask[dataframe]>=2025.1", "distributed>=2025.1", *group("test"))
    options = ["-p", "no:cacheprovider", "-W", "ignore::DeprecationWarning"]
    session.run("pytest", "tests/scale", *options, *session.posargs)


@nox.session
def package(session: nox.Session) -> None:
    """Build wheel and sdist; the wheel alone, in this empty environment, runs the main job."""
    session.install("build")
    shutil.rmtree("dist", ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", "dist")
    wheel = next(Path("dist").glob("*.whl"))
    session.install("--force-reinstall", str(wheel))
    session.chdir(session.create_tmp())
    root = Path(__file__).parent
    session.run("python", "-c", "import supportops; print(supportops.__version__)")
    session.run("python", str(root / "examples/design_operation.py"), silent=True)
