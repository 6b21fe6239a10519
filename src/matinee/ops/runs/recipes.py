"""Settings found good for a split or a kind of data, kept as TOML: one table a model.

A table may name, under `study`, the search that found it; whoever reads settings does not see that. The table of a
blend names its members, whose settings are those of their own tables. The table `entered` names the single model and
the blend that were chosen on validation, before the test was looked at. The table `answer` says how a service answers,
in words of `ops.releases`.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from matinee.domain.errors import BadConfig, UnknownName
from matinee.kit.files import write_text
from matinee.kit.text import closest
from matinee.lab.core import registry
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.members import with_members

Recipe = dict[str, dict[str, Any]]
STUDY = "study"
ENTERED = "entered"
ANSWER = "answer"
KINDS = ("single", "blend")
MADE_OF = {"ml-1m": ("ml1m-S", "ml1m-R"), "ml-100k": ("ml100k-W", "ml100k-R")}
"""A release -> the splits of it on whose tuning parts settings were searched for; of two that know a model the first
counts. On ML-1M people who are strangers to the model come first, for these are who a trained model will meet."""
STARTS_FROM = {
    "ml-latest-small": "ml-100k",
    "ml-10m": "ml-1m",
    "ml-20m": "ml-1m",
    "ml-25m": "ml-1m",
    "ml-32m": "ml-1m",
    "ml-latest": "ml-1m",
}
"""A release on which nothing was searched for -> the one whose recipe stands in, the nearest in size that has one."""
_TABLE = re.compile(r"^\[([^\]]+)\]\s*$")


@dataclass(frozen=True)
class NamedRecipe:
    """name: of the recipe or file. model: the one that was named with it. studies: by model, what found its settings.
    stands_in_for: the release that was asked for, where the recipe is that of another. answer: how a service answers,
    as it is written; empty where nothing is said of that."""

    name: str
    recipe: Recipe
    studies: Mapping[str, str]
    model: str | None = None
    stands_in_for: str | None = None
    entered: Mapping[str, str] = field(default_factory=dict)
    answer: Mapping[str, Any] = field(default_factory=dict)

    def settings_of(self, model: str) -> dict[str, Any]:
        """Those of a model; empty where the recipe says nothing of it."""
        return dict(with_members(model, self.recipe.get(model, {}), self.recipe))


@dataclass(frozen=True)
class Finding:
    """How the settings of a table were found. study: its name. about: a line of words."""

    study: str
    about: str


def recipe_of_split(split: Split) -> Recipe:
    """The recipe that comes with Matinee for a split of this name, one for all folds; empty where there is none."""
    fold = split.about.get("fold")
    return shipped_recipe(split.name if fold is None else split.name.removesuffix(f"-{fold}"))


def chosen_recipe(text: str | None, split: Split) -> Recipe:
    """The one that was asked for, as `find_recipe` reads it, or else that of the split."""
    return find_recipe(text).recipe if text else recipe_of_split(split)


def shipped_names() -> list[str]:
    """The recipes that come with Matinee: those of a release, of a split and of the demo world."""
    return sorted([*MADE_OF, *_shipped()])


def shipped_recipe(name: str) -> Recipe:
    """The recipe of a name that comes with Matinee; empty where there is none."""
    return named_recipe(name).recipe if name in shipped_names() else {}


def find_recipe(text: str) -> NamedRecipe:
    """A recipe as a person asks for it: a FILE, the NAME of one that comes with Matinee, or either with /MODEL."""
    if text.endswith(".toml") or Path(text).is_file():
        return _named(Path(text), name=text, where=text)
    name, _, model = text.rpartition("/") if ".toml/" in text else text.partition("/")
    found = _named(Path(name), name=name, where=name) if name.endswith(".toml") else named_recipe(name)
    if model and model not in found.recipe:
        raise UnknownName(
            f"the recipe '{name}' says nothing of '{model}'", remedy=f"It has: {', '.join(sorted(found.recipe))}"
        )
    return replace(found, model=model or None)


def named_recipe(name: str) -> NamedRecipe:
    """One that comes with Matinee, or UnknownName."""
    known = _shipped()
    wanted = name if name in known else STARTS_FROM.get(name, name)
    parts = [
        _named(known[part], name=part, where=f"recipe {part}.toml")
        for part in MADE_OF.get(wanted, (wanted,))
        if part in known
    ]
    if parts:
        recipe = {model: settings for part in reversed(parts) for model, settings in part.recipe.items()}
        studies = {model: study for part in reversed(parts) for model, study in part.studies.items()}
        entered = {kind: model for part in reversed(parts) for kind, model in part.entered.items()}
        answer = {key: value for part in reversed(parts) for key, value in part.answer.items()}
        other = None if wanted == name else name
        return NamedRecipe(wanted, recipe, studies, stands_in_for=other, entered=entered, answer=answer)
    near = closest(name, [*shipped_names(), *STARTS_FROM])
    advice = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(shipped_names())}, or a file"
    raise UnknownName(f"there is no recipe called '{name}'", remedy=advice)


def read_recipe(path: Path) -> Recipe:
    """The settings in a file."""
    return _named(path, name=str(path), where=str(path)).recipe


def write_recipe(path: Path, recipe: Mapping[str, Mapping[str, Any]], *, about: str) -> None:
    """about: comment lines on how the settings were found."""
    lines = [f"# {line}".rstrip() for line in about.splitlines()]
    for name in sorted(recipe):
        lines += ["", *_table(name, recipe[name])]
    write_text(path, "\n".join(lines) + "\n")


def put_into_recipe(path: Path, model: str, settings: Mapping[str, Any], *, found: Finding) -> None:
    """Writes the table of a model in place of the one it has, or as a new one; all else in the file stays."""
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if text:
        read_recipe(path)
    blocks = _blocks(text)
    blocks[model] = [f"[{model}]", f"# {found.about}", f"{STUDY} = {_toml(found.study)}", *_lines(settings)]
    head = blocks.pop("")
    parts = ["\n".join(lines).strip() for lines in (head, *(blocks[name] for name in sorted(blocks)))]
    write_text(path, "\n\n".join(part for part in parts if part) + "\n")


def _shipped() -> dict[str, Traversable]:
    """The files, by name."""
    found = (files("matinee") / "recipes").iterdir()
    return {entry.name.removesuffix(".toml"): entry for entry in found if entry.name.endswith(".toml")}


def _named(source: Path | Traversable, *, name: str, where: str) -> NamedRecipe:
    if not source.is_file():
        raise BadConfig("there is no recipe here", where=where, remedy="Check the path")
    tables = _read(source, where=where)
    entered = _entered(tables.pop(ENTERED, {}), where=where)
    answer = tables.pop(ANSWER, {})
    studies = {model: table[STUDY] for model, table in tables.items() if STUDY in table}
    recipe = {model: {key: table[key] for key in table if key != STUDY} for model, table in tables.items()}
    for model in recipe:
        _check(model, recipe, where=where)
    return NamedRecipe(name, recipe, studies, entered=entered, answer=answer)


def _check(model: str, recipe: Recipe, *, where: str) -> None:
    """The fault of a model is told as one of its table."""
    try:
        registry.make(model, with_members(model, recipe[model], recipe))
    except (BadConfig, UnknownName) as error:
        inside = "" if error.where is None else f", {error.where}"
        raise type(error)(error.what, where=f"{where}, [{model}]{inside}", remedy=error.remedy) from error


def _entered(table: Mapping[str, Any], *, where: str) -> Mapping[str, str]:
    """Checked to name models, under the kinds there are."""
    for kind, model in table.items():
        if kind not in KINDS or (registry.find(str(model)).family == "blend") != (kind == "blend"):
            raise BadConfig(
                f"'{kind} = {model}' cannot be entered",
                where=f"{where}, [{ENTERED}]",
                remedy='Name a model under single and a blend under blend, like single = "ease"',
            )
    return table


def _read(source: Path | Traversable, *, where: str) -> dict[str, dict[str, Any]]:
    try:
        tables = tomllib.loads(source.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"this is not TOML ({error})", where=where, remedy="A recipe has one table a model") from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise BadConfig(f"'{name}' stands outside a table", where=where, remedy="Put it under [name of the model]")
        if not isinstance(table.get(STUDY, ""), str):
            raise BadConfig(f"the study of '{name}' is no name", where=where, remedy='Write it like study = "mine"')
    return tables


def _blocks(text: str) -> dict[str, list[str]]:
    """The lines of a file by the table they stand in; '' has those before the first. Comments that stand apart, below
    the settings of a table, belong to the next one."""
    blocks: dict[str, list[str]] = {"": []}
    name = ""
    for line in text.splitlines():
        found = _TABLE.match(line)
        if found:
            above = _comments_apart(blocks[name]) if name else []
            name = found.group(1)
            blocks[name] = above
        blocks[name].append(line)
    return blocks


def _comments_apart(lines: list[str]) -> list[str]:
    """Takes off the comments and empty lines at the end, from the first empty line on."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    while end < len(lines) and lines[end].strip():
        end += 1
    apart = lines[end:]
    del lines[end:]
    return apart


def _table(name: str, settings: Mapping[str, Any]) -> list[str]:
    return [f"[{name}]", *_lines(settings)]


def _lines(settings: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_toml(value)}" for key, value in sorted(settings.items())]


def _toml(value: Any) -> str:
    """Text, numbers, truth values and lists of them are written alike in TOML and JSON; TOML has no null."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{{inside}}}"
    return json.dumps("none" if value is None else value, ensure_ascii=False)
