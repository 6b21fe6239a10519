"""Writes the pages and pictures of results from the files of benchmarks/results, and from nothing else.

The same files give the same pages and pictures, byte for byte.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import model_pages
from matinee.domain.errors import MatineeError
from matinee.kit.files import write_text
from matinee.ops.reports.peers_table import read_races
from matinee.ops.reports.picture_files import write_picture
from matinee.ops.reports.published import read_published
from matinee.ops.reports.results_page import Beside, Shown, headed, results_page
from matinee.ops.reports.results_pictures import pictures_of
from matinee.ops.runs.result_files import ResultFile, read_result

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
PUBLISHED = ROOT / "benchmarks" / "published.toml"
PAGE = ROOT / "docs" / "results.md"
PICTURES = ROOT / "docs" / "pictures"
PREFIX = "results-"


def main() -> int:
    try:
        results = [read_result(path) for path in model_pages.result_paths(RESULTS)]
        beside = Beside(
            pictures=draw(results), peers=read_races(RESULTS / "peers.json"), published=read_published(PUBLISHED)
        )
        write_text(PAGE, results_page(results, beside))
    except MatineeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    model_pages.write_pages(results)
    print(f"{PAGE.name}, the pages of the models and {sum(map(len, beside.pictures.values()))} pictures")
    return 0


def draw(results: Sequence[ResultFile]) -> dict[str, list[Shown]]:
    """By heading of the page. Pictures of results that are no more are taken away."""
    made: dict[str, list[Shown]] = {}
    for heading, result in headed(results):
        for picture in pictures_of(result):
            path = PICTURES / f"{PREFIX}{_in_a_file_name(heading)}-{picture.name}.png"
            write_picture(path, picture.chart, title=f"{heading}: {picture.name}", about=picture.about)
            shown = Shown(f"{PICTURES.name}/{path.name}", picture.about)
            made.setdefault(heading, []).append(shown)
    current = {Path(shown.path).name for several in made.values() for shown in several}
    for path in PICTURES.glob(f"{PREFIX}*.png"):
        if path.name not in current:
            path.unlink()
    return made


def _in_a_file_name(heading: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", heading).strip("-")


if __name__ == "__main__":
    sys.exit(main())
