"""S9: what people and data sets write is shown by a real browser, and no script in it runs."""

import asyncio
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from matinee.adapters.passwords.argon2 import Passwords
from matinee.adapters.storage.stores import Stores
from matinee.domain.titles import CreditEntry, EpisodeEntry, OfferEntry, SeasonEntry, TitleEntry
from matinee.doors.api.headers import security_headers
from matinee.kit import clock
from matinee.kit.clock import DAY
from matinee.services.accounts.register import make_account
from tests.fixtures.backups import Building, chosen
from tests.fixtures.browser import Browser, browsing
from tests.fixtures.catalogue import context_over, take
from tests.fixtures.crawl import ENDLESS, NOTHINGS
from tests.fixtures.databases import sqlite_template
from tests.fixtures.library import transaction
from tests.fixtures.releases import ORIGIN, Made, entries_of, made_release
from tests.fixtures.running import serving, wait_until
from tests.fixtures.service import PASSWORD

__all__ = ["made_release", "sqlite_template"]

PARTS = {
    "image": "<img src=x onerror=ran('image')>",
    "drawing": "<svg onload=ran('drawing')></svg>",
    "script": "<script>ran('script')</script>",
    "frame": "<iframe src=javascript:parent.ran('frame')></iframe>",
    "link": "<a href=javascript:ran('link')>x</a>",
}
WORD = "".join(PARTS.values())
"""What is written wherever something can be written. It needs no quotation mark, so that JSON leaves it as it is."""
SHOWING = {
    "export",
    "list_comments",
    "list_lines",
    "list_offers",
    "recommend",
    "list_reviews",
    "list_seasons",
    "list_sessions",
    "list_titles",
    "list_tokens",
    "read_note",
    "read_person",
    "read_title",
}
"""Operations that must answer with it, lest the test look at nothing."""
WRONG = (
    "/docs/",
    "/",
    "/api/v1/",
    "/api/v1/titles/",
    "/api/v1/titles/search?q=",
    "/api/v1/titles?genre=",
)
"""Before the word: addresses that are wrong in one way or another."""


def spoiled(entry: TitleEntry) -> TitleEntry:
    """Every text that a data set can fill."""
    now = clock.now()
    words = dict.fromkeys(("name", "tagline", "plot", "mood", "franchise", "certification"), WORD)
    labels = dict.fromkeys(("genres", "keywords", "companies", "countries", "languages"), (WORD,))
    episodes = (EpisodeEntry(1, WORD, 50, now - DAY),)
    return replace(
        entry,
        **words,
        **labels,
        credits=tuple(CreditEntry(WORD, job, WORD) for job in ("cast", "director", "writer")),  # type: ignore[arg-type]
        external_ids=(("imdb", WORD), ("tmdb", WORD)),
        seasons=(SeasonEntry(1, WORD, now - DAY, False, WORD, episodes),),
        offers=(OfferEntry("FR", WORD, "rent", 1.0, "EUR", WORD, now - DAY, None),),
    )


@dataclass
class Spoiled:
    """A service full of the word. ids: for what stands in paths. cookies: of an admin, who wrote it everywhere too."""

    url: str
    paths: Mapping[str, str]
    cookies: Mapping[str, str]


def filled(home: Path, template: Path, made: Made) -> None:
    """A database and a release."""
    home.mkdir(mode=0o700)
    shutil.copy(template, home / "matinee.db")
    shutil.copytree(made.folder, home / "models" / "main")
    digest = asyncio.run(Passwords(cores=1, memory_kib=1024).hash(PASSWORD))

    def work(stores: Stores) -> None:
        entries = [replace(one, name=f"{WORD}{one.name}") for one in entries_of(made.world)]
        take(context_over(stores, clock.now()), [spoiled(entries[0]), *entries[1:]], origin=ORIGIN)
        ctx = transaction(stores, clock.now()).accounts
        make_account(ctx, name="root.admin", email=f"{WORD[:30]}@example.org", digest=digest, role="admin")

    Building(chosen(home=home), home / "matinee.db").do(work)


