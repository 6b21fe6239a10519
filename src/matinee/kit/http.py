"""Fetching one file over HTTP: resumed where it was cut off, never slower or larger than allowed.

    DownloadFailed      the file could not be fetched
    ├── NoAnswer        nothing at the other end, or it went quiet; what had come is kept, to be resumed
    ├── Refused         an answer that trying again will not change, such as 404
    └── TooLarge        more bytes than allowed

The bytes go to `<name>.<validator>.part` beside the target, where the validator is a digest of the ETag or of the date
of change: parts of two versions of a file are never joined, and a part is only resumed where the server can say that
the file is still the same (If-Range, RFC 9110).
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import httpx

from matinee.kit.hashing import fingerprint
from matinee.kit.progress import SILENT, Progress

_OK, _PARTIAL, _UNSATISFIABLE = 200, 206, 416
_WORTH_ANOTHER_TRY = frozenset({408, 425, 429, 500, 502, 503, 504})


class DownloadFailed(Exception):
    """A file could not be fetched."""


class NoAnswer(DownloadFailed):
    """The server could not be reached, went quiet or kept failing."""


class Refused(DownloadFailed):
    """The server answered that it will not give the file. status: the HTTP status."""

    def __init__(self, url: str, status: int) -> None:
        super().__init__(f"{url} answered {status}")
        self.status = status


class TooLarge(DownloadFailed):
    """The file has more bytes than allowed."""


@dataclass(frozen=True)
class Patience:
    """How long to wait. Seconds, except tries.

    connect: for a connection; quiet: without one byte; least_bytes must come in every `period`; tries: in a row that
    bring nothing new; pause: before the second try, doubled before each further one.
    """

    connect: float = 10.0
    quiet: float = 30.0
    period: float = 60.0
    least_bytes: int = 1 << 14
    tries: int = 4
    pause: float = 0.5


def download(
    url: str,
    target: Path,
    *,
    most_bytes: int,
    accept: Callable[[Path], None] | None = None,
    patience: Patience | None = None,
    progress: Progress = SILENT,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Fetches a file whole or raises DownloadFailed; `target` appears only when every byte is there.

    Tries again after a dropped connection and where the server fails for a moment, going on where it stopped.
    accept: looks at the whole file before it takes its place; what it raises is passed on, and unless that is a
    DownloadFailed the bytes are thrown away.
    """
    patience = patience or Patience()
    target.parent.mkdir(parents=True, exist_ok=True)
    fetch = _Fetch(url, target, most_bytes, patience, progress)
    failed, pause = 0, patience.pause
    with _client(patience) as client:
        while True:
            before = fetch.arrived
            try:
                part = fetch.once(client)
                break
            except NoAnswer:
                failed = 1 if fetch.arrived > before else failed + 1
                pause = patience.pause if fetch.arrived > before else pause
                if failed >= patience.tries:
                    raise
                sleep(pause)
                pause *= 2
    try:
        if accept is not None:
            accept(part)
    except DownloadFailed:
        raise
    except Exception:
        part.unlink()
        raise
    part.replace(target)


def text_at(url: str, *, most_bytes: int = 1 << 16, patience: Patience | None = None) -> str | None:
    """A short text; None where the server has no such file (404 or 410)."""
    patience = patience or Patience()
    try:
        with _client(patience) as client, client.stream("GET", url) as answer:
            if answer.status_code in (404, 410):
                return None
            if answer.status_code != _OK:
                raise Refused(url, answer.status_code)
            data = b""
            for chunk in answer.iter_bytes():
                data += chunk
                if len(data) > most_bytes:
                    raise TooLarge(f"{url} is larger than {most_bytes:,} bytes")
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise NoAnswer(f"{url} did not answer ({_said(fault)})") from fault
    return data.decode("utf-8", "replace")


