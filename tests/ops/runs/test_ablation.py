from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, BadData
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs import ablation as room
from matinee.ops.runs.ablation import Ablation, ablation, read_ablation, write_ablation

RECIPE = {
    "weighted": {"members": ["ease", "well_rated", "item_knn"]},
    "ease": {"l2": 20.0},
}


@pytest.fixture(scope="module")
def made(weak: Split) -> Ablation:
    return ablation(weak, "weighted", RECIPE, context=FitContext())


def test_there_is_a_row_for_all_without_each_each_alone_and_every_other_blend(made: Ablation) -> None:
    rows = {(row.what, row.label) for row in made.rows}
    members = {"ease", "well_rated", "item_knn"}
    assert {label for what, label in rows if what == "without"} == members
    assert {label for what, label in rows if what == "alone"} == members
    assert {label for what, label in rows if what == "other blend"} >= {"stacked", "fused", "switching"}
    assert made.rows[0].what == "blend"
    assert made.rows[0].validation.differences == {}


def test_whoever_is_missed_least_is_dropped_first_and_nobody_who_is_missed(made: Ablation) -> None:
    quality = {(row.what, row.label): np.mean(list(row.validation.means.values())) for row in made.rows}
    without = {label: value for (what, label), value in quality.items() if what == "without"}
    alone = {label: value for (what, label), value in quality.items() if what == "alone"}
    assert made.dropped == [max(without, key=lambda label: without[label])]
    assert without[made.dropped[0]] >= quality["blend", "weighted"]
    assert max(alone, key=lambda label: alone[label]) not in made.dropped


def test_differences_are_those_of_the_means_and_the_test_is_told_too(made: Ablation) -> None:
    for row in made.rows[1:]:
        for judged, whole in ((row.validation, made.rows[0].validation), (row.test, made.rows[0].test)):
            assert judged is not None
            assert whole is not None
            for metric, one in judged.differences.items():
                assert one.mean == pytest.approx(judged.means[metric] - whole.means[metric], abs=1e-6)
                assert one.low <= one.mean <= one.high


def test_nobody_is_judged_by_a_blend_that_has_learned_from_them(weak: Split, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[set[int], set[int]]] = []
    learned: set[int] = set()

    class Watched(room.Blend):
        def weigh(self, lesson: room.Stage, candidates: room.Candidates) -> None:
            learned.clear()
            learned.update(lesson.task.people.tolist())

        def hear(self, lesson: room.Stage, candidates: room.Candidates) -> np.ndarray:
            seen.append((set(learned), set(lesson.task.people.tolist())))
            return candidates.opinions[:, :, 0]

    kind = type("Whole", (Watched,), dict.fromkeys(("_do_without", "_way", "_take_way", "_scores"), lambda *_: None))
    monkeypatch.setattr(room, "_made", lambda *_: kind(room.Blend.Config()))
    members = {"ease": {}, "item_knn": {}}
    table = room._table(members, weak.tuning, FitContext())
    room._validated("weighted", {"members": members}, table, list(members))

    assert len(seen) == room.FOLDS
    assert not any(one & other for one, other in seen)
    assert set.union(*(asked for _, asked in seen)) == set(weak.tuning.task.people.tolist())


def test_what_is_written_is_read_again_and_other_files_are_refused(made: Ablation, tmp_path: Path) -> None:
    write_ablation(tmp_path / "a.json", made)
    assert read_ablation(tmp_path / "a.json") == made
    (tmp_path / "b.json").write_text("{}")
    with pytest.raises(BadData, match="not a result of 'matinee ablation'"):
        read_ablation(tmp_path / "b.json")


@pytest.mark.parametrize(
    ("name", "recipe", "told"),
    [("ease", {}, "'ease' is no blend"), ("weighted", {"weighted": {"members": ["ease"]}}, "one member alone")],
)
def test_what_is_no_blend_has_no_ablation(weak: Split, name: str, recipe: dict, told: str) -> None:
    with pytest.raises(BadConfig, match=told):
        ablation(weak, name, recipe, context=FitContext())
