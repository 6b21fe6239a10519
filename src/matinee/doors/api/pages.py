"""The web app: the files that were built from `web/`, and its one page for every address that names a screen."""

import gzip
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, Depends, Request, Response
from starlette.convertors import Convertor, register_url_convertor

from matinee.domain.errors import NotFound
from matinee.doors.api.access import Guard
from matinee.doors.api.caching import answered_bytes
from matinee.doors.api.headers import APP_POLICY, YEAR

BUILT = Path(__file__).parent / "web"
"""Where tools/web.py puts it; inside the wheel."""
FOR_GOOD = f"public, max-age={YEAR}, immutable"
ASK_AGAIN = "no-cache"
"""A browser may hold it, and asks each time whether it is still right."""
MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
PACKED = {".png", ".woff2"}
"""What does not get smaller."""
NOT_BUILT = b"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Matinee</title></head>
<body>
<h1>The web app was not built</h1>
<p>In the folder of Matinee, <code>make web</code> builds it; then load this page again.
The API works without it: <a href="/docs">/docs</a>.</p>
</body>
</html>
"""


class _Screen(Convertor[str]):
    """Every path but those of the API, its page, and the metrics, whose errors stay those of an API."""

    regex = r"(?!(?:api|docs|metrics)(?:/|$)).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("screen", _Screen())


router = APIRouter(include_in_schema=False, dependencies=[Depends(Guard("anyone", weight="unlimited"))])


@router.get("/{path:screen}")
def page_or_file(request: Request, path: str) -> Response:
    """A file where the name has a dot, else the page. It may be built anew while the service runs."""
    is_file = "." in path.rpartition("/")[2]
    found = _inside(BUILT, path if is_file else "index.html")
    if found is None and is_file:
        raise NotFound("there is no such file")
    if found is None:
        return _answer(request, NOT_BUILT, media=MEDIA[".html"], keep=ASK_AGAIN)
    plain, packed = _content(found, found.stat().st_mtime_ns)
    zipped = packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = _answer(
        request,
        packed if zipped and packed is not None else plain,
        media=MEDIA[found.suffix],
        keep=FOR_GOOD if path.startswith("assets/") else ASK_AGAIN,
    )
    if packed is not None:
        response.headers["Vary"] = "Accept-Encoding"
    if zipped and response.status_code == 200:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name, as long as it is one of ours."""
    if "\0" in name:
        return None
    found = (folder / name).resolve()
    ours = found.is_relative_to(folder.resolve()) and found.suffix in MEDIA and found.is_file()
    return found if ours else None


@lru_cache(maxsize=256)
def _content(path: Path, changed: int) -> tuple[bytes, bytes | None]:
    """As it is, and packed, where that helps. changed: when the file was, so that a new one is read."""
    plain = path.read_bytes()
    return plain, None if path.suffix in PACKED else gzip.compress(plain, mtime=changed // 10**9)


def _answer(request: Request, body: bytes, *, media: str, keep: str) -> Response:
    response = answered_bytes(request, body, media=media, keep=keep)
    response.headers["Content-Security-Policy"] = APP_POLICY
    return response
