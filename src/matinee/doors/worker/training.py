"""The duty that learns: a process of its own fits and judges a candidate, and what comes of it is acted on here.

Done again after a kill at any moment, it goes on where it was, and acts once.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from matinee.domain.errors import MatineeError, NotFound, Unreachable
from matinee.domain.jobs import Job
from matinee.doors.worker.hands import Hands
from matinee.kit.clock import HOUR, iso
from matinee.kit.text import counted
from matinee.ops.learning.act import act_on
from matinee.ops.learning.holdout import read_holdout, write_holdout
from matinee.ops.learning.learn import forget_work
from matinee.ops.learning.records import Record, read_record, write_record
from matinee.ops.registry.registry import Registry
from matinee.services.accounts.administer import note_models
from matinee.services.learning.snapshot import new_ratings
from matinee.services.operations import alerts
from matinee.services.operations.watch import findings_of_crowds
from matinee.wiring.learning import Asked
from matinee.wiring.recommending import release_folder
from matinee.wiring.settings import Settings
from matinee.wiring.trainings import ASKED
from matinee.wiring.transaction import Transaction

LOOK = 5.0
"""Seconds between two looks at whether the job is still ours."""
LONGEST = 1 << 20
"""Bytes that the other process may say."""
Launch = Callable[[Settings, Asked], Awaitable[None]]


def train_by(launch: Launch) -> Callable[[Hands], Awaitable[str]]:
    """The duty. launch: has a training done that was begun, until its record says what came of it."""

    async def train(hands: Hands) -> str:
        settings, home = hands.service.settings, release_folder(hands.service.settings)
        record = _begun(home, hands.job)
        if record is None:
            why_not = await _not_due(hands, home)
            if why_not is not None:
                return why_not
            begun = Record(training=hands.job.id, slot=hands.job.slot, at=hands.service.clock())
            record = write_record(home, begun)
        if record.state == "begun":
            asked = Asked(hands.job.id, hands.job.arguments.get("recipe"))
            await _while_held(hands, launch(settings, asked))
            record = read_record(home, hands.job.id)
        if record.state == "begun":
            raise Unreachable("the process that trains has left no record", remedy="Look at the log")
        await hands.write(_of_crowds(record))
        record = await asyncio.to_thread(act_on, Registry(home, clock=hands.service.clock), record)
        if _put_live(home, record):
            await hands.write(lambda tx: note_models(tx.accounts, None, f"promoted {record.version}"))
        await asyncio.to_thread(_put_away, home, record)
        return said_of(record)

    return train


def said_of(record: Record) -> str:
    """What became of a training, in a line."""
    version = f"{record.version}, " if record.version else ""
    reason = "" if record.judgement is None else f" ({record.judgement.decision.reason})"
    return f"{version}{record.state.replace('_', ' ')}{reason}: {record.why}"


def _of_crowds(record: Record) -> Callable[[Transaction], object]:
    """Brings the alert of crowds to what was found. A training that was stopped has not looked for any."""
    if record.judgement is None:
        return lambda _: None
    found = findings_of_crowds([crowd.accounts for crowd in record.judgement.crowds])
    return lambda tx: alerts.settle(tx.operations, "crowd", found)


def _begun(home: Path, job: Job) -> Record | None:
    """By an earlier try of this very job."""
    try:
        found = read_record(home, job.id)
    except NotFound:
        return None
    return found if found.slot == job.slot else None


async def _not_due(hands: Hands, home: Path) -> str | None:
    """None where it is to be done now."""
    settings = hands.service.settings
    if hands.job.slot.startswith(ASKED):
        return None
    holdout = read_holdout(home)
    if holdout is None:
        return "nothing to learn from: no release has kept its data set here"
    since = max(holdout.trained_at, holdout.epoch.begun_at)
    new = await hands.read(lambda tx: new_ratings(tx.learning, since))
    late = settings.train_hours and hands.service.clock() - since >= settings.train_hours * HOUR
    if (late and new) or (settings.train_ratings and new >= settings.train_ratings):
        return None
    return f"not due: {counted(new, 'new rating')} since {iso(since)[:16]}"


async def _while_held(hands: Hands, work: Awaitable[None]) -> None:
    """Conflict where somebody else has taken over the job, and the work has ended then."""
    doing = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({doing}, timeout=LOOK))[0]:
            await hands.write(lambda _: None)
        await doing
    finally:
        doing.cancel()
        with suppress(asyncio.CancelledError, MatineeError):
            await doing


def _put_live(home: Path, record: Record) -> bool:
    """Whether the gate did so, and no person, and it has not been put away since."""
    judgement, holdout = record.judgement, read_holdout(home)
    by_the_gate = record.state == "promoted" and judgement is not None and not judgement.waits
    return by_the_gate and (holdout is None or holdout.trained_at < record.at)


def _put_away(home: Path, record: Record) -> None:
    holdout = read_holdout(home)
    if holdout is not None and holdout.trained_at < record.at:
        write_holdout(home, holdout.model_copy(update={"trained_at": record.at}))
    forget_work(home)


async def in_a_process(settings: Settings, asked: Asked) -> None:
    """Nice to all others, with memory of its own. It ends with this process, and when nobody waits for it any more."""
    threads = str(settings.threads or 1)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "matinee.doors.worker.trainer"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
        start_new_session=True,
        limit=LONGEST,
    )
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the process has no pipes")
    try:
        order = {"settings": plain(settings), "training": asked.training, "recipe": asked.recipe}
        process.stdin.write(f"{json.dumps(order)}\n".encode())
        with suppress(ConnectionError):
            await process.stdin.drain()
        said = await process.stdout.readline()
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code:
        raise _fault(said, code)


def plain(settings: Settings) -> dict[str, Any]:
    """Every setting as JSON can say it, secrets too."""
    said = settings.model_dump(mode="json")
    secret = {name: getattr(settings, name) for name in said}
    return said | {name: one.get_secret_value() for name, one in secret.items() if isinstance(one, SecretStr)}


def _fault(said: bytes, code: int) -> MatineeError:
    try:
        told = json.loads(said)
        return MatineeError(told["what"], where=told["where"], remedy=told["remedy"])
    except (ValueError, KeyError, TypeError):
        how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"code {code}"
        return Unreachable(f"the process that trains went away ({how})", remedy="It is tried again; look at the log")
