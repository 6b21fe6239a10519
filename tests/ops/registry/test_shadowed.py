from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from matinee.ops.registry.shadowed import (
    MOST,
    NONE,
    SHADOW,
    Shadowed,
    bucket_of,
    keep_shadowed,
    read_shadowed,
    told_shadowed,
)


def took(*milliseconds: float) -> tuple[int, ...]:
    counts: list[int] = [0] * len(NONE)
    for one in milliseconds:
        counts[bucket_of(one / 1000)] += 1
    return tuple(counts)


def seen(shadow: str = "b", **more: object) -> Shadowed:
    return Shadowed(shadow=shadow, champion="a", since=5, until=9, **more)  # type: ignore[arg-type]


def test_what_several_processes_saw_of_a_pair_is_added_up(tmp_path: Path) -> None:
    """All of it, although they write at the same time."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: keep_shadowed(tmp_path, [seen(asked=2, failed=1)]), range(20)))
    assert [(one.asked, one.failed) for one in read_shadowed(tmp_path)] == [(40, 20)]


def test_times_and_the_last_fault_stay_with_the_sums(tmp_path: Path) -> None:
    keep_shadowed(tmp_path, [seen(fault="first")])
    keep_shadowed(tmp_path, [Shadowed(shadow="b", champion="a", since=10, until=12, fault="second"), seen("c")])
    keep_shadowed(tmp_path, [seen()])
    pairs = read_shadowed(tmp_path)
    assert [one.shadow for one in pairs] == ["c", "b"], "the newest is the last"
    assert (pairs[1].since, pairs[1].until, pairs[1].fault) == (5, 12, "second")


def test_so_many_pairs_are_kept_and_a_file_that_cannot_be_read_begins_anew(tmp_path: Path) -> None:
    keep_shadowed(tmp_path, [seen(f"v{number}") for number in range(MOST + 3)])
    assert [one.shadow for one in read_shadowed(tmp_path)] == [f"v{number}" for number in range(3, MOST + 3)]
    (tmp_path / SHADOW).write_text('{"pairs": 3}')
    assert read_shadowed(tmp_path) == ()
    keep_shadowed(tmp_path, [seen(asked=1)])
    assert len(read_shadowed(tmp_path)) == 1


def test_means_and_milliseconds_are_told_in_place_of_sums() -> None:
    fast, slow = took(*[1.0] * 90, *[40.0] * 10), took(*[3.0] * 100)
    told = told_shadowed(
        seen(asked=5, compared=4, overlap=3.0, order=2.0, shadow_took=fast, champion_took=slow, late=1)
    )
    assert (told["overlap"], told["order"], told["late"]) == (0.75, 0.5, 1)
    assert told["p50_ms"] == pytest.approx(1.0, rel=0.13)
    assert told["p95_ms"] == pytest.approx(40.0, rel=0.13)
    assert told["champion_p95_ms"] == pytest.approx(3.0, rel=0.13)
    nothing = told_shadowed(seen(asked=1, failed=1))
    assert (nothing["overlap"], nothing["order"], nothing["p50_ms"]) == (None, None, None)
