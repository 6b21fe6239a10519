"""What each member brings to a blend, and which blend is the best, told by people none of it has learned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict

from matinee.domain.errors import BadConfig
from matinee.kit.files import write_text
from matinee.kit.progress import SILENT, Progress, step
from matinee.lab.blending.blend import Blend
from matinee.lab.blending.candidates import Candidates, View, gather
from matinee.lab.blending.lessons import check_lesson
from matinee.lab.blending.members import Members
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.core.shelf import Shelf
from matinee.lab.data.splits.split import Split, Stage
from matinee.lab.evaluation.comparisons import Scored, compare
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.ops.runs.json_files import read_left
from matinee.ops.runs.members import MEMBERS, with_members
from matinee.version import __version__

METRICS = ("ndcg@10", "ndcg@100")
FOLDS = 5
What = Literal["blend", "without", "alone", "other blend", "kept"]


class Difference(BaseModel):
    """Of a row less the whole blend, over the same people. p: two-sided t-test, of this question alone."""

    model_config = ConfigDict(extra="forbid")

    mean: float
    low: float
    high: float
    p: float


class Judged(BaseModel):
    """By metric."""

    model_config = ConfigDict(extra="forbid")

    means: dict[str, float]
    differences: dict[str, Difference]


class AblationRow(BaseModel):
    """what: the whole blend; it without the member `label`; that member alone; another blend of the same members; or
    the blend of the members that are kept. validation: each person judged by what was learned of others."""

    model_config = ConfigDict(extra="forbid")

    what: What
    label: str
    validation: Judged
    test: Judged | None = None


class Ablation(BaseModel):
    """dropped: members whose absence does not lower the mean of both metrics on validation, worst first."""

    model_config = ConfigDict(extra="forbid")

    version: str
    split: str
    fingerprint: str
    model: str
    members: list[str]
    dropped: list[str]
    seed: int
    people: dict[str, int]
    rows: list[AblationRow]


@dataclass(frozen=True, eq=False)
class _Table:
    """The members, fitted to the lesson's data, and what they said of its people by each way to look at it.

    validated: what `_validated` has found, by blend and members; the search for whom to drop asks again for much of it.
    """

    lesson: Stage
    seen: Mapping[View, Candidates]
    folds: np.ndarray
    validated: dict[tuple[str, ...], np.ndarray] = field(default_factory=dict)


def ablation(
    split: Split,
    name: str,
    recipe: Mapping[str, Mapping[str, Any]],
    *,
    context: FitContext,
    test: bool = True,
    progress: Progress = SILENT,
) -> Ablation:
    """The blend `name` with its settings from the recipe. test: judge on the test part too, once everything has been
    decided on the tuning part."""
    settings = {model: with_members(model, recipe.get(model, {}), recipe) for model in _blends()}
    if name not in settings:
        raise BadConfig(f"'{name}' is no blend", where="--model", remedy=f"There are: {', '.join(settings)}")
    whole = _made(name, settings[name]).member_settings
    if len(whole) < 2:
        raise BadConfig("one member alone is no blend", where=f"model '{name}'", remedy="Name two or more")
    check_lesson(split.tuning)
    shelf = Shelf(whole)
    inner = replace(context, shelf=shelf, lesson=split.tuning)
    with step("fitting the members", progress=progress):
        table = _table(whole, split.tuning, inner)
    members = list(whole)
    chosen = {model: {**own, MEMBERS: whole} for model, own in settings.items()}
    found = {("blend", name): _validated(name, chosen[name], table, members)}
    for label in members:
        found["without", label] = _validated(name, chosen[name], table, [one for one in members if one != label])
    for place, label in enumerate(members):
        seen = table.seen[Blend.view]
        found["alone", label] = seen.quality(seen.opinions[:, :, place])
    for other in settings:
        if other != name:
            found["other blend", other] = _validated(other, chosen[other], table, members)
    dropped = _dropped(name, chosen[name], table, members)
    kept = [label for label in members if label not in dropped]
    if dropped and len(kept) > 1:
        found["kept", " + ".join(kept)] = _validated(name, chosen[name], table, kept)
    rows = [_row(key, found, split) for key in found]
    if test:
        with step("judging on the test part", progress=progress):
            rows = _tested(rows, name, chosen, kept=kept, split=split, context=inner)
    return Ablation(
        version=__version__,
        split=split.name,
        fingerprint=split.fingerprint,
        model=name,
        members=members,
        dropped=dropped,
        seed=context.seed,
        people={"validation": len(split.tuning.task), "test": len(split.final.task)},
        rows=rows,
    )


def write_ablation(path: Path, made: Ablation) -> None:
    write_text(path, f"{made.model_dump_json(indent=1)}\n")


def read_ablation(path: Path) -> Ablation:
    """The result of a file, or BadData saying what is wrong with it."""
    return read_left(Ablation, path, what="a result of 'matinee ablation'")


def _blends() -> list[str]:
    return [name for name in registry.names() if issubclass(registry.find(name), Blend)]


def _made(name: str, settings: Mapping[str, Any]) -> Blend:
    model = registry.make(name, settings)
    if not isinstance(model, Blend):
        raise TypeError(f"{name} is no Blend")
    return model


def _table(settings: Mapping[str, Mapping[str, Any]], lesson: Stage, context: FitContext) -> _Table:
    members = Members.fitted(settings, lesson.train, context)
    views = {_made(name, {MEMBERS: settings}).view for name in _blends()} | {Blend.view}
    folds = context.generator("folds of an ablation").permutation(len(lesson.task)) % FOLDS
    return _Table(lesson, {view: gather(members, lesson.task, view) for view in views}, folds)


def _validated(name: str, settings: Mapping[str, Any], table: _Table, members: Sequence[str]) -> np.ndarray:
    """float64 (people, METRICS): everybody as heard by a blend that has learned from the people of other folds."""
    key = (name, *members)
    if key not in table.validated:
        table.validated[key] = _heard(name, settings, table, members)
    return table.validated[key]


def _heard(name: str, settings: Mapping[str, Any], table: _Table, members: Sequence[str]) -> np.ndarray:
    everybody = list(settings[MEMBERS])
    own = {**settings, MEMBERS: {label: settings[MEMBERS][label] for label in members}}
    seen = table.seen[_made(name, own).view].only(np.array([everybody.index(label) for label in members]))
    made = np.empty((len(seen), len(METRICS)))
    for fold in range(FOLDS):
        learning, asked = np.flatnonzero(table.folds != fold), np.flatnonzero(table.folds == fold)
        if not len(asked):
            continue
        model, apart = _made(name, own), seen.rows(asked)
        model.weigh(_people(table.lesson, learning), seen.rows(learning))
        made[asked] = apart.quality(model.hear(_people(table.lesson, asked), apart))
    return made


def _people(lesson: Stage, rows: np.ndarray) -> Stage:
    task = lesson.task
    some = replace(
        task,
        people=task.people[rows],
        histories=task.histories.rows(rows),
        targets=task.targets.rows(rows),
        missed=task.missed[rows],
    )
    return replace(lesson, task=some)


def _dropped(name: str, settings: Mapping[str, Any], table: _Table, members: Sequence[str]) -> list[str]:
    """One after the other, whoever is missed least, as long as nobody is missed at all. Two always stay."""
    kept, dropped = list(members), []
    reached = _validated(name, settings, table, kept).mean()
    while len(kept) > 2:
        without = {
            label: _validated(name, settings, table, [one for one in kept if one != label]).mean() for label in kept
        }
        least = max(kept, key=lambda label: without[label])
        if without[least] < reached:
            break
        reached = without[least]
        kept.remove(least)
        dropped.append(least)
    return dropped


def _row(key: tuple[str, str], found: Mapping[tuple[str, str], np.ndarray], split: Split) -> AblationRow:
    whole = next(iter(found.values()))
    return AblationRow.model_validate(
        {"what": key[0], "label": key[1], "validation": _compared(found[key], whole, split, split.tuning)}
    )


def _compared(values: np.ndarray, whole: np.ndarray, split: Split, stage: Stage) -> Judged:
    one, other = (
        Scored(label, split.fingerprint, stage.task.people, dict(zip(METRICS, table.T, strict=True)))
        for label, table in (("this", values), ("whole", whole))
    )
    rows = compare(one, other).metrics if values is not whole else ()
    return Judged(
        means={metric: float(mean) for metric, mean in zip(METRICS, values.mean(axis=0), strict=True)},
        differences={
            row.metric: Difference(
                mean=row.difference.mean, low=row.difference.low, high=row.difference.high, p=row.p_t
            )
            for row in rows
        },
    )


def _tested(
    rows: Sequence[AblationRow],
    name: str,
    settings: Mapping[str, Mapping[str, Any]],
    *,
    kept: Sequence[str],
    split: Split,
    context: FitContext,
) -> list[AblationRow]:
    members = settings[name][MEMBERS]

    def of(row: AblationRow) -> np.ndarray:
        if row.what == "alone":
            model = registry.make(row.label, members[row.label]).fit_once(
                split.final.train, replace(context, lesson=None)
            )
        else:
            blend = row.label if row.what == "other blend" else name
            heard = [label for label in members if row.what != "without" or label != row.label]
            chosen = kept if row.what == "kept" else heard
            own = {**settings[blend], MEMBERS: {label: members[label] for label in chosen}}
            model = registry.make(blend, own).fit(split.final.train, context)
        answer = evaluate_ranking(model, split.final)
        return np.stack([answer.per_person[metric].astype(np.float64) for metric in METRICS], axis=1)

    judged = [of(row) for row in rows]
    return [
        row.model_copy(update={"test": _compared(values, judged[0], split, split.final)})
        for row, values in zip(rows, judged, strict=True)
    ]
