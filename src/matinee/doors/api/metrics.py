"""Counts and times, for Prometheus."""

import os
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The folder in which several workers count together; the parent process sets it before it starts them."""
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
MEDIA = CONTENT_TYPE_LATEST


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self.requests = Counter(
            "matinee_http_requests_total", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self.seconds = Histogram(
            "matinee_http_request_seconds",
            "Time from the first byte asked to the last answered.",
            ("method", "route"),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self.errors = Counter(
            "matinee_api_errors_total", "Problems answered, by their code.", ("code",), registry=self._registry
        )
        self.refused = Counter(
            "matinee_http_requests_refused_total",
            "Requests refused before anything was done for them, since there was too much to do.",
            ("kind",),
            registry=self._registry,
        )
        self.in_progress = Gauge(
            "matinee_http_requests_in_progress",
            "Requests being answered.",
            registry=self._registry,
            multiprocess_mode="livesum",
        )

    def note(self, method: str, route: str, status: int, seconds: float, code: str | None) -> None:
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(method, route).observe(seconds)
        if code:
            self.errors.labels(code).inc()

    def render(self) -> bytes:
        """Of all workers, where there are several."""
        folder = os.environ.get(SHARED)
        if not folder or not Path(folder).is_dir():
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, path=folder)
        return generate_latest(together)
