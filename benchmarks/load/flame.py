"""Where the time of a fresh recommendation goes, as a flame picture: docs/pictures/flame-recommendation.svg.

    python benchmarks/load/flame.py [--folder DIR] [--quick] [--requests 3000]

Calls the application as a server does, without a socket, and looks every millisecond of processor time at what it does.
The picture holds names of functions alone.
"""

import argparse
import asyncio
import signal
import sys
from collections import Counter
from functools import partial
from html import escape
from io import StringIO
from pathlib import Path
from types import FrameType
from typing import Any

from populated import populated, settings_of
from workloads import Askers

from matinee.doors.api.app import create_app
from matinee.doors.api.logs import configure_logs
from matinee.kit.files import write_text
from matinee.kit.progress import SILENT
from matinee.wiring.serving import open_service
from matinee.wiring.settings import load_settings

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "flame-recommendation.svg"
EVERY = 0.001
WIDTH, ROW, LEAST = 1200, 17, 0.004
"""Pixels; and the share of all below which a part is left out."""
COLOURS = {"matinee": "#e8a33d", "numpy": "#7fb069", "scipy": "#7fb069", "fastapi": "#8aa6c1", "starlette": "#8aa6c1"}
OTHERS = "#cfc6bd"
Stack = tuple[tuple[str, str], ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--requests", type=int, default=3000)
    asked = parser.parse_args()
    folder = asked.folder or load_settings().cache / "load"
    home = populated(folder, size="tiny" if asked.quick else "large", progress=SILENT)
    stacks = asyncio.run(sampled(home.home, Askers(home, seed=5), asked.requests))
    picture = drawn(stacks)
    if asked.quick:
        print(f"{sum(stacks.values())} samples")
        return 0
    write_text(PICTURE, picture)
    print(f"{PICTURE.name}: {sum(stacks.values())} samples")
    return 0


async def sampled(home: Path, askers: Askers, requests: int) -> Counter[Stack]:
    settings = settings_of(home).model_copy(update={"answer_seconds": 0, "threads": 1, "jobs": "worker"})
    configure_logs("info", stream=StringIO())
    app = create_app(settings, opening=partial(open_service, settings))
    stacks: Counter[Stack] = Counter()

    def look(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature is the signal's
        if (stack := stack_of(frame)) is not None:
            stacks[stack] += 1

    async with app.router.lifespan_context(app):
        for _ in range(50):
            await call(app, askers.recommendations().wire)
        before = signal.signal(signal.SIGPROF, look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
        try:
            for _ in range(requests):
                await call(app, askers.recommendations().wire)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    return stacks


def stack_of(frame: FrameType | None) -> Stack | None:
    """(package, function), the outermost first, from the call of the application on; None outside of one."""
    found = []
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module == __name__:
            return tuple(reversed(found)) if found and frame.f_code.co_name == call.__name__ else None
        found.append((module, frame.f_code.co_name))
        frame = frame.f_back
    return None


async def call(app: Any, wire: bytes) -> None:
    """One GET, as a server passes it on."""
    first, *rest = wire.split(b"\r\n\r\n", 1)[0].split(b"\r\n")
    path, _, query = first.split(b" ")[1].partition(b"?")
    headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(b":") for line in rest)]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http"}
    scope |= {"path": path.decode(), "raw_path": path, "query_string": query, "root_path": "", "headers": headers}
    scope |= {"client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2), "state": {}}
    statuses = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        statuses.append(message.get("status"))

    await app(scope, receive, send)
    if statuses[0] != 200:
        raise RuntimeError(f"{path.decode()} was answered with {statuses[0]}")


def drawn(stacks: Counter[Stack]) -> str:
    """An SVG: a row a depth, a part as wide as its share of the time."""
    total = sum(stacks.values())
    boxes: list[str] = []
    deepest = _draw(stacks, total, depth=0, left=0.0, boxes=boxes)
    height = (deepest + 1) * ROW + 24
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="monospace" '
        'font-size="11"><title>Where the time of a fresh recommendation goes</title>'
        f'<rect width="{WIDTH}" height="{height}" fill="#fffdf9"/>'
        '<text x="4" y="15">from the door down; a part is as wide as its share of the processor time</text>'
    )
    return head + "\n".join(boxes) + "</svg>\n"


def _draw(stacks: Counter[Stack], total: int, *, depth: int, left: float, boxes: list[str]) -> int:
    """The parts that stand above others at this depth, and what they call. How deep it went."""
    parts: dict[tuple[str, str], Counter[Stack]] = {}
    for stack, count in stacks.items():
        if stack:
            parts.setdefault(stack[0], Counter())[stack[1:]] += count
    deepest = depth
    for (module, name), inner in sorted(parts.items(), key=lambda part: -sum(part[1].values())):
        share = sum(inner.values()) / total
        if share < LEAST:
            continue
        boxes.append(_box(module, name, depth=depth, left=left, width=share * WIDTH, share=share))
        deepest = max(deepest, _draw(inner, total, depth=depth + 1, left=left, boxes=boxes))
        left += share * WIDTH
    return deepest


def _box(module: str, name: str, *, depth: int, left: float, width: float, share: float) -> str:
    colour = COLOURS.get(module.partition(".")[0], OTHERS)
    top = 24 + depth * ROW
    full = escape(f"{module}.{name}")
    fits = int(width / 6.8)
    shown = escape(f"{module.rpartition('.')[2]}.{name}"[:fits]) if fits > 3 else ""
    return (
        f"<g><title>{full}: {100 * share:.1f} %</title>"
        f'<rect x="{left:.1f}" y="{top}" width="{max(width - 0.5, 0.3):.1f}" height="{ROW - 1}" fill="{colour}"/>'
        f'<text x="{left + 3:.1f}" y="{top + 12}">{shown}</text></g>'
    )


if __name__ == "__main__":
    sys.exit(main())
