"""Scenarios from TOML text or plain dictionaries."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from supportops._kit.instants import localize
from supportops._kit.text import joined, shown
from supportops.errors import InputError
from supportops.sla import SlaPolicy, in_dialect, preset
from supportops.testing.scenarios import SlaScenario

__all__ = ["read_scenarios"]

_FIELDS = ("priority", "customer_tier", "channel", "category", "group", "assignee")
_ONE = (*_FIELDS, "status", "calendar", "merged")
_INSTANTS = ("started_at", "ended_at", "due_at", "breached_at")
_KEYS = {"policy", "scenario", "timezone"}


def read_scenarios(
    given: str | Mapping[str, Any], *, policy: SlaPolicy | None = None
) -> tuple[SlaScenario, ...]:
    """Scenarios that TOML text or a dictionary states.

    Parameters
    ----------
    given : str or mapping
        ``policy`` (a policy as in `SlaPolicy`, or ``{preset = "priority"}`` with fields to
        change and an optional ``dialect``), ``timezone`` (whose clocks the times are read
        from, where they do not say it) and a list ``scenario``.
    policy : SlaPolicy, optional
        In place of the one in the text.

    Returns
    -------
    tuple of SlaScenario

    Raises
    ------
    InputError
        For text that is no TOML, naive times without a ``timezone``, unknown keys, and
        scenarios that are not whole; the message names the key path.

    Notes
    -----
    An event has ``at`` and one thing that happens: ``created = "customer"`` (with the ticket's
    first fields beside it), ``message = "agent"``, ``note = "agent"``, ``status = "open"``,
    ``priority``, ``customer_tier``, ``channel``, ``category``, ``group``, ``assignee``,
    ``calendar`` or ``merged``. An expected period has ``metric`` and the fields to compare;
    an instant that must be missing is ``"none"``.

    Examples
    --------
    >>> [first] = read_scenarios('''
    ... timezone = "Europe/Paris"
    ... policy.preset = "priority"
    ... [[scenario]]
    ... name = "answered in time"
    ... now = "2026-03-02 18:00"
    ... events = [
    ...   { at = "2026-03-02 10:00", created = "customer", priority = "P2" },
    ...   { at = "2026-03-02 10:45", message = "agent" },
    ... ]
    ... expect = [{ metric = "first_response", state = "met", elapsed = "45m" }]
    ... ''')
    >>> first.name, len(first.events)
    ('answered in time', 3)
    """
    data = _document(given)
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        raise InputError(f"keys must be among {joined(sorted(_KEYS))}; got {joined(unknown)}")
    zone = data.get("timezone")
    contract = policy if policy is not None else _policy(data.get("policy"))
    rows = data.get("scenario", [])
    if not isinstance(rows, list):
        raise InputError(f"scenario must be a list, [[scenario]]; got {shown(rows)}")
    return tuple(_scenario(row, f"scenario[{i}]", contract, zone) for i, row in enumerate(rows))


def _document(given: str | Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return dict(given)
    if not isinstance(given, str):
        raise InputError(f"scenarios must be TOML text or a mapping; got {shown(given)}")
    try:
        return tomllib.loads(given)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"scenarios must be TOML; got text that is not: {error}") from error


def _policy(given: Any) -> SlaPolicy:
    if isinstance(given, SlaPolicy):
        return given
    if not isinstance(given, Mapping):
        raise InputError(
            f"policy must be a table of the file or an argument; got {shown(given)}; write "
            'policy.preset = "priority"'
        )
    fields = dict(given)
    base, spoken = fields.pop("preset", None), fields.pop("dialect", None)
    if base is not None:
        fields = {**preset(base).model_dump(), **fields}
    try:
        made = SlaPolicy.model_validate(fields)
    except ValidationError as error:
        raise InputError(f"policy must be whole; got {_first(error, 'policy')}") from error
    return made if spoken is None else in_dialect(made, spoken)


def _first(error: ValidationError, where: str) -> str:
    wrong = error.errors()[0]
    path = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in wrong["loc"])
    return f"{where}{path}: {wrong['msg']}"


def _scenario(row: Any, where: str, policy: SlaPolicy, zone: str | None) -> SlaScenario:
    if not isinstance(row, Mapping):
        raise InputError(f"{where} must be a table; got {shown(row)}")
    fields: dict[str, Any] = {"policy": policy, **row}
    zone = fields.pop("timezone", zone)
    if "now" in fields:
        fields["now"] = _instant(fields["now"], f"{where}.now", zone)
    events = enumerate(fields.get("events", ()))
    fields["events"] = tuple(
        event for i, given in events for event in _events(given, f"{where}.events[{i}]", zone)
    )
    fields["exceptions"] = tuple(
        _instants(given, f"{where}.exceptions[{i}]", zone, ("since", "until"))
        for i, given in enumerate(fields.get("exceptions", ()))
    )
    fields["expect"] = tuple(
        _expected(given, f"{where}.expect[{i}]", zone)
        for i, given in enumerate(fields.get("expect", ()))
    )
    try:
        return SlaScenario.model_validate(fields)
    except ValidationError as error:
        raise InputError(f"scenarios must be whole; got {_first(error, where)}") from error


def _instant(value: Any, where: str, zone: str | None) -> Any:
    if isinstance(value, str):
        if value == "none":
            return None
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise InputError(
                f'{where} must be a time such as "2026-03-02 09:00"; got {shown(value)}'
            ) from error
    if isinstance(value, datetime) and value.tzinfo is None:
        if zone is None:
            raise InputError(
                f'{where} must say its zone; got {shown(str(value))}; write timezone = "..."'
            )
        return localize(value, zone)
    return value


def _instants(given: Any, where: str, zone: str | None, names: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        raise InputError(f"{where} must be a table; got {shown(given)}")
    return {
        key: _instant(value, f"{where}.{key}", zone) if key in names else value
        for key, value in given.items()
    }


def _expected(given: Any, where: str, zone: str | None) -> dict[str, Any]:
    fields = _instants(given, where, zone, _INSTANTS)
    if isinstance(fields.get("warnings"), Mapping):
        fields["warnings"] = {
            percent: _instant(at, f"{where}.warnings.{percent}", zone)
            for percent, at in fields["warnings"].items()
        }
    if "earlier_breaches" in fields:
        fields["earlier_breaches"] = tuple(
            _instant(at, f"{where}.earlier_breaches", zone) for at in fields["earlier_breaches"]
        )
    return fields


def _events(given: Any, where: str, zone: str | None) -> list[dict[str, Any]]:
    fields = _instants(given, where, zone, ("at",))
    at = fields.pop("at", None)
    if at is None:
        raise InputError(f"{where}.at must be there; got {shown(given)}")
    if "kind" in fields:
        return [{"ticket": "", "at": at, **fields}]
    head = {"ticket": "", "at": at}
    if "created" in fields:
        events = [{**head, "kind": "created", "actor": fields.pop("created")}]
        allowed: tuple[str, ...] = (*_FIELDS, "status")
    else:
        events, allowed = [], (*_ONE, "message", "note")
        if len(fields) != 1:
            raise InputError(
                f"{where} must say one thing that happens; got {joined(fields) or 'none'}"
            )
    for key, value in fields.items():
        if key not in allowed:
            raise InputError(f"{where} must say {joined(allowed, 'or')}; got {shown(key)}")
        if key in {"message", "note"}:
            message = {"kind": "message", "actor": value, "public": key == "message"}
            events.append({**head, **message})
        else:
            events.append({**head, "kind": key, "value": value})
    return events
