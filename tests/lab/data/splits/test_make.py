from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matinee.domain.errors import BadData
from matinee.domain.feedback import WATCHES
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.histories import Histories
from matinee.lab.data.interactions import Interactions
from matinee.lab.data.splits.make import make_split
from matinee.lab.data.splits.split import PROTOCOLS, Protocol, Split, Stage
from matinee.lab.evaluation.leaks import lint_split
from tests.lab.data.splits.made import log_of, logs, pairs

RANDOM: tuple[Protocol, ...] = ("last", "strong", "weak", "rating")
RANKINGS: tuple[Protocol, ...] = ("time", "last", "strong", "weak")
few = settings(max_examples=15, deadline=None)


def asked(stage: Stage, rows: Histories) -> set[tuple[int, int]]:
    people, titles = stage.task.people[rows.row_numbers], stage.train.titles.ids[rows.titles]
    return set(zip(people.tolist(), titles.tolist(), strict=True))


def targets(stage: Stage) -> set[tuple[int, int]]:
    return asked(stage, stage.task.targets)


@few
@given(logs(timed=True), st.sampled_from(PROTOCOLS))
def test_no_target_is_learned_from_or_known(data: Dataset, protocol: Protocol) -> None:
    split = make_split(data, protocol)
    for stage in (split.tuning, split.final):
        assert not targets(stage) & pairs(stage.train)
        assert not targets(stage) & asked(stage, stage.task.histories)
    assert not targets(split.final) & pairs(split.tuning.train)
    assert not targets(split.final) & targets(split.tuning)
    assert [found for found in lint_split(split) if found.severity == "leak"] == []


@few
@given(logs(timed=True), st.sampled_from(["time", "last", "weak"]))
def test_no_like_is_lost_or_doubled(data: Dataset, protocol: Protocol) -> None:
    split = make_split(data, protocol)
    stage, task = split.final, split.final.task
    learned = pairs(stage.train)
    assert len(learned) == len(stage.train.log)
    found = len(learned) + len(task.targets.titles) + int(task.missed.sum())
    likes = pairs(data.likes_only())
    assert learned | targets(stage) <= likes
    if not task.left_out:
        assert found == len(likes)
    assert split.about["events_used"] == len(likes)


@few
@given(logs())
def test_no_rating_is_lost_or_doubled(data: Dataset) -> None:
    folds = [make_split(data, "rating", fold=fold) for fold in range(1, 6)]
    for split in folds:
        assert pairs(split.final.train) | targets(split.final) == pairs(data)
        assert pairs(split.tuning.train) | targets(split.tuning) == pairs(split.final.train)
    assert set.union(*(targets(split.final) for split in folds)) == pairs(data)
    assert sum(len(targets(split.final)) for split in folds) == len(pairs(data))


@few
@given(logs(), st.sampled_from(["strong", "weak", "rating"]))
def test_the_same_seed_gives_the_same_split_and_another_another(data: Dataset, protocol: Protocol) -> None:
    first = make_split(data, protocol, seed=1)
    assert make_split(data, protocol, seed=1).fingerprint == first.fingerprint
    assert make_split(data, protocol, seed=2).fingerprint != first.fingerprint
    assert first.seed == 1


def test_a_split_by_time_leaves_nothing_to_chance() -> None:
    data = log_of(0)
    split = make_split(data, "time", seed=1)
    assert split.fingerprint == make_split(data, "time", seed=2).fingerprint
    assert split.seed is None


@pytest.mark.parametrize("part", ["train", "histories", "targets"])
@pytest.mark.parametrize("stage", ["tuning", "final"])
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_fingerprint_notices_one_changed_value(protocol: Protocol, stage: str, part: str) -> None:
    """A four of the part becomes a five; nothing else of the data is another."""
    data = log_of(3, titles=200, events=3_000)
    split = make_split(data, protocol)
    looked_at: Stage = getattr(split, stage)
    values = data.log.values.copy()
    found = pairs(looked_at.train) if part == "train" else asked(looked_at, getattr(looked_at.task, part))
    each = zip(data.people.ids[data.log.people].tolist(), data.titles.ids[data.log.titles].tolist(), strict=True)
    row = next(row for row, pair in enumerate(each) if pair in found and values[row] == 4 and is_only(data, row))
    values[row] = 5
    changed = Dataset(Interactions(data.log.people, data.log.titles, values, data.log.times), data.titles, data.people)
    assert make_split(changed, protocol).fingerprint != split.fingerprint


def is_only(data: Dataset, row: int) -> bool:
    """Whether the person has no other event with the title."""
    log = data.log
    return np.count_nonzero((log.people == log.people[row]) & (log.titles == log.titles[row])) == 1


def test_protocols_and_folds_have_fingerprints_of_their_own() -> None:
    data = log_of(0)
    made = [make_split(data, protocol) for protocol in PROTOCOLS]
    made += [make_split(data, "rating", fold=fold) for fold in range(2, 6)]
    assert len({split.fingerprint for split in made}) == len(made)


