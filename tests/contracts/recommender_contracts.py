"""What every recommender has promised, as checks that take the class of a model and fail with AssertionError."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, BadData
from matinee.domain.feedback import WATCHES
from matinee.lab.core import artifact
from matinee.lab.core.abilities import FindsSimilar, PredictsRatings
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from tests.contracts.fitting import CLOSE, WORLD, Kind, assert_sane, fitted, freshly_fitted
from tests.contracts.reason_contracts import (
    every_recommendation_has_a_reason,
    reasons_add_up_to_the_score,
    without_the_strongest_reason_the_score_falls,
)
from tests.worlds.two_tastes import newcomers, two_tastes

Contract = Callable[[Kind], None]


def scores_have_a_row_a_person_and_a_column_a_title(kind: Kind) -> None:
    model = fitted(kind)
    assert_sane(model.scores(WORLD.data.histories), rows=WORLD.data.n_people)
    nobody = model.scores(WORLD.data.histories.rows(slice(0, 0)))
    assert nobody.shape == (0, WORLD.data.n_titles)


def somebody_never_seen_is_answered(kind: Kind) -> None:
    top = fitted(kind).recommend(newcomers(WORLD), 4)
    assert (top.titles[:2] >= 0).all()
    assert np.isfinite(top.scores[:2]).all()


def an_empty_history_is_answered(kind: Kind) -> None:
    model = fitted(kind)
    empty = Histories.from_lists([[]], n_titles=WORLD.data.n_titles)
    assert_sane(model.scores(empty), rows=1)
    top = model.recommend(empty, 5)
    assert (top.titles >= 0).all()
    assert WORLD.unloved not in top.titles


def a_row_does_not_depend_on_its_neighbours(kind: Kind) -> None:
    model, everybody = fitted(kind), WORLD.data.histories
    together = model.scores(everybody)
    alone = np.vstack([model.scores(everybody.row(person)) for person in range(len(everybody))])
    np.testing.assert_allclose(alone, together, **CLOSE)
    backwards = model.scores(everybody.rows(np.arange(len(everybody))[::-1]))
    np.testing.assert_allclose(backwards[::-1], together, **CLOSE)
    np.testing.assert_allclose(model.scores(newcomers(WORLD))[0], model.scores(newcomers(WORLD).row(0))[0], **CLOSE)


def one_seed_gives_one_model(kind: Kind) -> None:
    first, second = freshly_fitted(kind).state(), freshly_fitted(kind).state()
    assert first.keys() == second.keys()
    for key, array in first.items():
        np.testing.assert_array_equal(array, second[key])


def a_saved_model_answers_as_before(kind: Kind) -> None:
    for world in (WORLD, two_tastes(text_ids=True)):
        model = fitted(kind, world.data)
        with tempfile.TemporaryDirectory() as folder:
            artifact.save(model, Path(folder))
            again = artifact.load(Path(folder))
        assert again.titles == model.titles
        assert again.config == model.config
        everybody = world.data.histories
        np.testing.assert_array_equal(again.scores(everybody), model.scores(everybody))


def seen_titles_are_left_out(kind: Kind) -> None:
    model, everybody = fitted(kind), WORLD.data.histories
    top = model.recommend(everybody, WORLD.data.n_titles)
    for person in range(len(everybody)):
        answered = set(top.titles[person].tolist()) - {-1}
        assert not answered & set(everybody.row(person).titles.tolist())
    with_seen = model.recommend(everybody, WORLD.data.n_titles, mask_seen=False)
    assert (with_seen.titles >= 0).sum() > (top.titles >= 0).sum()


def only_allowed_titles_are_recommended(kind: Kind) -> None:
    model, some = fitted(kind), newcomers(WORLD)
    allowed = np.zeros(WORLD.data.n_titles, dtype=bool)
    allowed[[3, 5]] = True
    assert set(model.recommend(some, 6, allowed=allowed).titles.ravel().tolist()) <= {3, 5, -1}
    for_each = np.zeros((len(some), WORLD.data.n_titles), dtype=bool)
    for_each[np.arange(len(some)), [4, 5, 6]] = True
    assert model.recommend(some, 2, allowed=for_each).titles[:, 0].tolist() == [4, 5, 6]


def one_new_like_changes_the_answer(kind: Kind) -> None:
    if kind.family == "baseline":
        return
    model, count = fitted(kind), WORLD.data.n_titles
    before, after = model.scores(Histories.from_lists([[0], [0, 9]], n_titles=count))
    unseen = np.setdiff1d(np.arange(count), [0, 9])
    assert np.abs(before[unseen] - after[unseen]).max() > 1e-4
    first = model.scores(Histories.from_lists([[], [9]], n_titles=count))
    assert np.abs(first[0] - first[1]).max() > 1e-4


def the_one_missing_title_comes_first(kind: Kind) -> None:
    if kind.family == "baseline":
        return
    top = fitted(kind).recommend(WORLD.data.histories, 1)
    np.testing.assert_array_equal(top.titles[:, 0], WORLD.missing)


def somebody_new_gets_titles_of_their_taste(kind: Kind) -> None:
    if kind.family == "baseline":
        return
    top = fitted(kind).recommend(newcomers(WORLD).rows(slice(0, 2)), 5)
    assert (WORLD.taste_of_title[top.titles] == [[0], [1]]).all()


def similar_titles_are_of_one_taste(kind: Kind) -> None:
    model = fitted(kind)
    if not isinstance(model, FindsSimilar):
        return
    top = model.similar(np.array([0, 9]), 4)
    assert top.titles.shape == (2, 4)
    assert (WORLD.taste_of_title[top.titles] == [[0], [1]]).all()
    assert 0 not in top.titles[0]
    assert 9 not in top.titles[1]
    assert (np.diff(top.scores, axis=1) <= 0).all()


def ratings_stay_on_the_scale(kind: Kind) -> None:
    model = fitted(kind)
    if not isinstance(model, PredictsRatings):
        return
    some = newcomers(WORLD)
    rows, titles = np.repeat(np.arange(3), WORLD.data.n_titles), np.tile(np.arange(WORLD.data.n_titles), 3)
    made = model.predict_ratings(some, rows, titles)
    assert made.dtype == np.float32
    assert made.shape == rows.shape
    assert (made >= WORLD.data.feedback.lowest).all()
    assert (made <= WORLD.data.feedback.highest).all()
    last = model.predict_ratings(some.row(2), np.zeros(4, dtype=np.int64), np.arange(4))
    np.testing.assert_allclose(last, made[rows == 2][:4], **CLOSE)


def unknown_settings_are_refused(kind: Kind) -> None:
    with pytest.raises(BadConfig, match="no_such_setting"):
        kind.Config.from_values({"no_such_setting": 1}, model=kind.name())


def nothing_to_learn_from_is_refused(kind: Kind) -> None:
    nothing = WORLD.data.only(np.zeros(len(WORLD.data.log), dtype=bool))
    with pytest.raises(BadData, match="nothing to learn from"):
        kind().fit(nothing)


def the_order_of_a_history_without_times_does_not_matter(kind: Kind) -> None:
    model, count = fitted(kind), WORLD.data.n_titles
    stars = [5.0, 4.0, 1.0, 5.0]
    forwards = Histories.from_lists([[0, 1, 9, 4]], n_titles=count, values=[stars])
    backwards = Histories.from_lists([[4, 9, 1, 0]], n_titles=count, values=[stars[::-1]])
    np.testing.assert_allclose(model.scores(backwards), model.scores(forwards), **CLOSE)


def a_title_nobody_liked_is_no_accident(kind: Kind) -> None:
    model = fitted(kind)
    assert not np.isnan(model.scores(WORLD.data.histories)[:, WORLD.unloved]).any()
    its_only_title = Histories.from_lists([[WORLD.unloved]], n_titles=WORLD.data.n_titles)
    assert_sane(model.scores(its_only_title), rows=1)


def dislikes_in_a_history_are_understood(kind: Kind) -> None:
    rows, stars = [[0, 1, 8, 9], [0, 1, 8, 9, 10], [10]], [[5.0] * 4, [5.0] * 4 + [1.0], [1.0]]
    asking = Histories.from_lists(rows, n_titles=WORLD.data.n_titles, values=stars)
    assert_sane(fitted(kind).scores(asking), rows=3)
    if "dislike_weight" not in kind.Config.model_fields:
        return
    made = fitted(kind, dislike_weight=0.5).scores(asking)
    assert_sane(made, rows=3)
    leaning = made[:, WORLD.taste_of_title == 0].mean(axis=1) - made[:, WORLD.taste_of_title == 1].mean(axis=1)
    assert leaning[1] > leaning[0] + 1e-4


def asking_changes_nothing(kind: Kind) -> None:
    model, everybody = freshly_fitted(kind), WORLD.data.histories
    stars, before = everybody.values.copy(), model.scores(everybody)
    before += 0.0
    kept = before.copy()
    model.recommend(everybody, 5)
    before[:] = -1.0
    np.testing.assert_array_equal(model.scores(everybody), kept)
    np.testing.assert_array_equal(everybody.values, stars)


def a_second_fit_forgets_the_first(kind: Kind) -> None:
    other = two_tastes(people=20, titles=5, timed=False).data
    model = fitted(kind, other)
    model.scores(other.histories)
    model.fit(WORLD.data, FitContext(seed=3))
    np.testing.assert_array_equal(model.scores(WORLD.data.histories), freshly_fitted(kind).scores(WORLD.data.histories))


def data_of_other_kinds_can_be_learned(kind: Kind) -> None:
    without_times = two_tastes(timed=False).data
    assert_sane(fitted(kind, without_times).scores(without_times.histories), rows=without_times.n_people)
    log = without_times.log
    watched = Dataset.from_columns(
        log.people, log.titles, np.where(log.values >= 4, 3.0, 1.0).astype(np.float32), feedback=WATCHES
    )
    model = fitted(kind, watched)
    assert_sane(model.scores(watched.histories), rows=watched.n_people)


def histories_over_another_catalogue_are_refused(kind: Kind) -> None:
    with pytest.raises(ValueError, match="histories over 3 titles"):
        fitted(kind).scores(Histories.from_lists([[0]], n_titles=3))


def a_saved_model_answers_where_there_is_no_torch(kind: Kind) -> None:
    model, asked = fitted(kind), newcomers(WORLD)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        artifact.save(model, Path(folder))
        patch.setitem(sys.modules, "torch", None)
        np.testing.assert_array_equal(artifact.load(Path(folder)).scores(asked), model.scores(asked))


CONTRACTS: tuple[Contract, ...] = (
    scores_have_a_row_a_person_and_a_column_a_title,
    somebody_never_seen_is_answered,
    an_empty_history_is_answered,
    a_row_does_not_depend_on_its_neighbours,
    one_seed_gives_one_model,
    a_saved_model_answers_as_before,
    seen_titles_are_left_out,
    only_allowed_titles_are_recommended,
    one_new_like_changes_the_answer,
    the_one_missing_title_comes_first,
    somebody_new_gets_titles_of_their_taste,
    reasons_add_up_to_the_score,
    without_the_strongest_reason_the_score_falls,
    every_recommendation_has_a_reason,
    similar_titles_are_of_one_taste,
    ratings_stay_on_the_scale,
    unknown_settings_are_refused,
    nothing_to_learn_from_is_refused,
    the_order_of_a_history_without_times_does_not_matter,
    a_title_nobody_liked_is_no_accident,
    dislikes_in_a_history_are_understood,
    asking_changes_nothing,
    a_second_fit_forgets_the_first,
    data_of_other_kinds_can_be_learned,
    histories_over_another_catalogue_are_refused,
    a_saved_model_answers_where_there_is_no_torch,
)
