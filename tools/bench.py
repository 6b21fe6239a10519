"""Judges every model on every split file of MATINEE_DATA, on ml-latest-small by time and on the demo world, and writes
the pages of results from what comes out.

Arguments are names of results; without any, all are measured. Settings, such as the seed and the number of threads, are
read by the command itself.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).resolve().parent.parent
MATINEE = Path(sys.executable).with_name("matinee")
RESULTS = ROOT / "benchmarks" / "results"
TITLES = {"ml100k": ("ml-100k.zip", "ml-100k"), "ml1m": ("ml-1m.zip", "ml-1m", "ml-1m-partial.zip")}
"""First word of a split's name -> where its titles and people may be found, beside the folder of splits."""
ALL_FOLDS = ("ml100k-R",)
LATEST, LATEST_FILE = "latest-small-T", "ml-latest-small.zip"
WORLD, WORLD_FOLDER = "demo-world-S", ROOT / "runs" / "demo-world"
SAME_EVERYWHERE = {"NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR"}
"""With the widest instructions NumPy rounds some exponents otherwise in their last digit: another world comes out. The
names are those of NumPy 2.4."""
WORLD_RECIPE = ROOT / "src" / "matinee" / "recipes" / "demo-world.toml"


def main(wanted: Sequence[str]) -> int:
    named = os.environ.get("MATINEE_DATA", "")
    if not named or not list(Path(named).glob("splits/*.npz")):
        print("error: no split files. Set MATINEE_DATA to a folder that holds splits/NAME.npz", file=sys.stderr)
        return 2
    commands = {name: words for name, words in measurements(Path(named)).items() if not wanted or name in wanted}
    unknown = [name for name in wanted if name not in commands]
    if unknown:
        print(f"error: nothing is called {', '.join(unknown)}", file=sys.stderr)
        return 2
    failed = [name for name, words in commands.items() if (name == WORLD and make_world()) or run(words)]
    pages = run([sys.executable, ROOT / "tools/results.py"])
    if failed:
        print(f"error: not every model could be judged on: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed or pages else 0


def measurements(data: Path) -> dict[str, list[str | Path]]:
    """What is measured, by the name of its result file."""
    made = {split.stem: of_split(split) for split in sorted(data.glob("splits/*.npz"))}
    if (data / LATEST_FILE).exists():
        made[LATEST] = judged(LATEST, ["--data", data / LATEST_FILE, "--protocol", "time", "--curve"])
    made[WORLD] = judged(
        WORLD, ["--data", WORLD_FOLDER, "--protocol", "strong", "--curve", "--recipe", WORLD_RECIPE.stem]
    )
    return made


def of_split(split: Path) -> list[str | Path]:
    """Ratings have no curve over the length of a history. Of folds that others publish the mean of, all are judged."""
    more: list[str | Path] = [] if split.stem.endswith("-R") else ["--curve"]
    folds: list[str | Path] = ["--fold", "all"] if split.stem in ALL_FOLDS else []
    return judged(split.stem, [*source(split), *more, *folds])


def source(split: Path) -> list[str | Path]:
    """Titles give slices by genre and decade, and some models read them and who people are; where there are none the
    table is made without."""
    words: list[str | Path] = ["--split", split]
    places = (split.parent.parent / name for name in TITLES.get(split.stem.partition("-")[0], ()))
    release = next((place for place in places if place.exists()), None)
    if release:
        words += ["--titles", release, "--people", release]
    return words


def judged(name: str, words: list[str | Path]) -> list[str | Path]:
    return [MATINEE, "bench", *words, "--models", "all", "--summary", "--json", RESULTS / f"{name}.json"]


def make_world() -> int:
    """The world of the documentation, once: the same size, seed and instructions give the same bytes.

    What went wrong, or 0.
    """
    if (WORLD_FOLDER / "world.json").exists():
        return 0
    return run([MATINEE, "data", "world", "--size", "small", "--seed", "7", "--out", WORLD_FOLDER], SAME_EVERYWHERE)


def run(command: Sequence[str | Path], surroundings: Mapping[str, str] = MappingProxyType({})) -> int:
    print("+", *command, file=sys.stderr, flush=True)
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **surroundings}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
