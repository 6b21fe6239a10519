"""The loop of a worker: look what is due, take one job, do it, look again."""

import asyncio
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import structlog

from matinee.domain.errors import Conflict, MatineeError
from matinee.domain.jobs import Job
from matinee.doors.worker.duties import Duty, Hands, duties_of
from matinee.kit.clock import SECOND
from matinee.services.operations import jobs
from matinee.wiring.serving import Service

LOOK = 10.0
"""Seconds between two looks where nothing is due."""

log = structlog.get_logger("matinee.worker")


@dataclass
class Worker:
    """Does the duties of a service, one at a time, but for long ones, which are done beside the others. Any number of
    workers may share a database."""

    service: Service
    duties: Sequence[Duty]
    look: float = LOOK
    name: str = field(default_factory=lambda: f"w{secrets.token_hex(6)}")

    @classmethod
    def of(cls, service: Service, *, apart: bool = False) -> "Worker":
        """With all that the house has to do. apart: in a process without a server."""
        return cls(service, duties_of(service.settings, apart=apart))

    async def work(self, stop: asyncio.Event) -> None:
        """Until `stop` is set. What is being done then is handed back, for somebody else to begin again."""
        async with asyncio.TaskGroup() as lanes:
            for long in (False, True):
                if duties := [duty for duty in self.duties if duty.long == long]:
                    lanes.create_task(replace(self, duties=duties)._go_on(stop))

    async def _go_on(self, stop: asyncio.Event) -> None:
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                doing = asyncio.create_task(self.do_next())
                await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if not doing.done():
                    doing.cancel()
                    with suppress(asyncio.CancelledError):
                        await doing
                elif not doing.result():
                    await asyncio.wait({stopping}, timeout=self.look)
        finally:
            stopping.cancel()

    async def do_all(self) -> int:
        """Whatever is due now, and how many jobs that were."""
        done = 0
        while await self.do_next():
            done += 1
        return done

    async def do_next(self) -> bool:
        """False where nothing was due, or the storage did not answer."""
        try:
            job = await self._take()
            if job is not None:
                with structlog.contextvars.bound_contextvars(**_asked_by(job)):
                    await self._do(job)
        except MatineeError as error:
            log.warning("could not look for jobs", code=error.code, what=error.what)
            return False
        except Exception:
            log.exception("fault of the program")
            return False
        return job is not None

    async def _take(self) -> Job | None:
        schedules = [duty.schedule for duty in self.duties]
        if not await self.service.storage.read(lambda tx: jobs.is_anything_due(tx.operations, schedules)):
            return None
        return await self.service.storage.write(lambda tx: jobs.take_next(tx.operations, schedules, holder=self.name))

    async def _do(self, job: Job) -> None:
        duty = next(one for one in self.duties if one.name == job.name)
        renewing = asyncio.create_task(self._renew(job))
        try:
            said = await duty.run(Hands(self.service, job))
        except asyncio.CancelledError:
            await self.service.storage.write(lambda tx: jobs.hand_back(tx.operations, job))
            log.info("job handed back", job=job.name)
            raise
        except MatineeError as error:
            log.warning("job failed", job=job.name, attempt=job.attempts, code=error.code, what=error.what)
            await self._fail(job, error.what)
        except Exception as error:
            log.exception("fault of the program", job=job.name, attempt=job.attempts)
            await self._fail(job, f"fault of the program: {type(error).__name__}")
        else:
            kept = await self.service.storage.write(lambda tx: jobs.succeed(tx.operations, job, said))
            log.info("job done", job=job.name, said=said, kept=kept)
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing

    async def _fail(self, job: Job, said: str) -> None:
        """Nothing happens where somebody else has taken it over meanwhile."""
        await self.service.storage.write(lambda tx: jobs.fail(tx.operations, job, said))

    async def _renew(self, job: Job) -> None:
        """As long as it is worked on. One that is lost is noticed at its next write."""
        lease = await self.service.storage.read(lambda tx: tx.operations.rules.lease)
        while True:
            await asyncio.sleep(lease / SECOND / 3)
            try:
                await self.service.storage.write(lambda tx: jobs.renew(tx.operations, job))
            except Conflict:
                return
            except MatineeError as error:
                log.warning("could not renew a lease", job=job.name, code=error.code)


def _asked_by(job: Job) -> dict[str, str]:
    """So that what is logged of it can be found by the request that asked for it."""
    return {jobs.REQUEST: str(job.arguments[jobs.REQUEST])} if jobs.REQUEST in job.arguments else {}
