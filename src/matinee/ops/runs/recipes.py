"""Settings found good for a split, kept as TOML: one table a model."""

import json
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from matinee.domain.errors import BadConfig
from matinee.kit.files import write_text
from matinee.lab.core import registry
from matinee.lab.data.splits.split import Split

Recipe = dict[str, dict[str, Any]]


def recipe_of_split(split: Split) -> Recipe:
    """The recipe that comes with Matinee for a split of this name, one for all folds; empty where there is none."""
    fold = split.about.get("fold")
    return shipped_recipe(split.name if fold is None else split.name.removesuffix(f"-{fold}"))


def shipped_recipe(name: str) -> Recipe:
    """The recipe of a name that comes with Matinee; empty where there is none."""
    wanted = f"{name}.toml"
    for entry in (files("matinee") / "recipes").iterdir():
        if entry.name == wanted:
            return _read(entry, where=f"recipe {wanted}")
    return {}


def read_recipe(path: Path) -> Recipe:
    """A recipe from a file."""
    if not path.is_file():
        raise BadConfig("there is no recipe here", where=str(path), remedy="Check the path")
    return _read(path, where=str(path))


def write_recipe(path: Path, recipe: Mapping[str, Mapping[str, Any]], *, about: str) -> None:
    """about: comment lines on how the settings were found."""
    lines = [f"# {line}".rstrip() for line in about.splitlines()]
    for name in sorted(recipe):
        lines += ["", f"[{name}]"]
        lines += [f"{key} = {_toml(value)}" for key, value in sorted(recipe[name].items())]
    write_text(path, "\n".join(lines) + "\n")


def _read(source: Traversable, *, where: str) -> Recipe:
    try:
        tables = tomllib.loads(source.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"this is not TOML ({error})", where=where, remedy="A recipe has one table a model") from error
    for name, settings in tables.items():
        if not isinstance(settings, dict):
            raise BadConfig(f"'{name}' stands outside a table", where=where, remedy="Put it under [name of the model]")
        registry.make(name, settings)
    return tables


def _toml(value: Any) -> str:
    """Text, numbers, truth values and lists of them are written alike in TOML and JSON; TOML has no null."""
    return json.dumps("none" if value is None else value, ensure_ascii=False)
