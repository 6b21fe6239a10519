import numpy as np
import pytest

from matinee.lab.blending.candidates import Candidates
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.models.switching import Switching
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()


def switching(**settings: object) -> Switching:
    return Switching(Switching.Config.from_values({"members": ["ease", "popular"], **settings}, model="switching"))


def lesson(*, second_knows: np.ndarray, people: int = 120, places: int = 12) -> tuple[Stage, Candidates]:
    """The first member knows everybody a little; the second knows some very well and the others not at all."""
    rng = np.random.default_rng(0)
    truth = rng.standard_normal((people, places))
    little, nothing = truth + rng.standard_normal(truth.shape), rng.standard_normal(truth.shape)
    second = np.where(second_knows[:, None], truth, nothing)
    hits = truth >= np.sort(truth, axis=1)[:, -2:-1]
    lengths = np.arange(people) % 12 + 1
    histories = Histories.from_lists([list(range(length)) for length in lengths], n_titles=WORLD.data.n_titles)
    titles = np.tile(np.arange(places, dtype=np.int32), (people, 1))
    task = Task(np.arange(people), histories, histories, np.zeros(people, dtype=np.int32))
    opinions = np.stack([little, second], axis=2).astype(np.float32)
    return Stage(WORLD.data, task), Candidates(opinions, titles, hits, hits.sum(axis=1))


def test_a_group_is_taken_over_by_the_member_that_knows_it() -> None:
    lengths = np.arange(120) % 12 + 1
    stage, candidates = lesson(second_knows=lengths >= 8)
    model = switching()
    model.weigh(stage, candidates)

    assert model.chosen.tolist()[-1] == 1
    assert model.chosen.tolist()[0] == 0
    assert 7 <= model.bounds[1] <= 9 or 7 <= model.bounds[0] <= 9


def test_on_its_lesson_it_is_never_worse_than_the_best_member() -> None:
    for seed in range(5):
        stage, candidates = lesson(second_knows=np.random.default_rng(seed).random(120) < 0.5)
        model = switching(doubt=0.0)
        model.weigh(stage, candidates)
        singles = [candidates.quality(candidates.opinions[:, :, place]).mean() for place in range(2)]
        assert candidates.quality(model.hear(stage, candidates)).mean() >= max(singles) - 1e-12


def test_chance_alone_takes_no_group_over() -> None:
    stage, candidates = lesson(second_knows=np.zeros(120, dtype=bool))
    model = switching(doubt=3.0)
    model.weigh(stage, candidates)
    assert model.chosen.tolist() == [0, 0, 0]


def test_everybody_is_answered_by_the_member_of_the_group() -> None:
    model, asked = switching().fit(WORLD.data), newcomers(WORLD)
    model.bounds, model.chosen = np.array([1, 3]), np.array([1, 0, 1])
    made = model.scores(asked)
    ease, popular = (member.scores(asked) for member in model.members)
    np.testing.assert_array_equal(made[0], ease[0])
    np.testing.assert_array_equal(made[1], popular[1])
    np.testing.assert_array_equal(made[2], popular[2])


def test_groups_that_cannot_be_are_refused() -> None:
    model = switching().fit(WORLD.data)
    state = model.state()
    with pytest.raises(ValueError, match="out of order"):
        model.restore({**state, "bounds": np.array([5, 2])})
    with pytest.raises(ValueError, match="has no member"):
        model.restore({**state, "chosen": np.array([0, 0, 2])})
