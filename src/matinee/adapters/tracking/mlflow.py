"""Runs in MLflow: a SQLite file of our own, or a server such as DagsHub's."""

import json
import logging
import re
import time
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from matinee.domain.errors import UnknownName
from matinee.domain.tracking import INNER, NewRun, PastRun, Run, RunKind, Status
from matinee.kit.extras import needs

EXPERIMENT = "matinee"
KIND, MODEL, FACT = "matinee.kind", "matinee.model", "matinee.fact."
CURVE = "curve "
LONGEST_PARAM = 5_000
TOGETHER = 100
"""Points that are sent at a time, so that a fit does not wait for a server at every step,"""
PATIENCE = 5.0
"""or those of so many seconds."""
MOST_RUNS = 5_000
"""Looked through for one whose id begins as was said."""
_SPELLING = str.maketrans({"@": ":", "+": "/"})
_READING = str.maketrans({":": "@", "/": "+"})
_FORBIDDEN = re.compile(r"[^\w\-./: ]")
_ENDS: dict[str, str] = {"finished": "FINISHED", "failed": "FAILED", "stopped": "KILLED"}
_STATUS: dict[str, Status] = {"FINISHED": "finished", "FAILED": "failed", "KILLED": "stopped"}


class MlflowTracker:
    """Keeps runs, and can be asked for them again. Neither the current folder nor MLflow's own notion of an active run
    is touched."""

    def __init__(self, *, url: str | None = None, folder: Path) -> None:
        """url: of a store or server; without one a SQLite file in the folder, which keeps the files of runs too."""
        self._folder = folder
        self._url = url or f"sqlite:///{folder.absolute() / 'mlflow.db'}"
        self._own = url is None
        if self._own:
            folder.mkdir(parents=True, exist_ok=True)
        with _quiet():
            self._client = needs("mlflow.tracking").MlflowClient(tracking_uri=self._url)
            self._experiment = self._find_experiment()

    def start(self, run: NewRun, *, inside: Run | None = None) -> "MlflowRun":
        tags = {KIND: run.kind, MODEL: run.model} | {f"{FACT}{name}": text for name, text in run.facts.items()}
        if inside is not None:
            tags["mlflow.parentRunId"] = inside.id
        with _quiet():
            made = self._client.create_run(self._experiment, run_name=run.name, tags=tags)
            entities = needs("mlflow.entities")
            params = [entities.Param(key, _text(value)) for key, value in run.settings.items()]
            for first in range(0, len(params), TOGETHER):
                self._client.log_batch(made.info.run_id, params=params[first : first + TOGETHER])
        return MlflowRun(self._client, made.info.run_id)

    def runs(self, *, kind: RunKind | None = None, model: str | None = None, limit: int = 20) -> list[PastRun]:
        hidden = [] if kind else [one for one in INNER if model is None or one == "trial"]
        conditions = [f"tags.`{KIND}` != '{one}'" for one in hidden]
        conditions += [f"tags.`{KIND}` = '{kind}'"] if kind else []
        conditions += [f"tags.`{MODEL}` = '{model}'"] if model else []
        return [_past(run) for run in self._search(" and ".join(conditions), limit)]

    def find(self, id: str) -> PastRun:  # noqa: A002
        alike = [run for run in self._search("", MOST_RUNS) if run.info.run_id.startswith(id.lower())]
        if not alike:
            raise UnknownName(f"no run has an id that begins with '{id}'", remedy="See: matinee runs list")
        if len(alike) > 1:
            shown = ", ".join(run.info.run_id[:12] for run in alike[:3])
            raise UnknownName(f"{len(alike)} runs have ids that begin with '{id}': {shown}", remedy="Give more of it")
        with _quiet():
            return self._whole(alike[0])

    def _whole(self, run: Any) -> PastRun:
        id_ = run.info.run_id
        names = [name for name in run.data.metrics if name.startswith(CURVE)]
        curves = {
            name.removeprefix(CURVE).translate(_READING): [
                (point.step, point.value) for point in self._client.get_metric_history(id_, name)
            ]
            for name in names
        }
        parts = self._search(f"tags.`mlflow.parentRunId` = '{id_}'", MOST_RUNS)
        kept = [file.path for file in self._client.list_artifacts(id_)]
        return _past(run, curves=curves, kept=kept, parts=[_past(part) for part in reversed(parts)])

    def _search(self, condition: str, limit: int) -> list[Any]:
        with _quiet():
            return list(
                self._client.search_runs(
                    [self._experiment],
                    filter_string=condition,
                    order_by=["attributes.start_time DESC"],
                    max_results=limit,
                )
            )

    def _find_experiment(self) -> str:
        found = self._client.get_experiment_by_name(EXPERIMENT)
        if found is not None:
            return found.experiment_id
        place = (self._folder.absolute() / "files").as_uri() if self._own else None
        return self._client.create_experiment(EXPERIMENT, artifact_location=place)


class MlflowRun:
    def __init__(self, client: Any, id: str) -> None:  # noqa: A002
        self.id = id
        self._client = client
        self._waiting: list[Any] = []
        self._sent = time.monotonic()

    def point(self, curve: str, step: int, value: float) -> None:
        name = f"{CURVE}{_spelled(curve)}"
        now = int(time.time() * 1000)
        self._waiting.append(needs("mlflow.entities").Metric(name, value, now, step))
        if len(self._waiting) >= TOGETHER or time.monotonic() - self._sent > PATIENCE:
            self._send()

    def figures(self, values: Mapping[str, float]) -> None:
        now = int(time.time() * 1000)
        metric = needs("mlflow.entities").Metric
        self._waiting += [metric(_spelled(name), value, now, 0) for name, value in values.items()]
        self._send()

    def facts(self, values: Mapping[str, str]) -> None:
        with _quiet():
            for name, text in values.items():
                self._client.set_tag(self.id, f"{FACT}{name}", text)

    def keep(self, name: str, text: str) -> None:
        with _quiet():
            self._client.log_text(self.id, text, name)

    def end(self, status: Status) -> None:
        self._send()
        with _quiet():
            self._client.set_terminated(self.id, _ENDS[status])

    def _send(self) -> None:
        self._sent = time.monotonic()
        while self._waiting:
            with _quiet():
                self._client.log_batch(self.id, metrics=self._waiting[:TOGETHER])
            del self._waiting[:TOGETHER]


def _past(run: Any, **more: Any) -> PastRun:
    tags, info = run.data.tags, run.info
    figures = {
        name.translate(_READING): value for name, value in run.data.metrics.items() if not name.startswith(CURVE)
    }
    return PastRun(
        id=info.run_id,
        kind=tags.get(KIND, ""),
        name=info.run_name or "",
        model=tags.get(MODEL, ""),
        status=_STATUS.get(info.status, "running"),
        started=datetime.fromtimestamp(info.start_time / 1000, tz=UTC),
        seconds=None if info.end_time is None else (info.end_time - info.start_time) / 1000,
        settings=dict(run.data.params),
        facts={name.removeprefix(FACT): text for name, text in tags.items() if name.startswith(FACT)},
        figures=figures,
        place=info.artifact_uri.removeprefix("file://"),
        **more,
    )


def _spelled(name: str) -> str:
    """MLflow allows few signs in the name of a metric."""
    return _FORBIDDEN.sub("-", name.translate(_SPELLING))


def _text(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= LONGEST_PARAM else f"{text[:LONGEST_PARAM]}..."


@contextmanager
def _quiet() -> Iterator[None]:
    """What MLflow says of its own tables and of deprecated calls is nothing that a person here can act on."""
    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
