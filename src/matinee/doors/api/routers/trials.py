"""Experiments: an admin writes down a plan, starts it, reads what it shows, and stops it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from matinee.domain.accounts import Visitor
from matinee.domain.errors import BadInput
from matinee.domain.trials import StopRule, Trial, TrialState
from matinee.doors.api.access import Guard, TheService
from matinee.doors.api.trial_shapes import (
    KEY,
    MOST_PEOPLE,
    ExperimentSeen,
    ExperimentsSeen,
    MetricSeen,
    MetricsSeen,
    PlanAsked,
    ResultsSeen,
    SizeSeen,
    StopAsked,
    Word,
    window_of,
)
from matinee.services.trials import keep
from matinee.services.trials.designs import LONGEST
from matinee.services.trials.measures import MEASURES
from matinee.services.trials.results import results_of
from matinee.services.trials.sizes import Asked, size_of
from matinee.wiring.recommending import look_again
from matinee.wiring.transaction import Transaction
from matinee.wiring.trials import start_trial

router = APIRouter(prefix="/admin", tags=["experiments"])
Admin = Annotated[Visitor, Depends(Guard("admin"))]
AdminChanging = Annotated[Visitor, Depends(Guard("admin", weight="write"))]
Key = Annotated[str, Path(pattern=KEY, examples=["newer-first"])]


@router.get("/experiments")
async def list_experiments(_: Admin, service: TheService, state: TrialState | None = None) -> ExperimentsSeen:
    """All that were ever planned, the newest first."""
    found = await service.storage.read(lambda tx: keep.list_trials(tx.trials, state=state))
    return ExperimentsSeen(items=[ExperimentSeen.of(one) for one in found])


@router.post("/experiments", status_code=201)
async def plan_experiment(asked: PlanAsked, visitor: AdminChanging, service: TheService) -> ExperimentSeen:
    """Write down the plan of an experiment. Nobody is in it before it is started."""
    design = asked.design()

    def add(tx: Transaction) -> ExperimentSeen:
        tx.accounts.audit.note("planned an experiment", tx.now, by=visitor.account.id)
        return ExperimentSeen.of(keep.add_trial(tx.trials, design))

    return await service.storage.write(add)


@router.get("/experiments/{experiment}")
async def read_experiment(experiment: Key, _: Admin, service: TheService) -> ExperimentSeen:
    """One experiment, with its plan."""
    return ExperimentSeen.of(await service.storage.read(lambda tx: keep.trial_of(tx.trials, experiment)))


@router.put("/experiments/{experiment}")
async def change_experiment(experiment: Key, asked: PlanAsked, _: AdminChanging, service: TheService) -> ExperimentSeen:
    """Another plan in its place. Once the experiment has begun its plan is frozen, and this is refused."""
    design = asked.design()
    return await service.storage.write(lambda tx: ExperimentSeen.of(keep.change_trial(tx.trials, experiment, design)))


@router.delete("/experiments/{experiment}", status_code=204)
async def remove_experiment(experiment: Key, _: AdminChanging, service: TheService) -> None:
    """Take back a plan that was never started."""
    await service.storage.write(lambda tx: keep.remove_trial(tx.trials, experiment))


@router.post("/experiments/{experiment}/start")
async def start_experiment(experiment: Key, visitor: AdminChanging, service: TheService) -> ExperimentSeen:
    """From now on people come to its arms, on every worker within seconds. No experiment shares people with another."""
    started = await start_trial(service, experiment, by=visitor.account.id)
    await look_again(service.recommending)
    return ExperimentSeen.of(started)


@router.post("/experiments/{experiment}/stop")
async def stop_experiment(
    experiment: Key, asked: StopAsked, visitor: AdminChanging, service: TheService
) -> ExperimentSeen:
    """Everybody is answered as usual again, on every worker within seconds. What it has shown is kept for good."""

    def stop(tx: Transaction) -> Trial:
        tx.accounts.audit.note("stopped an experiment", tx.now, by=visitor.account.id)
        return keep.stop_trial(tx.trials, experiment, why=asked.why)

    stopped = await service.storage.write(stop)
    await service.recommending.trials.refresh()
    results = await service.storage.read(lambda tx: results_of(tx.trials, stopped), long=True)
    await service.storage.write(lambda tx: keep.keep_results(tx.trials, experiment, results))
    return ExperimentSeen.of(await service.storage.read(lambda tx: keep.trial_of(tx.trials, experiment)))


@router.get("/experiments/{experiment}/results")
async def read_results(experiment: Key, _: Admin, service: TheService) -> ResultsSeen:
    """What it shows now, by its plan, and what that means in words; of one that has ended, what it showed then."""
    found = await service.storage.read(
        lambda tx: results_of(tx.trials, keep.trial_of(tx.trials, experiment)), long=True
    )
    return ResultsSeen.of(found)


@router.get("/experiment-metrics")
async def list_experiment_metrics(_: Admin) -> MetricsSeen:
    """What an experiment can look at."""
    return MetricsSeen(items=[MetricSeen.of(one) for one in MEASURES.values()])


@router.get("/experiment-size")
async def size_experiment(
    _: Admin,
    service: TheService,
    *,
    metric: Annotated[Word, Query(examples=["clicks_per_slate"])],
    days: Annotated[float, Query(gt=0, le=LONGEST, description="Of the window.")] = 7,
    effect: Annotated[float | None, Query(gt=0, le=1e9, description="That is to be found.")] = None,
    people: Annotated[int | None, Query(ge=4, le=MOST_PEOPLE, description="In place of an effect.")] = None,
    stop: StopRule = "always",
    alpha: Annotated[float, Query(gt=0, lt=0.5)] = 0.05,
    power: Annotated[float, Query(gt=0, lt=1)] = 0.8,
    share: Annotated[float, Query(gt=0, le=1, description="Of all people, that may be in it.")] = 1.0,
) -> SizeSeen:
    """How many people an experiment needs for an effect, or what so many can show, by what people here did lately."""
    if (effect is None) == (people is None):
        raise BadInput("give an effect or a number of people", where="effect", remedy="One of the two")
    asked = Asked(
        metric, window_of(days), effect=effect, people=people, stop=stop, alpha=alpha, power=power, share=share
    )
    return SizeSeen.of(metric, await service.storage.read(lambda tx: size_of(tx.trials, asked), long=True))
