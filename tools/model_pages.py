"""Writes what each model reached into its page in docs/models, from result files of `matinee bench`.

Arguments are result files; without any, all of benchmarks/results are taken. Only what stands between the two marks of
a page is replaced.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from matinee.domain.errors import MatineeError
from matinee.kit.files import write_text
from matinee.ops.runs.result_files import ModelResult, ResultFile, Value, read_result

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
PAGES = ROOT / "docs" / "models"
OTHERS = ("load", "loop", "peers", "reliability")
"""How the names of results begin that are of another kind."""
OPEN = "<!-- results: written by tools/model_pages.py -->"
CLOSE = "<!-- end of results -->"
RANKING = ("ndcg@10", "ndcg@100", "recall@20", "coverage@10")
RATING = ("rmse", "mae")
NOTHING_YET = "Nothing has been measured yet: `make bench` measures, `python tools/model_pages.py` writes it here."


def main(wanted: Sequence[str]) -> int:
    try:
        results = [read_result(path) for path in [Path(name) for name in wanted] or result_paths(RESULTS)]
    except MatineeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    write_pages(results)
    return 0


def result_paths(folder: Path) -> list[Path]:
    """Results of 'matinee bench'; races with other libraries and trials of the service have files beside them."""
    return [path for path in sorted(folder.glob("*.json")) if not path.stem.startswith(OTHERS)]


def write_pages(results: Sequence[ResultFile]) -> None:
    for page in sorted(PAGES.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        if OPEN in text:
            write_text(page, filled(text, results, name=page.stem))


def filled(text: str, results: Sequence[ResultFile], *, name: str) -> str:
    """The page with the block between the marks made anew."""
    before, _, rest = text.partition(OPEN)
    _, mark, after = rest.partition(CLOSE)
    if not mark:
        raise ValueError(f"the page of '{name}' opens a block of results and never closes it")
    return f"{before}{OPEN}\n\n{block(results, name=name)}\n\n{CLOSE}{after}"


def block(results: Sequence[ResultFile], *, name: str) -> str:
    """One table for rankings and one for ratings, a row a split and setting, and where the figures are from."""
    ranked = [result for result in results if result.split.protocol != "rating"]
    rated = [result for result in results if result.split.protocol == "rating"]
    parts = [table for part, metrics in ((ranked, RANKING), (rated, RATING)) if (table := _table(part, metrics, name))]
    if not parts:
        return NOTHING_YET
    mine = [result for result in results if _labels(result, name)]
    versions = ", ".join(sorted({result.version for result in mine}))
    seeds = ", ".join(sorted({str(result.models[label].seed) for result in mine for label in _labels(result, name)}))
    threads = ", ".join(
        sorted({f"{one.machine.cores} cores with the setting threads = {one.machine.threads}" for one in mine})
    )
    commands = "\n".join(sorted({f"- `{result.command}`" for result in mine}))
    told = (
        f"Ranges are 95 % intervals over people, by the bootstrap. Version {versions}, seed of the models {seeds}; "
        f"timed on {threads}, perhaps "
        "beside other work: do not compare these times with others. Made by:"
    )
    return "\n\n".join([*parts, f"{told}\n\n{commands}"])


def _labels(result: ResultFile, name: str) -> list[str]:
    return [label for label, model in result.models.items() if model.name == name and not model.failed]


def _table(results: Sequence[ResultFile], metrics: Sequence[str], name: str) -> str:
    rows: dict[tuple[str, str], str] = {}
    for result in sorted(results, key=lambda one: one.split.name):
        for label in _labels(result, name):
            model = result.models[label]
            cells = [
                result.split.name,
                result.split.protocol,
                f"`{label}`",
                *(_figure(model.metrics.get(metric)) for metric in metrics),
                f"{model.fit_cost or 0.0:.2f}",
                _settings(model),
            ]
            rows.setdefault((result.split.name, label), f"| {' | '.join(cells)} |")
    if not rows:
        return ""
    heads = ["split", "protocol", "asked for", *metrics, "fit s", "settings"]
    return "\n".join([f"| {' | '.join(heads)} |", f"|---|---|---|{'--:|' * (len(metrics) + 1)}---|", *rows.values()])


def _settings(model: ModelResult) -> str:
    """Of the members of a blend only the names: what each is set to stands on its own page."""
    told = {key: " + ".join(value) if isinstance(value, dict) else value for key, value in model.config.items()}
    return ", ".join(f"{key} {value}" for key, value in sorted(told.items())) or "none"


def _figure(value: Value | None) -> str:
    if value is None or value.mean is None:
        return ""
    if value.low is None or value.high is None:
        return f"{value.mean:.4f}"
    return f"{value.mean:.4f} ({value.low:.3f} to {value.high:.3f})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
