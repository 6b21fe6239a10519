"""Seconds and memory of loading ratings files of the size of each MovieLens release.

    python benchmarks/loading.py [ml-100k ml-1m ...] [--folder DIR]

Every file is generated (random people, long-tailed titles) in the layout of the release and loaded in a process of its
own. Nothing of GroupLens is read.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from matinee.kit.memory import peak_memory
from matinee.lab.data.loaders.load import load

BLOCK = 4_000_000


@dataclass(frozen=True)
class Size:
    """layout: tab, colons or csv."""

    rows: int
    people: int
    titles: int
    layout: str
    half_stars: bool = True


SIZES = {
    "ml-100k": Size(100_000, 943, 1_682, "tab", half_stars=False),
    "ml-1m": Size(1_000_209, 6_040, 3_706, "colons", half_stars=False),
    "ml-10m": Size(10_000_054, 69_878, 10_677, "colons"),
    "ml-20m": Size(20_000_263, 138_493, 26_744, "csv"),
    "ml-25m": Size(25_000_095, 162_541, 59_047, "csv"),
    "ml-32m": Size(32_000_204, 200_948, 84_432, "csv"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=list(SIZES), help="which sizes; all without a name")
    parser.add_argument("--folder", type=Path, default=None, help="where to put the files; a temporary folder without")
    parser.add_argument("--load", type=Path, default=None, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.load:
        print(json.dumps(measured(asked.load)))
        return
    print("| size of | rows | MiB on disk | seconds | peak MiB | bytes a row at rest |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory(dir=asked.folder) as scratch:
        for name in asked.names:
            folder = Path(scratch) / name
            write(folder, SIZES[name])
            command = [sys.executable, __file__, "--load", str(folder)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(
                f"| {name} | {found['rows']:,} | {found['disk_mib']:,.0f} | {found['seconds']:.1f} "
                f"| {found['peak_mib']:,.0f} | {found['bytes_a_row']:.0f} |",
                flush=True,
            )
            for path in folder.iterdir():
                path.unlink()


def measured(folder: Path) -> dict[str, float]:
    """Loads and measures, in this process."""
    started = time.perf_counter()
    with peak_memory() as peak:
        log = load(folder).dataset.log
    seconds = time.perf_counter() - started
    columns = [log.people, log.titles, log.values, *([] if log.times is None else [log.times])]
    return {
        "rows": len(log),
        "disk_mib": sum(path.stat().st_size for path in folder.iterdir()) / 2**20,
        "seconds": seconds,
        "peak_mib": peak.mib,
        "bytes_a_row": sum(column.nbytes for column in columns) / len(log),
    }


def write(folder: Path, size: Size) -> None:
    """Ratings sorted by person, each title at most once a person, and the table of titles."""
    folder.mkdir(parents=True)
    numbers = np.random.default_rng(0)
    each = np.diff(np.linspace(0, size.rows, size.people + 1).astype(np.int64))
    names = {"tab": "u.data", "colons": "ratings.dat", "csv": "ratings.csv"}
    with (folder / names[size.layout]).open("wb") as stream:
        if size.layout == "csv":
            stream.write(b"userId,movieId,rating,timestamp\n")
        start = 0
        while start < size.people:
            end = start + max(1, int(BLOCK / (size.rows / size.people)))
            stream.write(_block(each[start:end], start + 1, size, numbers))
            start = end
    _write_titles(folder, size)


def _block(each: np.ndarray, first: int, size: Size, numbers: np.random.Generator) -> bytes:
    rows = int(each.sum())
    within = np.concatenate([np.arange(count) for count in each])
    start = np.repeat(numbers.random(len(each)), each)
    # A step that shares no factor with the number of titles visits each once; squaring makes a long tail of starts.
    titles = (np.floor(start**2 * size.titles).astype(np.int64) + within * _step(size.titles)) % size.titles + 1
    steps = numbers.integers(1, 11, rows) if size.half_stars else 2 * numbers.integers(1, 6, rows)
    value = pl.Series(steps) / 2 if size.layout == "csv" or size.half_stars else pl.Series(steps // 2)
    frame = pl.DataFrame(
        {
            "person": np.repeat(np.arange(first, first + len(each)), each),
            "title": titles,
            "value": value,
            "time": numbers.integers(820_000_000, 1_690_000_000, rows),
        }
    )
    separator = {"tab": "\t", "colons": "\x1f", "csv": ","}[size.layout]
    text = frame.write_csv(include_header=False, separator=separator).encode()
    return text.replace(b"\x1f", b"::")


def _step(titles: int) -> int:
    step = 7
    while np.gcd(step, titles) != 1:
        step += 2
    return step


def _write_titles(folder: Path, size: Size) -> None:
    ids = range(1, size.titles + 1)
    if size.layout == "csv":
        lines = ["movieId,title,genres", *(f"{n},Film {n} (1999),Drama|Comedy" for n in ids)]
        (folder / "movies.csv").write_text("\n".join(lines) + "\n")
    elif size.layout == "colons":
        (folder / "movies.dat").write_text("".join(f"{n}::Film {n} (1999)::Drama|Comedy\n" for n in ids))
        if not size.half_stars:
            (folder / "users.dat").write_text("".join(f"{n}::F::25::3::01234\n" for n in range(1, size.people + 1)))
    else:
        flags = "|".join("0" * 18 + "1")
        (folder / "u.item").write_text("".join(f"{n}|Film {n} (1999)|01-Jan-1999|||{flags}\n" for n in ids))


if __name__ == "__main__":
    main()
