"""Learning put together: the snapshot from the storage, the candidate from the lab, its version into the registry."""

from collections.abc import Callable
from dataclasses import dataclass

from matinee.adapters.storage.open import open_storage
from matinee.domain.errors import BadInput, NotFound
from matinee.kit.progress import SILENT, Progress
from matinee.lab.core.context import FitContext
from matinee.ops.gates.judged import COVERAGE, DEEP, NOVELTY, RECALL
from matinee.ops.gates.rules import Rules
from matinee.ops.learning.base import Base, read_base
from matinee.ops.learning.learn import Training, learn
from matinee.ops.learning.records import Record, read_record, write_record
from matinee.ops.learning.snapshot import Snapshot, compose
from matinee.ops.registry.registry import Registry
from matinee.ops.runs.recipes import find_recipe
from matinee.services.learning.snapshot import rated_by_members
from matinee.wiring.recommending import release_folder
from matinee.wiring.serving import database_of, exposure_rules_of, rules_of
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Surroundings, binding


@dataclass(frozen=True)
class Asked:
    """training: the number of the job. recipe: a name or a file; None for that of the version that answers."""

    training: int
    recipe: str | None = None


def house_rules(settings: Settings) -> Rules:
    """Those of the gate for a house of this size and this machine: see docs/operations/training.md."""
    margin = settings.train_margin / 100
    return Rules(
        margin=margin,
        safe_by=DEEP,
        guards={RECALL: margin, NOVELTY: 0.1},
        figures={COVERAGE: 0.65},
        slower=3.0,
        larger=2.0,
        quick_seconds=0.05,
        approval=settings.train_approval,
    )


async def take_snapshot(settings: Settings, base: Base, *, at: int) -> Snapshot:
    """All of one moment, read from the database in one transaction. Nothing of it is written anywhere."""
    around = Surroundings(rules_of(settings), (), lambda: at, exposure_rules_of(settings))
    storage = open_storage(database_of(settings), binding(around))
    try:
        await storage.check()
        rated = await storage.read(lambda tx: rated_by_members(tx.learning, base, at=at), long=True)
    finally:
        await storage.close()
    return compose(base, rated, at=at)


async def train(
    settings: Settings,
    asked: Asked,
    *,
    progress: Progress = SILENT,
    reached: Callable[[str], None] = lambda _: None,
) -> Record:
    """Learns, judges, and adds the version. A record must have been begun; one that was judged already is left as it
    is, so that whoever does it again after a kill does not do it twice."""
    home = release_folder(settings)
    record = read_record(home, asked.training)
    if record.state != "begun":
        return record
    registry = Registry(home)
    try:
        learning = _training(settings, asked, registry, progress, reached)
        snapshot = await take_snapshot(settings, read_base(home), at=record.at)
        learned = learn(learning, snapshot)
    except (BadInput, NotFound) as error:
        return write_record(home, record.model_copy(update={"state": "stopped", "why": str(error)}))
    version = registry.add(learned.folder)
    reached("added")
    done = {"state": "judged", "version": version, "judgement": learned.judgement}
    return write_record(home, record.model_copy(update=done))


def _training(
    settings: Settings, asked: Asked, registry: Registry, progress: Progress, reached: Callable[[str], None]
) -> Training:
    champion = registry.roles().champion
    if champion is None:
        raise NotFound(
            "there is no version that answers, so there is nothing to compare with",
            where=str(registry.folder),
            remedy="Make one with matinee release",
        )
    return Training(
        home=registry.folder,
        name=str(asked.training),
        champion=champion,
        champion_folder=registry.folder_of(champion),
        rules=house_rules(settings),
        context=FitContext(seed=settings.seed, threads=settings.threads or 1, progress=progress),
        recipe=None if asked.recipe is None else find_recipe(asked.recipe),
        reached=reached,
    )
