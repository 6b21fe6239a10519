"""What /metrics tells: the same from every process, of few series, whatever people do."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from matinee.domain.errors import Unreachable
from matinee.doors.api import metrics as counted
from matinee.doors.api import requests
from matinee.doors.api.metric_names import FIGURES
from matinee.doors.api.metrics import MOST_MODELS, SHARED, Metrics, WorkersCollector, room_of, workers_in
from matinee.doors.worker.loop import Worker
from matinee.services.recommending.serve import Given
from tests.fixtures.crawl import NOTHINGS, operations
from tests.fixtures.loop import Notes, sizes
from tests.fixtures.recommending import Cinema
from tests.fixtures.service import House

ROOT = Path(__file__).resolve().parents[3]
METRICS = "http://matinee.test/metrics"
SERIES, LABEL_SETS, BYTES, SECONDS = 1_500, 100, 500_000, 0.1
"""The most that one process may tell, one metric may have, and an answer may weigh and take (M5)."""


def series(told: str) -> dict[str, set[str]]:
    """By family, its lines without their values."""
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(told):
        lines = {f"{one.name}{sorted(one.labels.items())}" for one in family.samples}
        found[f"{family.name} {family.type}"] = lines
    return found


def too_many(told: str) -> list[str]:
    """What of it is more than one process may tell."""
    found = series(told)
    every = sum(map(len, found.values()))
    wide = [name for name, lines in found.items() if "histogram" not in name and len(lines) > LABEL_SETS]
    return [*wide, *([f"{every} series"] if every > SERIES else []), *([f"{len(told)}"] if len(told) > BYTES else [])]


async def crawl(house: House, client: httpx.AsyncClient, *, seed: str, count: int) -> None:
    """Everything that there is, without what it needs; and much that there is not: so many paths, titles, people and
    programs."""
    for one in operations(house):
        if one.id not in {"stream", "logout", "end_other_sessions", "delete_me", "change_password"}:
            body = None if one.method in {"get", "delete"} else {}
            await client.request(one.method, one.url(NOTHINGS), json=body)
    stranger = house.client()
    for number in range(count):
        agent = {"User-Agent": f"agent {seed} {number}"}
        await client.get(f"http://matinee.test/{seed}/{number}.php", headers=agent)
        await client.get(f"/titles/{number + 10**6}?{seed}={number}", headers=agent)
        await stranger.get(f"/people/{seed}{number}")


@sizes(quick=40, long=10_000)
@pytest.mark.timeout(3600)
async def test_however_much_is_asked_there_are_few_series(trials: int, notes: Notes, sqlite_house: House) -> None:
    """M5."""
    admin = await sqlite_house.admin()
    await crawl(sqlite_house, admin, seed="canary-one", count=trials)
    first = (await admin.get(METRICS)).text
    assert too_many(first) == []
    await crawl(sqlite_house, admin, seed="canary-two", count=trials)
    begun = time.perf_counter()
    second = (await admin.get(METRICS)).text
    spent = time.perf_counter() - begun
    assert spent < 10 * SECONDS
    told = series(second)
    notes.check("M5", "series of one process", sum(map(len, told.values())), trials=trials, high=SERIES)
    notes.check("M5", "bytes of an answer", len(second), trials=trials, high=BYTES)
    notes.check("M5", "seconds that it took", spent, trials=1, high=SECONDS if trials > 1000 else 10 * SECONDS)
    assert told == series(first)
    assert too_many(second) == []
    assert not re.search(r"canary|agent|root", second)


async def test_a_label_for_every_path_is_caught(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """M5, broken on purpose."""
    monkeypatch.setattr(requests, "route_of", lambda scope: scope["path"])
    monkeypatch.setattr(counted, "room_of", lambda route: route)
    client = sqlite_house.client()
    for number in range(LABEL_SETS + 1):
        await client.get(f"http://matinee.test/{number}.php")
    assert "matinee_http_requests counter" in too_many((await client.get(METRICS)).text)


async def test_recommendations_are_counted_by_their_link_their_version_and_the_cache(cinema: Cinema) -> None:
    ana = await cinema.house.program()
    await cinema.rate(ana, *range(1, 7))
    for _ in range(2):
        assert (await ana.get("/recommendations")).status_code == 200
    told = (await cinema.house.client().get(METRICS)).text
    version = (await ana.get("/health/ready")).json()["release"]["version"]
    assert 'matinee_predictions_total{cache="miss",source="personalised"} 1.0' in told
    assert 'matinee_predictions_total{cache="hit",source="personalised"} 1.0' in told
    assert 'matinee_predictions_total{cache="hit",source="popular"} 0.0' in told
    assert f'matinee_model_predictions_total{{model="{version}"}} 2.0' in told
    assert 'matinee_prediction_seconds_count{cache="miss"} 1.0' in told
    assert "matinee_predictions_degraded_total 0.0" in told
    assert f'matinee_model_titles{{model="{version}"}} 100.0' in told


async def test_figures_of_the_house_are_worked_out_by_a_job_and_told(any_cinema: Cinema) -> None:
    house = any_cinema.house
    before = (await house.client().get(METRICS)).text
    assert "matinee_storage_up 1.0" in before
    assert "matinee_job_expected_timestamp_seconds" in before
    assert "matinee_job_last_success" not in before
    ana = await house.program()
    await any_cinema.rate(ana, *range(1, 7))
    shown = (await ana.get("/recommendations")).json()
    first = shown["items"][0]["id"]
    event = {"id": "event-1", "kind": "clicked", "slate_id": shown["slate_id"], "title_id": first}
    assert (await ana.post("/feedback", json={"events": [event]})).status_code == 200
    assert (await ana.put(f"/ratings/{first}", json={"stars": 5})).status_code == 200
    await Worker.of(house.service).do_all()
    told = {one.name: one for one in text_string_to_metric_families((await house.client().get(METRICS)).text)}
    names = set(told) & set(FIGURES)
    assert {"matinee_job_last_success_timestamp_seconds", "matinee_figures_timestamp_seconds"} < names
    assert told["matinee_catalogue_coverage_ratio"].samples[0].value == 0.1
    assert told["matinee_recommendation_conversion_ratio"].samples[0].value == 1.0
    clicks = {one.labels["position"]: one.value for one in told["matinee_recommendation_click_ratio"].samples}
    assert (clicks["1"], clicks["2"]) == (1.0, 0.0)
    assert told["matinee_active_users"].samples[0].value == 1.0


async def test_while_the_database_does_not_answer_that_is_told(sqlite_house: House, monkeypatch: Any) -> None:
    client = sqlite_house.client()
    await client.get("/auth/me")

    async def away(*_: object, **__: object) -> None:
        raise Unreachable("the database is away")

    monkeypatch.setattr(sqlite_house.service.storage, "read", away)
    answer = await client.get(METRICS)
    assert answer.status_code == 200
    assert "matinee_storage_up 0.0" in answer.text
    assert 'matinee_http_requests_total{room="auth",status="4xx"} 1.0' in answer.text
    assert "matinee_alerts" not in answer.text


def test_versions_without_end_are_told_together() -> None:
    metrics = Metrics()
    for number in range(3 * MOST_MODELS):
        metrics.note_answer(Given(f"v{number}", "personalised", False, number == 0, 0.01))
    told = metrics.render().decode()
    assert len(re.findall(r"matinee_model_predictions_total\{", told)) == MOST_MODELS + 1
    assert f'matinee_model_predictions_total{{model="other"}} {2 * MOST_MODELS}.0' in told
    assert "matinee_predictions_degraded_total 1.0" in told


COUNTING = """
import os, sys
from matinee.doors.api.metrics import Metrics

