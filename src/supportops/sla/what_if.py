"""What if: history replayed under a changed policy, and which verdicts change for which reason."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from supportops._kit.durations import duration_text
from supportops._kit.results import Result
from supportops._kit.text import card, joined, shown
from supportops.errors import InputError
from supportops.sla.policy import SlaPolicy
from supportops.sla.tables import periods

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["WhatIf", "what_if"]

# What can change in a policy, in words, and the fields in which it stands.
_ASPECTS: dict[str, tuple[str, ...]] = {
    "targets": ("rows",),
    "calendar": ("calendars", "calendar"),
    "clock of targets": ("clock",),
    "pauses": ("pauses",),
    "statuses": ("statuses",),
    "definitions of clocks": ("definitions",),
    "exceptions": ("exceptions",),
    "exclusions": ("exclusions",),
    "change of priority": ("on_priority_change",),
    "reopening": ("on_reopen",),
    "change of calendar": ("on_calendar_change",),
    "customer messages in pauses": ("on_customer_message",),
    "due at closing or opening": ("due_side",),
    "judged by elapsed time or instant": ("judged_by",),
    "declared names": ("priorities", "customer_tiers", "channels", "categories", "groups"),
}
_TOGETHER = "only together"
_KEY = ["ticket_id", "metric", "cycle"]
_SHOWN = ("state", "breached", "target", "elapsed", "paused", "due_at")


@dataclass(frozen=True, slots=True)
class WhatIf(Result):
    """Verdicts before and after a change of policy.

    Attributes
    ----------
    differences : tuple of str
        In what the two policies differ.
    before, after : dict of str to int
        Periods by state, ``breached`` holding those that are open and beyond their target.
    changes : DataFrame
        One row for each period whose verdict changes: ``ticket_id``, ``metric``, ``cycle``,
        ``state``, ``breached``, ``target``, ``elapsed``, ``paused`` and ``due_at`` with the
        endings ``_before`` and ``_after``, and ``why``. A period that only one policy has is
        ``none`` under the other.
    """

    differences: tuple[str, ...]
    before: dict[str, int]
    after: dict[str, int]
    changes: "pd.DataFrame"

    def to_frame(self) -> "pd.DataFrame":
        """Changes, one row for each."""
        return self.changes

    def __str__(self) -> str:
        sides = [_verdict(self.changes, side) for side in ("before", "after")]
        moved = self.changes.groupby([*sides, "why"]).size()
        lines = [f"differs in {joined(self.differences) or 'nothing that the clock knows'}"]
        lines += [f"{n} from {a} to {b}: {why}" for (a, b, why), n in _counted(moved)]
        return "\n".join(lines if len(moved) else [*lines, "no verdict changes"])

    def _repr_html_(self) -> str:
        head, *lines = str(self).splitlines()
        return card("What if", [("policies", head), *(("", line) for line in lines)])


def _verdict(changes: "pd.DataFrame", side: str) -> "pd.Series[Any]":
    """State in words, which says of an open period that it is beyond its target."""
    state = changes[f"state_{side}"]
    beyond = changes[f"breached_{side}"].astype(bool) & state.isin(["running", "paused"])
    return state.where(~beyond, state + " beyond the target").rename(side)


def _counted(moved: Any) -> Iterator[tuple[tuple[str, str, str], int]]:
    for key, n in moved.sort_values(ascending=False, kind="stable").items():
        yield key, int(n)


def what_if(
    tickets: "pd.DataFrame | None",
    events: "pd.DataFrame",
    *,
    policy: SlaPolicy,
    changed: SlaPolicy,
    now: datetime,
    columns: Mapping[str, str] | None = None,
) -> WhatIf:
    """Which verdicts of history would have been others under a changed policy, and why.

    Parameters
    ----------
    tickets, events : DataFrame
        As in `periods`.
    policy : SlaPolicy
        The policy as it is.
    changed : SlaPolicy
        As it might be: a copy with other targets, `on_calendar`, `in_dialect`.
    now : datetime
        As of when.
    columns : mapping of str to str, optional
        As in `periods`.

    Returns
    -------
    WhatIf

    Raises
    ------
    InputError
        As `periods` does.

    Notes
    -----
    Reasons are found by trial: each difference alone is put into the present policy, and those
    that alone bring the new verdict are its reasons. Where none does, the verdict needs several
    of them together, and all are named. What people would have done under the other policy is
    not known; the answer is about the same history.

    Examples
    --------
    >>> import pandas as pd
    >>> from supportops import sla
    >>> at = pd.to_datetime(["2026-03-02T09:00Z", "2026-03-02T11:30Z"])
    >>> log = pd.DataFrame({"ticket_id": 7, "at": at, "kind": ["created", "message"],
    ...                     "value": [None, None], "actor": ["customer", "agent"]})
    >>> policy = sla.SlaPolicy.model_validate({"name": "now", "clock": "calendar",
    ...     "rows": [{"first_response": "2h"}], "calendar": "always",
    ...     "calendars": {"always": {"timezone": "UTC", "hours": {"mon-sun": [("00:00", "24:00")]}}}})
    >>> looser = policy.model_copy(update={"rows": (sla.SlaRow(first_response="3h"),)})
    >>> print(sla.what_if(None, log, policy=policy, changed=looser, now=at[1]))
    differs in targets
    1 from breached to met: targets (target 3h instead of 2h)
    """
    differences = tuple(_differences(policy, changed))
    before = periods(tickets, events, policy=policy, now=now, columns=columns)
    after = periods(tickets, events, policy=changed, now=now, columns=columns)
    moved = _moved(before, after)
    if moved.empty or len(differences) < 2:
        reasons = [differences] * len(moved)
    else:
        heading = (columns or {}).get("ticket_id", "ticket_id")
        ids = moved["ticket_id"].unique()
        some = None if tickets is None else _of(tickets, heading, ids)
        log = _of(events, heading, ids)

        def tried(aspect: str) -> "pd.DataFrame":
            trial = _one(policy, changed, aspect)
            return periods(some, log, policy=trial, now=now, columns=columns)

        reasons = _reasons(moved, differences, tried)
    words = [_why(row, why) for row, why in zip(moved.to_dict("records"), reasons, strict=True)]
    moved["why"] = words
    return WhatIf(differences, _states(before), _states(after), moved)


def _differences(policy: SlaPolicy, changed: SlaPolicy) -> Iterator[str]:
    for given in (policy, changed):
        if not isinstance(given, SlaPolicy):
            raise InputError(
                f"policy and changed must be SlaPolicy; got {shown(type(given).__name__)}"
            )
    for aspect, names in _ASPECTS.items():
        if any(getattr(policy, name) != getattr(changed, name) for name in names):
            yield aspect


def _states(found: "pd.DataFrame") -> dict[str, int]:
    state = found["state"].astype(object).where(~found["breached"], "breached")
    # A breach does not make a cancelled period count.
    state = state.where(found["state"] != "cancelled", "cancelled")
    return {str(name): int(n) for name, n in state.value_counts().sort_index().items()}


def _plain(found: "pd.DataFrame") -> "pd.DataFrame":
    kept = found[[*_KEY, *_SHOWN]]
    return kept.astype({"metric": object, "state": object})


def _moved(before: "pd.DataFrame", after: "pd.DataFrame") -> "pd.DataFrame":
    both = _plain(before).merge(
        _plain(after), on=_KEY, how="outer", suffixes=("_before", "_after"), sort=False
    )
    for side in ("before", "after"):
        both[f"state_{side}"] = both[f"state_{side}"].astype(object).fillna("none")
        both[f"breached_{side}"] = both[f"breached_{side}"].astype("boolean").fillna(value=False)
    other = (both["state_before"] != both["state_after"]) | (
        both["breached_before"] != both["breached_after"]
    )
    return both[other].reset_index(drop=True)


def _one(policy: SlaPolicy, changed: SlaPolicy, aspect: str) -> SlaPolicy:
    """Policy with one aspect of the other; names that this needs come along."""
    # What the trial does not take from the other policy is only there to be named.
    names = {}
    for name in ("calendars", "definitions", "statuses"):
        ours, theirs = _table(policy, name), _table(changed, name)
        names[name] = {**ours, **theirs} if name in _ASPECTS[aspect] else {**theirs, **ours}
    merged = policy.statuses.model_copy(update={"classes": names.pop("statuses")})
    fields = {name: getattr(changed, name) for name in _ASPECTS[aspect]}
    # Declared names are taken from neither, so that each row may speak its own.
    free = dict.fromkeys(_ASPECTS["declared names"])
    return policy.model_copy(update={**free, **fields, **names, "statuses": merged})


def _table(policy: SlaPolicy, name: str) -> dict[str, Any]:
    return policy.statuses.classes if name == "statuses" else getattr(policy, name)


def _reasons(
    moved: "pd.DataFrame", differences: tuple[str, ...], tried: "Callable[[str], pd.DataFrame]"
) -> list[tuple[str, ...]]:
    """For each change the differences that bring it alone, or else all of them."""
    wanted = moved[["state_after", "breached_after"]].to_numpy()
    reasons: list[tuple[str, ...]] = [()] * len(moved)
    for aspect in differences:
        got = moved[_KEY].merge(_plain(tried(aspect)), on=_KEY, how="left", sort=False)
        state = got["state"].astype(object).fillna("none").to_numpy()
        broken = got["breached"].astype("boolean").fillna(value=False).to_numpy()
        for place, verdict in enumerate(wanted.tolist()):
            if [state[place], broken[place]] == verdict:
                reasons[place] += (aspect,)
    return [found or (_TOGETHER, *differences) for found in reasons]


def _of(frame: Any, heading: str, ids: Any) -> Any:
    name = heading if heading in frame.columns else "ticket_id"
    return frame[frame[name].isin(ids)]


def _why(row: Mapping[Any, Any], reasons: tuple[str, ...]) -> str:
    details = [
        f"{what} {_length(row[f'{what}_after'])} instead of {_length(row[f'{what}_before'])}"
        for what in ("target", "elapsed", "paused")
        if row["state_before"] != "none"
        and row["state_after"] != "none"
        and _length(row[f"{what}_after"]) != _length(row[f"{what}_before"])
    ]
    head = joined(reasons)
    if reasons and reasons[0] == _TOGETHER:
        head = f"{_TOGETHER}: {joined(reasons[1:])}"
    return f"{head} ({joined(details)})" if details else head


def _length(value: Any) -> str:
    return "none" if value != value else duration_text(value.to_pytimedelta())  # noqa: PLR0124  NaT
