"""The chains of these tests, without a package."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def chains():
    path = Path(__file__).parent / "chains.py"
    spec = importlib.util.spec_from_file_location("queueing_chains", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
