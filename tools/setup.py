"""Makes .venv with everything that running and testing Matinee need; with --to-run what running needs, and no more.
Standard library only; started by setup.sh.

A stamp inside .venv says what it was made from: while that is unchanged, there is nothing to do. An environment that
has everything keeps everything. An installation that was interrupted leaves a mark, and the next one starts from an
empty folder.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
STAMP = HOME / "stamp.json"
UNFINISHED = HOME / "unfinished"
MADE_FROM = ("pyproject.toml", "constraints.txt", "tools/setup.py")
TORCH_FOR_CPU = "https://download.pytorch.org/whl/cpu"
EVERYTHING, TO_RUN = "everything", "to run"
PARTS = {EVERYTHING: ".[dev,redis,reports,server,track,train,tune]", TO_RUN: ".[redis,server]"}


def main(arguments: list[str]) -> int:
    same_python = "--this-python" in arguments
    with alone():
        wanted = TO_RUN if "--to-run" in arguments and had() != EVERYTHING else EVERYTHING
        if up_to_date(wanted, same_python=same_python):
            return 0
        try:
            build(wanted, same_python=same_python)
        except subprocess.CalledProcessError as error:
            print(
                f"error: setting up .venv failed at: {' '.join(map(str, error.cmd))}\n"
                "The lines above say why. Packages come from PyPI, or from where PIP_INDEX_URL, PIP_EXTRA_INDEX_URL "
                "and PIP_FIND_LINKS point.",
                file=sys.stderr,
            )
            return 1
    return 0


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two setups at once would tread on each other: the second waits for the first."""
    with (ROOT / "pyproject.toml").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def had() -> str | None:
    """What the environment holds, as far as it was ever finished."""
    return (read_stamp() or {}).get("holds")


def up_to_date(wanted: str = EVERYTHING, *, same_python: bool) -> bool:
    stamp = read_stamp()
    if stamp is None or UNFINISHED.exists() or not PYTHON.exists():
        return False
    return stamp == wanted_stamp(wanted) and (not same_python or made_by_this_python())


def read_stamp() -> dict[str, str] | None:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return stamp if isinstance(stamp, dict) else None


def wanted_stamp(wanted: str = EVERYTHING) -> dict[str, str]:
    """The place counts, because the scripts of an environment name it and do not work elsewhere."""
    digest = hashlib.sha256()
    for name in MADE_FROM:
        digest.update((ROOT / name).read_bytes())
    return {"made_from": digest.hexdigest(), "place": str(ROOT), "holds": wanted}


def build(wanted: str, *, same_python: bool) -> None:
    if HOME.exists() and not usable(same_python=same_python):
        shutil.rmtree(HOME)
    if not HOME.exists():
        say(f"making .venv with Python {sys.version.split()[0]}")
        make_environment()
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    say(f"installing {wanted if wanted == EVERYTHING else 'what is needed to run'}, at the versions of constraints.txt")
    install(PARTS[wanted])
    STAMP.write_text(json.dumps(wanted_stamp(wanted)), encoding="utf-8")
    UNFINISHED.unlink()


def usable(*, same_python: bool) -> bool:
    """Whether an environment that is there can be brought up to date rather than made anew."""
    stamp = read_stamp()
    moved = stamp is not None and stamp.get("place") != str(ROOT)
    if moved or UNFINISHED.exists() or (same_python and not made_by_this_python()):
        return False
    try:
        probe = [PYTHON, "-c", "import sys, pip; print(sys.prefix); sys.exit(sys.version_info < (3, 11))"]
        prefix = subprocess.run(probe, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return False
    return Path(prefix).resolve() == HOME.resolve()


def made_by_this_python() -> bool:
    return PYTHON.exists() and PYTHON.resolve() == Path(base_python()).resolve()


def base_python() -> str:
    """The interpreter behind an environment, which outlives the environment."""
    return getattr(sys, "_base_executable", sys.executable)


def make_environment() -> None:
    if sys.prefix == sys.base_prefix:
        try:
            venv.create(HOME, with_pip=True, symlinks=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(HOME, ignore_errors=True)
            say("error: this Python cannot make environments with pip; on Debian and Ubuntu install python3-venv")
            raise
    else:
        run([base_python(), "-m", "venv", HOME])


def install(parts_of_matinee: str) -> None:
    """By uv, which is quick, or by pip where uv cannot be had or cannot reach what pip can.

    Either way torch is the build for the CPU, unless UV_TORCH_BACKEND asks for another: the plain one brings gigabytes.
    """
    parts = ["--constraint", "constraints.txt", "--editable", parts_of_matinee]
    pip = [PYTHON, "-m", "pip", "install", "--quiet"]
    uv = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    try:
        run([*pip, "--constraint", "constraints.txt", "uv"])
        run([*uv, *parts], environment=with_settings_of_pip(os.environ))
    except subprocess.CalledProcessError:
        say("uv did not manage; installing with pip, which takes a little longer")
        if "train" in parts_of_matinee:
            place = [] if has_torch(os.environ.get("PIP_FIND_LINKS", "")) else ["--index-url", TORCH_FOR_CPU]
            run([*pip, "--constraint", "constraints.txt", *place, "torch"])
        run([*pip, *parts])


def with_settings_of_pip(environment: Mapping[str, str]) -> dict[str, str]:
    """uv does not read pip's variables, but where packages come from, and whom to trust, must be the same for both."""
    made = {"UV_SYSTEM_CERTS": "1", **environment}
    if links := environment.get("PIP_FIND_LINKS"):
        made.setdefault("UV_FIND_LINKS", ",".join(links.split()))
    if index := environment.get("PIP_INDEX_URL"):
        made.setdefault("UV_DEFAULT_INDEX", index)
    if more := environment.get("PIP_EXTRA_INDEX_URL"):
        made.setdefault("UV_INDEX", more)
        made.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    if certificate := environment.get("PIP_CERT"):
        made.setdefault("SSL_CERT_FILE", certificate)
    if not has_torch(environment.get("PIP_FIND_LINKS", "")):
        made.setdefault("UV_TORCH_BACKEND", "cpu")
    return made


def has_torch(places: str) -> bool:
    """Whether one of the folders that pip looks in holds a build of torch, which is then the one that is wanted."""
    return any(next(Path(place).glob("torch-*.whl"), None) for place in places.split() if Path(place).is_dir())


def run(command: list[str | Path], *, environment: Mapping[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=ROOT, env=environment)


def say(text: str) -> None:
    print(f"setup: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
