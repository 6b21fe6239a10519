"""What is done about a judged candidate."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matinee.domain.errors import Conflict
from matinee.kit.clock import iso
from matinee.kit.locks import alone
from matinee.ops.learning.records import Record, State, read_record, write_record
from matinee.ops.registry.registry import HOUSE, Registry

_DECIDING = ".deciding"


def act_on(registry: Registry, record: Record) -> Record:
    """Promotes the version where the gate lets it through and no person is to be asked. Asked twice, it does so once,
    also where the first time was cut short and the version has been taken back since."""
    if record.state != "judged" or record.version is None or record.judgement is None:
        return record
    decision = record.judgement.decision
    if record.judgement.waits:
        return _kept(registry.folder, record, "waiting", str(decision))
    if not decision.promotes:
        return _kept(registry.folder, record, "kept_out", str(decision))
    return _promoted(registry, record, by=HOUSE)


def approve(registry: Registry, training: int, *, by: str) -> Record:
    """A person says that a version that waits is to answer. Conflict where it does not wait, or where another champion
    answers by now than the one that it was compared with."""
    with _waiting(registry, training) as record:
        done = _promoted(registry, record, by=by)
    if done.state == "overtaken":
        raise Conflict(done.why, remedy="Train again, or promote the version by its name")
    return done


def decline(registry: Registry, training: int, *, why: str) -> Record:
    """A person says that a version that waits is not to answer. It is kept, and does not. Conflict where it does not
    wait."""
    with _waiting(registry, training) as record:
        return _kept(registry.folder, record, "kept_out", why)


@contextmanager
def _waiting(registry: Registry, training: int) -> Iterator[Record]:
    """Nobody else says anything of it until the block ends."""
    read_record(registry.folder, training)
    with alone(registry.folder / _DECIDING):
        record = read_record(registry.folder, training)
        if record.state != "waiting":
            raise Conflict("this training does not wait for anybody", remedy="Look at the list of trainings")
        yield record


def _promoted(registry: Registry, record: Record, *, by: str) -> Record:
    judgement = record.judgement
    if record.version is None or judgement is None:
        raise ValueError("only a version that was judged can be promoted")
    mine = f"training {record.training} of {iso(record.at)}, "
    why = f"{mine}{judgement.decision.reason}: {judgement.decision}"
    if any(one.about == record.version and one.why.startswith(mine) for one in registry.history()):
        return _kept(registry.folder, record, "promoted", str(judgement.decision))
    try:
        registry.promote(record.version, by=by, why=why, over=judgement.champion)
    except Conflict as error:
        return _kept(registry.folder, record, "overtaken", error.what)
    return _kept(registry.folder, record, "promoted", str(judgement.decision))


def _kept(home: Path, record: Record, state: State, why: str) -> Record:
    return write_record(home, record.model_copy(update={"state": state, "why": why}))
