"""The page of the comparison, made from its result file and from nothing else."""

from collections.abc import Mapping
from typing import Any

from contenders import OURS

RANKING = ("ndcg@10", "ndcg@100")
RATING = ("rmse", "mae")
COST = ("fit s", "answers s", "peak MiB", "ours / theirs: fit", "answers", "memory")

HEAD = """\
# Side by side with other libraries

This page is written by `benchmarks/peers/run.py --page` from `benchmarks/results/peers.json`. To measure again on your
own machine: `make bench-peers`, with `MATINEE_DATA` naming the folder that holds `splits/`.

## How it is measured

- The same model on the same split file, in one run: each fit and its answers in a fresh process, one library after
  the other, all of it repeated, with the order turned by one each time. How often, with how many threads and which
  seed for everybody stands with each split, and so does whether seconds are those of the clock or those of the
  processor, all threads together, which hardly depend on what else the machine does.
- Nothing is timed but the fit, and the answering of all test people with {length} titles each. Imports and the making
  of each library's own data set from the arrays stand outside the clock, for Matinee too. Times are the least of the
  repeats, the median in brackets. Ratios are of the least times: below 1 means that Matinee takes less.
- Peak MiB: the rise of resident memory above where the fit began, over fit and answers, median of the repeats.
- Quality: full ranking over all titles of the training part, the history left out, an empty list counts 0, the ideal
  holds min(k, relevant) titles; for predicted ratings the error over all pairs, so that lower is better; one plain
  numpy scorer for everybody. In brackets 95 % intervals over people; the
  differences are paired over people. One seed: what another seed of a factor model would change is not in the
  intervals.
- `mult_vae` is Matinee's `recvae` with `kind = "mult-vae"`. A network of a peer is trained by the loop of the library
  or, for RecBole, by the one that its trainer runs, with the network's published settings and a number of epochs chosen
  on the tuning part: a lower bound of what it can do. RecBole's `lightgcn` and `ncf` know only people of the training
  part. Surprise and myFM predict ratings from ratings alone, as `bfm` does here: without days and without what people
  told of themselves.
- Libraries run with the settings of `benchmarks/peers/settings.toml`, found on the tuning part by `--tune`; Matinee
  with its recipe of the split. Equal names do not always mean equal arithmetic: the neighbours of titles differ in
  weighting, shrinkage and in how many are kept, the factor models in size and weights.
- implicit and RecTools' wrapper of it fit `ials` with one BLAS thread beside their own threads, with which they are
  fastest.
- cornac and RecBole give scores and not lists: their {length} best are picked by the same numpy routine, within the
  clock.
- Left out, being another model or none: cornac's neighbours of titles (they predict ratings) and its factorisation by
  gradient steps; RecBole's popularity (a title that stands twice in a batch is counted once); RecTools' `ials` for
  people outside the training part, which it cannot answer.
- `slim` and the networks were raced on ml100k-W alone. Elsewhere nobody has searched for their peers' settings: on
  ten times the ratings a fit of most of them takes a quarter of an hour or more of one core, and a search takes many.

Machine: {cores} cores, {memory_gib:.0f} GiB of memory, {system}, Python {python}.
"""


def page_of(results: Mapping[str, Any]) -> str:
    machine = results["machine"]
    parts = [HEAD.format(length=results["length"], **machine)]
    for split, held in results["splits"].items():
        parts.append(f"## {split}\n\n{held['people']:,} people asked, {held['titles']:,} titles. {_how(held['how'])}\n")
        parts.append(markdown(columns_of(held), rows_of(held)))
    parts.append(_versions(results))
    if results["problems"]:
        parts.append("## Not measured\n\n" + "\n".join(f"- {problem}" for problem in results["problems"]) + "\n")
    return "\n".join(parts)


def _how(how: Mapping[str, Any]) -> str:
    repeats = f"{how['repeat']} times" if how["repeat"] > 1 else "once"
    threads = "threads" if how["threads"] > 1 else "thread"
    return f"Measured {repeats}, {how['threads']} {threads}, seed {how['seed']}; seconds of the {how['seconds']}."


def metrics_of(held: Mapping[str, Any]) -> tuple[str, ...]:
    """What the contenders of a split were judged by."""
    measured = [figures["metrics"] for contenders in held["models"].values() for figures in contenders.values()]
    return RATING if any("rmse" in metrics for metrics in measured) else RANKING


def columns_of(held: Mapping[str, Any]) -> tuple[str, ...]:
    metrics = [name.upper() for name in metrics_of(held)]
    return ("model", "from", *metrics, *(f"ours − theirs, {name}" for name in metrics), *COST)


def rows_of(held: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """One row a contender, ours first within each model."""
    rows, metrics = [], metrics_of(held)
    for model, contenders in held["models"].items():
        ours = contenders.get(OURS)
        for who, figures in sorted(contenders.items(), key=lambda pair: (pair[0] != OURS, pair[0])):
            quality = _quality(figures, metrics)
            rows.append((model, who, *quality, *_cost(figures), *_ratios(ours, figures, who)))
    return rows


def markdown(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [columns, ("---", "---", *("---:" for _ in columns[2:])), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _quality(figures: Mapping[str, Any], metrics: tuple[str, ...]) -> tuple[str, ...]:
    marks = [figures["metrics"][name] for name in metrics]
    shown = [f"{mark['mean']:.4f} ({mark['low']:.3f} to {mark['high']:.3f})" for mark in marks]
    apart = figures.get("ours_minus_theirs")
    if apart is None:
        return (*shown, "", "")
    gaps = [apart[name] for name in metrics]
    return (*shown, *(f"{gap['mean']:+.4f} ({gap['low']:+.4f} to {gap['high']:+.4f})" for gap in gaps))


def _cost(figures: Mapping[str, Any]) -> tuple[str, ...]:
    times = [figures[name] for name in ("fit_seconds", "answer_seconds")]
    shown = [f"{_least(taken):.2f} ({_middle(taken):.2f})" for taken in times]
    return (*shown, f"{_middle(figures['peak_mib']):.0f}")


def _ratios(ours: Mapping[str, Any] | None, figures: Mapping[str, Any], who: str) -> tuple[str, ...]:
    if ours is None or who == OURS:
        return ("", "", "")
    pairs = [(_least(ours[name]), _least(figures[name])) for name in ("fit_seconds", "answer_seconds")]
    pairs.append((_middle(ours["peak_mib"]), _middle(figures["peak_mib"])))
    return tuple(f"{mine / theirs:.2f}" if theirs > 0 else "" for mine, theirs in pairs)


def _versions(results: Mapping[str, Any]) -> str:
    found = {
        who: figures["version"]
        for held in results["splits"].values()
        for contenders in held["models"].values()
        for who, figures in contenders.items()
    }
    return "Versions: " + ", ".join(f"{who} {version}" for who, version in sorted(found.items())) + ".\n"


def _least(values: list[float]) -> float:
    return min(values)


def _middle(values: list[float]) -> float:
    in_order = sorted(values)
    half = len(in_order) // 2
    return in_order[half] if len(in_order) % 2 else (in_order[half - 1] + in_order[half]) / 2
