"""Who asks what, and how often."""

from pathlib import Path

import pytest

from tests.benchmarks.load.test_generator import of

__all__ = ["of"]


@pytest.fixture
def askers(of):
    home = of("populated").Populated(Path("nowhere"), [f"token-{n}" for n in range(50)], [[]] * 50, {7: "Alien"})
    return of("workloads").Askers(home, seed=3)


def test_of_the_usual_questions_a_fifth_were_never_asked_before(askers) -> None:
    known = {one.wire for one in askers.once_each()}
    asked = [askers.usual() for _ in range(2000)]
    new = [one.wire for one in asked if one.wire not in known]
    assert 0.17 < len(new) / len(asked) < 0.23
    assert all(b"/recommendations?k=" in one for one in new)
    assert {one.kind for one in asked} == {"recommendations"}


def test_a_rating_never_says_what_was_said_last(askers) -> None:
    said = [askers.rating().wire for _ in range(300)]
    by_person: dict[bytes, bytes] = {}
    for wire in said:
        head, _, body = wire.partition(b"\r\n\r\n")
        who = head.partition(b"Bearer ")[2].partition(b"\r\n")[0]
        assert by_person.get(who) != body
        by_person[who] = body