class _Fetch:
    """One file on its way. arrived: bytes taken from the network so far, over all tries."""

    def __init__(self, url: str, target: Path, most_bytes: int, patience: Patience, progress: Progress) -> None:
        self.url = url
        self.target = target
        self.most_bytes = most_bytes
        self.patience = patience
        self.progress = progress
        self.arrived = 0

    def once(self, client: httpx.Client) -> Path:
        """One try. Returns the part file, complete."""
        try:
            with client.stream("GET", self.url) as answer:
                self._check_status(answer)
                validator = _validator(answer)
                part = self._part_for(validator)
                have = part.stat().st_size if part.exists() else 0
                total = _length(answer)
                if total is not None and have > total:
                    part.unlink()
                    have = 0
                if not have:
                    return self._take(answer, part, have=0)
            if have == total:
                return part
            headers = {"Range": f"bytes={have}-", "If-Range": validator or ""}
            with client.stream("GET", self.url, headers=headers) as answer:
                if answer.status_code == _UNSATISFIABLE:
                    part.unlink()
                    raise NoAnswer(f"{self.url} cannot be resumed; starting over")
                self._check_status(answer)
                goes_on = answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
                resumed = answer.status_code == _PARTIAL and goes_on and _validator(answer) == validator
                if not resumed and answer.status_code == _PARTIAL:
                    part.unlink()
                    raise NoAnswer(f"{self.url} gave another part than was asked for")
                return self._take(answer, part, have=have if resumed else 0)
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise NoAnswer(f"{self.url} did not answer ({_said(fault)})") from fault

    def _take(self, answer: httpx.Response, part: Path, *, have: int) -> Path:
        """Writes the body behind the first `have` bytes of the part."""
        length = _length(answer)
        total = None if length is None else have + length
        self._check_size(total or have)
        self.progress.start(f"Fetching {self.target.name}", total)
        self.progress.advance(float(have))
        try:
            with part.open("ab" if have else "wb") as stream:
                self._write(answer, stream, have)
                stream.flush()
                os.fsync(stream.fileno())
        finally:
            self.progress.finish()
        return part

    def _write(self, answer: httpx.Response, stream: BinaryIO, have: int) -> None:
        """The body, to its announced end. Ends with NoAnswer where it comes too slowly."""
        in_period, since = 0, time.monotonic()
        for chunk in answer.iter_raw():
            stream.write(chunk)
            have += len(chunk)
            in_period += len(chunk)
            self.arrived += len(chunk)
            self._check_size(have)
            self.progress.advance(float(len(chunk)))
            if time.monotonic() - since > self.patience.period:
                if in_period < self.patience.least_bytes:
                    raise NoAnswer(f"{self.url} is slower than {self.patience.least_bytes:,} bytes a period")
                since, in_period = time.monotonic(), 0

    def _part_for(self, validator: str | None) -> Path:
        """The part file of this version of the file; parts of other versions are removed."""
        stem = f"{self.target.name}."
        part = self.target.with_name(f"{stem}{fingerprint([validator])[:8]}.part")
        for other in self.target.parent.glob(f"{stem}*.part"):
            if other != part or validator is None:
                other.unlink()
        return part

    def _check_status(self, answer: httpx.Response) -> None:
        if answer.status_code in _WORTH_ANOTHER_TRY:
            raise NoAnswer(f"{self.url} answered {answer.status_code}")
        if answer.status_code not in (_OK, _PARTIAL):
            raise Refused(self.url, answer.status_code)

    def _check_size(self, size: int) -> None:
        if size > self.most_bytes:
            for part in self.target.parent.glob(f"{self.target.name}.*.part"):
                part.unlink()
            raise TooLarge(f"{self.url} is larger than {self.most_bytes:,} bytes")


def _client(patience: Patience) -> httpx.Client:
    timeout = httpx.Timeout(patience.quiet, connect=patience.connect)
    return httpx.Client(timeout=timeout, follow_redirects=True, headers={"Accept-Encoding": "identity"})


def _validator(answer: httpx.Response) -> str | None:
    """What proves that a later answer is of the same file: a strong ETag, else the date of change."""
    tag = answer.headers.get("ETag")
    if tag and not tag.startswith("W/"):
        return tag
    return answer.headers.get("Last-Modified")


def _length(answer: httpx.Response) -> int | None:
    said = answer.headers.get("Content-Length", "")
    return int(said) if said.isdigit() else None


def _said(fault: Exception) -> str:
    lines = str(fault).splitlines()
    return lines[0] if lines else type(fault).__name__
