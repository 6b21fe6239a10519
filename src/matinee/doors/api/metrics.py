"""Counts and times, for Prometheus.

There are few series, however many people, titles and routes there are: requests are told apart by the first word of
their route, the request log knows the rest.
"""

import asyncio
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import get_args

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from matinee.domain.errors import MatineeError
from matinee.domain.life import HouseFigure
from matinee.domain.requests import Source
from matinee.doors.api.admission import Kind
from matinee.doors.api.metric_names import HouseCollector
from matinee.doors.worker.duties import duties_of
from matinee.kit.gpus import gpu_utilization
from matinee.kit.memory import MIB
from matinee.services.operations.figures import figures_now
from matinee.services.recommending.serve import Given
from matinee.wiring.serving import Service

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The folder in which several workers count together; the parent process sets it before it starts them."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
MEDIA = CONTENT_TYPE_LATEST
SOURCES: tuple[Source, ...] = ("personalised", "cached", "segment popular", "popular")
VERSION_PREFIX = "/api/v1/"
PAGES = "pages"
MOST_MODELS = 20
OTHER = "other"


class Metrics:
    def __init__(self) -> None:
        disable_created_metrics()
        self._registry = CollectorRegistry()
        self._models: set[str] = set()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self.requests = self._counter(
            "matinee_http_requests_total", "Requests answered, by the class of their status.", ("room", "status")
        )
        self.seconds = self._histogram(
            "matinee_http_request_seconds", "Time from the first byte asked to the last answered.", "room"
        )
        self.errors = self._counter("matinee_api_errors_total", "Problems answered, by their code.", ("code",))
        self.refused = self._counter(
            "matinee_http_requests_refused_total",
            "Requests refused before anything was done for them, since there was too much to do.",
            ("kind",),
        )
        self.models_refused = self._counter(
            "matinee_models_refused_total", "Versions that could not be used when they were to answer.", ()
        )
        self.predictions = self._counter(
            "matinee_predictions_total", "Recommendations given to people.", ("source", "cache")
        )
        self.by_model = self._counter(
            "matinee_model_predictions_total", "Recommendations given, by the version that answered.", ("model",)
        )
        self.degraded = self._counter(
            "matinee_predictions_degraded_total", "Recommendations that a better link should have given.", ()
        )
        self.prediction_seconds = self._histogram(
            "matinee_prediction_seconds", "Time that recommendations for somebody took.", "cache"
        )
        self.in_progress = Gauge(
            "matinee_http_requests_in_progress",
            "Requests being answered.",
            registry=self._registry,
            multiprocess_mode="livesum",
        )
        for kind in get_args(Kind):
            self.refused.labels(kind)
        for kind in ("hit", "miss"):
            self.prediction_seconds.labels(kind)
            for source in SOURCES:
                self.predictions.labels(source, kind)

    def note(self, method: str, route: str, status: int, seconds: float, code: str | None) -> None:  # noqa: ARG002
        room = room_of(route)
        self.requests.labels(room, f"{status // 100}xx").inc()
        self.seconds.labels(room).observe(seconds)
        if code:
            self.errors.labels(code).inc()

    def note_answer(self, given: Given) -> None:
        cache = "hit" if given.cached else "miss"
        self.predictions.labels(given.source, cache).inc()
        self.prediction_seconds.labels(cache).observe(given.seconds)
        self.by_model.labels(self._known(given.version)).inc()
        if given.degraded:
            self.degraded.inc()

    def render(self, found: Iterable[HouseFigure] = ()) -> bytes:
        """Of all workers, where there are several. found: figures of the house, the same whichever worker is asked."""
        house = CollectorRegistry()
        house.register(HouseCollector(found))  # type: ignore[arg-type]  what it must be is said by example alone
        folder = os.environ.get(SHARED)
        if not folder or not Path(folder).is_dir():
            return generate_latest(self._registry) + generate_latest(house)
        together = CollectorRegistry()
        MultiProcessCollector(together, path=folder)
        workers = WorkersCollector(workers_in(Path(folder), parent=os.getppid()))
        together.register(workers)  # type: ignore[arg-type]  as above
        return generate_latest(together) + generate_latest(house)

    def _known(self, version: str) -> str:
        """A house that trains each day has many versions in a year; a process tells the first ones apart."""
        if version not in self._models and len(self._models) >= MOST_MODELS:
            return OTHER
        self._models.add(version)
        return version

    def _counter(self, name: str, told: str, labels: Sequence[str]) -> Counter:
        return Counter(name, told, labels, registry=self._registry)

    def _histogram(self, name: str, told: str, label: str) -> Histogram:
        return Histogram(name, told, (label,), buckets=BUCKETS, registry=self._registry)


