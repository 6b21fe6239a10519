"""Looks for the programs that tests run on: a real PostgreSQL, Redis, browser and Prometheus. Standard library only.

With MATINEE_REQUIRE_ALL=1 nothing may be skipped: then what is missing is installed from the packages of the system,
where that is allowed (root, on Debian or its kin). Prometheus is only unpacked, into the cache, since its package would
start a server of the machine. Otherwise one line says what is missing, and the tests that need it are skipped.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

PACKAGES = {"postgres": "postgresql", "redis-server": "redis-server", "chromium": "chromium"}
UNPACKED = "prometheus"
BESIDE_THE_PATH = "usr/lib/postgresql"
"""Where Debian keeps the programs of PostgreSQL, a folder for each version."""


def main(environment: Mapping[str, str] = os.environ, *, root: Path = Path("/")) -> int:
    missing = [package for name, package in PACKAGES.items() if not found(name, root=root)]
    unpacked = shutil.which(UNPACKED) is not None or (programs(environment) / UNPACKED).is_file()
    if not missing and unpacked:
        return 0
    if environment.get("MATINEE_REQUIRE_ALL") == "1" and may_install():
        return (install(missing) if missing else 0) or (0 if unpacked else unpack(programs(environment)))
    missing += [] if unpacked else [UNPACKED]
    wanted = " ".join(missing)
    print(
        f"servers: tests on {' and '.join(missing)} will be skipped (on Debian: apt-get install {wanted})",
        file=sys.stderr,
    )
    return 0


def found(name: str, *, root: Path) -> bool:
    return shutil.which(name) is not None or any((root / BESIDE_THE_PATH).glob(f"*/bin/{name}"))


def programs(environment: Mapping[str, str]) -> Path:
    """Where programs lie that were unpacked for tests alone."""
    cache = environment.get("XDG_CACHE_HOME") or Path(environment.get("HOME") or "~").expanduser() / ".cache"
    return Path(cache) / "matinee" / "programs"


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> int:
    """Without starting them: the tests start their own, on ports and folders of their own."""
    print(f"servers: installing {' and '.join(packages)}", file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        made = subprocess.run(["apt-get", "-qq", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)
        if made.returncode:
            print(f"servers: apt-get {command[0]} ended with code {made.returncode}", file=sys.stderr)
            return made.returncode
    return 0


def unpack(folder: Path) -> int:
    """The programs of one package, without what they depend on: they stand on the C library alone."""
    print(f"servers: unpacking {UNPACKED}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as place:
        for command in (["apt-get", "-qq", "update"], ["apt-get", "-qq", "download", UNPACKED]):
            made = subprocess.run(command, cwd=place, stdout=subprocess.DEVNULL, check=False)
            if made.returncode:
                print(f"servers: {' '.join(command)} ended with code {made.returncode}", file=sys.stderr)
                return made.returncode
        [package] = Path(place).glob("*.deb")
        subprocess.run(["dpkg", "-x", package, place], check=True)
        folder.mkdir(parents=True, exist_ok=True)
        for program in (Path(place) / "usr" / "bin").iterdir():
            shutil.move(program, folder / program.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
