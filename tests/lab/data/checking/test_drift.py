from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy import stats

from matinee.domain.feedback import HALF_STARS
from matinee.lab.data.checking.drift import effective_size, psi, psi_threshold
from matinee.lab.data.dataset import Dataset
from matinee.lab.data.titles import TitleTable
from tests.lab.data.checking.spoiled import changed, checked, clean, only, with_log


def both(former: Dataset, later: Dataset) -> Dataset:
    """A snapshot that has the events of a former one and later ones, of other people."""
    people = [data.people.ids[data.log.people] for data in (former, later)]
    titles = [data.titles.ids[data.log.titles] for data in (former, later)]
    values = [data.log.values for data in (former, later)]
    times = [data.log.times for data in (former, later) if data.log.times is not None]
    return Dataset.from_columns(
        np.append(people[0], people[1] + 10_000),
        np.concatenate(titles),
        np.concatenate(values),
        np.concatenate(times) if times else None,
        title_table=former.title_table,
    )


def moody(*, seed: int, people: int = 120, each: int = 25) -> Dataset:
    """As clean, but each person nearly always gives the same rating, so that events are far from independent."""
    data = clean(people=people, each=each, seed=seed)
    mood = np.random.default_rng([seed, 1]).integers(1, 6, people)
    own = np.random.default_rng([seed, 2]).random(len(data.log)) < 0.9
    return with_log(data, values=np.where(own, mood[data.log.people], data.log.values))


def found(data: Dataset, previous: Dataset) -> set[str]:
    return {finding.name for finding in checked(data, previous=previous).findings if finding.level != "note"}


def test_the_threshold_is_reached_without_drift_as_rarely_as_stated() -> None:
    """Ten bins of unequal shares; 4,000 pairs of samples from one distribution, at a rate of 2 %."""
    chance = np.random.default_rng(0)
    shares = np.arange(1, 11) / 55
    n, m, tries = 3_000, 1_000, 4_000
    before, after = chance.multinomial(n, shares, tries), chance.multinomial(m, shares, tries)
    threshold = psi_threshold(n, m, bins=10, false_alarms=0.02)
    alarms = sum(psi(one, other) > threshold for one, other in zip(before, after, strict=True))
    low, high = stats.binom.ppf([0.0005, 0.9995], tries, 0.02)
    assert low <= alarms <= high


def test_psi_of_two_histograms_by_hand() -> None:
    seen = psi(np.array([99.5, 99.5]), np.array([149.5, 49.5]))
    assert seen == pytest.approx(0.25 * np.log(1.5) - 0.25 * np.log(0.5))
    assert psi(np.array([3, 5]), np.array([3, 5])) == 0
    assert np.isfinite(psi(np.array([10, 0]), np.array([0, 10])))


def test_a_sample_needs_to_be_large_for_a_small_threshold() -> None:
    assert psi_threshold(200, 200, bins=10, false_alarms=0.01) > 0.2
    assert psi_threshold(5_000, 5_000, bins=10, false_alarms=0.01) == pytest.approx(0.0087, abs=2e-4)


def test_events_of_few_people_are_worth_few_observations() -> None:
    assert effective_size(np.arange(100)) == 100
    assert effective_size(np.repeat(np.arange(10), 10)) == 10
    assert effective_size(np.array([0] * 90 + list(range(1, 11)))) == pytest.approx(100**2 / (90**2 + 10))


def test_the_same_snapshot_has_not_drifted() -> None:
    assert checked(clean(), previous=clean()).findings == ()


def test_more_of_the_same_is_no_drift() -> None:
    """Forty pairs of snapshots, two tests each at one in a thousand: two alarms would be a great surprise."""
    alarms = sum(bool(found(both(clean(seed=seed), clean(seed=seed + 100)), clean(seed=seed))) for seed in range(20))
    alarms += sum(bool(found(both(moody(seed=seed), moody(seed=seed + 100)), moody(seed=seed))) for seed in range(20))
    assert alarms <= 1


