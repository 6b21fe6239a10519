"""What each member brings to a blend, as a part of a page."""

from collections.abc import Sequence

from matinee.ops.runs.ablation import METRICS, Ablation, AblationRow, Judged

WORDS = {"blend": "all of them", "without": "without", "alone": "alone:", "other blend": "heard by", "kept": "kept:"}

ABOUT = """\
On validation each person is judged by a blend that has learned from other people of the tuning part alone; what is
dropped is decided there. Differences are from the whole blend, paired over people, with 95 % intervals; p is of the
t-test of each question alone. Recipes stay as they were written before: what is dropped here is told, and no recipe was
changed for it, in either direction."""


def section(results: Sequence[Ablation]) -> str:
    """Markdown: a table a result."""
    lines = ["## What each member brings", ""]
    if results:
        lines += [ABOUT, ""]
    for result in results:
        lines += _of(result)
    return "\n".join(lines).rstrip() + "\n"


def _of(result: Ablation) -> list[str]:
    tested = all(row.test is not None for row in result.rows)
    parts = ["validation", *(["test"] if tested else [])]
    heads = [f"{metric}, {part} | less the whole" for part in parts for metric in METRICS]
    dropped = ", ".join(f"`{label}`" for label in result.dropped) or "nobody"
    return [
        f"### `{result.model}` on {result.split}",
        "",
        f"{result.people['validation']:,} people of the tuning part"
        + (f", {result.people['test']:,} of the test" if tested else "")
        + f"; seed {result.seed}, version {result.version}. Dropped on validation: {dropped}.",
        "",
        f"| members | {' | '.join(heads)} |",
        f"|---|{'--:|--:|' * len(heads)}",
        *(_line(row, tested=tested) for row in result.rows),
        "",
    ]


def _line(row: AblationRow, *, tested: bool) -> str:
    label = "" if row.what == "blend" else f" {row.label}" if row.what == "kept" else f" `{row.label}`"
    cells = [*_cells(row.validation), *(_cells(row.test) if tested and row.test else [])]
    return f"| {WORDS[row.what]}{label} | {' | '.join(cells)} |"


def _cells(judged: Judged) -> list[str]:
    cells = []
    for metric in METRICS:
        cells.append(f"{judged.means[metric]:.4f}")
        one = judged.differences.get(metric)
        cells.append("" if one is None else f"{one.mean:+.4f} ({one.low:+.4f} to {one.high:+.4f}), {_p(one.p)}")
    return cells


def _p(value: float) -> str:
    return "p < 0.001" if value < 0.001 else f"p = {value:.3f}"
