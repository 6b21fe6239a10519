"""What is told of a version and of a registry, in plain values: the same by command and over HTTP."""

import json
from typing import Any

from matinee.domain.errors import BadArtifact
from matinee.kit.clock import iso
from matinee.ops.registry.contents import read_contents
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.roles import NOBODY, Roles
from matinee.ops.registry.shadowed import read_shadowed, told_shadowed
from matinee.ops.releases.load import read_about

GATE, CARD = "gate.json", "card.md"
"""Files of a version that was judged: what the gate decided, and what is to be known of the model, for people."""


def told_registry(registry: Registry, *, changes: int) -> dict[str, Any]:
    """changes: of roles, the newest so many. shadowed: what was learned of versions that were asked beside the
    champion, the newest first. fault: why the roles cannot be read."""
    try:
        roles, fault = registry.roles(), None
    except BadArtifact as error:
        roles, fault = NOBODY, str(error)
    return {
        "name": registry.name,
        "roles": told_roles(roles),
        "fault": fault,
        "versions": [told_version(registry, version, roles) for version in reversed(registry.versions())],
        "changes": [told_roles(one) for one in reversed(registry.history()[-changes:])],
        "shadowed": [told_shadowed(one) for one in reversed(read_shadowed(registry.folder))],
    }


def told_version(registry: Registry, version: str, roles: Roles) -> dict[str, Any]:
    """NotFound where there is none. fault: why it cannot be told more of; that there is none does not say that it could
    answer, which `Registry.verify` finds out."""
    folder = registry.folder_of(version)
    said: dict[str, Any] = {"version": version, "roles": roles_of(version, roles), "fault": None}
    try:
        about, contents = read_about(folder), read_contents(folder)
    except BadArtifact as error:
        empty = dict.fromkeys(("added_at", "made_at", "data", "data_fingerprint", "people", "events", "outcome"))
        return said | empty | {"fault": str(error)}
    gate = gate_of(registry, version)
    return said | {
        "added_at": iso(contents.added_at),
        "made_at": iso(about.made_at),
        "data": about.data,
        "data_fingerprint": about.data_fingerprint,
        "people": about.people,
        "events": about.events,
        "outcome": _outcome_of(gate),
    }


def gate_of(registry: Registry, version: str) -> dict[str, Any] | None:
    """What the gate decided of it; None where it was never judged, or where that cannot be read."""
    try:
        found = json.loads((registry.folder_of(version) / GATE).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def words_of(gate: dict[str, Any] | None) -> list[str]:
    """In which it says what it decided; none where it was never judged."""
    return list(_decision_of(gate).get("words", ()))


def _outcome_of(gate: dict[str, Any] | None) -> str | None:
    return _decision_of(gate).get("outcome")


def _decision_of(gate: dict[str, Any] | None) -> dict[str, Any]:
    decision = {} if gate is None else gate.get("decision")
    return decision if isinstance(decision, dict) else {}


def card_of(registry: Registry, version: str) -> str | None:
    """Markdown; None where it has none."""
    try:
        return (registry.folder_of(version) / CARD).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def roles_of(version: str, roles: Roles) -> list[str]:
    canary = None if roles.canary is None else roles.canary.version
    held = {"champion": roles.champion, "canary": canary, "shadow": roles.shadow, "previous": roles.previous}
    return [role for role, one in held.items() if one == version]


def told_roles(roles: Roles) -> dict[str, Any]:
    """Of the change that led to them too."""
    canary = roles.canary
    return {
        "serial": roles.serial,
        "at": iso(roles.at),
        "by": roles.by,
        "why": roles.why,
        "what": roles.what,
        "version": roles.about,
        "champion": roles.champion,
        "since": iso(roles.since),
        "previous": roles.previous,
        "canary": None
        if canary is None
        else {"version": canary.version, "share": canary.share, "since": iso(canary.since)},
        "shadow": roles.shadow,
    }
