"""What a duty works with."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from matinee.domain.jobs import Job
from matinee.services.operations import jobs
from matinee.wiring.serving import Service
from matinee.wiring.transaction import Transaction

T = TypeVar("T")


@dataclass(frozen=True)
class Hands:
    """Whatever it writes, it writes as long as the job is its own."""

    service: Service
    job: Job

    async def read(self, work: Callable[[Transaction], T]) -> T:
        return await self.service.storage.read(work, long=True)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """Conflict where somebody else has taken over the job, and nothing is done then."""

        def held(tx: Transaction) -> T:
            jobs.keep_hold(tx.operations, self.job)
            return work(tx)

        return await self.service.storage.write(held)
