"""A search for settings that is kept by Optuna: in memory, or in a SQLite file from which it can go on."""

import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from matinee.domain.errors import BadInput
from matinee.kit import seeds
from matinee.kit.extras import needs
from matinee.ops.tuning.space import Params, Space
from matinee.ops.tuning.workers import is_at_work, signed_on

State = Literal["complete", "pruned", "failed", "running"]
WARM_UP = 5
"""Trials that no other is measured against, and steps at which none is given up yet."""
BUSY = 60.0
"""Seconds to wait for another process that writes to the file."""
IDENTITY, WORKER, LOST, TWIN, REPORT = "identity", "worker", "lost", "twin", "report"


@dataclass(frozen=True)
class TrialReport:
    """What a trial leaves beside its value. epochs: how many did best, of a model that learns step by step."""

    settings: Mapping[str, Any]
    seconds: float = 0.0
    peak_mib: float = 0.0
    epochs: int | None = None
    error: str | None = None
    curves: Mapping[str, list[tuple[int, float]]] = field(default_factory=dict)


@dataclass(frozen=True)
class TrialRecord:
    """A trial that was begun. value: higher is better, whatever the metric; None where it was not finished. params: as
    they were drawn."""

    number: int
    state: State
    value: float | None
    params: Params
    report: TrialReport


class Study:
    """One search. Every process that works on it has its own; what they share is the file."""

    def __init__(self, study: Any, *, space: Space, seed: int, path: Path | None, worker: str) -> None:
        self._study = study
        self._space = space
        self._distributions = space.distributions()
        self._seed = seed
        self._path = path
        self._worker = worker

    def ask(self, desk: int = 0) -> Any:
        """The next trial. What is drawn depends on the seed and on how many trials are done, so that a search that was
        cut off and goes on tries what it would have tried. desk: of several processes, so that no two draw alike."""
        optuna = needs("optuna")
        done = sum(trial.state.name != "WAITING" and LOST not in trial.user_attrs for trial in self._trials())
        self._study.sampler = optuna.samplers.TPESampler(
            seed=seeds.whole_number(self._seed, f"trial {done}, desk {desk}")
        )
        trial = self._study.ask(self._distributions)
        trial.set_user_attr(WORKER, self._worker)
        return trial

    def complete(self, trial: Any, value: float, report: TrialReport) -> None:
        self._tell(trial, report, value=value)

    def prune(self, trial: Any, report: TrialReport) -> None:
        self._tell(trial, report, state="PRUNED")

    def fail(self, trial: Any, report: TrialReport) -> None:
        self._tell(trial, report, state="FAIL")

    def lose(self, trial: Any) -> None:
        """The trial was cut off; its settings are put first in the queue."""
        trial.set_user_attr(LOST, True)
        self._study.tell(trial, state=needs("optuna").trial.TrialState.FAIL)
        self._study.enqueue_trial(trial.params)

    def repeat(self, trial: Any, earlier: TrialRecord) -> None:
        """The sampler asks for what is known already."""
        trial.set_user_attr(TWIN, earlier.number)
        if earlier.value is None:
            self._study.tell(trial, state=needs("optuna").trial.TrialState.FAIL)
        else:
            self._study.tell(trial, earlier.value)

    def queue(self, wanted: Iterable[Params]) -> None:
        """Puts in the queue what was neither tried nor queued before."""
        known = [trial.system_attrs.get("fixed_params") or trial.params for trial in self._trials()]
        for params in wanted:
            if params not in known:
                known.append(params)
                self._study.enqueue_trial(params)

    def reclaim(self) -> int:
        """Trials of processes that are no more are lost. Gives how many there were."""
        optuna = needs("optuna")
        found = 0
        for frozen in self._trials():
            if frozen.state != optuna.trial.TrialState.RUNNING or self._path is None:
                continue
            if not is_at_work(self._path, frozen.user_attrs.get(WORKER, "nobody")):
                self.lose(optuna.trial.Trial(self._study, frozen._trial_id))
                found += 1
        return found

    def records(self) -> list[TrialRecord]:
        """In the order they were begun; the lost, the repeated and those that only wait are left out."""
        return [
            self._record(trial)
            for trial in self._trials()
            if trial.state.name != "WAITING" and not {LOST, TWIN} & set(trial.user_attrs)
        ]

    def record(self, number: int) -> TrialRecord:
        return next(record for record in self.records() if record.number == number)

    def importance(self) -> dict[str, float]:
        """How much of the difference between good and bad trials each setting explains, largest first; empty where
        there are too few trials, or settings, to tell. Watanabe, Bansal and Hutter, "PED-ANOVA" (IJCAI 2023)."""
        optuna = needs("optuna")
        done = [trial for trial in self._trials() if trial.state == optuna.trial.TrialState.COMPLETE]
        if len(self._distributions) < 2 or len({trial.value for trial in done}) < 2 * WARM_UP:
            return {}
        with _quiet():
            evaluator = optuna.importance.PedAnovaImportanceEvaluator()
            found = optuna.importance.get_param_importances(self._study, evaluator=evaluator)
        return {key: float(value) for key, value in found.items()}

    def _tell(self, trial: Any, report: TrialReport, *, value: float | None = None, state: str | None = None) -> None:
        trial.set_user_attr(REPORT, json.dumps(vars(report)))
        states = needs("optuna").trial.TrialState
        self._study.tell(trial, value, state=states[state] if state else None)

    def _trials(self) -> list[Any]:
        return self._study.get_trials(deepcopy=False)

    def _record(self, trial: Any) -> TrialRecord:
        told = trial.user_attrs.get(REPORT)
        settings = self._space.spec_of(trial.params).settings
        states: dict[str, State] = {"COMPLETE": "complete", "PRUNED": "pruned", "FAIL": "failed"}
        return TrialRecord(
            number=trial.number,
            state=states.get(trial.state.name, "running"),
            params=dict(trial.params),
            value=trial.value if trial.state.name == "COMPLETE" else None,
            report=_read_report(told) if told else TrialReport(settings=settings),
        )


