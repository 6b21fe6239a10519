from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.services.recommending.profile import profile_of
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START


def test_a_profile_counts_what_was_rated(index: TitleIndex, ids: dict[int, int]) -> None:
    given = Signals(1, [ids[1], ids[2], ids[30], 10**9], [5.0, 3.0, 4.0, 1.0], [START] * 4, [False] * 4)
    assert profile_of(index, given) == {
        "ratings": 4,
        "known": 3,
        "liked": 2,
        "mean_stars": 3.25,
        "genres": [
            {"name": "Crime", "titles": 2, "mean_stars": 4.0},
            {"name": "Thriller", "titles": 2, "mean_stars": 4.0},
            {"name": "Comedy", "titles": 1, "mean_stars": 4.0},
            {"name": "Romance", "titles": 1, "mean_stars": 4.0},
        ],
    }


def test_nobody_has_no_mean(index: TitleIndex) -> None:
    assert profile_of(index, NO_SIGNALS) == {"ratings": 0, "known": 0, "liked": 0, "mean_stars": None, "genres": []}
