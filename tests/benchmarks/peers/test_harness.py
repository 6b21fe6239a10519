"""The parts of the comparison that need no peer installed."""

import importlib
import json
import os
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from scipy import sparse

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks" / "peers"


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER / "adapters"))
    monkeypatch.syspath_prepend(str(FOLDER))


def of(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_the_best_titles_leave_out_the_history_and_come_in_order(room: None) -> None:
    random = np.random.default_rng(5)
    scores = random.standard_normal((30, 400)).astype(np.float32)
    history = sparse.random(30, 400, density=0.1, format="csr", rng=np.random.default_rng(1))
    masked = np.where(history.toarray() > 0, -np.inf, scores)
    expected = np.argsort(-masked, axis=1)[:, :100]
    np.testing.assert_array_equal(of("measure").best(scores.copy(), history), expected)


def test_scores_in_batches_give_the_same_lists(room: None) -> None:
    measure, random = of("measure"), np.random.default_rng(6)
    scores = random.standard_normal((50, 150)).astype(np.float32)
    history = sparse.random(50, 150, density=0.2, format="csr", rng=np.random.default_rng(2))
    whole = measure.best(scores.copy(), history)
    pieces = measure.best_in_batches(lambda batch: scores[batch].copy(), history, size=7)
    np.testing.assert_array_equal(whole, pieces)


def test_a_person_who_has_seen_nearly_everything_gets_a_short_list(room: None) -> None:
    history = sparse.csr_matrix(np.array([[1.0] * 115 + [0.0] * 5]))
    lists = of("measure").best(np.zeros((1, 120), dtype=np.float32), history)
    assert set(lists[0, :5].tolist()) == set(range(115, 120))
    assert (lists[0, 5:] == -1).all()


def test_peak_memory_sees_what_the_answers_take(room: None) -> None:
    measure = of("measure")
    taken = measure.Contender(lambda: None, lambda: np.ones((1, 64 << 17))[:, :100].astype(np.int32))
    _, figures = measure.timed(taken)
    assert figures["peak_mib"] > 50


@pytest.mark.skipif(not os.access("/proc/self/clear_refs", os.W_OK), reason="this system keeps the peak of a process")
def test_peak_memory_forgets_what_was_taken_before_the_fit(room: None) -> None:
    measure = of("measure")
    before = np.ones(64 << 20)
    del before
    _, figures = measure.timed(measure.Contender(lambda: None, lambda: np.zeros((1, 100), dtype=np.int32)))
    assert figures["peak_mib"] < 100


def test_the_search_finds_the_best_of_a_separable_grid_and_judges_nothing_twice(room: None) -> None:
    asked = []

    def judge(settings: dict[str, float]) -> float:
        asked.append(tuple(settings.values()))
        return -abs(settings["a"] - 3) - abs(settings["b"] - 20)

    best, mark = of("tune").search({"a": (1, 2, 3, 4), "b": (10, 20, 30)}, judge)
    assert best == {"a": 3, "b": 20}
    assert mark == 0
    assert len(asked) == len(set(asked))


def test_the_search_begins_where_it_is_told_as_far_as_the_grid_knows_the_place(room: None) -> None:
    asked = []

    def judge(settings: dict[str, float]) -> float:
        asked.append(dict(settings))
        return 0.0

    of("tune").search({"a": (1, 2), "b": (10, 20)}, judge, passes=1, begin={"a": 99, "b": 20})
    assert [wish["b"] for wish in asked[:2]] == [20, 20]
    assert {wish["a"] for wish in asked} == {1, 2}


def test_a_value_may_be_a_list(room: None) -> None:
    found = of("tune").search({"layers": ([8], [8, 4])}, lambda wish: float(len(wish["layers"])))
    assert found == ({"layers": [8, 4]}, 2.0)


def test_random_places_free_the_search_from_where_one_parameter_at_a_time_is_stuck(room: None) -> None:
    tune = of("tune")
    grid = {"a": (0, 1, 2, 3), "b": (0, 1, 2, 3)}
    ridge = {(0, 0): 1.0, (3, 3): 2.0, (2, 3): 1.5, (3, 2): 1.5}

    def judge(settings: dict[str, int]) -> float:
        return ridge.get((settings["a"], settings["b"]), 0.0)

    assert tune.search(grid, judge) == ({"a": 0, "b": 0}, 1.0)
    assert tune.search(grid, judge, draws=16) == ({"a": 3, "b": 3}, 2.0)


def test_every_peer_has_pins_and_an_adapter_and_every_tuned_model_its_settings(room: None) -> None:
    contenders, settings = of("contenders"), of("settings")
    for peer in contenders.PEERS.values():
        assert peer.requirements.exists()
        assert peer.adapter.exists()
        for model in set(peer.models) & set(contenders.TUNED):
            for split in contenders.SPLITS:
                assert "found" not in settings.settings_of(peer.name, model, split)


def test_every_model_without_settings_has_a_grid_to_find_them_in(room: None) -> None:
    contenders, tune = of("contenders"), of("tune")
    for peer in contenders.PEERS.values():
        for model in set(peer.models) - set(contenders.TUNED):
            assert (peer.name, model) in tune.GRIDS


def test_what_a_peer_calls_a_model_may_be_a_setting_of_ours(room: None) -> None:
    assert of("settings").settings_of("matinee", "mult_vae", "no-such-split") == {"kind": "mult-vae", "model": "recvae"}


def test_pins_never_name_a_cuda_build_of_torch(room: None) -> None:
    for pins in (FOLDER / "requirements").glob("*.txt"):
        text = pins.read_text(encoding="utf-8")
        assert "nvidia" not in text
        assert "+cpu" not in text
        assert "://" not in text


def test_settings_written_are_settings_read(room: None, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    of("settings").store(
        "some-split", "ials", "implicit", {"factors": 32, "kind": "x", "l2": 0.5}, found=0.25, path=path
    )
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    assert held["some-split"]["ials"]["implicit"] == {"factors": 32, "kind": "x", "l2": 0.5, "found": 0.25}


def test_missing_settings_are_named(room: None) -> None:
    settings = of("settings")
    with pytest.raises(settings.NoSettings, match="ials of implicit on no-such-split"):
        settings.settings_of("rectools", "ials", "no-such-split")


def result(**changes: object) -> dict[str, object]:
    metrics = {name: {"mean": 0.3, "low": 0.29, "high": 0.31} for name in ("ndcg@10", "ndcg@100")}
    made = {"metrics": metrics, "fit_seconds": [2.0, 1.0, 4.0], "answer_seconds": [0.5] * 3, "peak_mib": [100.0] * 3}
    return {**made, "process_mib": [200.0] * 3, "version": "1", "settings": {}, **changes}


def test_the_page_shows_ratios_of_the_least_times(room: None) -> None:
    gap = {name: {"mean": 0.01, "low": -0.01, "high": 0.03} for name in ("ndcg@10", "ndcg@100")}
    peer = result(fit_seconds=[4.0, 5.0, 9.0], peak_mib=[400.0] * 3, ours_minus_theirs=gap)
    how = {"threads": 2, "repeat": 3, "seed": 0, "seconds": "processor"}
    held = {"how": how, "people": 10, "titles": 20, "models": {"ease": {"cornac": peer, "matinee": result()}}}
    machine = {"cores": 2, "memory_gib": 8.0, "system": "Linux", "python": "3.11"}
    results = {"machine": machine, "length": 100, "splits": {"s": held}}
    page = of("page").page_of(json.loads(json.dumps({**results, "problems": ["implicit could not be installed"]})))
    row = next(line for line in page.splitlines() if line.startswith("| ease | cornac"))
    assert row.endswith("| 4.00 (5.00) | 0.50 (0.50) | 400 | 0.25 | 1.00 | 0.25 |")
    assert "+0.0100 (-0.0100 to +0.0300)" in row
    assert page.index("| ease | matinee") < page.index("| ease | cornac")
    assert "- implicit could not be installed" in page
    assert "Measured 3 times, 2 threads, seed 0; seconds of the processor." in page


def test_our_settings_are_those_of_the_recipe_without_the_name_of_the_study(
    room: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "some-split.toml").write_text('[ease]\nstudy = "some-split-ease"\nl2 = 5.0\n', encoding="utf-8")
    monkeypatch.setattr(of("settings"), "RECIPES", tmp_path)
    assert of("settings").settings_of("matinee", "ease", "some-split") == {"l2": 5.0}


def test_splits_that_are_not_measured_now_are_kept(room: None) -> None:
    plan = of("measure_all").Plan([], ["matinee"], ["ease"], repeat=1, threads=1, seed=0, limit=1.0, problems=[])
    made = of("measure_all").measure(plan, before={"splits": {"some-split": {"people": 3}}})
    assert made["splits"] == {"some-split": {"people": 3}}


def test_models_that_are_not_measured_now_are_kept_where_they_were_measured_alike(room: None) -> None:
    held = {"how": {"threads": 1, "repeat": 1}, "models": {"slim": {"matinee": {}}}}
    kept = of("measure_all").models_kept
    assert kept(held, {"threads": 1, "repeat": 1}) == held["models"]
    assert kept(held, {"threads": 2, "repeat": 1}) == {}
    assert kept({}, {"threads": 1, "repeat": 1}) == {}