def written(url: str) -> Spoiled:
    """Every text that a person can fill, filled."""
    with httpx.Client(base_url=f"{url}/api/v1", headers={"User-Agent": WORD}, timeout=60) as client:
        wait_until(lambda: client.get("/health/ready").status_code == 200)
        opened = client.post("/auth/login", json={"username": "root.admin", "password": PASSWORD})
        client.headers["X-CSRF-Token"] = opened.json()["csrf_token"]
        made: dict[str, Any] = {}
        table: dict[str, Any] = {
            "content": f"title,year,rating\n{WORD},1979,4\n",
            "headers": {"Content-Type": "text/csv"},
        }
        asked: list[tuple[str, str, str, dict[str, Any]]] = [
            ("rating", "PUT", "/ratings/1", {"json": {"stars": 4.5}}),
            ("review", "PUT", "/titles/1/review", {"json": {"text": WORD, "visibility": "members"}}),
            ("comment", "POST", "/titles/1/comments", {"json": {"text": WORD, "visibility": "members"}}),
            ("note", "PUT", "/titles/1/note", {"json": {"text": WORD}}),
            ("token", "POST", "/me/tokens", {"json": {"name": WORD[:60]}}),
            ("watch", "POST", "/titles/1/watches", {"json": {}}),
            ("import", "POST", "/imports", table),
        ]
        for name, method, path, body in asked:
            answer = client.request(method, path, **body)
            assert answer.status_code in {200, 201}, f"{name}: {answer.text}"
            made[name] = answer.json()
        ids = NOTHINGS | {"title_id": "1", "person_id": "1", "import_id": str(made["import"]["id"])}
        ids |= {"account_id": client.get("/auth/me").json()["id"]}
        described = client.get("/openapi.json").json()["paths"]
        paths = {
            said["get"]["operationId"]: path.format(**ids)
            for path, said in described.items()
            if "get" in said and said["get"]["operationId"] not in ENDLESS
        }
        return Spoiled(url, paths, dict(client.cookies))


@dataclass
class Pages:
    """What a plain server answers: headers and body by path."""

    url: str = ""
    held: dict[str, tuple[Mapping[str, str], bytes]] = field(default_factory=dict)


@contextmanager
def plain_server() -> Iterator[Pages]:
    pages = Pages()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers, body = pages.held.get(self.path, ({}, b""))
            self.send_response(200 if body else 404)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        pages.url = f"http://127.0.0.1:{listening.server_address[1]}"
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield pages
        finally:
            listening.shutdown()
            thread.join()


def look_at_everything(browser: Browser, service: Spoiled) -> dict[str, bytes]:
    """Opens every address of the service that answers with the word, or with a picture, and some that are wrong. The
    answers that hold the word, by operation."""
    for name, value in service.cookies.items():
        browser.cookie(service.url, name, value)
    holding = {}
    with httpx.Client(cookies=dict(service.cookies), timeout=60) as client:
        for name, path in service.paths.items():
            answer = client.get(f"{service.url}{path}")
            assert answer.status_code < 500, name
            if PARTS["image"].encode() in answer.content:
                holding[name] = answer.content
            elif answer.headers["Content-Type"] == "application/json":
                continue
            opened = browser.opened(f"{service.url}{path}")
            assert opened or "attachment" in answer.headers.get("Content-Disposition", ""), name
    for before in WRONG:
        assert browser.opened(f"{service.url}{before}{quote(WORD)}")
    return holding


def try_out(browser: Browser, service: Spoiled, operation: str) -> str:
    """Asks an operation on the page of the API, and gives what the page then shows as the answer."""
    assert browser.opened(f"{service.url}/docs?x={quote(WORD)}#{quote(WORD)}")
    block = f"document.querySelector('[id$=\"-{operation}\"]')"
    browser.waits_for(f"!!{block}")
    browser.does(f"{block}.querySelector('.opblock-summary-control').click()")
    for button in (".try-out__btn", ".execute"):
        browser.waits_for(f"!!{block}.querySelector('{button}')")
        browser.does(f"{block}.querySelector('{button}').click()")
    shown = f"{block}.querySelector('.live-responses-table .response-col_description .highlight-code')"
    browser.waits_for(f"!!{shown}")
    return str(browser.does(f"{shown}.textContent"))


def test_no_script_that_somebody_wrote_runs_and_without_the_headers_it_would(
    tmp_path: Path, sqlite_template: Path, made_release: Made
) -> None:
    filled(tmp_path / "home", sqlite_template, made_release)
    with (
        serving(tmp_path / "home", rate_limit="0") as server,
        browsing(tmp_path) as browser,
        plain_server() as pages,
    ):
        service = written(server.url)
        holding = look_at_everything(browser, service)
        assert PARTS["image"] in try_out(browser, service, "list_tokens")
        assert browser.told == []
        assert set(holding) >= SHOWING

        page = b"<!doctype html>" + holding["read_title"]
        html = {"Content-Type": "text/html; charset=utf-8"}
        pages.held["/ours"] = ({**security_headers(encrypted=False), **html}, page)
        assert browser.opened(f"{pages.url}/ours")
        assert browser.told == [], "the policy alone holds them back, even were JSON taken for a page"

        pages.held["/bare"] = (html, page)
        assert browser.opened(f"{pages.url}/bare")
        assert set(browser.told) == set(PARTS)
