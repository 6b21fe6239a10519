"""Looks for the programs that tests run on: a real PostgreSQL, a real Redis, a real browser. Standard library only.

With MATINEE_REQUIRE_ALL=1 nothing may be skipped: then what is missing is installed from the packages of the system,
where that is allowed (root, on Debian or its kin). Otherwise one line says what is missing, and the tests that need it
are skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PACKAGES = {"postgres": "postgresql", "redis-server": "redis-server", "chromium": "chromium"}
BESIDE_THE_PATH = "usr/lib/postgresql"
"""Where Debian keeps the programs of PostgreSQL, a folder for each version."""


def main(environment: Mapping[str, str] = os.environ, *, root: Path = Path("/")) -> int:
    missing = [package for name, package in PACKAGES.items() if not found(name, root=root)]
    if not missing:
        return 0
    if environment.get("MATINEE_REQUIRE_ALL") == "1" and may_install():
        return install(missing)
    wanted = " ".join(missing)
    print(
        f"servers: tests on {' and '.join(missing)} will be skipped (on Debian: apt-get install {wanted})",
        file=sys.stderr,
    )
    return 0


def found(name: str, *, root: Path) -> bool:
    return shutil.which(name) is not None or any((root / BESIDE_THE_PATH).glob(f"*/bin/{name}"))


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


if __name__ == "__main__":
    sys.exit(main())