def _read_report(text: str) -> TrialReport:
    held = json.loads(text)
    curves = {name: [(step, value) for step, value in points] for name, points in held.pop("curves").items()}
    return TrialReport(**held, curves=curves)


@contextmanager
def opened(name: str, *, path: Path | None, space: Space, seed: int, identity: Mapping[str, Any]) -> Iterator[Study]:
    """The study of a name, made where there is none. identity: what it is about; another study of the name is refused.

    path: its file, or None for a study that nobody needs again.
    """
    optuna = needs("optuna")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    with _quiet():
        study = optuna.create_study(
            study_name=name,
            storage=None if path is None else _storage(path),
            load_if_exists=True,
            direction="maximize",
            pruner=optuna.pruners.MedianPruner(n_startup_trials=WARM_UP, n_warmup_steps=WARM_UP),
        )
    written = json.dumps(identity, sort_keys=True)
    held = study.user_attrs.get(IDENTITY)
    if held is None:
        study.set_user_attr(IDENTITY, written)
    elif held != written:
        _refuse(name, path, json.loads(held), json.loads(written))
    if path is None:
        yield Study(study, space=space, seed=seed, path=None, worker="")
        return
    with signed_on(path) as worker:
        yield Study(study, space=space, seed=seed, path=path, worker=worker)


def _storage(path: Path) -> Any:
    path.parent.mkdir(parents=True, exist_ok=True)
    optuna = needs("optuna")
    engine = {"connect_args": {"timeout": BUSY}}
    return optuna.storages.RDBStorage(f"sqlite:///{path.absolute()}", engine_kwargs=engine)


def _refuse(name: str, path: Path | None, held: dict[str, Any], wanted: dict[str, Any]) -> None:
    first = next(key for key in wanted if held.get(key) != wanted[key])
    said = f": {held.get(first)}, not {wanted[first]}" if isinstance(wanted[first], str | int) else ""
    raise BadInput(
        f"the study '{name}' is about another {first}{said}",
        where=str(path),
        remedy="Name another study with --study",
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Optuna calls parts of itself experimental each time they are used."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