def counted():
    metrics = Metrics()
    metrics.note("GET", "/x", 200, 0.01, None)
    return metrics

first, counts = os.pipe()
asked, stays = os.pipe()
if os.fork() == 0:
    counted()
    os.write(counts, b".")
    os.close(stays)
    os.read(asked, 1)
    os._exit(0)
os.read(first, 1)
if (asks := os.fork()) == 0:
    print(counted().render().decode(), flush=True)
    os._exit(0)
os.waitpid(asks, 0)
"""
"""Two processes of one parent, as the workers of a server are; the second tells."""


def test_several_workers_tell_of_each_what_dashboards_ask_of_a_process(tmp_path: Path) -> None:
    """M6, where several workers count together."""
    given = {**os.environ, SHARED: str(tmp_path)}
    asked = [sys.executable, "-c", COUNTING]
    told = subprocess.run(asked, env=given, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    families = {one.name: one.samples for one in text_string_to_metric_families(told)}
    boards = (ROOT / "deploy/monitoring/grafana/dashboards").glob("*.json")
    wanted = set(re.findall(r"\bprocess_\w+", " ".join(json.dumps(json.loads(one.read_text())) for one in boards)))
    assert len(wanted) >= 2
    for name in wanted:
        samples = families[name.removesuffix("_total")]
        assert len({one.labels["pid"] for one in samples}) == len(samples) == 2
    assert min(one.value for one in families["process_resident_memory_bytes"]) > 1e6
    assert 'matinee_http_requests_total{room="pages",status="2xx"} 2.0' in told
    assert too_many(told) == []


def test_workers_that_are_gone_and_others_that_have_their_number_are_not_told_of(tmp_path: Path) -> None:
    for name in (f"counter_{os.getpid()}.db", f"gauge_livesum_{os.getpid()}.db", "counter_999999999.db", "other.txt"):
        (tmp_path / name).touch()
    assert workers_in(tmp_path, parent=os.getppid()) == [os.getpid()]
    assert workers_in(tmp_path, parent=os.getpid()) == []
    assert list(WorkersCollector([999_999_999]).collect()) == []


def test_a_route_is_counted_in_its_room() -> None:
    routes = {
        "/api/v1/ratings/{title_id}": "ratings",
        "/api/v1/openapi.json": "openapi",
        "/metrics": "metrics",
        "/{path:path}": "pages",
        "unmatched": "unmatched",
    }
    assert {route: room_of(route) for route in routes} == routes
