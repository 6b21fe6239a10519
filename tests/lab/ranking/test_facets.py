import numpy as np

from matinee.lab.ranking.facets import Facets
from matinee.lab.world.checkerboard import checkerboard
from tests.lab.evaluation.stages import train_of


def test_they_go_from_the_most_popular_to_the_rarest_and_from_the_oldest_to_the_newest() -> None:
    rows = [[0, 1, 2], [0, 1], [0], [0]]
    data = train_of(rows, n_titles=3, genres={0: ["War"], 1: ["War"]}, years={0: 1990, 2: 1950})
    facets = Facets.of(data)
    assert facets.obscurity.tolist() == [0.0, 0.5, 1.0]
    assert facets.newness.tolist() == [1.0, 0.5, 0.0]


def test_equals_stand_at_one_place() -> None:
    facets = Facets.of(train_of([[0, 1, 2, 3], [0, 1]], n_titles=4))
    assert facets.obscurity[0] == facets.obscurity[1] < facets.obscurity[2] == facets.obscurity[3]
    assert (facets.newness == 0.5).all()


def test_a_title_of_two_genres_has_half_of_each() -> None:
    facets = Facets.of(train_of([[0, 1]], n_titles=2, genres={0: ["War", "Drama"]}))
    assert facets.mix.tolist() == [[0.5, 0.5], [0.0, 0.0]]


def test_titles_are_alike_by_genre_where_genres_are_known() -> None:
    board = checkerboard(people=60)
    rows = Facets.of(board.data).alike
    likeness = rows @ rows.T
    same = board.taste_of_title[:, None] == board.taste_of_title
    assert likeness[same].mean() > 2 * likeness[~same].mean()
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, rtol=1e-5)


def test_titles_are_alike_by_their_people_where_no_genres_are_known() -> None:
    train = train_of([[0, 1, 2]] * 6 + [[3, 4, 5]] * 6, n_titles=6)
    likeness = Facets.of(train).alike @ Facets.of(train).alike.T
    assert likeness[0, 1] > 0.9 > likeness[0, 3]
