import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from matinee.lab.data.histories import Histories
from matinee.lab.data.titles import TitleFacts
from matinee.lab.features.person import person_features
from matinee.lab.features.registry import FEATURES, NAMES
from matinee.lab.world.checkerboard import checkerboard
from matinee.lab.world.sizes import Size
from matinee.lab.world.world import World, build_world
from tests.lab.features.by_definition import Event, features_of
from tests.lab.features.people import histories_of

TITLES = 12
START = 1_600_000_000
FACTS = TitleFacts(
    names=[str(title) for title in range(TITLES)],
    years=np.array([0, 1950, 2000, 2019, 2020, 2021, 2022, 0, 1999, 2020, 2023, 1920], dtype=np.int32),
    genres=[(), ("a",), ("a", "b"), ("c",), ("a", "c", "d"), ("b",), ("d",), (), ("a",), ("b", "d"), ("c",), ("e",)],
)
OTHERWISE = {feature.name: feature.otherwise for feature in FEATURES}

events = st.builds(
    Event,
    st.integers(0, TITLES - 1),
    st.integers(1, 10).map(lambda half: half / 2),
    st.one_of(st.integers(START, START + 3 * 365 * 86_400), st.integers(START, START + 5 * 86_400)),
)
"""Over some years, and over some days, so that there are sittings."""
people = st.lists(st.lists(events, max_size=14, unique_by=lambda event: event.title), min_size=1, max_size=4)


def table_of(world: World) -> tuple[np.ndarray, Histories]:
    made = world.history
    offsets = np.concatenate([[0], np.cumsum(np.bincount(made.person, minlength=len(world.response.people)))])
    histories = Histories(offsets, made.title, made.rating, len(world.response.titles), made.time)
    return person_features(histories, at=world.now), histories


@given(people, st.integers(START - 10, START + 4 * 365 * 86_400))
@settings(max_examples=150, deadline=None)
def test_every_feature_is_what_its_meaning_says(audience: list[list[Event]], at: int) -> None:
    table = person_features(histories_of(audience, n_titles=TITLES), at=at, facts=FACTS)

    for row, person in zip(table, audience, strict=True):
        slowly = OTHERWISE | features_of(
            person, at=at, n_titles=TITLES, years=FACTS.years.tolist(), genres=FACTS.genres
        )
        focus = slowly["hour_focus"]
        for name, value in zip(NAMES, row.tolist(), strict=True):
            if name == "usual_hour" and focus < 1e-3:
                continue
            if name == "usual_hour":
                assert min(abs(value - slowly[name]), 24 - abs(value - slowly[name])) < 1e-2, name
            else:
                assert value == pytest.approx(slowly[name], rel=1e-4, abs=2e-4), name


@given(people, people, st.integers(START, START + 2 * 365 * 86_400))
@settings(max_examples=80, deadline=None)
def test_nothing_that_happens_later_changes_what_was_known(
    before: list[list[Event]], later: list[list[Event]], at: int
) -> None:
    known = [[event for event in person if event.time < at] for person in before]
    planted = [
        person + [Event(TITLES + event.title, event.value, at + event.time - START) for event in more]
        for person, more in zip(known, later + [[]] * len(known), strict=False)
    ]

    asked = {"at": at, "facts": _twice(FACTS)}
    without = person_features(histories_of(known, n_titles=2 * TITLES), **asked)
    with_later = person_features(histories_of(planted, n_titles=2 * TITLES), **asked)

    assert np.array_equal(without, with_later)


def _twice(facts: TitleFacts) -> TitleFacts:
    return TitleFacts(facts.names * 2, np.concatenate([facts.years] * 2), facts.genres * 2)


def test_an_event_at_the_very_moment_is_not_past() -> None:
    histories = histories_of([[Event(0, 4.0, START)]], n_titles=TITLES)

    assert person_features(histories, at=START)[0, NAMES.index("activity")] == 0
    assert person_features(histories, at=START + 1)[0, NAMES.index("activity")] == 1


def test_every_person_can_have_a_moment_of_their_own() -> None:
    one = [Event(title, 3.0, START + title * 86_400) for title in range(5)]
    histories = histories_of([one, one], n_titles=TITLES)

    table = person_features(histories, at=np.array([START + 1, START + 3 * 86_400]))

    assert table[:, NAMES.index("activity")].tolist() == [1, 3]


