"""No skew: what serving works out is what training works out, of the same events at the same moment."""

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.domain.feedback import HALF_STARS
from matinee.domain.signals import NO_SIGNALS, Signals
from matinee.kit.clock import DAY, SECOND
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from matinee.lab.data.vocabulary import Vocabulary
from matinee.ops.features.people import features_of_everybody, features_of_one
from matinee.services.recommending.features import features_at
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START


def offline(index: TitleIndex, given: Signals, *, at: int) -> dict[str, float]:
    """As `matinee features` works them out, of a table of the ratings."""
    counts = [not one for one in given.ignored]
    table = TitleTable(
        pl.DataFrame(
            {
                "id": index.ids,
                "name": [card["title"] for card in index.cards],
                "year": index.years,
                "genres": [card["genres"] for card in index.cards],
            }
        )
    )
    data = Dataset.from_columns(
        np.full(sum(counts), 5),
        np.array(given.titles)[counts],
        np.array(given.stars, dtype=np.float32)[counts],
        np.array(given.rated_at)[counts] // SECOND,
        feedback=HALF_STARS,
        title_table=table,
        titles_known=Vocabulary(index.ids),
    )
    return {feature.name: value for feature, value in features_of_one(data, "5", at=at // SECOND)}


@given(data=st.data())
@settings(max_examples=25)
def test_online_and_offline_agree(data: st.DataObject, request: pytest.FixtureRequest) -> None:
    index: Any = request.getfixturevalue("index")
    titles = data.draw(st.lists(st.sampled_from(index.ids.tolist()), min_size=1, max_size=40, unique=True))
    moments = sorted(
        data.draw(st.lists(st.integers(START - 900 * DAY, START + DAY), min_size=len(titles), max_size=len(titles)))
    )
    stars = [data.draw(st.integers(1, 10)) / 2 for _ in titles]
    ignored = [False, *(data.draw(st.booleans()) for _ in titles[1:])]
    signals = Signals(1, titles, stars, moments, ignored)
    found = features_at(index, signals, at=START)
    assert found.values == pytest.approx(offline(index, signals, at=START), abs=1e-5)


def test_what_comes_later_changes_nothing(index: TitleIndex) -> None:
    ids = index.ids[:4].tolist()
    before = Signals(1, ids[:3], [5.0, 4.0, 1.0], [START - 9 * DAY, START - 5 * DAY, START - DAY], [False] * 3)
    later = Signals(2, ids, [5.0, 4.0, 1.0, 2.0], [*before.rated_at, START + DAY], [False] * 4)
    assert features_at(index, later, at=START) == features_at(index, before, at=START)
    assert features_at(index, later, at=START + 2 * DAY) != features_at(index, before, at=START + 2 * DAY)


def test_an_ignored_rating_says_nothing_of_somebody(index: TitleIndex) -> None:
    ids = index.ids[:2].tolist()
    both = Signals(1, ids, [5.0, 1.0], [START - DAY, START - DAY], [False, True])
    one = Signals(1, ids[:1], [5.0], [START - DAY], [False])
    assert features_at(index, both, at=START) == features_at(index, one, at=START)


def test_of_somebody_new_there_is_what_is_said_of_nobody(index: TitleIndex) -> None:
    assert features_at(index, NO_SIGNALS, at=START).values["activity"] == 0.0


def test_the_table_of_everybody_has_the_same_names(index: TitleIndex) -> None:
    given = Signals(1, index.ids[:2].tolist(), [5.0, 1.0], [START - DAY, START - DAY], [False, False])
    data = Dataset.from_columns(np.array([1]), np.array([1]), np.array([5.0], dtype=np.float32), np.array([1]))
    assert features_at(index, given, at=START).values.keys() == set(features_of_everybody(data).columns) - {"person"}
