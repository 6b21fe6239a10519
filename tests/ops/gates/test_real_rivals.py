"""Row L1 on real figures: what two models of MovieLens 100K give each person, exchanged for random people."""

from pathlib import Path

import pytest

from matinee.lab.core.registry import make
from matinee.lab.data.loaders.load import load
from matinee.lab.data.splits.make import make_split
from matinee.ops.gates.judged import PRIMARY, JudgedModel, judged_on
from tests.fixtures.loop import Notes, sizes
from tests.ops.gates.pairs import ask_of_equals

CHAMPION, CANDIDATE = "ease", "item_knn"


@pytest.fixture(scope="module")
def real(data_folder: Path) -> tuple[JudgedModel, JudgedModel]:
    stage = make_split(load(data_folder / "ml-100k.zip").dataset, "weak", seed=1).final
    champion, candidate = (judged_on(make(name).fit(stage.train), stage, label=name) for name in (CHAMPION, CANDIDATE))
    return champion, candidate


@sizes(quick=200, long=5_000)
@pytest.mark.parametrize("alpha", [0.05, 0.01])
def test_of_two_real_models_made_equal_neither_is_promoted_more_often_than_promised(
    alpha: float, trials: int, real: tuple[JudgedModel, JudgedModel], notes: Notes
) -> None:
    champion, candidate = real
    assert len(champion.people) > 900
    assert (champion.per_person[PRIMARY] != candidate.per_person[PRIMARY]).mean() > 0.2
    told = f"{CANDIDATE} and {CHAMPION} on MovieLens 100K, exchanged"
    ask_of_equals(champion, candidate, told, alpha=alpha, trials=trials, notes=notes, naive_at_least=0.15)
