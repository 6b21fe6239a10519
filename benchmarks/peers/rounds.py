"""One fit and its answers in a process of their own, and the judgement of what came back."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from contenders import HERE, OURS, PEERS, THREAD_VARIABLES
from jobs import Prepared
from score import Marks, Stars, marks_of_lists, marks_of_ratings, seen_again

NOT_OFFERED = 3


class NotOffered(Exception):
    """The peer has no such model or cannot do this job."""


class Failed(Exception):
    """The peer broke; the message holds the end of what it said."""


@dataclass(frozen=True)
class Outcome:
    """figures: fit_seconds, answer_seconds, peak_mib, process_mib, version. marks: by metric."""

    figures: Mapping[str, Any]
    marks: Mapping[str, Marks]
    seen: int


def run_once(
    who: str, model: str, settings: Mapping[str, Any], job: Prepared, *, threads: int, seed: int, limit: float
) -> Outcome:
    """A fresh process fits `model` of `who` and answers. limit: seconds after which it is given up."""
    out = job.path.parent / f"{job.path.stem}-{who}-{model}"
    request = out.with_name(f"{out.name}-request.json")
    wish = {"model": model, "settings": dict(settings), "threads": threads, "seed": seed}
    request.write_text(json.dumps(wish), encoding="utf-8")
    python, adapter, surroundings = _start_of(who, model, threads)
    command = [str(python), "-W", "ignore", str(adapter), str(job.path), str(request), str(out)]
    try:
        done = subprocess.run(
            command, env=surroundings, capture_output=True, text=True, check=False, timeout=limit, cwd=job.path.parent
        )
    except subprocess.TimeoutExpired as slow:
        raise Failed(f"took longer than {limit:.0f} s") from slow
    if done.returncode == NOT_OFFERED:
        raise NotOffered(done.stderr.strip().splitlines()[-1])
    if done.returncode:
        raise Failed(_last_words(done.stderr, done.returncode))
    return judged(Path(f"{out}.npz"), json.loads(Path(f"{out}.json").read_text(encoding="utf-8")), job)


def judged(answers_file: Path, figures: Mapping[str, Any], job: Prepared) -> Outcome:
    with np.load(answers_file) as held:
        if isinstance(job.answers, Stars):
            return Outcome(figures, marks_of_ratings(held["ratings"], job.answers), seen=0)
        lists = held["lists"]
    seen = seen_again(lists, job.offsets, job.history, job.answers.n_titles)
    return Outcome(figures, marks_of_lists(lists, job.answers), seen)


def _start_of(who: str, model: str, threads: int) -> tuple[Path, Path, dict[str, str]]:
    if who == OURS:
        own = dict.fromkeys(THREAD_VARIABLES, str(threads))
        return Path(sys.executable), HERE / "adapters" / f"with_{OURS}.py", {**os.environ, **own}
    peer = PEERS[who]
    return peer.python, peer.adapter, {**os.environ, **peer.environment(model, threads)}


def _last_words(said: str, code: int) -> str:
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"ended with code {code} and no word"
