"""What is known of titles as figures."""

import numpy as np
import polars as pl
import pytest

from matinee.lab.data.dataset import Dataset
from matinee.lab.data.title_features.features import BLOCKS, SINGULAR, TitleFeatures, title_features
from matinee.lab.data.titles import LISTED, TitleTable
from matinee.lab.data.vocabulary import Vocabulary

TABLE = TitleTable(
    pl.DataFrame(
        {
            "id": [10, 11, 12, 13],
            "name": ["The Fog of Arles", "The Fog of Bath", "A Duel", "A Feud"],
            "year": [1944, 1946, 2001, None],
            "genres": [["Film-Noir", "Crime"], ["Film-Noir"], ["Western", "Crime"], ["Western"]],
            "keywords": [["harbour"], ["Harbour"], ["harbour", "dust"], None],
            "directors": [["Ann Ek"], ["Bo Å"], ["Ann Ek"], ["Cy Dee"]],
        }
    )
)


def data_of(titles: list[int], **more: object) -> Dataset:
    people, seen = np.array([1, 1, 2, 2]), np.array([10, 11, 11, 12])
    settings = {"title_table": TABLE, "titles_known": Vocabulary.of(titles), **more}
    return Dataset.from_columns(people, seen, np.full(4, 5.0), **settings)  # type: ignore[arg-type]


def has(features: TitleFeatures, row: int) -> set[str]:
    return {features.in_words(column) for column in features.matrix[row].indices.tolist()}


def test_each_title_has_its_facts_and_only_those_that_it_shares() -> None:
    made = title_features(data_of([10, 11, 12, 13]), only=("genre", "keyword", "director"))
    assert made.blocks == ("genre", "keyword", "director")
    assert has(made, 0) == {"genre Film-Noir", "genre Crime", "keyword harbour", "director Ann Ek"}
    assert has(made, 1) == {"genre Film-Noir", "keyword harbour"}
    assert has(made, 3) == {"genre Western"}


def test_a_title_that_nobody_has_rated_has_its_facts_too() -> None:
    made = title_features(data_of([10, 11, 12, 13]))
    assert "genre Western" in has(made, 3)


def test_rows_stand_in_the_order_of_the_vocabulary_and_unknown_titles_are_empty() -> None:
    made = title_features(data_of([10, 11, 12, 99]), only=("genre",))
    assert has(made, 0) == {"genre Film-Noir", "genre Crime"}
    assert has(made, 3) == set()


def test_blocks_follow_each_other_and_know_their_columns() -> None:
    made = title_features(data_of([10, 11, 12, 13]))
    assert made.matrix.dtype == np.float32
    assert made.matrix.shape == (4, made.count)
    assert [made.columns(block).start for block in made.blocks] == list(made.starts[:-1])
    assert {made.block_of(column) for column in range(made.count)[made.columns("era")]} == {"era"}
    assert made.columns("actor") == slice(0, 0)
    for block in made.blocks:
        lengths = np.linalg.norm(made.matrix[:, made.columns(block)].toarray(), axis=1)
        assert all(length == pytest.approx(1) or length == 0 for length in lengths)


def test_a_block_can_be_given_a_weight() -> None:
    made = title_features(data_of([10, 11, 12, 13]))
    heavy = made.weighted({"genre": 3.0}, others=0.5)
    genre, era = made.columns("genre"), made.columns("era")
    np.testing.assert_allclose(heavy.matrix[:, genre].toarray(), 3.0 * made.matrix[:, genre].toarray())
    np.testing.assert_allclose(heavy.matrix[:, era].toarray(), 0.5 * made.matrix[:, era].toarray())


def test_without_a_title_table_there_is_no_feature() -> None:
    made = title_features(data_of([10, 11, 12], title_table=None))
    assert made.matrix.shape == (3, 0)
    assert made.weighted({"genre": 2.0}).matrix.shape == (3, 0)
    assert made.blocks == ()


def test_tags_count_where_their_writers_event_is_in_the_log() -> None:
    written = [(1, 10, "Moody"), (1, 11, "moody"), (1, 11, "MOODY"), (2, 11, "moody"), (2, 10, "loud"), (3, 11, "loud")]
    tags = pl.DataFrame(written, schema=["person", "title", "tag"], orient="row")
    made = title_features(data_of([10, 11, 12], extras={"tags": tags}), only=("tag",))
    assert made.words == ("moody",)
    assert (made.matrix.toarray()[:, 0] > 0).tolist() == [True, True, False]


def test_the_tag_genome_says_what_fits_well() -> None:
    genome = pl.DataFrame({"title": [10, 11, 12, 12], "tag_id": [1, 1, 1, 2], "relevance": [0.9, 0.8, 0.1, 0.9]})
    names = pl.DataFrame({"tag_id": [1, 2], "tag": ["moody", "loud"]})
    data = data_of([10, 11, 12, 13, 14], extras={"genome": genome, "genome_tags": names})
    made = title_features(data, only=("genome",))
    assert made.words == ()
    wide = pl.concat([genome, genome.with_columns(title=pl.col("title") + 3)]).unique(["title", "tag_id"])
    made = title_features(data_of([*range(10, 16)], extras={"genome": wide, "genome_tags": names}), only=("genome",))
    assert "loud" in made.words


def test_plots_share_words_that_are_neither_short_nor_numbers_nor_everywhere() -> None:
    plots = [f"it was in 1990 that the {'smuggler' if row < 3 else f'clerk{row}'} fled" for row in range(40)]
    frame = pl.DataFrame({"id": range(40), "name": ["x"] * 40, "year": [None] * 40, "genres": [[]] * 40, "plot": plots})
    data = Dataset.from_columns(np.zeros(40), np.arange(40), np.ones(40), title_table=TitleTable(frame))
    assert title_features(data).words == ("smuggler",)


def test_every_fact_of_a_title_table_has_its_block() -> None:
    assert set(SINGULAR) == set(LISTED)
    assert len(set(BLOCKS)) == len(BLOCKS)
