"""What an admin sees and says of trainings."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from matinee.domain.accounts import Visitor
from matinee.domain.errors import UnknownName
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.operations_shapes import JobAsked
from matinee.doors.api.training_shapes import Declined, HoldoutSeen, NewTraining, TrainingSeen, TrainingsSeen
from matinee.ops.runs.recipes import shipped_names
from matinee.services.operations.requests import ENDLESS
from matinee.wiring import trainings
from matinee.wiring.learning import house_rules

router = APIRouter(prefix="/admin/trainings", tags=["admin"])
Admin = Annotated[Visitor, Depends(Guard("admin"))]
AdminChanging = Annotated[Visitor, Depends(Guard("admin", weight="write"))]


@router.get("")
async def list_trainings(
    _: Admin,
    service: TheService,
    cursor: Annotated[str | None, Query(pattern=r"^[0-9]{1,18}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> TrainingsSeen:
    """Trainings, the newest first: what each learned from, how the gate judged it and why, and what became of it."""
    before = int(cursor) if cursor else ENDLESS
    found = await trainings.list_trainings(service, before=before, count=limit + 1)
    items = [TrainingSeen.of(job, record) for job, record in found]
    held = await trainings.read_ledger(service)
    rules = house_rules(service.settings)
    return TrainingsSeen(
        items=items[:limit],
        holdout=None if held is None else HoldoutSeen.of(held, rules),
        approval=rules.approval,
        next=str(items[limit - 1].id) if len(items) > limit else None,
    )


@router.post("", status_code=202)
async def ask_for_training(asked: NewTraining, _: AdminChanging, service: TheService) -> JobAsked:
    """Have a model learn from what people rated, now, whether it is due or not. It answers people only if the gate lets
    it through."""
    if asked.recipe is not None and asked.recipe not in shipped_names():
        raise UnknownName(
            f"there is no recipe called '{asked.recipe}'",
            where="recipe",
            remedy=f"There are: {', '.join(shipped_names())}",
        )
    put_down = trainings.asking_for_training(asked.recipe)
    return await service.storage.write(lambda tx: JobAsked(name=trainings.NAME, slot=put_down(tx)))


@router.post("/{training_id}/approve")
async def approve_training(
    training_id: Annotated[int, Path(ge=1, lt=2**63)], visitor: AdminChanging, service: TheService
) -> TrainingSeen:
    """Put live a version that the gate has let through and that waits for a person to say so."""
    done = await trainings.approve_training(service, training_id, visitor.account)
    return TrainingSeen.of(None, done)


@router.post("/{training_id}/decline")
async def decline_training(
    training_id: Annotated[int, Path(ge=1, lt=2**63)], asked: Declined, visitor: AdminChanging, service: TheService
) -> TrainingSeen:
    """Say of a version that waits for a person that it is not to answer. It is kept, and can be promoted by its name
    later."""
    done = await trainings.decline_training(service, training_id, visitor.account, why=asked.why)
    return TrainingSeen.of(None, done)
