"""Matinee beside its peers: the same models on the same split files in one run.

    benchmarks/peers/run.py                    installs the peers, measures, prints ratios, writes the result file
    benchmarks/peers/run.py --tune             finds the peers' settings on the tuning part of the splits
    benchmarks/peers/run.py --page             writes docs/peers.md from the result file

Exit code 1 when a peer could not be installed or broke; the others are measured all the same.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import measure_all
import settings
from contenders import MODELS, OURS, PAGE, PEERS, RESULTS, RUNS, SPLITS, TUNED
from install import CannotInstall, install
from jobs import prepare
from page import page_of
from rounds import Failed, run_once
from tune import ASKED_IN_TUNING, DRAWS, GRIDS, merit, search


def main() -> int:
    asked = _arguments()
    if asked.page:
        results = json.loads(RESULTS.read_text(encoding="utf-8"))
        PAGE.write_text(page_of(results), encoding="utf-8")
        print(f"wrote {PAGE}")
        return 0
    data = os.environ.get("MATINEE_DATA")
    if not data:
        print("MATINEE_DATA is not set: it names the folder that holds splits/", file=sys.stderr)
        return 2
    files = [Path(data) / "splits" / f"{name}.npz" for name in asked.split]
    absent = [str(path) for path in files if not path.exists()]
    if absent:
        print(f"no such split: {', '.join(absent)}", file=sys.stderr)
        return 2
    problems: list[str] = []
    peers = [name for name in asked.peers if name != OURS and _installed(name, problems)]
    if asked.install:
        return bool(problems)
    if asked.tune:
        for path in files:
            _tune(path, peers, asked)
        return bool(problems)
    plan = measure_all.Plan(
        files, [OURS, *peers], asked.models, asked.repeat, asked.threads, asked.seed, asked.limit, problems
    )
    before = json.loads(asked.out.read_text(encoding="utf-8")) if asked.out.exists() else None
    results = measure_all.measure(plan, before=before)
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    measure_all.show(results)
    return bool(results["problems"])


def _installed(name: str, problems: list[str]) -> bool:
    print(f"environment of {name} ...", flush=True)
    try:
        install(PEERS[name])
    except CannotInstall as reason:
        problems.append(f"{name} could not be installed: {reason}")
        print(problems[-1], file=sys.stderr)
        return False
    return True


def _tune(path: Path, peers: list[str], asked: argparse.Namespace) -> None:
    # a folder of its own: a measurement may run meanwhile
    job = prepare(path, "tuning", RUNS / "tuning", most_people=ASKED_IN_TUNING)
    for (who, model), grids in GRIDS.items():
        if who not in peers or model not in asked.models:
            continue

        def judge(wish: dict[str, object], who: str = who, model: str = model) -> float:
            try:
                outcome = run_once(who, model, wish, job, threads=asked.threads, seed=asked.seed, limit=asked.limit)
            except Failed as reason:
                print(f"{path.stem} {who} {model} {wish}: {reason}", file=sys.stderr)
                return float("-inf")
            mark = merit({name: marks.figure().mean for name, marks in outcome.marks.items()})
            print(f"{path.stem} {who} {model} {wish}: {mark:.5f}", flush=True)
            return mark

        best, found = max(
            (
                search(
                    grid,
                    judge,
                    passes=asked.passes,
                    begin=_found_on(asked.begin_from, who, model),
                    draws=DRAWS.get(model, 0),
                )
                for grid in grids
            ),
            key=lambda pair: pair[1],
        )
        if found == float("-inf"):
            print(f"{path.stem} {who} {model}: no settings, since none of them was done in time", file=sys.stderr)
            continue
        settings.store(path.stem, model, who, best, found=found)


def _found_on(split: str | None, who: str, model: str) -> settings.Settings:
    return settings.read().get(split, {}).get(model, {}).get(who, {}) if split else {}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", nargs="+", default=list(SPLITS), metavar="NAME", help="names of split files")
    parser.add_argument("--peers", type=_list_of(PEERS), default=list(PEERS), help="comma-separated")
    parser.add_argument(
        "--models", type=_list_of(MODELS), default=list(TUNED), help="comma-separated; not yet tuned: the rest"
    )
    parser.add_argument("--repeat", type=int, default=3, help="rounds; the least and the median are shown")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=900.0, help="seconds after which one fit is given up")
    parser.add_argument(
        "--out", type=Path, default=RESULTS, help="the result file; splits in it that are not measured now stay"
    )
    parser.add_argument("--install", action="store_true", help="make the environments and stop")
    parser.add_argument("--tune", action="store_true", help="find settings on the tuning part instead of measuring")
    parser.add_argument("--passes", type=int, default=2, help="how often a search goes through the parameters")
    parser.add_argument("--begin-from", metavar="NAME", help="start the search at what was found on this split")
    parser.add_argument("--page", action="store_true", help="write docs/peers.md from the result file and stop")
    return parser.parse_args()


def _list_of(known):
    def parse(text: str) -> list[str]:
        names = [name for name in text.split(",") if name]
        unknown = [name for name in names if name not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}; there are {', '.join(known)}")
        return names

    return parse


if __name__ == "__main__":
    sys.exit(main())
