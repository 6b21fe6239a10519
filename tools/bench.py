"""Judges every model on every split file of MATINEE_DATA, and writes the pages of results from what comes out.

Arguments are names of splits; without any, all are taken. Settings, such as the seed and the number of threads, are
read by the command itself.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MATINEE = Path(sys.executable).with_name("matinee")
RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "results.md"
TITLES = {"ml100k": ("ml-100k.zip", "ml-100k"), "ml1m": ("ml-1m.zip", "ml-1m", "ml-1m-partial.zip")}
"""First word of a split's name -> where its genres and years may be found, beside the folder of splits."""


def main(wanted: Sequence[str]) -> int:
    named = os.environ.get("MATINEE_DATA", "")
    splits = [path for path in sorted(Path(named).glob("splits/*.npz")) if not wanted or path.stem in wanted]
    if not named or not splits:
        print("error: no split files. Set MATINEE_DATA to a folder that holds splits/NAME.npz", file=sys.stderr)
        return 2
    failed = [path.stem for path in splits if run(bench_command(path)) != 0]
    results = [path.relative_to(ROOT) for path in sorted(RESULTS.glob("*.json"))]
    pages = [
        run([MATINEE, "results", *results, "--out", PAGE.relative_to(ROOT)]),
        run([sys.executable, ROOT / "tools/model_pages.py", *results]),
    ]
    if failed:
        print(f"error: not every model could be judged on: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed or any(pages) else 0


def bench_command(split: Path) -> list[str | Path]:
    """Titles give slices by genre and decade; where there are none the table is made without."""
    out = RESULTS / f"{split.stem}.json"
    command = [MATINEE, "bench", "--split", split, "--models", "all", "--summary", "--json", out]
    places = (split.parent.parent / name for name in TITLES.get(split.stem.partition("-")[0], ()))
    titles = next((place for place in places if place.exists()), None)
    return [*command, "--titles", titles] if titles else command


def run(command: Sequence[str | Path]) -> int:
    print("+", *command, file=sys.stderr, flush=True)
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
