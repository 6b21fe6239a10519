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
from matinee.ops.reports import audits
from matinee.ops.reports.peers_table import read_races
from matinee.ops.reports.picture_files import write_picture
from matinee.ops.reports.published import read_published
from matinee.ops.reports.results_page import Beside, Shown, headed, results_page
from matinee.ops.reports.results_pictures import Picture, pictures_of
from matinee.ops.runs.result_files import ResultFile, read_result

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
PUBLISHED = ROOT / "benchmarks" / "published.toml"
PAGE = ROOT / "docs" / "results.md"
PICTURES = ROOT / "docs" / "pictures"
PREFIX = "results"


def main() -> int:
    try:
        results = [read_result(path) for path in model_pages.result_paths(RESULTS)]
        audited = audits.read_audits(RESULTS / "audits")
        write_text(PAGE, page(results, audited))
    except MatineeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    model_pages.write_pages(results)
    drawn = draw(results, audited)
    print(f"{PAGE.name}, the pages of the models and {drawn} pictures")
    return 0


def page(results: Sequence[ResultFile], audited: audits.Audits) -> str:
    """The page of results, which names pictures that `draw` writes."""
    pictures: dict[str, list[Shown]] = {}
    for heading, path, picture in named(results):
        pictures.setdefault(heading, []).append(Shown(f"{PICTURES.name}/{path.name}", picture.about))
    races, published = read_races(RESULTS / "peers.json"), read_published(PUBLISHED)
    compared = results_page(results, Beside(pictures=pictures, peers=races, published=published))
    found = audits.audits_part(audited, folder=PICTURES.name)
    return f"{compared.rstrip()}\n\n{found}" if found else compared


def draw(results: Sequence[ResultFile], audited: audits.Audits) -> int:
    """How many pictures were written. Those of results that are no more are taken away."""
    current = set()
    for heading, path, picture in named(results):
        write_picture(path, picture.chart, title=f"{heading}: {picture.name}", about=picture.about)
        current.add(path)
    for name, picture in audits.named(audited):
        write_picture(PICTURES / name, picture.chart, title=picture.about, about=picture.about)
        current.add(PICTURES / name)
    for path in PICTURES.glob("*.png"):
        if path not in current and path.name.partition("-")[0] in {PREFIX, *audits.KINDS}:
            path.unlink()
    return len(current)


def named(results: Sequence[ResultFile]) -> list[tuple[str, Path, Picture]]:
    """Every picture with the heading of its section and its file."""
    return [
        (heading, PICTURES / f"{PREFIX}-{_in_a_file_name(heading)}-{picture.name}.png", picture)
        for heading, result in headed(results)
        for picture in pictures_of(result)
    ]


def _in_a_file_name(heading: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", heading).strip("-")


if __name__ == "__main__":
    sys.exit(main())
