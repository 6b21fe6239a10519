"""Finds a model by the name of its file and imports that file alone."""

import difflib
import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Mapping
from functools import cache
from typing import Any

from matinee.domain.errors import UnknownName
from matinee.lab.core.recommender import Recommender

ROOM = "matinee.lab.models"


@cache
def names() -> tuple[str, ...]:
    """Every model there is, in alphabetical order; nothing is imported."""
    room = importlib.util.find_spec(ROOM)
    folders = list(room.submodule_search_locations or []) if room else []
    return tuple(sorted(found.name for found in pkgutil.iter_modules(folders) if not found.name.startswith("_")))


def find(name: str) -> type[Recommender]:
    """The model class of a name."""
    if name not in names():
        near = difflib.get_close_matches(name, names(), n=1)
        advice = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(names())}"
        raise UnknownName(f"there is no model called '{name}'", remedy=advice)
    module = importlib.import_module(f"{ROOM}.{name}")
    made_here = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Recommender) and member.__module__ == module.__name__ and not inspect.isabstract(member)
    ]
    if len(made_here) != 1:
        raise AssertionError(f"{module.__name__} must hold exactly one model, not {len(made_here)}")
    return made_here[0]


def make(name: str, settings: Mapping[str, Any] | None = None) -> Recommender:
    """An unfitted model with the given settings."""
    kind = find(name)
    return kind(kind.Config.from_values(dict(settings or {}), model=name))
