"""The Bayesian factorisation machine."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadData, OutOfTime
from matinee.lab.core import artifact
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.traits import Traits
from matinee.lab.models.bfm import Bfm
from tests.lab.core.factorisation.world import DAY, small_world
from tests.worlds.crossed import crossed, error_of

QUICK = {"factors": 3, "burn_in": 20, "samples": 40, "keep": 8}


class Killed(Exception):
    pass


class DiesInTheSecondChain:
    def point(self, curve: str, step: int, value: float) -> None:
        if step >= 90:
            raise Killed


def fitted(data: Dataset, context: FitContext | None = None, **settings: object) -> Bfm:
    return Bfm(Bfm.Config.model_validate(QUICK | settings)).fit(data, context)


@pytest.mark.parametrize("task", ["regression", "probit", "both"])
def test_tastes_that_no_bias_can_tell_are_found(task: str) -> None:
    model = fitted(crossed().train, task=task, chains=2)
    assert error_of(model, crossed()) < 0.25


def moods() -> Dataset:
    """On even days everybody is in a good mood and gives one star more; the old are fonder of everything."""
    people, titles = np.divmod(np.arange(600), 15)
    day, old = (people + titles) % 10, people % 2
    stars = 2.0 + (day % 2 == 0) + 2 * old
    told = small_world().extras["people"].clear()
    told = told.vstack(
        told.__class__(
            {"person": range(40), "age": [60 if n % 2 else 20 for n in range(40)], "gender": ["F"] * 40},
            schema=told.schema,
        )
    )
    return Dataset.from_columns(people, titles, stars, day * DAY + 5, extras={"people": told}, name="moods")


def test_a_rating_of_a_good_day_is_higher_and_of_an_unknown_day_it_is_between() -> None:
    data = moods()
    model = fitted(data)
    one = data.histories.rows(np.array([3]))
    asked = (np.zeros(2, dtype=np.int64), np.array([0, 1]))
    good, bad, unknown = (model.predict_ratings(one, *asked, times=np.full(2, day * DAY)) for day in (2, 3, 9_999))
    np.testing.assert_allclose(good - bad, 1.0, atol=0.3)
    np.testing.assert_allclose(unknown, (good + bad) / 2, atol=0.2)
    np.testing.assert_array_equal(model.predict_ratings(one, *asked), unknown)
    deaf = fitted(data, day=False)
    even, odd = (deaf.predict_ratings(one, *asked, times=np.full(2, day * DAY)) for day in (2, 3))
    np.testing.assert_array_equal(even, odd)


def test_somebody_without_a_history_is_known_by_what_they_told() -> None:
    data = moods()
    nobody = Histories.from_lists([[], [], []], n_titles=15)
    asking = nobody.with_traits(Traits(("age",), (("18", "70"),), np.array([[0], [1], [-1]])))
    young, old, silent = fitted(data).scores(asking).mean(axis=1)
    assert old - young > 1.0
    assert young < silent < old
    assert np.ptp(fitted(data, people=False).scores(asking), axis=0).max() < 1e-6


def test_nobody_is_kept() -> None:
    """Nothing in the saved model has a place for each person of training."""
    data = small_world()
    state = fitted(data).state()
    assert all(data.n_people not in array.shape for array in state.values())


def test_chains_are_averaged() -> None:
    data = small_world()
    both = fitted(data, chains=2)
    asked = (np.array([0, 4, 4]), np.array([3, 5, 9]))
    one, two = (fitted(data, chains=2) for _ in range(2))
    one.chains, two.chains = both.chains[:1], both.chains[1:]
    parts = [model.predict_ratings(data.histories, *asked) for model in (one, two)]
    np.testing.assert_allclose(both.predict_ratings(data.histories, *asked), np.mean(parts, axis=0), atol=1e-5)


def test_chains_may_differ_in_task_and_factors() -> None:
    model = fitted(small_world(), task="both", chains=4, wider=2)
    assert [chain.cuts.shape[1] > 0 for chain in model.chains] == [True, False, True, False]
    assert [chain.factors for chain in model.chains] == [3, 3, 5, 5]


def test_a_fit_that_was_killed_goes_on_after_its_last_whole_chain(tmp_path: Path) -> None:
    data, begun = small_world(), tmp_path / "begun"
    whole = fitted(data, chains=3).state()
    with pytest.raises(Killed):
        fitted(data, FitContext(checkpoints=begun, listener=DiesInTheSecondChain()), chains=3)
    assert len(list(begun.iterdir())) == 1
    resumed = fitted(data, FitContext(checkpoints=begun), chains=3)
    assert resumed.report is not None
    assert resumed.report.curves["noise"][0][0] == 60
    for name, array in resumed.state().items():
        np.testing.assert_array_equal(array, whole[name])
    assert not begun.exists()


def test_a_chain_that_knew_other_things_of_people_is_not_gone_on_with(tmp_path: Path) -> None:
    data = small_world()
    with pytest.raises(Killed):
        fitted(data, FitContext(checkpoints=tmp_path, listener=DiesInTheSecondChain()), chains=2)
    silent = replace(data, extras={})
    again = fitted(silent, FitContext(checkpoints=tmp_path), chains=2)
    assert again.words == ()
    assert all(len(chain.words) == 0 for chain in again.chains)


def test_a_deadline_ends_a_fit_between_two_draws() -> None:
    with pytest.raises(OutOfTime, match="bfm chain 1"):
        fitted(small_world(), FitContext(deadline=0.0))


def test_the_noise_of_every_draw_can_be_watched() -> None:
    report = fitted(small_world(), chains=2, task="both").report
    assert report is not None
    steps, noise = zip(*report.curves["noise"], strict=True)
    assert steps == tuple(range(120))
    assert 0.2 < min(noise[40:60]) < max(noise[40:60]) < 2.0


def test_more_values_than_a_probit_has_levels_are_refused() -> None:
    data = small_world()
    log = replace(data.log, values=np.linspace(1.0, 5.0, len(data.log)))
    with pytest.raises(BadData, match="different values, too many"):
        fitted(replace(data, log=log), task="probit")


def test_values_that_are_all_one_leave_nothing_for_a_probit_to_part() -> None:
    data = small_world()
    log = replace(data.log, values=np.full(len(data.log), 4.0))
    model = fitted(replace(data, log=log), task="probit")
    assert [chain.cuts.shape[1] for chain in model.chains] == [0]
    assert np.isfinite(model.scores(data.histories)).all()


def test_words_and_days_come_back_from_disk(tmp_path: Path) -> None:
    data = moods()
    model = fitted(data, task="both", chains=2)
    artifact.save(model, tmp_path / "m")
    again = artifact.load(tmp_path / "m")
    assert isinstance(again, Bfm)
    rows, titles, times = np.array([0, 1]), np.array([2, 3]), np.array([2, 3]) * DAY
    np.testing.assert_array_equal(
        again.predict_ratings(data.histories, rows, titles, times=times),
        model.predict_ratings(data.histories, rows, titles, times=times),
    )


def test_a_state_whose_words_are_not_those_of_its_chains_is_refused() -> None:
    model = fitted(small_world())
    for name, spoiled in (
        ("words", np.frombuffer(b'["age 0"]', dtype=np.uint8)),
        ("words", np.frombuffer(b'{"a": 1}', dtype=np.uint8)),
        ("days", model.days[:-1]),
        ("levels", model.levels[::-1].copy()),
    ):
        with pytest.raises(ValueError, match=r"words|days|levels"):
            model.restore(model.state() | {name: spoiled})
