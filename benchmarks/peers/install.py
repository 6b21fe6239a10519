"""An environment for each peer, so that what one needs never troubles another or Matinee."""

import os
import subprocess
import sys
from pathlib import Path

from contenders import Peer

STAMP = "installed.txt"


class CannotInstall(Exception):
    """A peer's environment could not be made; the message says what the installer said."""


def install(peer: Peer) -> None:
    """Makes the environment, unless it stands already with the pins of today."""
    home = peer.python.parents[2]
    stamp, wanted = home / STAMP, peer.requirements.read_text(encoding="utf-8")
    if peer.python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    stamp.unlink(missing_ok=True)
    uv = Path(sys.executable).parent / "uv"
    if not uv.exists():
        raise CannotInstall(f"{uv} is missing: run 'make setup' first")
    _run([str(uv), "venv", "--quiet", "--clear", "--python", sys.executable, str(home / "venv")])
    into = [str(uv), "pip", "install", "--quiet", "--python", str(peer.python)]
    torch = [line for line in wanted.splitlines() if line.startswith("torch==")]
    if torch:
        # by itself and first: left to the others it would be resolved with several gigabytes of CUDA
        _run([*into, *torch])
    _run([*into, "--requirement", str(peer.requirements)])
    stamp.write_text(wanted, encoding="utf-8")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()]
        raise CannotInstall(" ".join(said[-4:]) or f"the installer ended with code {done.returncode}")


def _environment() -> dict[str, str]:
    """torch comes from a folder of wheels where pip was given one, else from PyTorch's index of CPU builds."""
    folder = os.environ.get("PIP_FIND_LINKS")
    torch = {"UV_FIND_LINKS": folder} if folder else {"UV_TORCH_BACKEND": os.environ.get("UV_TORCH_BACKEND", "cpu")}
    return {**os.environ, **torch}
