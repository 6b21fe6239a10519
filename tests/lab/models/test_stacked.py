from dataclasses import replace

import numpy as np
import pytest

from matinee.lab.blending import candidates as candidates_of_members
from matinee.lab.blending.candidates import Candidates, listed
from matinee.lab.blending.reading import OF_PERSON
from matinee.lab.core.context import FitContext
from matinee.lab.data.histories import Histories
from matinee.lab.data.splits.split import Stage, Task
from matinee.lab.models.stacked import MORE, Stacked
from tests.worlds.two_tastes import newcomers, two_tastes

WORLD = two_tastes()


def stacked(**settings: object) -> Stacked:
    return Stacked(Stacked.Config.from_values({"members": ["ease", "popular"], **settings}, model="stacked"))


def lesson_of_two_kinds(people: int = 200, places: int = 12) -> tuple[Stage, Candidates]:
    """People with short histories want what the first member names, those with long ones what the second names."""
    rng = np.random.default_rng(0)
    short = np.arange(people) % 2 == 0
    histories = Histories.from_lists([[0] if one else [0, 1, 2, 3] for one in short], n_titles=WORLD.data.n_titles)
    opinions = rng.standard_normal((people, places, 2)).astype(np.float32)
    trusted = np.where(short[:, None], opinions[:, :, 0], opinions[:, :, 1])
    hits = trusted >= np.sort(trusted, axis=1)[:, -2:-1]
    titles = np.tile(np.arange(4, 4 + places, dtype=np.int32), (people, 1))
    task = Task(np.arange(people) + 1000, histories, histories, np.zeros(people, dtype=np.int32))
    return Stage(WORLD.data, task), Candidates(opinions, titles, hits, hits.sum(axis=1))


def test_whom_it_trusts_depends_on_the_person() -> None:
    lesson, candidates = lesson_of_two_kinds()
    model = stacked(hold=1.0)
    model.weigh(lesson, candidates)

    good = candidates.quality(model.hear(lesson, candidates))[:, 0].mean()
    singles = [candidates.quality(candidates.opinions[:, :, place])[:, 0].mean() for place in range(2)]
    assert good > max(singles) + 0.1


def test_a_strong_hold_gives_everybody_the_same_weights() -> None:
    lesson, candidates = lesson_of_two_kinds()
    model = stacked(hold=1e9)
    model.weigh(lesson, candidates)
    assert np.abs(model.way[1:]).max() < 1e-4 < model.way[0, :2].max()


def test_traits_of_titles_can_be_left_out() -> None:
    lesson, candidates = lesson_of_two_kinds()
    with_them, without = stacked(), stacked(traits=False)
    for model in (with_them, without):
        model.weigh(lesson, candidates)
    assert np.abs(with_them.way[:, 2:]).max() > 0
    np.testing.assert_array_equal(without.way[:, 2:], 0.0)


def test_where_few_can_be_asked_members_weigh_the_same_and_titles_have_no_say() -> None:
    lesson, candidates = lesson_of_two_kinds(people=10)
    model = stacked()
    model.weigh(lesson, candidates)
    assert model.way[0].tolist() == [1.0, 1.0, *[0.0] * (model.way.shape[1] - 2)]
    np.testing.assert_array_equal(model.way[1:], 0.0)


def test_reasons_name_what_the_blend_adds_itself_and_add_up() -> None:
    model = stacked().fit(WORLD.data, FitContext())
    model.way = np.random.default_rng(1).standard_normal(model.way.shape)
    history = newcomers(WORLD).row(0)
    (reason,) = model.explain(history, np.array([3]))
    assert sum(share.amount for share in reason.shares) + reason.rest == pytest.approx(reason.score)
    assert reason.score == pytest.approx(model.scores(history)[0, 3], rel=1e-4)
    assert MORE in reason.rest_name


def test_weights_of_a_person_cover_members_and_traits() -> None:
    model = stacked().fit(WORLD.data, FitContext())
    assert model.weights_of(newcomers(WORLD)).shape == (3, model.way.shape[1])
    assert model.way.shape[0] == 1 + len(OF_PERSON)


def test_traits_of_other_titles_are_refused() -> None:
    model = stacked().fit(WORLD.data, FitContext())
    state = model.state()
    state["traits"] = state["traits"][:-1]
    with pytest.raises(ValueError, match="as many traits"):
        model.restore(state)


def test_a_lesson_over_other_people_is_answered_by_what_was_learned_of_the_first() -> None:
    lesson, candidates = lesson_of_two_kinds()
    model = stacked(hold=1.0)
    model.weigh(lesson, candidates)
    half = np.arange(100)
    part = replace(lesson, task=replace(lesson.task, histories=lesson.task.histories.rows(half)))
    np.testing.assert_allclose(
        model.hear(part, candidates.rows(half)), model.hear(lesson, candidates)[:100], rtol=1e-5, atol=1e-5
    )


def test_a_title_that_no_member_would_list_is_not_lifted_by_its_traits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates_of_members, "TOP", 2)
    model = stacked().fit(WORLD.data, FitContext(seed=0))
    guests = newcomers(WORLD)
    model.way[:] = 0.0
    model.way[0, :2], model.way[0, 2:] = 1.0, -50.0
    best = model.recommend(guests, 1).titles[:, 0]
    inside = listed([one.values for one in model._opinions(guests)], guests)
    assert inside[np.arange(len(guests)), best].all()
    lifted = model.weights_of(guests)[:, 2:] @ model.knowledge.traits.T
    assert (lifted.argmax(axis=1) != best).any()
    history, titles = guests.row(0), np.arange(WORLD.data.n_titles)
    reasons = model.explain(history, titles)
    assert [one.score for one in reasons] == pytest.approx(model.scores(history)[0, titles].tolist(), rel=1e-4)
