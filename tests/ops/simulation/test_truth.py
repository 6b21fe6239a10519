import numpy as np
import pytest

from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.world.audience import Audience, Terms, gather, moment_of
from matinee.lab.world.sizes import Size
from matinee.ops.releases.load import load_release
from matinee.ops.releases.make import make_release
from matinee.ops.releases.release import Release
from matinee.ops.runs.recipes import find_recipe
from matinee.ops.simulation.truth import true_worth

TITLES = 60
TERMS = Terms(
    Size("tiny", titles=TITLES, people=40, ratings=800, visits=0),
    people=20,
    founders=20,
    days=4,
    seed=3,
    world_seed=5,
    premieres=0.0,
)


@pytest.fixture(scope="module")
def audience() -> Audience:
    return gather(TERMS)[1]


def worth_of_titles(audience: Audience) -> np.ndarray:
    """What each would be worth at the top, to everybody."""
    seen = np.zeros(TITLES, dtype=bool)
    everybody = range(len(audience))
    return np.array(
        [
            sum(audience.satisfaction(one, np.array([title]), moment_of(1), seen=seen) for one in everybody)
            for title in range(TITLES)
        ]
    )


@pytest.fixture(scope="module")
def releases(audience: Audience, tmp_path_factory: pytest.TempPathFactory) -> tuple[Release, Release]:
    """One shows first what is truly best for all, the other what is worst."""
    order = np.argsort(worth_of_titles(audience))
    folder = tmp_path_factory.mktemp("releases")
    (folder / "r.toml").write_text('[popular]\n[answer]\nranks = "popular"\n')
    made = []
    for name, titles in (("good", order), ("bad", order[::-1])):
        rows = [(person, title) for place, title in enumerate(titles.tolist()) for person in range(place + 1)]
        people, rated = np.array(rows).T
        data = Dataset.from_columns(people + 1, rated + 1, np.full(len(rows), 4.0, dtype=np.float32), None)
        recipe = find_recipe(str(folder / "r.toml"))
        make_release(folder / name, data, recipe, origin="world", context=FitContext(threads=1))
        made.append(load_release(folder / name))
    return made[0], made[1]


def test_what_is_truly_worse_is_seen_to_be_worse(audience: Audience, releases: tuple[Release, Release]) -> None:
    seen = np.zeros((len(audience), TITLES), dtype=bool)
    rated = {person: {0: 4.0} for person in range(len(audience))}
    good, bad = releases
    found = true_worth(good, bad, audience, rated, seen=seen, time=moment_of(1))
    assert found is not None
    assert found.lift < -0.5
    assert found.high < 0
    same = true_worth(good, good, audience, rated, seen=seen, time=moment_of(1))
    assert same is not None
    assert (same.lift, same.low, same.high) == (0, 0, 0)


def test_nothing_that_was_seen_is_shown(audience: Audience, releases: tuple[Release, Release]) -> None:
    """Else both would be worth the less, the more was seen; here only the rest of the titles is left."""
    seen = np.ones((len(audience), TITLES), dtype=bool)
    seen[:, np.argsort(worth_of_titles(audience))[-5:]] = False
    found = true_worth(*releases, audience, {person: {0: 4.0} for person in range(9)}, seen=seen, time=moment_of(1))
    assert found is not None
    assert found.people == 9
    assert found.champion > 0


def test_of_one_person_nothing_is_said(audience: Audience, releases: tuple[Release, Release]) -> None:
    seen = np.zeros((len(audience), TITLES), dtype=bool)
    assert true_worth(*releases, audience, {3: {}}, seen=seen, time=moment_of(1)) is None
