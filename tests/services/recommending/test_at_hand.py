import shutil
from pathlib import Path

import pytest

from matinee.ops.registry.registry import Registry
from matinee.services.recommending.at_hand import AtHand
from tests.fixtures.releases import Made

BY = {"by": "somebody", "why": "to see"}
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def registry(made_release: Made, tmp_path: Path) -> Registry:
    return Registry(Path(shutil.copytree(made_release.registry, tmp_path / "main")))


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def at_hand(registry: Registry, said: list[str]) -> AtHand:
    return AtHand(registry, threads=1, warn=said.append)


def test_a_version_is_read_when_it_has_a_part_and_forgotten_when_it_has_none(
    at_hand: AtHand, registry: Registry, made_release: Made
) -> None:
    assert at_hand.look(NOBODY)
    champion = at_hand.champion
    assert champion is not None
    assert (champion.version, at_hand.canary, at_hand.shadow) == (made_release.first, None, None)
    assert not at_hand.look(NOBODY)
    registry.set_shadow(made_release.second, **BY)
    assert at_hand.look(NOBODY)
    assert at_hand.shadow is at_hand.release_of(made_release.second)
    assert at_hand.champion is champion
    registry.end_shadow(**BY)
    assert at_hand.look(NOBODY)
    assert at_hand.release_of(made_release.second) is None


def test_a_version_that_is_asked_for_by_name_is_read_beside_those_with_a_part(
    at_hand: AtHand, made_release: Made
) -> None:
    assert at_hand.look(frozenset({made_release.second, "v0009-0123456789ab"}))
    assert list(at_hand.named) == [made_release.second]
    assert at_hand.refused == 1
    assert at_hand.look(NOBODY)
    assert at_hand.named == {}


def test_every_refusal_is_told_and_at_once_those_before(
    at_hand: AtHand, registry: Registry, made_release: Made, said: list[str]
) -> None:
    (registry.folder_of(made_release.first) / "recipe.toml").unlink()
    assert at_hand.look(NOBODY)
    assert at_hand.champion is None
    assert "recipe.toml" in (at_hand.fault or "")
    told: list[float] = []
    at_hand.tell_refusals(told.append)
    registry.set_canary(made_release.second, share=0.1, **BY)
    (registry.folder_of(made_release.second) / "recipe.toml").unlink()
    at_hand.look(NOBODY)
    assert told == [1, 1]
    assert len(said) == 2, "the champion is looked at first, and without one nothing is beside it"


def test_the_parts_beside_a_champion_that_cannot_be_used_are_those_of_the_registry(
    at_hand: AtHand, registry: Registry, made_release: Made
) -> None:
    registry.set_canary(made_release.second, share=0.1, **BY)
    at_hand.look(NOBODY)
    champion, canary = at_hand.champion, at_hand.canary
    assert champion is not None
    assert canary is not None
    (registry.folder_of(made_release.first) / "release.json").unlink()
    at_hand.look(NOBODY)
    assert "release.json" in (at_hand.fault or "")
    assert (at_hand.champion, at_hand.canary) == (champion, canary)
    registry.end_canary(**BY)
    at_hand.look(NOBODY)
    assert (at_hand.champion, at_hand.canary, at_hand.roles.canary) == (champion, None, None)
    registry.set_shadow(made_release.second, **BY)
    at_hand.look(NOBODY)
    assert at_hand.shadow is at_hand.release_of(made_release.second)
    assert at_hand.release_of(made_release.first) is champion, "it answers, and is kept"
