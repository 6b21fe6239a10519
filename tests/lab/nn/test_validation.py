import numpy as np
import pytest

from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.nn.validation import _parted, lessons, mean_ndcg, rating_lessons
from tests.worlds.two_tastes import two_tastes

WORLD = two_tastes()


def test_whoever_asked_to_tell_is_asked_and_everybody_is_learned_from() -> None:
    model = registry.make("popular").fit(WORLD.data)
    made = lessons(model, WORLD.data, FitContext(validate=lambda asked: 1.0 if asked is model else 0.0), stops=True)
    assert made.histories is WORLD.data.histories
    assert made.judge is not None
    assert made.judge() == 1.0


def test_a_fixed_number_of_epochs_needs_nobody_to_tell() -> None:
    model = registry.make("popular").fit(WORLD.data)
    made = lessons(model, WORLD.data, FitContext(), stops=False)
    assert made.histories is WORLD.data.histories
    assert made.judge is None


def test_people_held_out_are_not_learned_from_and_a_better_model_is_told_from_a_worse() -> None:
    worse = registry.make("popular").fit(WORLD.data)
    better = registry.make("ease", {"l2": 1.0}).fit(WORLD.data)
    values = []
    for model in (worse, better):
        made = lessons(model, WORLD.data, FitContext(), stops=True)
        assert len(made.histories) < len(WORLD.data.histories)
        assert made.judge is not None
        values.append(made.judge())
    assert values[0] < values[1]


def test_the_newest_likes_are_held_out_of_models_that_look_at_the_order() -> None:
    model = registry.make("ease").fit(WORLD.data)
    asked: list[Histories] = []
    scores = model.scores

    def listen(histories: Histories) -> np.ndarray:
        asked.append(histories)
        return scores(histories)

    model.scores = listen  # pyright: ignore
    made = lessons(model, WORLD.data, FitContext(), stops=True, newest=True)
    assert made.judge is not None
    made.judge()
    known = asked[0]
    liked = known.liked(WORLD.data.feedback)
    assert known.times is not None
    everybody = WORLD.data.histories
    whole = [everybody.row(row).titles.tolist() for row in range(len(everybody))]
    for row in range(len(known)):
        titles = known.row(row).titles.tolist()
        source = next(everybody.row(at) for at, all_ in enumerate(whole) if set(titles) < set(all_))
        hidden = ~np.isin(source.titles, titles)
        assert source.times is not None
        likes = source.values >= WORLD.data.feedback.like_at
        assert source.times[hidden].min() >= source.times[likes & ~hidden].max()
    assert len(liked.titles)


@pytest.mark.parametrize("timed", [True, False])
def test_where_nothing_tells_which_like_was_newest_chance_does(timed: bool) -> None:
    """Otherwise the titles with the highest positions would be held out, and a model be judged by them alone."""
    log = two_tastes(people=400).data.log
    times = np.full(len(log), 1_000_000_000) if timed else None
    data = Dataset.from_columns(log.people, log.titles, log.values, times)
    _, sought = _parted(data.histories, data, np.random.default_rng(1), newest=True)
    counts = np.bincount(sought.titles, minlength=WORLD.data.n_titles)[WORLD.taste_of_title >= 0]
    assert counts.min() > 0.5 * counts.mean()


def test_ratings_held_out_judge_predictions() -> None:
    model = registry.make("bias").fit(WORLD.data)
    made = rating_lessons(model, WORLD.data, FitContext(), stops=True)
    assert len(made.histories.titles) < len(WORLD.data.histories.titles)
    assert made.judge is not None
    assert -4.0 < made.judge() < 0.0
    assert rating_lessons(model, WORLD.data, FitContext(), stops=False).judge is None
    told = rating_lessons(model, WORLD.data, FitContext(validate=lambda _: 0.5), stops=True).judge
    assert told is not None
    assert told() == 0.5


def test_ndcg_counts_only_what_is_not_known() -> None:
    known, sought = (Histories.from_lists(rows, n_titles=4) for rows in ([[0]], [[1]]))
    assert mean_ndcg(np.array([[9.0, 5.0, 1.0, 0.0]], dtype=np.float32), known, sought) == 1.0
    late = mean_ndcg(np.array([[9.0, 1.0, 5.0, 6.0]], dtype=np.float32), known, sought)
    np.testing.assert_allclose(late, 0.5)
