"""From a rating to an answer that knows of it."""

import http.client
import json
import time
from collections.abc import Sequence

from populated import Populated
from workloads import API

STARS = 5.0


def freshness(home: Populated, port: int, *, people: int) -> list[float]:
    """Seconds from the sending of a rating to the end of an answer that is another than the one before; one after the
    other, each of another person. RuntimeError where an answer stayed as it was."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    titles = list(home.titles)
    taken = []
    for number in range(people):
        person = number * 7919 % len(home.tokens)
        head = {"Authorization": f"Bearer {home.tokens[person]}", "Content-Type": "application/json"}
        known = set(home.rated[person])
        title = next(one for one in titles[number:] if one not in known)
        _unrated(line, head, title)
        before = _slate(line, head)
        begun = time.perf_counter()
        _asked(line, "PUT", f"{API}/ratings/{title}", head, json.dumps({"stars": STARS}))
        after = _slate(line, head)
        taken.append(time.perf_counter() - begun)
        if before[0] == after[0] or title in after[1]:
            raise RuntimeError("an answer did not know of the rating before it")
    line.close()
    return taken


def _unrated(line: http.client.HTTPConnection, head: dict[str, str], title: int) -> None:
    """As it was before an earlier run rated it: the same rating once more would change nothing."""
    line.request("DELETE", f"{API}/ratings/{title}", headers=head)
    line.getresponse().read()


def _slate(line: http.client.HTTPConnection, head: dict[str, str]) -> tuple[str, Sequence[int]]:
    said = json.loads(_asked(line, "GET", f"{API}/recommendations", head))
    return said["slate_id"], [one["id"] for one in said["items"]]


def _asked(
    line: http.client.HTTPConnection, method: str, path: str, head: dict[str, str], body: str | None = None
) -> bytes:
    line.request(method, path, body, head)
    answer = line.getresponse()
    said = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path}: {answer.status} {said[:200]!r}")
    return said
