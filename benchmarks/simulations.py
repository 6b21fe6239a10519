"""Several runs of `matinee simulate` put together: the same world parameters, other seeds.

    matinee simulate --seed 1 --out run-1.json      and so on
    python benchmarks/simulations.py run-1.json run-2.json ...

The seed is what is drawn at random, so that a seed counts once: differences are tested over seeds. Give all of them the
same --train-every and harms, which the files do not say.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from matinee.ops.simulation.figures import RULES, Run, figures_of

SETTLED = {"seed", "world_seed"}
"""Terms in which runs that are put together may differ."""

COLUMNS = (
    "seed",
    "this house",
    "frozen",
    "popularity",
    "oracle",
    "over frozen",
    "over frozen, all days",
    "live / kept out",
    "right",
    "caught",
    "failed",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="+", type=Path, help="files that --out has written, as .json")
    runs = [Run.model_validate_json(path.read_bytes()) for path in parser.parse_args().runs]
    terms = {json.dumps({key: run.terms[key] for key in run.terms if key not in SETTLED}) for run in runs}
    if len(terms) > 1:
        parser.error("these runs are of different worlds")
    if any(one is None for run in runs for one in figures_of(run).values()):
        parser.error("a run has no figures of its own house and a frozen one in the last days")
    if len({run.terms["seed"] for run in runs}) < len(runs):
        parser.error("two runs have one seed, which would count twice")
    runs.sort(key=lambda run: run.terms["seed"])
    print("\n".join([*table(runs), "", *over_seeds(runs)]))


def table(runs: Sequence[Run]) -> list[str]:
    rows = [f"| {' | '.join(COLUMNS)} |", "|--:" * len(COLUMNS) + "|"]
    for run in runs:
        told = figures_of(run)
        cells = [str(run.terms["seed"]), *(f"{told[rule]:.3f}" for rule in RULES)]
        cells += [f"{told[key]:+.3f}" for key in ("over_frozen", "over_frozen_all_days")]
        cells += [f"{told['promoted']} / {told['kept_out']}", f"{told['right']} of {told['judged']}"]
        cells += [f"{told['caught']} of {told['harms']}", f"{run.failed} of {run.requests:,}"]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def over_seeds(runs: Sequence[Run]) -> list[str]:
    every = [figures_of(run) for run in runs]
    last, all_days = (np.array([one[key] for one in every]) for key in ("over_frozen", "over_frozen_all_days"))
    over_popular = np.array([one["over_popular"] for one in every])
    way = np.array([one["way_to_oracle"] for one in every])
    right, judged = (sum(one[key] for one in every) for key in ("right", "judged"))
    return [
        f"- over the frozen model, last days: {tested(last)}",
        f"- over the frozen model, all days: {tested(all_days)}",
        f"- over popularity, last days: {tested(over_popular)}",
        f"- of the way from popularity to the oracle, last days: {way.mean():.1%} ({way.min():.1%} to {way.max():.1%})",
        f"- decisions right: {right} of {judged}",
        f"- runs with a model put live: {sum(one['promoted'] > 0 for one in every)} of {len(every)}",
        f"- harms caught in time: {sum(one['caught'] for one in every)} of {sum(one['harms'] for one in every)}",
        f"- requests failed: {sum(one['failed'] for one in every)} of {sum(one['requests'] for one in every):,}",
    ]


def tested(differences: np.ndarray) -> str:
    """Mean, 95 % interval and one-sided p over seeds."""
    mean, count = float(differences.mean()), len(differences)
    if count < 2:
        return f"{mean:+.4f} (one seed)"
    error = float(differences.std(ddof=1)) / np.sqrt(count)
    wide = float(stats.t.ppf(0.975, count - 1)) * error
    found: Any = stats.ttest_1samp(differences, 0.0, alternative="greater")
    return f"{mean:+.4f} ({mean - wide:+.4f} to {mean + wide:+.4f}), p = {found.pvalue:.2g} over {count} seeds"


if __name__ == "__main__":
    main()
