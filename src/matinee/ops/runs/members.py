"""Settings of the members of a blend, from the tables that a recipe has for these models themselves."""

from collections.abc import Iterable, Mapping
from typing import Any

from matinee.lab.core import registry
from matinee.lab.core.recommender import Recommender

MEMBERS = "members"


def with_members(name: str, settings: Mapping[str, Any], recipe: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The settings of a model. Of a blend, each member has those of the recipe, and what is given for it laid on them.

    Where the settings name no members, they are those of the blend's own default.
    """
    if not has_members(registry.find(name)):
        return settings
    named = settings.get(MEMBERS, registry.find(name).Config.model_fields[MEMBERS].default)
    if isinstance(named, Mapping):
        given = {str(member): dict(own or {}) for member, own in named.items()}
    elif isinstance(named, list | tuple):
        given = {str(member): {} for member in named}
    else:
        return settings
    return {**settings, MEMBERS: {member: {**recipe.get(member, {}), **own} for member, own in given.items()}}


def has_members(kind: type[Recommender]) -> bool:
    return MEMBERS in kind.Config.model_fields


def members_of(models: Iterable[Recommender]) -> set[str]:
    """Names of the models that blends among these are made of."""
    return {name for model in models for name in getattr(model.config, MEMBERS, ())}
