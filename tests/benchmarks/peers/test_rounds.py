"""Matinee's own adapter, run as the peers' are: in a process of its own, from a job on disk."""

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks" / "peers"
PEOPLE, TITLES = 40, 120


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    return importlib.import_module("rounds")


@pytest.fixture
def job(rounds: ModuleType, tmp_path: Path):
    """Everybody has seen the even titles up to a point; title 1 is liked by all but the first person."""
    people, titles = [], []
    for person in range(PEOPLE):
        seen = [1] if person else []
        seen += list(range(0, TITLES, 2))[: 10 + person] + [title for title in range(3, TITLES) if title == person + 3]
        people += [person] * len(seen)
        titles += seen
    titles += list(range(TITLES))
    people += [PEOPLE] * TITLES
    first = [title for person, title in zip(people, titles, strict=True) if person == 0]
    arrays = {
        "people": np.array(people, dtype=np.int32),
        "titles": np.array(titles, dtype=np.int32),
        "values": np.full(len(people), 5.0, dtype=np.float32),
        "n_people": np.int64(PEOPLE + 1),
        "n_titles": np.int64(TITLES),
        "offsets": np.array([0, len(first)]),
        "history_titles": np.array(first, dtype=np.int32),
        "history_values": np.full(len(first), 5.0, dtype=np.float32),
        "known": np.array([0], dtype=np.int32),
    }
    path = tmp_path / "small.npz"
    np.savez(path, **arrays)
    jobs, score = importlib.import_module("jobs"), importlib.import_module("score")
    answers = score.Answers(np.array([0, 1]), np.array([1], dtype=np.int32), np.array([0], dtype=np.int32), TITLES)
    return jobs.Prepared(path, answers, arrays["offsets"], arrays["history_titles"])


def test_our_popular_model_finds_the_title_that_everybody_else_liked(rounds: ModuleType, job) -> None:
    outcome = rounds.run_once("matinee", "popular", {}, job, threads=1, seed=0, limit=120)
    assert outcome.marks["ndcg@10"].each.tolist() == [1.0]
    assert outcome.seen == 0
    assert outcome.figures["fit_seconds"] > 0
    assert outcome.figures["version"]


def test_a_model_that_breaks_is_reported_with_its_last_words(rounds: ModuleType, job) -> None:
    with pytest.raises(rounds.Failed, match="no_such_setting"):
        rounds.run_once("matinee", "popular", {"no_such_setting": 1}, job, threads=1, seed=0, limit=120)


def test_a_model_that_takes_too_long_is_given_up(rounds: ModuleType, job) -> None:
    with pytest.raises(rounds.Failed, match="took longer"):
        rounds.run_once("matinee", "popular", {}, job, threads=1, seed=0, limit=0.01)


def test_predicted_ratings_are_judged_by_their_errors(rounds: ModuleType, job, tmp_path: Path) -> None:
    jobs, score = importlib.import_module("jobs"), importlib.import_module("score")
    with np.load(job.path) as held:
        arrays = {**held, "pair_rows": np.array([0, 0]), "pair_titles": np.array([1, 3])}
    path = tmp_path / "ratings.npz"
    np.savez(path, **arrays)
    stars = score.Stars(np.array([0, 0]), np.array([5.0, 5.0]), TITLES)
    asked = jobs.Prepared(path, stars, job.offsets, job.history)
    outcome = rounds.run_once("matinee", "bias", {}, asked, threads=1, seed=0, limit=120)
    assert outcome.marks["rmse"].each.shape == (2,)
    assert outcome.marks["rmse"].figure().mean < 0.5
