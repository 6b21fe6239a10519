import numpy as np
import pytest

from matinee.lab.blending import candidates as room
from matinee.lab.blending.candidates import Candidates, gather
from matinee.lab.blending.members import Members
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.evaluation.ranking import evaluate_ranking
from matinee.lab.world.checkerboard import checkerboard

STAGE = make_split(checkerboard(people=80).data, "weak").tuning
MEMBERS = Members(tuple(registry.make(name).fit(STAGE.train, FitContext()) for name in ("ease", "item_knn", "popular")))


@pytest.fixture(scope="module")
def made() -> Candidates:
    return gather(MEMBERS, STAGE.task)


def test_no_title_of_a_history_is_a_candidate(made: Candidates) -> None:
    for person in range(len(made)):
        listed = made.titles[person][made.titles[person] >= 0]
        assert len(set(listed.tolist())) == len(listed)
        assert not set(listed.tolist()) & set(STAGE.task.histories.row(person).titles.tolist())


def test_hits_are_the_titles_that_were_to_be_found(made: Candidates) -> None:
    for person in range(len(made)):
        found = set(made.titles[person][made.hits[person]].tolist())
        assert found <= set(STAGE.task.targets.row(person).titles.tolist())
    assert made.hits.any()
    assert not made.hits[made.titles < 0].any()


def test_a_member_alone_has_the_quality_that_the_referee_gives_it(made: Candidates) -> None:
    for place, model in enumerate(MEMBERS):
        answer = evaluate_ranking(model, STAGE)
        quality = made.quality(made.opinions[:, :, place]).mean(axis=0)
        # Ties fall differently here, and these members tie often on a board of so few titles.
        assert quality[0] == pytest.approx(answer.overall["ndcg@10"], abs=0.02)
        assert quality[1] == pytest.approx(answer.overall["ndcg@100"], abs=0.02)


def test_people_in_small_batches_give_the_same(made: Candidates, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "CELLS", 7 * STAGE.train.n_titles * len(MEMBERS))
    again = gather(MEMBERS, STAGE.task)
    np.testing.assert_array_equal(again.titles, made.titles)
    np.testing.assert_array_equal(again.hits, made.hits)
    np.testing.assert_allclose(again.opinions, made.opinions, atol=1e-5)


def test_some_people_and_some_members_can_be_looked_at_alone(made: Candidates) -> None:
    some = made.rows(np.array([3, 1])).only(np.array([2]))
    assert some.opinions.shape == (2, made.titles.shape[1], 1)
    np.testing.assert_array_equal(some.opinions[0, :, 0], made.opinions[3, :, 2])
