"""One function gives the reasons of every model."""

from typing import Any

import numpy as np
import pytest

from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.data.histories import Histories
from matinee.lab.reasons.confidence import Confidence
from matinee.lab.reasons.why import CITED, why
from matinee.lab.reasons.will_like import WillLike
from tests.lab.reasons.plain import Lying, Plain, Telling, links_of, made
from tests.worlds.two_tastes import two_tastes

COUNT = 40
LINKS = links_of(COUNT)
LONG = Histories.from_lists([list(range(0, 30, 2))], n_titles=COUNT)
TITLES = np.arange(1, 30, 2)
WORLD = two_tastes()


def fitted(name: str) -> Any:
    kind = registry.find(name)
    return kind(kind.Config.from_values(dict(kind.Config.small), model=name)).fit(WORLD.data, FitContext(seed=3))


def falls(model: Plain, title: int, without: int) -> bool:
    less = LONG.keep_events(LONG.titles != without)
    return bool(model.scores(less)[0, title] < model.scores(LONG)[0, title])


def test_shares_are_those_of_the_model_where_it_explains_itself_and_found_by_removal_where_not() -> None:
    told = why(made(Telling, LINKS), LONG, TITLES)
    found = why(made(Plain, LINKS), LONG, TITLES)
    assert {reason.method for reason in told} == {"arithmetic"}
    assert {reason.method for reason in found} == {"removal"}
    for one, other in zip(told, found, strict=True):
        np.testing.assert_allclose(
            [share.amount for share in one.shares], [share.amount for share in other.shares], atol=1e-5
        )


def test_at_most_three_are_cited_and_without_any_of_them_the_score_falls() -> None:
    model = made(Telling, LINKS)
    reasons = why(model, LONG, TITLES)
    assert all(reason.cited and len(reason.cited) <= CITED for reason in reasons)
    assert all(falls(model, reason.title, title) for reason in reasons for title in reason.cited or ())


def test_a_model_that_tells_lies_cites_only_what_is_true_all_the_same() -> None:
    model = made(Lying, LINKS)
    reasons = why(model, LONG, TITLES)
    assert all(falls(model, reason.title, title) for reason in reasons for title in reason.cited or ())
    assert not all(falls(model, reason.title, reason.strongest(1)[0].title) for reason in reasons)


def test_every_title_asked_for_gets_its_reason_in_turn_and_nobody_asked_gets_none() -> None:
    assert [reason.title for reason in why(made(Telling, LINKS), LONG, TITLES[::-1])] == TITLES[::-1].tolist()
    assert why(made(Telling, LINKS), LONG, np.array([], dtype=np.int64)) == []


def test_reasons_are_for_one_person() -> None:
    with pytest.raises(ValueError, match="for one person, not 2"):
        why(made(Telling, LINKS), Histories.from_lists([[1], [2]], n_titles=COUNT), TITLES)


def test_what_the_person_made_of_a_title_stands_beside_its_share() -> None:
    history = Histories.from_lists([[0, 2, 4]], n_titles=COUNT, values=[[5.0, 3.0, 1.0]])
    (reason,) = why(made(Telling, LINKS), history, np.array([9]))
    assert [(share.title, share.felt) for share in reason.shares] == [(0, "liked"), (2, "neutral"), (4, "disliked")]


@pytest.mark.parametrize(
    ("name", "kind", "unit"),
    [
        ("ease", "titles", "points"),
        ("user_knn", "people", "points"),
        ("content", "content", "points"),
        ("popular", "popular", "points"),
        ("trending", "trending", "points"),
        ("well_rated", "well rated", "stars"),
        ("bias", "profile", "stars"),
    ],
)
def test_the_kind_says_what_speaks_for_a_title_and_the_unit_what_the_score_counts(
    name: str, kind: str, unit: str
) -> None:
    (reason,) = why(fitted(name), WORLD.data.histories.row(0), WORLD.missing[:1])
    assert (reason.kind, reason.unit) == (kind, unit)


def test_somebody_without_a_history_is_given_what_everybody_likes() -> None:
    empty = Histories.from_lists([[]], n_titles=WORLD.data.n_titles)
    assert why(fitted("ease"), empty, np.array([0]))[0].kind == "popular"
    assert why(fitted("bias"), empty, np.array([0]))[0].kind == "well rated"


def test_one_like_is_reason_enough_for_what_goes_with_it() -> None:
    history = Histories.from_lists([[0]], n_titles=WORLD.data.n_titles)
    assert why(fitted("ease"), history, np.array([3]))[0].cited == (0,)


def test_how_sure_it_is_stands_there_where_that_was_learned() -> None:
    model, history = fitted("ease"), WORLD.data.histories.row(0)
    even = Confidence(WillLike(np.zeros(3), np.zeros(2), np.ones(2)))
    assert [reason.confidence for reason in why(model, history, np.array([1, 2]))] == [None, None]
    assert [reason.confidence for reason in why(model, history, np.array([1, 2]), confidence=even)] == [0.5, 0.5]
