from pathlib import Path

from matinee.lab.core.context import FitContext
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.registry.publish import learned_from, publish
from matinee.ops.registry.registry import Registry
from matinee.ops.runs.recipes import NamedRecipe

POPULAR = NamedRecipe("small", {"popular": {}}, {}, answer={"ranks": "popular"})


def test_what_is_published_answers_and_what_answered_before_stays(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "main")
    small, large = checkerboard(people=80).data, checkerboard(people=120).data
    first, about = publish(
        registry, small, POPULAR, origin="a", context=FitContext(threads=1), by="somebody", why="a first one"
    )
    assert about.people == 80
    assert (learned_from(registry, small), learned_from(registry, large)) == (True, False)
    second, _ = publish(registry, large, POPULAR, origin="a", context=FitContext(threads=1), by="me", why="more people")
    roles = registry.roles()
    assert (roles.champion, roles.previous, roles.by, roles.why) == (second, first, "me", "more people")
    assert learned_from(registry, small)
    assert sorted(path.name for path in registry.folder.iterdir()) == [
        ".lock",
        "history.jsonl",
        "roles.json",
        "versions",
    ]


def test_the_same_once_more_is_the_same_version(tmp_path: Path) -> None:
    registry = Registry(tmp_path / "main")
    made = [
        publish(
            registry,
            checkerboard(people=80).data,
            POPULAR,
            origin="a",
            context=FitContext(threads=1),
            by="me",
            why="again",
        )[0]
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert len(registry.history()) == 1
