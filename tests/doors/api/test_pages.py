"""The web app as it is served: kept where it may be, asked for anew where not, and never in the way of the API."""

import gzip
import shutil
from pathlib import Path

import httpx
import pytest

from matinee.doors.api import pages as served
from tests.fixtures.service import House

SITE = "http://matinee.test"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Matinee</title>")
    (folder / "sw.js").write_text("// keeps the files")
    (folder / "assets" / "app-Ab12.js").write_text("console.log(1);" * 100)
    (tmp_path / "secret.html").write_text("not of the app")
    (folder / "stamp").write_text("not of the app")
    return folder


@pytest.fixture
def client(sqlite_house: House, built: Path, monkeypatch: pytest.MonkeyPatch) -> httpx.AsyncClient:
    """The house with an app of our own instead of the one that was built, if it was."""
    monkeypatch.setattr(served, "BUILT", built)
    return sqlite_house.client()


async def test_hashed_files_are_kept_for_a_year(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{SITE}/assets/app-Ab12.js")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"].startswith("text/javascript")


async def test_everything_else_is_asked_for_anew(client: httpx.AsyncClient) -> None:
    for path in ("/", "/explore", "/titles/12", "/index.html", "/sw.js"):
        answer = await client.get(SITE + path)
        assert answer.headers["Cache-Control"] == "no-cache", path
        again = await client.get(SITE + path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (answer.status_code, again.status_code, again.content) == (200, 304, b""), path


async def test_nothing_inline_and_nothing_from_elsewhere_may_run(client: httpx.AsyncClient) -> None:
    for path in ("/", "/explore", "/titles/12", "/assets/app-Ab12.js"):
        policy = (await client.get(SITE + path)).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "script-src 'self';" in policy, path
        assert "style-src 'self';" in policy, path
        assert "unsafe" not in policy, path
        assert "http" not in policy, path


async def test_every_address_of_a_screen_is_the_page(client: httpx.AsyncClient) -> None:
    for path in ("/", "/library", "/people/4", "/no/such/screen"):
        answer = await client.get(SITE + path)
        assert "<title>Matinee</title>" in answer.text, path
        assert (await client.head(SITE + path)).status_code == 200


async def test_what_belongs_to_the_api_stays_with_it(client: httpx.AsyncClient) -> None:
    for path in ("/api", "/api/v1/nothing", "/docs/nothing", "/metrics/nothing"):
        answer = await client.get(SITE + path)
        assert answer.status_code == 404, path
        assert answer.headers["Content-Type"] == "application/problem+json", path


async def test_there_are_no_other_files(client: httpx.AsyncClient) -> None:
    outside = ("/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html")
    for path in (*outside, "/assets/gone.js", "/favicon.ico", "/a.b%00"):
        answer = await client.get(httpx.URL(SITE).copy_with(raw_path=path.encode()))
        assert answer.status_code == 404, path
        assert "not of the app" not in answer.text, path


async def test_the_mark_of_the_build_is_no_page(client: httpx.AsyncClient) -> None:
    assert "not of the app" not in (await client.get(f"{SITE}/stamp")).text


async def test_files_are_sent_packed_to_those_who_can_unpack(client: httpx.AsyncClient, built: Path) -> None:
    path = f"{SITE}/assets/app-Ab12.js"
    packed = await client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content)
    assert packed.content == plain.content == (built / "assets" / "app-Ab12.js").read_bytes()
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert packed.headers["ETag"] != plain.headers["ETag"]


async def test_a_new_build_is_served_at_once(client: httpx.AsyncClient, built: Path) -> None:
    await client.get(SITE)
    (built / "index.html").write_text("<title>newer</title>")
    assert "newer" in (await client.get(SITE)).text


async def test_an_app_that_was_not_built_says_how_to(client: httpx.AsyncClient, built: Path) -> None:
    shutil.rmtree(built)
    answer = await client.get(SITE)
    assert answer.status_code == 200
    assert "make web" in answer.text


def test_what_is_packed_is_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("x" * 500)
    plain, packed = served._content(tmp_path / "a.js", 10**18)
    assert packed is not None
    assert gzip.decompress(packed) == plain