def test_a_person_does_not_depend_on_who_else_is_asked() -> None:
    data = checkerboard(people=120).data
    at = int(data.histories.times.max()) if data.histories.times is not None else 0
    whole = person_features(data.histories, at=at, facts=data.facts)
    alone = [person_features(data.histories.row(row), at=at, facts=data.facts)[0] for row in range(0, 120, 7)]

    assert np.allclose(whole[::7], np.stack(alone), rtol=1e-6, atol=1e-6)


def test_of_whom_nothing_is_known_everything_is_at_its_default() -> None:
    nobody = Histories.from_lists([[]], n_titles=TITLES)

    table = person_features(nobody, at=START, facts=FACTS)

    assert table.dtype == np.float32
    assert table[0].tolist() == pytest.approx([OTHERWISE[name] if name != "sparsity" else 1.0 for name in NAMES])
    assert person_features(nobody.rows(slice(0, 0)), at=START).shape == (0, len(NAMES))


def test_without_times_what_needs_none_is_computed_and_the_rest_is_at_its_default() -> None:
    histories = Histories.from_lists([[1, 2, 3]], n_titles=TITLES, values=[[1.0, 3.0, 5.0]])

    found = dict(zip(NAMES, person_features(histories, at=START, facts=FACTS)[0].tolist(), strict=True))

    assert found["rating_mean"] == 3.0
    assert found["genre_breadth"] > 1.0
    timed = [feature for feature in FEATURES if "times" in feature.needs]
    assert len(timed) > 10
    assert {one.name: found[one.name] for one in timed} == pytest.approx({one.name: one.otherwise for one in timed})


def test_without_facts_what_needs_them_is_at_its_default() -> None:
    histories = histories_of([[Event(1, 4.0, START)]], n_titles=TITLES)

    found = dict(zip(NAMES, person_features(histories, at=START + 9)[0].tolist(), strict=True))

    assert (found["title_age"], found["genre_breadth"], found["activity"]) == (0.0, 0.0, 1.0)


def test_only_the_features_asked_for_are_made_in_the_order_asked_for() -> None:
    histories = histories_of([[Event(1, 4.0, START)]], n_titles=TITLES)
    wanted = [FEATURES[NAMES.index(name)] for name in ("rating_mean", "activity")]

    assert person_features(histories, at=START + 9, features=wanted).tolist() == [[4.0, 1.0]]


def test_moments_that_do_not_fit_are_refused() -> None:
    histories = Histories.from_lists([[1], [2]], n_titles=TITLES)
    with pytest.raises(TypeError, match="whole seconds"):
        person_features(histories, at=np.array([1.5, 2.5]))
    with pytest.raises(ValueError, match="moments for 2 people"):
        person_features(histories, at=np.array([1, 2, 3]))


def test_every_feature_has_a_name_of_its_own_and_says_what_it_means() -> None:
    assert len(set(NAMES)) == len(NAMES)
    for feature in FEATURES:
        assert feature.name.isidentifier()
        assert feature.meaning.endswith(".")
        assert math.isfinite(feature.otherwise)


def test_the_habits_of_the_invented_audience_are_found_again() -> None:
    """Of people with a history worth the name. How well on a larger world stands in docs/features.md."""
    world = build_world(Size("audience", titles=300, people=300, ratings=18_000, visits=0), seed=3)
    table, histories = table_of(world)
    known = histories.lengths >= 20
    truth = world.response.people
    for name, habit, at_least in (
        ("activity", truth.activity, 0.75),
        ("binge_rate", truth.binge, 0.6),
        ("weekend_share", truth.weekend, 0.2),
        ("rating_mean", truth.generosity, 0.7),
        ("rating_deviation", truth.doubt, 0.5),
        ("tenure", -truth.joined, 0.9),
    ):
        found = float(np.asarray(spearmanr(table[known, NAMES.index(name)], habit[known]))[0])
        assert found > at_least, f"{name}: {found:.2f}"
    hours = (table[known, NAMES.index("usual_hour")] - truth.hour[known] + 12) % 24 - 12
    assert np.median(np.abs(hours)) < 0.9
