"""From a snapshot to a judged candidate, in a folder of its own.

Whatever is killed on the way goes on where it was: models that were fitted to the same snapshot lie in the folder, and
the part of the ledger that the candidate takes is written down before its figures are looked at.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from matinee.domain.errors import BadConfig
from matinee.kit.clock import SECOND
from matinee.kit.hashing import fingerprint
from matinee.kit.progress import step
from matinee.lab.core.context import FitContext
from matinee.lab.data.checks import check_dataset, refuse_bad
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.splits.split import Stage
from matinee.ops.gates.decide import Decision, decide
from matinee.ops.gates.judged import JudgedModel, judged_on
from matinee.ops.gates.refusals import refusal_of
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.card import CARD, card_of
from matinee.ops.learning.holdout import (
    Holdout,
    first_holdout,
    held_out,
    is_used_up,
    next_holdout,
    read_holdout,
    write_holdout,
)
from matinee.ops.learning.judgement import CrowdSeen, Judgement, Lineage, write_judgement
from matinee.ops.learning.question import Answering, known_to_both, leaks_in, question_of
from matinee.ops.learning.snapshot import Snapshot
from matinee.ops.releases.load import load_release
from matinee.ops.releases.make import fit_release
from matinee.ops.releases.recipe import answer_of
from matinee.ops.releases.release import RECIPE, Release
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from matinee.ops.tracking.code import code_facts, installed
from matinee.version import __version__

WORK = ".training"
"""In the folder of a release name; backups leave it out, as they do all that begins with a dot."""

SMALL = 64.0
"""MiB up to which nobody minds how large a version is."""
KEEP_PEOPLE = frozenset({"user_knn"})
"""Models whose weights are the histories of those they learned from."""


@dataclass(frozen=True)
class Training:
    """home: of one release name. name: of the training, by which its outcome is known. champion: the version that
    answers, and its folder. recipe: None for that of the champion. reached: is told each stage that was passed."""

    home: Path
    name: str
    champion: str
    champion_folder: Path
    rules: Rules
    context: FitContext
    recipe: NamedRecipe | None = None
    reached: Callable[[str], None] = lambda _: None

    @property
    def work(self) -> Path:
        return self.home / WORK


@dataclass(frozen=True)
class Learned:
    """folder: a release that was judged, to become a version."""

    folder: Path
    judgement: Judgement


def learn(training: Training, snapshot: Snapshot) -> Learned:
    """BadData where the checks of the data stop it, BadConfig for a recipe that would write down what people rated."""
    holdout = _holdout(training, snapshot)
    held = held_out(holdout.epoch, snapshot.keys)
    lessons = snapshot.lessons(held)
    crowds = tuple(CrowdSeen(accounts=len(one.accounts), titles=one.titles) for one in snapshot.crowds)
    warnings = (*(one.words for one in crowds), *_checked(lessons, snapshot))
    recipe = replace(training.recipe or find_recipe(str(training.champion_folder / RECIPE)), name=training.home.name)
    _refuse_keepers(recipe)
    candidate = _fitted(training, snapshot, lessons, recipe, holdout=holdout)
    training.reached("fitted")
    champion, again = _champion(training, snapshot, lessons, holdout)
    training.reached("champion")
    with step("asking both models", progress=training.context.progress):
        both = known_to_both(candidate, champion)
        stage = question_of(snapshot.data, held, both, shown=snapshot.shown)
        leaks = leaks_in(stage)
        judged = [_judged(one, stage, holdout, leaks) for one in (candidate, champion)]
    training.reached("judged")
    decision = _decided(training, holdout, judged[0], replace(judged[1], label=training.champion))
    training.reached("decided")
    lineage = _lineage(training, snapshot, lessons, recipe, holdout=holdout, held=int(held.sum()))
    judgement = Judgement(
        training=training.name,
        champion=training.champion,
        fitted_again=again,
        asked=len(stage.task),
        warnings=warnings,
        crowds=crowds,
        lineage=lineage,
        decision=decision,
    )
    folder = candidate_folder(training, lessons, recipe)
    (folder / CARD).write_text(card_of(judgement, candidate), encoding="utf-8")
    write_judgement(folder, judgement)
    training.reached("written")
    return Learned(folder, judgement)


def candidate_folder(training: Training, lessons: Dataset, recipe: NamedRecipe) -> Path:
    """By everything that decides what comes out, so that nothing of another training is mistaken for this one's."""
    said = [recipe.recipe, dict(recipe.answer), training.context.seed, __version__]
    return training.work / fingerprint([lessons.fingerprint, lessons.tables_fingerprint, *said])


def forget_work(home: Path) -> None:
    """What trainings have left that came to an end."""
    shutil.rmtree(home / WORK, ignore_errors=True)


def _holdout(training: Training, snapshot: Snapshot) -> Holdout:
    """That of the house; a new epoch where the ledger is used up."""
    people, rules = snapshot.data.n_people, training.rules
    found = read_holdout(training.home)
    if found is None:
        found = first_holdout(people, at=snapshot.at, rules=rules)
        write_holdout(training.home, found)
    elif is_used_up(found, rules) and not _is_open(found):
        found = next_holdout(found, people, at=snapshot.at, rules=rules)
        write_holdout(training.home, found)
    return found