def test_ratings_that_moved_are_found() -> None:
    former, later = clean(), clean(seed=1)
    kinder = with_log(later, values=np.minimum(later.log.values + 1, 5))
    drifted = only(both(former, kinder), "values moved", previous=former)
    assert drifted.level == "warn"
    assert drifted.count == len(later.log)
    assert "their mean is 3.77, not 3.03" in drifted.what


def test_titles_of_another_popularity_are_found() -> None:
    former, later = clean(), clean(seed=1)
    turned = with_log(later, titles=later.n_titles - 1 - later.log.titles)
    drifted = only(both(former, turned), "popularity moved", previous=former)
    assert drifted.level == "warn"


def test_the_luck_of_rare_titles_is_no_drift() -> None:
    """Few events for each of many titles that are all as popular; some seem to be more so, in either snapshot."""
    chance = np.random.default_rng(0)
    former, later = (
        Dataset.from_columns(
            np.repeat(np.arange(1_500), 5) + first,
            np.concatenate([chance.choice(1_000, 5, replace=False) for _ in range(1_500)]),
            chance.integers(1, 6, 7_500),
        )
        for first in (0, 1_500)
    )
    assert "popularity moved" not in found(both(former, later), former)


def test_titles_with_new_ids_are_found() -> None:
    former, later = clean(), clean(seed=1)
    renamed = Dataset.from_columns(
        later.people.ids[later.log.people],
        later.titles.ids[later.log.titles] + 1_000,
        later.log.values,
        later.log.times,
    )
    report = checked(both(former, renamed).with_titles(TitleTable.empty()), previous=former)
    drifted = next(finding for finding in report.findings if finding.name == "titles renamed")
    assert (drifted.level, drifted.count) == ("warn", len(later.log))
    assert drifted.example.startswith("title 1")


def test_events_that_are_gone_are_found() -> None:
    data = clean()
    left = data.only(np.arange(len(data.log)) % 5 > 0)
    gone = only(left, "events gone", previous=data)
    assert (gone.level, gone.count) == ("warn", len(data.log) - len(left.log))
    assert "20%" in gone.what


def test_some_people_may_leave() -> None:
    data = clean()
    assert found(data.only(data.log.people > 10), data) == set()


def test_another_scale_is_refused() -> None:
    data = clean()
    changed_scale = only(replace(data, feedback=HALF_STARS), "scale changed", previous=data)
    assert changed_scale.level == "refuse"


@pytest.mark.parametrize(("fact", "column"), [("genres", pl.lit([], dtype=pl.List(pl.String))), ("year", pl.lit(None))])
def test_facts_that_were_lost_are_found(fact: str, column: pl.Expr) -> None:
    data = clean()
    frame = data.title_table.frame
    emptied = frame.with_columns(pl.when(pl.col("id") <= 20).then(column).otherwise(pl.col(fact)).alias(fact))
    lost = only(data.with_titles(TitleTable(emptied)), "facts lost", previous=data)
    assert (lost.level, lost.count) == ("warn", 20)


def test_a_few_new_events_are_not_judged() -> None:
    former = clean()
    assert former.log.times is not None
    few = clean(seed=1).only(np.arange(40))
    assert found(both(former, with_log(few, values=np.full(40, 1.0))), former) == set()


def test_snapshots_without_times_can_be_compared() -> None:
    former, later = clean(), clean(seed=1)
    kinder = with_log(later, values=np.full(len(later.log), 5.0))
    now = with_log(both(former, kinder), times=None)
    assert "values moved" in found(now, with_log(former, times=None))


def test_watches_have_no_values_to_move() -> None:
    former, later = (with_log(clean(seed=seed), values=np.ones(5_000)) for seed in (0, 1))
    assert "values moved" not in found(both(former, later), former)


def test_one_person_is_no_population() -> None:
    data = clean(people=1, titles=60, each=60)
    later = both(data, clean(seed=1))
    assert "popularity moved" not in found(later, data)


def test_rating_a_title_anew_is_a_new_event() -> None:
    data = clean()
    again = changed(data.log.values, slice(0, 300), 1.0)
    report = checked(with_log(data, values=again), previous=data)
    assert "events gone" not in {finding.name for finding in report.findings}
