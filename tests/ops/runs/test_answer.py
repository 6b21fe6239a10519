from pathlib import Path

import numpy as np
import pytest

from matinee.domain.errors import BadArtifact, BadInput, UnknownName
from matinee.domain.feedback import WATCHES
from matinee.lab.core import registry
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.lab.world.checkerboard import Checkerboard
from matinee.ops.runs.answer import answer, ask
from matinee.ops.runs.calibrate import calibrate
from matinee.ops.runs.train import display_names, train


@pytest.fixture(scope="module")
def saved(world: Checkerboard, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "ease"
    train("ease", world.data, folder, settings={"l2": 20}, context=FitContext())
    return folder


def test_who_likes_one_taste_is_shown_that_taste_and_nothing_twice(saved: Path, world: Checkerboard) -> None:
    made = answer(saved, like=["midnight witness", "NO SIGNAL"], k=10)

    taste = dict(zip(display_names(world.data), world.taste_of_title, strict=True))
    shown = [one.name for one in made.suggestions]
    assert len(shown) == 10
    assert {taste[name] for name in shown} == {0}
    assert not set(shown) & set(made.liked)
    assert [one.score for one in made.suggestions] == sorted((one.score for one in made.suggestions), reverse=True)


def test_what_is_not_liked_is_never_shown(saved: Path) -> None:
    best = answer(saved, like=["midnight witness"], k=1).suggestions[0].name

    again = answer(saved, like=["midnight witness"], dislike=[best], k=10)

    assert again.disliked == [best]
    assert best not in [one.name for one in again.suggestions]


def test_reasons_come_only_when_asked_for_and_add_up(saved: Path) -> None:
    without = answer(saved, like=["midnight witness", "no signal"])
    made = answer(saved, like=["midnight witness", "no signal"], why=True)

    assert made.explains
    assert {one.why for one in without.suggestions} == {None}
    for one in made.suggestions:
        assert one.why is not None
        assert sum(share.amount for share in one.why.shares) + one.why.rest == pytest.approx(one.score, abs=1e-4)


def test_a_model_that_cannot_explain_itself_is_asked_again_without_each_title(world: Checkerboard) -> None:
    model = registry.make("bias").fit(world.data)

    made = ask(model, display_names(world.data), like=["midnight witness"], why=True)

    assert not made.explains
    for one in made.suggestions:
        assert one.why is not None
        assert one.why.method == "removal"
        assert sum(share.amount for share in one.why.shares) + one.why.rest == pytest.approx(one.score, abs=1e-4)


def test_how_sure_it_is_is_told_where_it_was_learned_and_only_with_reasons(saved: Path, world: Checkerboard) -> None:
    folder = saved.parent / "svd"
    train("svd", world.data, folder, settings={}, context=FitContext())
    before = answer(folder, like=["no signal"], why=True).suggestions[0]

    calibrate(folder, world.data, context=FitContext())

    assert (before.expected, before.why.confidence if before.why else 0) == (None, None)
    for one in answer(folder, like=["no signal"], why=True).suggestions:
        assert one.why is not None
        assert one.why.confidence is not None
        assert 0 < one.why.confidence < 1
        assert one.expected is not None
        assert one.expected.low < one.expected.rating <= one.expected.high
    assert answer(folder, like=["no signal"]).suggestions[0].expected is None


def test_a_title_named_twice_counts_once(saved: Path) -> None:
    once = answer(saved, like=["no signal"])
    twice = answer(saved, like=["no signal", "No Signal"])

    assert twice.liked == once.liked
    assert [one.id for one in twice.suggestions] == [one.id for one in once.suggestions]


def test_nobody_likes_and_dislikes_one_title(saved: Path) -> None:
    with pytest.raises(BadInput, match="is both liked and disliked"):
        answer(saved, like=["no signal"], dislike=["No Signal"])


def test_an_unknown_title_or_folder_is_told(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="no title called 'nothing of the kind'"):
        answer(saved, like=["nothing of the kind"])
    with pytest.raises(BadArtifact):
        answer(tmp_path, like=["no signal"])


def test_liking_in_a_world_of_watches_is_one_watch() -> None:
    people, titles = np.array([1, 1, 2, 2, 3, 3]), np.array([1, 2, 1, 2, 3, 4])
    data = Dataset.from_columns(people, titles, np.ones(6), feedback=WATCHES)
    model = registry.make("item_knn").fit(data)

    assert ask(model, display_names(data), like=["1"], k=1).suggestions[0].id == 2


def test_fewer_are_recommended_where_there_are_no_more(saved: Path) -> None:
    assert len(answer(saved, like=["no signal"], k=500).suggestions) == 99


@pytest.mark.parametrize(
    ("name", "settings", "counts"),
    [
        ("ease", {"l2": 20}, False),
        ("ease", {"l2": 20, "dislike_weight": 0.5}, True),
        ("popular", {}, False),
        ("bias", {}, True),
    ],
)
def test_it_is_known_whether_dislikes_count_against_other_titles(
    world: Checkerboard, name: str, settings: dict[str, float], counts: bool
) -> None:
    model = registry.make(name, settings).fit(world.data)
    names = display_names(world.data)

    made = ask(model, names, like=["no signal"], dislike=["midnight witness"])

    assert made.dislikes_count is counts
    assert made.dislike_weight is (name == "ease")
    assert ask(model, names, like=["no signal"]).dislikes_count is None


def test_a_folder_without_a_model_is_told_with_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadArtifact, match=r"there is no saved model here\. Train one: matinee train ease"):
        answer(tmp_path / "nowhere", like=["alien"])