class WorkersCollector:
    """What a process tells of itself, of each of several, told apart by `pid`: added up here, the processor's seconds
    would fall when one of them ends."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._pids = list(pids)

    def collect(self) -> Iterator[Metric]:
        found: dict[str, Metric] = {}
        for pid in self._pids:
            for told in ProcessCollector(pid=lambda pid=pid: pid, registry=None).collect():
                family = found.setdefault(told.name, Metric(told.name, told.documentation, told.type))
                for one in told.samples:
                    family.add_sample(one.name, {"pid": str(pid)}, one.value)
        yield from found.values()


def workers_in(folder: Path, *, parent: int) -> list[int]:
    """Of the processes that counted in that folder, those that are still there. parent: who started them; a number
    that another process has by now is not theirs."""
    named = {path.stem.rpartition("_")[2] for path in folder.glob("*_*.db")}
    return sorted(int(one) for one in named if one.isdecimal() and _parent_of(one) == parent)


def _parent_of(pid: str) -> int | None:
    """None where there is no such process."""
    try:
        said = Path("/proc", pid, "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return int(said.rpartition(")")[2].split()[1])


@lru_cache(maxsize=1024)
def room_of(route: str) -> str:
    """The first word of a route of the API: 'ratings' of '/api/v1/ratings/{title_id}'. Pages and their files are one
    room; so is everything that leads nowhere."""
    if route.startswith(VERSION_PREFIX):
        return route.removeprefix(VERSION_PREFIX).partition("/")[0].partition(".")[0]
    return PAGES if route.startswith("/") and "metrics" not in route else route.strip("/")


async def figures_of_house(service: Service, *, begun: int) -> list[HouseFigure]:
    """Everything that is not counted by requests. Where the database does not answer, that it does not."""
    schedules = [duty.schedule for duty in duties_of(service.settings)]
    made = [*_of_models(service), *await asyncio.to_thread(_of_machine, service)]
    try:
        made += await service.storage.read(lambda tx: figures_now(tx.operations, schedules, begun=begun))
    except MatineeError:
        return [HouseFigure("matinee_storage_up", 0.0), *made]
    return [HouseFigure("matinee_storage_up", 1.0), *made]


def _of_models(service: Service) -> list[HouseFigure]:
    standing = service.recommending.models.last
    if standing is None or standing.bound is None:
        return []
    release = standing.bound.release
    labels = {"model": release.version}
    return [
        HouseFigure("matinee_model_bytes", release.mib * MIB, labels),
        HouseFigure("matinee_model_titles", float(len(release.titles)), labels),
    ]


def _of_machine(service: Service) -> list[HouseFigure]:
    room = shutil.disk_usage(service.settings.home)
    busy = gpu_utilization()
    return [
        HouseFigure("matinee_home_free_bytes", float(room.free)),
        HouseFigure("matinee_home_size_bytes", float(room.total)),
        HouseFigure("matinee_gpus", float(len(busy))),
        *(HouseFigure("matinee_gpu_utilization_ratio", one, {"gpu": str(at)}) for at, one in enumerate(busy)),
    ]
