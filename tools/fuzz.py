"""Sends thousands of requests to the service that no person would think of, and looks for answers that are its fault.

    python tools/fuzz.py [--cases 20000] [--seed 0] [--database postgresql://...]

A demo is started for it, and everything that the description of the API promises is asked, as an admin, as a member and
as nobody: rightly and wrongly. Exit code 1 where any answer is a 5xx.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

BIN = Path(sys.executable).parent
ENDING = ("delete_me", "logout", "change_password", "change_account", "end_session")
"""After one of these the one who asks would be nobody: they are asked as nobody alone."""
ENDLESS = ("stream",)
"""What goes on as long as somebody listens is asked by tests/doors/api/test_live.py."""
PHASES = "examples,coverage,fuzzing"
PATIENCE = 120
"""Seconds: a machine that does other work besides is slow to describe itself, and to compare a password."""


@dataclass(frozen=True)
class Asker:
    name: str
    token: str | None


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--cases", type=int, default=20_000, help="at least so many requests")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--database", help="an empty one of PostgreSQL, in the place of SQLite")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder), given.database) as (url, askers):
        sent, faults = 0, 0
        seed = given.seed
        while sent < given.cases and not faults:
            for asker in askers:
                more = each_of(given.cases - sent, url)
                found, failed = run(url, asker, seed=seed, most=more, folder=Path(folder))
                sent, faults = sent + found, faults + failed
                print(f"{asker.name}: {found:,} requests, {failed} answered with a fault ({sent:,} so far)", flush=True)
                seed += 1
                if sent >= given.cases or faults:
                    break
    print(f"{sent:,} requests, {faults} faults")
    return 1 if faults else 0


def each_of(left: int, url: str) -> int:
    """Requests of each operation in one round."""
    paths = httpx.get(f"{url}/api/v1/openapi.json", timeout=PATIENCE).json()["paths"]
    operations = sum(map(len, paths.values()))
    return max(2, min(100, left // operations // 9 + 1))


@contextmanager
def demo(folder: Path, database: str | None = None) -> Iterator[tuple[str, list[Asker]]]:
    """A small service, and those who can ask it."""
    command = [BIN / "matinee", "demo", "--size", "tiny", "--port", "0", "--data-dir", folder / "home"]
    settings = {"MATINEE_RATE_LIMIT": "0", "MATINEE_LOG_LEVEL": "error", "PATH": f"{BIN}:/usr/bin:/bin"}
    if database is not None:
        settings["MATINEE_DATABASE"] = database
    log = (folder / "log").open("w")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env=settings, cwd=folder)
    try:
        url, passwords = told(process)
        askers = [Asker(name, logged_in(url, name, passwords[name])) for name in ("admin", "ana")]
        yield url, [*askers, Asker("nobody", None)]
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()
        if process.stdout:
            process.stdout.close()


def told(process: "subprocess.Popen[str]") -> tuple[str, dict[str, str]]:
    """The address, and the passwords by name."""
    passwords = {}
    for line in process.stdout or ():
        words = line.split()
        if len(words) > 1 and re.fullmatch("[0-9a-f]{16}", words[1]):
            passwords[words[0]] = words[1]
        if found := re.search(r"http://\S+", line):
            return found.group(), passwords
    raise SystemExit("the demo did not start")


def logged_in(url: str, name: str, password: str) -> str:
    answer = httpx.post(f"{url}/api/v1/auth/login", json={"username": name, "password": password}, timeout=PATIENCE)
    return answer.raise_for_status().json()["token"]


def run(url: str, asker: Asker, *, seed: int, most: int, folder: Path) -> tuple[int, int]:
    """How many requests were sent, and how many failures were found; these are printed."""
    command: list[Any] = [BIN / "schemathesis", "run", f"{url}/api/v1/openapi.json"]
    command += ["--checks", "not_a_server_error", "--phases", PHASES, "--max-examples", most, "--seed", seed]
    command += ["--warnings", "off", "--suppress-health-check", "all"]
    command += [word for name in ENDLESS for word in ("--exclude-operation-id", name)]
    if asker.token is not None:
        command += ["-H", f"Authorization: Bearer {asker.token}"]
        command += [word for name in ENDING for word in ("--exclude-operation-id", name)]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, cwd=folder, check=False)
    found = re.search(r"([\d,]+) generated", done.stdout)
    if found is None or done.returncode not in {0, 1}:
        print(done.stdout[-4000:], done.stderr[-2000:], file=sys.stderr)
        raise SystemExit("schemathesis did not run")
    if done.returncode:
        print(done.stdout[-6000:], file=sys.stderr)
    return int(found.group(1).replace(",", "")), done.returncode


if __name__ == "__main__":
    sys.exit(main())