@few
@given(logs(timed=True), st.sampled_from(RANKINGS))
def test_rankings_learn_from_likes_over_the_catalogue_of_their_training_part(data: Dataset, protocol: Protocol) -> None:
    split = make_split(data, protocol)
    for stage in (split.tuning, split.final):
        assert stage.train.log.values.min() >= 4
        assert np.bincount(stage.train.log.titles, minlength=stage.train.n_titles).min() > 0
        assert np.bincount(stage.train.log.people, minlength=stage.train.n_people).min() > 0
        assert (stage.task.histories.lengths > 0).all()


@few
@given(logs())
def test_every_rating_is_asked_for_even_of_titles_and_people_nobody_learned_from(data: Dataset) -> None:
    split = make_split(data, "rating")
    for stage in (split.tuning, split.final):
        assert stage.train.titles == data.titles
        assert stage.task.missed.sum() == stage.task.left_out == 0


def test_the_facts_of_titles_stay_with_the_training_part() -> None:
    data = log_of(0)
    for protocol in PROTOCOLS:
        train = make_split(data, protocol).final.train
        assert (train.name, train.feedback, train.title_table) == ("made", data.feedback, data.title_table)


def test_the_counts_are_told() -> None:
    data = log_of(0)
    split = make_split(data, "weak")
    about = split.about
    assert about["events"] == 600
    assert about["fit"] + about["valid"] == about["train"] == len(split.final.train.log)
    assert about["train"] + about["test"] == about["events_used"]
    assert (about["test_people"], about["valid_people"]) == (len(split.final.task), len(split.tuning.task))


def test_names_say_data_protocol_and_fold() -> None:
    data = log_of(0)
    assert make_split(data, "weak").name == "made-weak"
    assert make_split(data, "rating").name == "made-rating-1"
    assert make_split(data, "rating", fold=4).name == "made-rating-4"


def refused(protocol: Protocol, data: Dataset, *, fold: int | None = None) -> str:
    with pytest.raises(BadData) as told:
        make_split(data, protocol, fold=fold)
    return str(told.value)


def test_a_fold_is_refused_where_there_are_none() -> None:
    for protocol in RANKINGS:
        assert "has no folds" in refused(protocol, log_of(0), fold=1)
    assert "no fold 6" in refused("rating", log_of(0), fold=6)
    assert "no fold 0" in refused("rating", log_of(0), fold=0)


@pytest.mark.parametrize("protocol", ["time", "last"])
def test_a_split_by_time_needs_times(protocol: Protocol) -> None:
    assert "the events have no times" in refused(protocol, log_of(0, timed=False))


@pytest.mark.parametrize("protocol", RANKINGS)
def test_data_without_likes_is_refused(protocol: Protocol) -> None:
    data = log_of(0)
    assert "there is no like" in refused(protocol, data.only(data.log.values < 4))


def test_watches_cannot_be_predicted_as_ratings() -> None:
    data = Dataset.from_columns(np.array([1, 2]), np.array([1, 2]), np.ones(2), feedback=WATCHES)
    assert "no rating" in refused("rating", data)


@pytest.mark.parametrize("protocol", RANKINGS)
def test_watches_can_be_ranked(protocol: Protocol) -> None:
    log = log_of(0).log
    data = Dataset.from_columns(log.people, log.titles, np.ones(len(log)), log.times, feedback=WATCHES)
    assert len(make_split(data, protocol).final.task) > 0


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_data_of_one_event_is_refused(protocol: Protocol) -> None:
    data = Dataset.from_columns(np.array([1]), np.array([1]), np.array([5.0]), np.array([1_600_000_000]))
    assert refused(protocol, data)


def test_a_split_that_leaves_nobody_to_ask_is_refused() -> None:
    """Everybody appears after the moment of the test, so nobody has a history."""
    people = np.arange(20)
    data = Dataset.from_columns(people, people % 4, np.full(20, 5.0), 1_600_000_000 + people * 86_400)
    assert "nobody is left to be asked" in refused("time", data)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_ids_may_be_text(protocol: Protocol) -> None:
    data = log_of(0)
    renamed = Dataset.from_columns(
        np.array([f"p{100 + person}" for person in data.log.people]),
        np.array([f"t{100 + title}" for title in data.log.titles]),
        data.log.values,
        data.log.times,
    )
    plain, named = make_split(data, protocol), make_split(renamed, protocol)
    assert_same_positions(plain, named)


def assert_same_positions(one: Split, other: Split) -> None:
    for part in ("histories", "targets"):
        first, second = getattr(one.final.task, part), getattr(other.final.task, part)
        assert np.array_equal(first.titles, second.titles)
        assert np.array_equal(first.offsets, second.offsets)


def test_those_who_are_asked_are_known_by_what_they_told() -> None:
    data = log_of(0)
    told = pl.DataFrame({"person": data.people.ids, "age": data.people.ids + 20})
    data = replace(data, extras={"people": told})
    for protocol in PROTOCOLS:
        for stage in (made := make_split(data, protocol)).tuning, made.final:
            traits = stage.task.histories.traits
            assert traits is not None
            assert traits.told("age") == [str(person + 20) for person in stage.task.people]
