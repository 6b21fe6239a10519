"""Pins every dependency in constraints.txt: newest versions that fit Python 3.11 and up, on every system.

The old pins are forgotten first, or they would be kept. A build tag such as `+cpu` and the place a package came from
belong to the machine that compiled the list, so neither is written. Nor are the gigabytes of CUDA packages that torch
brings where nobody asked for its CPU build: whoever wants them gets those that their torch asks for.
"""

import os
import re
import subprocess
import sys

from setup import PYTHON, ROOT, with_settings_of_pip

OUTPUT = ROOT / "constraints.txt"
COMPILE = (
    *(
        "-m",
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--quiet",
        "--universal",
        "--all-extras",
        "--python-version",
        "3.11",
    ),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
)


def main() -> int:
    kept = OUTPUT.read_text(encoding="utf-8")
    OUTPUT.unlink()
    command = [PYTHON, *COMPILE]
    made = subprocess.run(
        command, cwd=ROOT, env=with_settings_of_pip(os.environ), text=True, stdout=subprocess.PIPE, check=False
    )
    OUTPUT.write_text(clean(made.stdout) if made.returncode == 0 else kept, encoding="utf-8")
    return made.returncode


CUDA = re.compile(r"^(?:nvidia-|cuda-|triton==)")


def clean(compiled: str) -> str:
    lines = without_cuda([line for line in compiled.splitlines() if not re.match(r"\s*(--|-[fic] )", line)])
    return "".join(re.sub(r"^([^ #]+)[+]cpu", r"\1", line) + "\n" for line in lines)


def without_cuda(lines: list[str]) -> list[str]:
    """The lines less each pin of a CUDA package and the remarks under it."""
    kept, leaving_out = [], False
    for line in lines:
        if not line.startswith(" "):
            leaving_out = CUDA.match(line) is not None
        if not leaving_out:
            kept.append(line)
    return kept


if __name__ == "__main__":
    sys.exit(main())