def _is_open(holdout: Holdout) -> bool:
    """Whether a candidate took its part and was not judged: whoever was killed then is to go on in the same epoch."""
    return any(entry.outcome is None for entry in holdout.ledger.entries)


def _checked(lessons: Dataset, snapshot: Snapshot) -> tuple[str, ...]:
    base = snapshot.base.data
    taught = np.isin(base.people.ids, lessons.people.ids)
    before = base.only(taught[base.log.people])
    report = check_dataset(lessons, previous=before, now=snapshot.at / SECOND)
    refuse_bad(report)
    return tuple(f"{one.name}: {one.what}" for one in report.findings if one.level == "warn")


def _refuse_keepers(recipe: NamedRecipe) -> None:
    named = answer_of(recipe).models
    members = [member for name in named for member in recipe.settings_of(name).get("members", ())]
    kept = sorted(KEEP_PEOPLE & {*named, *members})
    if kept:
        raise BadConfig(
            f"'{kept[0]}' keeps what each person rated, which is not to be written down",
            where=f"recipe {recipe.name}",
            remedy="Name another model",
        )


def _fitted(
    training: Training, snapshot: Snapshot, lessons: Dataset, recipe: NamedRecipe, *, holdout: Holdout
) -> Release:
    folder = candidate_folder(training, lessons, recipe)
    folder.mkdir(parents=True, exist_ok=True)
    said = {"origin": snapshot.base.origin, "holdout": holdout.epoch.name, "at": snapshot.at}
    fit_release(folder, lessons, recipe, context=training.context, **said)
    return load_release(folder, threads=training.context.threads)


def _champion(training: Training, snapshot: Snapshot, lessons: Dataset, holdout: Holdout) -> tuple[Release, bool]:
    """The version that answers. One that has learned from people who are held out now would know what they are asked
    about, so its recipe is fitted again to what it could have learned from, without them."""
    champion = load_release(training.champion_folder, threads=training.context.threads)
    if champion.about.holdout == holdout.epoch.name:
        return champion, False
    times = lessons.log.times
    known = np.ones(len(lessons.log), dtype=bool)
    if times is not None and champion.about.learned_until:
        known = times * SECOND <= champion.about.learned_until
    then = lessons.only(known) if known.any() else lessons
    recipe = replace(find_recipe(str(training.champion_folder / RECIPE)), name=training.home.name)
    return _fitted(training, snapshot, then, recipe, holdout=holdout), True


def _judged(release: Release, stage: Stage, holdout: Holdout, leaks: tuple[str, ...]) -> JudgedModel:
    """The ledger knows the people by their epoch: what they are asked about changes with every training."""
    split, until = holdout.epoch.name, release.about.learned_until
    if not len(stage.task):
        nobody = JudgedModel(release.digest, split, "none", "none", stage.task.people, {})
        return replace(nobody, learned_until=until)
    answering = Answering(release, stage.train.titles)
    made = judged_on(answering, stage, label=release.digest, leaks=leaks, mebibytes=max(release.mib, SMALL))
    return replace(made, split=split, learned_until=until)


def _decided(training: Training, holdout: Holdout, candidate: JudgedModel, champion: JudgedModel) -> Decision:
    rules, version = training.rules, candidate.label
    if refusal_of(candidate, champion) is None and not holdout.ledger.worn_for(version, rules):
        holdout = holdout.model_copy(update={"ledger": holdout.ledger.reserved(version, rules)})
        write_holdout(training.home, holdout)
        training.reached("reserved")
    decision, ledger = decide(candidate, champion, holdout.ledger, version=version, rules=rules)
    write_holdout(training.home, holdout.model_copy(update={"ledger": ledger}))
    return decision


def _lineage(
    training: Training, snapshot: Snapshot, lessons: Dataset, recipe: NamedRecipe, *, holdout: Holdout, held: int
) -> Lineage:
    times, made_by = lessons.log.times, code_facts()
    return Lineage(
        at=snapshot.at,
        base=snapshot.base.data.fingerprint,
        data=lessons.fingerprint,
        data_name=lessons.name,
        origin=snapshot.base.origin,
        people=lessons.n_people,
        events=len(lessons.log),
        titles=lessons.n_titles,
        members=snapshot.members,
        ratings=snapshot.ratings,
        house_titles=snapshot.house_titles,
        led=int(np.count_nonzero(snapshot.shown)),
        held_out=held,
        holdout=holdout.epoch.name,
        learned_until=0 if times is None else int(times.max()) * SECOND,
        recipe=answer_of(recipe).digest,
        settings=fingerprint([recipe.recipe]),
        seed=training.context.seed,
        threads=training.context.threads,
        matinee=made_by["version"],
        code=made_by["code"],
        commit=made_by.get("commit", ""),
        packages=installed(),
    )
