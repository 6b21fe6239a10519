"""What the long checks of experiments and of the gate found, and the tables made of it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from matinee.kit.files import write_text
from matinee.ops.runs.json_files import read_left
from matinee.version import __version__

OPEN = "<!-- figures {rows}: written by tools/loop_pages.py -->"
CLOSE = "<!-- end of figures -->"
NOTHING_YET = "Nothing has been measured yet: `make loop` measures, `make results` writes it here."


class LoopFigure(BaseModel):
    """row: of the list of checks, such as E1. value: what was seen, between low and high if all is well; a bound that
    is null is not asked for. What a fault that the check must catch looks like to it is a figure too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    row: str
    what: str
    value: float
    low: float | None = None
    high: float | None = None
    trials: int
    seed: int
    version: str = __version__

    @property
    def holds(self) -> bool:
        above = self.low is None or self.value >= self.low
        return above and (self.high is None or self.value <= self.high)


class LoopFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal[1] = 1
    command: str = "make loop"
    figures: list[LoopFigure]


def read_figures(path: Path) -> list[LoopFigure]:
    """Nothing where there is no such file."""
    return read_left(LoopFile, path, what="what 'make loop' leaves behind").figures if path.exists() else []


def write_figures(path: Path, figures: Iterable[LoopFigure]) -> None:
    """In place of those of the same row and name that were there; the others stay."""
    held = {(one.row, one.what): one for one in [*read_figures(path), *figures]}
    in_turn = sorted(held.values(), key=lambda one: (one.row[:1], int(one.row[1:]), one.what))
    write_text(path, LoopFile(figures=in_turn).model_dump_json(indent=1) + "\n")


def filled(page: str, figures: Sequence[LoopFigure]) -> str:
    """The page with each of its blocks made anew; a block says which rows it shows, as in `figures E1 E3`."""
    parts = page.split(OPEN.partition("{rows}")[0])
    made = [parts[0]]
    for part in parts[1:]:
        rows, _, rest = part.partition(OPEN.partition("{rows}")[2])
        _, mark, after = rest.partition(CLOSE)
        if not mark:
            raise ValueError(f"a block of figures '{rows}' is opened and never closed")
        block = table([one for one in figures if one.row in rows.split()])
        made.append(f"{OPEN.format(rows=rows)}\n\n{block}\n\n{CLOSE}{after}")
    return "".join(made)


def table(figures: Sequence[LoopFigure]) -> str:
    """Markdown."""
    if not figures:
        return NOTHING_YET
    lines = ["| row | what | seen | must be | trials | seed | |", "|---|---|--:|---|--:|--:|---|"]
    for one in figures:
        verdict = "" if one.holds else "**does not hold**"
        lines.append(
            f"| {one.row} | {one.what} | {one.value:.4g} | {_bar(one)} | {one.trials:,} | {one.seed} | {verdict} |"
        )
    return "\n".join(lines)


def _bar(one: LoopFigure) -> str:
    if one.low is not None and one.high is not None:
        return f"{one.low:.4g} to {one.high:.4g}"
    if one.high is not None:
        return f"at most {one.high:.4g}"
    return "told, no bar" if one.low is None else f"at least {one.low:.4g}"
