"""Benchmarks by company stage, and the best stage that an operation meets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from supportops._kit.data import Source, read_data
from supportops._kit.names import mapped
from supportops._kit.reals import is_real
from supportops._kit.results import Result
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.metrics.bands import Band, grade
from supportops.metrics.targets import band_status
from supportops.statistics import Estimate

__all__ = ["BestStage", "StageName", "best_stage", "stage_benchmark"]

StageName: TypeAlias = Literal["startup", "growth", "scale", "enterprise"]
_STAGES: tuple[StageName, ...] = get_args(StageName)


def stage_benchmark(stage: StageName) -> tuple[Band, ...]:
    """Published targets of CSAT, first response, resolution and FCR at a company's stage.

    Examples
    --------
    >>> [str(band.target) for band in stage_benchmark("growth")][1:3]
    ['below 120 minutes', 'below 1440 minutes']
    """
    data = read_data("metrics", "stages")
    source = Source(source=data["source"], where=data["where"])
    for row in data["stage"]:
        if row["name"] == stage:
            return tuple(
                Band(metric=key, label=key, definition=stage, target=row[key], source=source)
                for key in row
                if key != "name"
            )
    raise InputError(f"stage must be {joined(_STAGES, 'or')}; got {shown(stage)}")


@dataclass(frozen=True, slots=True)
class BestStage(Result):
    """The most demanding stage whose benchmarks are met.

    Attributes
    ----------
    stage : str or None
        Best stage of which every metric given is met; None where not even the first is.
    by_metric : dict of str to str or None
        Best stage that each metric meets; None where it meets none.
    held_back_by : tuple of str
        Metrics given that do not meet the next stage.
    missing : tuple of str
        Metrics of the benchmark that were not given.
    unsure : tuple of str
        Metrics whose interval reaches into another status than the figure's at `stage`.
    """

    stage: StageName | None
    by_metric: dict[str, StageName | None]
    held_back_by: tuple[str, ...]
    missing: tuple[str, ...]
    unsure: tuple[str, ...]


def best_stage(figures: Mapping[str, float | Estimate | None]) -> BestStage:
    """Best company stage whose published benchmarks an operation meets.

    Parameters
    ----------
    figures : mapping of str to float or Estimate
        csat and fcr [share], first_response_time and time_to_resolution [minutes, or estimates
        in seconds]; None and undefined estimates are missing. At least one is known.

    Returns
    -------
    BestStage

    Raises
    ------
    InputError
        For a metric without a benchmark, or without any known figure.

    Examples
    --------
    Resolution within 20 hours meets growth, not scale:

    >>> best_stage({"time_to_resolution": 1200}).stage
    'growth'
    """
    given = mapped(figures, "figures")
    bands = {stage: {b.metric: b for b in stage_benchmark(stage)} for stage in _STAGES}
    names = tuple(bands["startup"])
    unknown = [name for name in given if name not in names]
    known = {name: value for name, value in given.items() if _known(name, value)}
    if unknown or not known:
        raise InputError(
            f"figures must be some of {joined(names)}; got {joined(unknown) or 'no known figure'}"
        )

    def meets(name: str, stage: StageName) -> bool:
        value, band = known[name], bands[stage][name]
        if isinstance(value, Estimate):
            return band_status(value, band).status == "on_target"
        return grade(value, band) == "on_target"

    by_metric: dict[str, StageName | None] = {
        name: next((s for s in reversed(_STAGES) if meets(name, s)), None) for name in known
    }
    met: list[StageName] = [s for s in _STAGES if all(meets(name, s) for name in known)]
    stage: StageName | None = met[-1] if met else None
    place = _STAGES.index(stage) + 1 if stage else 0
    following = _STAGES[place] if place < len(_STAGES) else None
    back = () if following is None else tuple(n for n in known if not meets(n, following))
    judged = stage or "startup"
    unsure = tuple(
        name
        for name, value in known.items()
        if isinstance(value, Estimate) and not band_status(value, bands[judged][name]).certain
    )
    return BestStage(stage, by_metric, back, tuple(n for n in names if n not in known), unsure)


def _known(name: str, value: object) -> bool:
    if not (value is None or isinstance(value, Estimate) or is_real(value)):
        place = f"figures[{shown(name)}]"
        raise InputError(f"{place} must be a number or an estimate; got {shown(value)}")
    number = None if value is None else float(value)
    return number is not None and number == number  # noqa: PLR0124  NaN
