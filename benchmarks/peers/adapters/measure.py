"""What every adapter does alike: reads a job, times the fit and the answers, writes lists and figures.

Runs inside the environment of a peer, so it needs numpy and scipy alone. Called as

    python with_<peer>.py JOB.npz REQUEST.json OUT

where the request is {"model": .., "settings": {..}, "threads": .., "seed": ..}. Writes OUT.npz and OUT.json (seconds,
MiB, version). OUT.npz holds `lists`, int32 (people, 100), -1 where a list is short; where the job names pairs,
`ratings`, float32 (pairs,), in their place. Imports and the making of the peer's own data set stand outside the clock,
for every peer and for Matinee.
"""

import importlib.metadata
import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

LENGTH = 100
NOT_OFFERED = 3
_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")


class NotOffered(Exception):
    """The model of the peer cannot do this job; the message says why."""


@dataclass(frozen=True, eq=False)
class Job:
    """Likes to learn from, and the histories of the people to answer for; ids are positions.

    people, titles: int32 (events,). values: float32. times: int64 seconds. offsets, history_*: rows of the people
    asked. known: int32 (asked,), the position of each among the people of the training part, -1 for a newcomer.
    """

    people: np.ndarray
    titles: np.ndarray
    values: np.ndarray
    times: np.ndarray | None
    n_people: int
    n_titles: int
    offsets: np.ndarray
    history_titles: np.ndarray
    history_values: np.ndarray
    history_times: np.ndarray | None
    known: np.ndarray
    pair_rows: np.ndarray
    pair_titles: np.ndarray

    @classmethod
    def read(cls, path: Path) -> "Job":
        with np.load(path) as held:
            return cls(
                people=held["people"],
                titles=held["titles"],
                values=held["values"],
                times=held.get("times"),
                n_people=int(held["n_people"]),
                n_titles=int(held["n_titles"]),
                offsets=held["offsets"],
                history_titles=held["history_titles"],
                history_values=held["history_values"],
                history_times=held.get("history_times"),
                known=held["known"],
                pair_rows=held.get("pair_rows", np.empty(0, dtype=np.int32)),
                pair_titles=held.get("pair_titles", np.empty(0, dtype=np.int32)),
            )

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def all_known(self) -> bool:
        return bool((self.known >= 0).all())

    @cached_property
    def train_matrix(self) -> sparse.csr_matrix:
        """float32 (people, titles), 1 for a like."""
        ones = np.ones(len(self.people), dtype=np.float32)
        return sparse.csr_matrix((ones, (self.people, self.titles)), shape=(self.n_people, self.n_titles))

    @cached_property
    def history_matrix(self) -> sparse.csr_matrix:
        """float32 (asked, titles), 1 for a like."""
        ones = np.ones(len(self.history_titles), dtype=np.float32)
        made = sparse.csr_matrix((ones, self.history_titles, self.offsets), shape=(len(self), self.n_titles))
        made.sort_indices()
        return made

    @cached_property
    def asked(self) -> np.ndarray:
        """int64 (asked,): a distinct number for each person asked; that of the training part for who is known there."""
        return np.where(self.known >= 0, self.known, self.n_people + np.arange(len(self)))


@dataclass(frozen=True)
class Contender:
    """A model that waits for its start. fit: learns. answer: int32 (asked, at most LENGTH), history left out; or
    float32 (pairs,), the ratings of the pairs."""

    fit: Callable[[], None]
    answer: Callable[[], np.ndarray]


@dataclass(frozen=True)
class Request:
    model: str
    settings: Mapping[str, Any]
    threads: int
    seed: int


Maker = Callable[[Job, Request], Contender]


def main(makers: Mapping[str, Maker], *, package: str) -> None:
    job_path, request_path, out = sys.argv[1:4]
    request = Request(**json.loads(Path(request_path).read_text(encoding="utf-8")))
    job = Job.read(Path(job_path))
    try:
        contender = makers[request.model](job, request)
    except NotOffered as reason:
        print(reason, file=sys.stderr)
        sys.exit(NOT_OFFERED)
    answers, figures = timed(contender)
    figures["version"] = importlib.metadata.version(package)
    made = {"ratings": answers} if answers.ndim == 1 else {"lists": padded(answers)}
    np.savez_compressed(f"{out}.npz", allow_pickle=False, **made)
    Path(f"{out}.json").write_text(json.dumps(figures), encoding="utf-8")


def timed(contender: Contender) -> tuple[np.ndarray, dict[str, Any]]:
    """Seconds are those of the processor, all threads together, so that what else the machine does counts little.
    `peak_mib` is the rise of resident memory above where the fit began, over fit and answers together."""
    _reset_high_water()
    before = _status_mib("VmRSS")
    started = time.process_time()
    contender.fit()
    fitted = time.process_time()
    lists = contender.answer()
    answered = time.process_time()
    return lists, {
        "fit_seconds": fitted - started,
        "answer_seconds": answered - fitted,
        "peak_mib": max(0.0, _status_mib("VmHWM") - before),
        "process_mib": _status_mib("VmHWM"),
    }


def padded(lists: np.ndarray) -> np.ndarray:
    made = np.full((len(lists), LENGTH), -1, dtype=np.int32)
    width = min(LENGTH, lists.shape[1])
    made[:, :width] = lists[:, :width]
    return made


def best(scores: np.ndarray, history: sparse.csr_matrix) -> np.ndarray:
    """For a peer that gives scores and no lists: the best LENGTH titles of each row, what is in the history left out.

    scores: float32 (rows, titles), changed in place. Ties fall by a fixed random key of the title.
    """
    scores[np.repeat(np.arange(len(scores)), np.diff(history.indptr)), history.indices] = -np.inf
    keys = np.random.default_rng(0).integers(0, 2**32, size=scores.shape[1], dtype=np.uint64)
    bits = (scores + np.float32(0.0)).view(np.uint32)
    order = np.where(bits >> np.uint32(31), ~bits, bits | np.uint32(0x80000000)).astype(np.uint64)
    order = (order << np.uint64(32)) | keys
    part = np.argpartition(order, -LENGTH, axis=1)[:, -LENGTH:]
    by_rank = np.argsort(np.take_along_axis(order, part, axis=1), axis=1)[:, ::-1]
    chosen = np.take_along_axis(part, by_rank, axis=1)
    return np.where(np.isneginf(np.take_along_axis(scores, chosen, axis=1)), -1, chosen)


def best_in_batches(
    score: Callable[[slice], np.ndarray], history: sparse.csr_matrix, *, size: int = 1024
) -> np.ndarray:
    """`best` over batches of people, so that the scores of all of them never stand in memory at once."""
    people = len(history.indptr) - 1
    batches = [slice(first, min(first + size, people)) for first in range(0, people, size)]
    return np.concatenate([best(np.asarray(score(batch), dtype=np.float32), history[batch]) for batch in batches])


def _status_mib(field: str) -> float:
    for line in _STATUS.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{field}:"):
            return float(line.split()[1]) / 1024.0
    raise RuntimeError(f"{_STATUS} has no {field}: memory can be measured on Linux only")


def _reset_high_water() -> None:
    """Where the system forbids it the peak of the process is kept, which can only make `peak_mib` larger."""
    try:
        _RESET.write_text("5", encoding="utf-8")
    except OSError:
        return
