"""The pytest plugin: every scenario of a ``*.sla.toml`` file is a test.

It is loaded by its entry point; ``-p no:supportops_sla`` turns it off. The library is imported
when the first such file is collected.
"""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path  # noqa: TID251  pytest says which file it is

    from supportops.testing.scenarios import SlaScenario

__all__ = ["SlaFile", "SlaItem", "pytest_collect_file"]


def pytest_collect_file(file_path: "Path", parent: pytest.Collector) -> "SlaFile | None":
    """Collect a file of scenarios."""
    if file_path.name.endswith(".sla.toml"):
        return SlaFile.from_parent(parent, path=file_path)
    return None


class SlaFile(pytest.File):
    """A file of scenarios."""

    def collect(self) -> "Iterator[SlaItem]":
        """Its scenarios as tests."""
        from supportops.errors import InputError
        from supportops.testing.reading import read_scenarios

        try:
            scenarios = read_scenarios(self.path.read_text(encoding="utf-8"))
        except InputError as error:
            raise self.CollectError(f"{self.path.name}: {error}") from error
        for scenario in scenarios:
            yield SlaItem.from_parent(self, name=scenario.name, scenario=scenario)


class SlaItem(pytest.Item):
    """One scenario."""

    def __init__(self, *, scenario: "SlaScenario", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scenario = scenario

    def runtest(self) -> None:
        """Check it."""
        from supportops.testing.checking import check_scenario

        check_scenario(self.scenario)

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Report of the scenario, without the library's own lines."""
        from supportops.testing.checking import ScenarioError

        if isinstance(excinfo.value, ScenarioError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> "tuple[Path, int | None, str]":
        """Where it stands."""
        return self.path, None, f"scenario: {self.name}"
