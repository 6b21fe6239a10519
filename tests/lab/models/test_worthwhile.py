import numpy as np
import pytest

from matinee.domain.errors import BadConfig
from matinee.domain.feedback import HALF_STARS, WATCHES
from matinee.lab.core import artifact, registry
from matinee.lab.core.abilities import PredictsRatings
from matinee.lab.core.context import FitContext
from matinee.lab.core.shelf import Shelf
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.models.worthwhile import Worthwhile

PEOPLE, TITLES = 60, 12
GOOD, BAD = 2, 3
"""Two titles that everybody chooses alike, one of which disappoints."""


def evenings() -> Dataset:
    """Everybody chooses from the first six titles or from the others; of each half one is praised and one is not."""
    rng = np.random.default_rng(4)
    rows = []
    for person in range(PEOPLE):
        first = 6 * (person % 2)
        for place in rng.permutation(6)[:4]:
            title = first + int(place)
            rows.append((person, title, {GOOD: 5.0, BAD: 1.0}.get(place, 3.5)))
    who, which, stars = (np.array(column) for column in zip(*rows, strict=True))
    return Dataset.from_columns(who, which, stars.astype(np.float32), None, feedback=HALF_STARS, name="evenings")


DATA = evenings()


def made(*members: str, data: Dataset = DATA, context: FitContext | None = None, **settings: object) -> Worthwhile:
    named = {one: {"factors": 2} if one == "ials" else {} for one in members or ("ials", "bias")}
    config = Worthwhile.Config.from_values({"members": named, **settings}, model="worthwhile")
    return Worthwhile(config).fit(data, context or FitContext(seed=1))


def of(*pairs: tuple[int, float]) -> Histories:
    titles, values = [[title for title, _ in pairs]], [[value for _, value in pairs]]
    return Histories.from_lists(titles, n_titles=TITLES, values=values)


def test_of_what_is_chosen_alike_the_better_evening_comes_first() -> None:
    model, history = made(), of((0, 3.5), (1, 3.5))
    order = model.recommend(history, 10).titles[0].tolist()
    assert order[0] == GOOD
    assert order.index(BAD) > max(order.index(4), order.index(5))


def test_whoever_gave_few_stars_had_chosen_the_title_all_the_same() -> None:
    low, high = made().scores(of((6, 2.0), (7, 2.0)))[0], made().scores(of((6, 5.0), (7, 5.0)))[0]
    for scores in (low, high):
        assert scores[8 : 10 + 2].mean() > scores[:6].mean()
    assert low[8] < high[8], "an evening is expected to be worth less by whoever gives few stars"


def test_a_score_is_choice_times_stars_beyond_a_wasted_evening() -> None:
    model, history = made(), of((0, 3.5), (7, 5.0))
    choosing, rating = model.members.models
    assert isinstance(rating, PredictsRatings)
    choice = choosing.scores(history)[0].astype(np.float64)
    stars = rating.predict_ratings(history, np.zeros(TITLES, dtype=np.int64), np.arange(TITLES)).astype(np.float64)
    worth = 0.5 * np.log1p(np.exp((stars - 2.0) / 0.5))
    expected = np.where(choice > 0, choice * worth, choice / worth)
    np.testing.assert_allclose(model.scores(history)[0], expected, rtol=1e-4)


def test_what_is_told_at_once_is_what_is_scored_and_explained() -> None:
    model, history, wanted = made(), of((0, 3.5), (1, 1.0), (8, 5.0)), np.array([2, 9, 11])
    told = model.told(history)
    np.testing.assert_allclose(told.scores, model.scores(history)[0], rtol=1e-5)
    parts = told.parts(wanted)
    for place, reason in enumerate(model.explain(history, wanted)):
        assert reason.score == pytest.approx(float(told.scores[wanted[place]]), rel=1e-4)
        assert sum(share.amount for share in reason.shares) + reason.rest == pytest.approx(reason.score, abs=1e-5)
        by_title = {share.title: share.amount for share in reason.shares}
        for source, amount in zip(parts.sources, parts.amounts[:, place], strict=True):
            assert by_title.get(int(source), 0.0) == pytest.approx(float(amount), abs=1e-5)


def test_a_member_that_cannot_say_why_is_named() -> None:
    model = made("ncf", "bias")
    [reason] = model.explain(of((0, 3.5), (1, 3.5)), np.array([2]))
    assert (reason.shares, reason.rest_name) == ((), "what ncf cannot divide")


def test_without_ratings_what_is_chosen_decides_alone() -> None:
    log = DATA.log
    watched = Dataset.from_columns(
        DATA.people.ids[log.people], DATA.titles.ids[log.titles], np.ones(len(log)), None, feedback=WATCHES, name="seen"
    )
    model, history = made(data=watched), of((0, 1.0), (1, 1.0))
    np.testing.assert_array_equal(model.scores(history), model.members.models[0].scores(history))


def test_one_that_was_saved_answers_as_before(tmp_path) -> None:
    model, history = made(), of((0, 1.0), (7, 1.5))
    artifact.save(model, tmp_path / "kept")
    np.testing.assert_array_equal(artifact.load(tmp_path / "kept").scores(history), model.scores(history))


def test_what_a_member_learned_from_choices_is_not_lent_to_who_asks_for_likes() -> None:
    shelf = Shelf(["ials"])
    context = FitContext(seed=1, shelf=shelf)
    model = made(context=context)
    alone = registry.make("ials", {"factors": 2}).fit_once(DATA, context)
    assert np.abs(alone.scores(of((0, 5.0))) - model.members.models[0].scores(of((0, 5.0)))).max() > 1e-3


@pytest.mark.parametrize("members", [["ials"], ["bias", "ials"], ["ials", "ease"], ["ials", "bias", "svd"]])
def test_other_than_one_that_ranks_and_one_that_rates_is_refused(members: list[str]) -> None:
    with pytest.raises(BadConfig, match=r"one model that ranks and then one that predicts ratings"):
        Worthwhile.Config.from_values({"members": members}, model="worthwhile")
