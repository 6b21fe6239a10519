import numpy as np
import polars as pl
import pytest

from matinee.lab.world.reviews import VOICES, feeling, reviews, voices
from matinee.lab.world.sizes import DAY, Size
from matinee.lab.world.traits import END, START, PeopleTraits, make_people, make_titles
from matinee.lab.world.words.bank import sections
from matinee.lab.world.words.tell import tell

SIZE = Size("trial", titles=600, people=500, ratings=10, visits=0)


@pytest.fixture(scope="module")
def people() -> PeopleTraits:
    return make_people(SIZE, seed=7)


@pytest.fixture(scope="module")
def facts() -> pl.DataFrame:
    return tell(make_titles(SIZE, seed=7), seed=7)


@pytest.fixture(scope="module")
def ratings() -> pl.DataFrame:
    rng = np.random.default_rng(1)
    drawn = pl.DataFrame(
        {
            "person": rng.integers(0, 500, 60_000).astype(np.int32),
            "title": rng.integers(1, 601, 60_000),
            "rating": (rng.integers(1, 11, 60_000) / 2).astype(np.float32),
            "time": rng.integers(START, END, 60_000),
        }
    )
    return drawn.unique(["person", "title"], maintain_order=True)


@pytest.fixture(scope="module")
def written(ratings: pl.DataFrame, facts: pl.DataFrame, people: PeopleTraits) -> pl.DataFrame:
    return reviews(ratings, facts=facts, people=people, seed=7)


def test_reviews_are_the_same_for_a_seed(
    written: pl.DataFrame, ratings: pl.DataFrame, facts: pl.DataFrame, people: PeopleTraits
) -> None:
    assert reviews(ratings, facts=facts, people=people, seed=7).equals(written)
    assert not reviews(ratings, facts=facts, people=people, seed=8).equals(written)


def test_one_rating_in_fifty_comes_with_a_review(written: pl.DataFrame, ratings: pl.DataFrame) -> None:
    assert 0.015 < len(written) / len(ratings) < 0.025


def test_reviews_agree_with_the_stars_and_speak_in_the_persons_voice(
    written: pl.DataFrame, ratings: pl.DataFrame, facts: pl.DataFrame, people: PeopleTraits
) -> None:
    lines = sections("voices.txt")
    voice, _ = voices(people, seed=7)
    rows = written.join(ratings, on=["person", "title"]).join(facts, left_on="title", right_on="id")
    for row in rows.iter_rows(named=True):
        openings = [
            line.format(name=row["name"], genre=genre.lower())
            for line in lines[f"{VOICES[voice[row['person']]]}.{feeling(row['rating'])}"]
            for genre in row["genres"]
        ]
        assert any(row["text"].startswith(opening) for opening in openings), row["text"]


def test_feelings_rise_with_the_stars() -> None:
    assert [feeling(stars) for stars in (0.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0)] == [
        "poor", "poor", "mixed", "mixed", "like", "like", "love", "love",
    ]  # fmt: skip


def test_reviews_are_written_after_the_rating_and_few_give_the_end_away(
    written: pl.DataFrame, ratings: pl.DataFrame
) -> None:
    late = written.join(ratings, on=["person", "title"], suffix="_rated")
    assert (late["time"] - late["time_rated"]).is_between(0, 2 * DAY).all()
    assert 0.02 < written["spoiler"].mean() < 0.12  # type: ignore[operator]
    assert not written["text"].str.contains(r"[{}]").any()


def test_no_ratings_bring_no_reviews(ratings: pl.DataFrame, facts: pl.DataFrame, people: PeopleTraits) -> None:
    assert reviews(ratings.clear(), facts=facts, people=people, seed=7).is_empty()
