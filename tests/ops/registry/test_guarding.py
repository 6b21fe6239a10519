import numpy as np
import pytest

from matinee.ops.registry import guarding as room
from matinee.ops.registry.guarding import FEWEST, SKIPPED, Guarding, Harm
from matinee.wiring.recommending import LOOKS
from tests.fixtures.loop import Notes

CHAMPION, CANARY = "v0001-0123456789ab", "v0002-0123456789ab"


def answers(chance: np.random.Generator, count: int) -> np.ndarray:
    """Seconds that answers take: mostly 10 ms, and now and then much longer."""
    return 0.01 * np.exp(0.5 * chance.standard_normal(count))


def first_harm(
    *, share: float = 0.1, seconds: int = 60, rate: int = 50, later: float = 0.0, failing: float = 0.0, seed: int = 0
) -> tuple[int, Harm] | None:
    """The second at which harm is told, of a canary that answers a share of so many requests a second, where it is
    looked for as often as the house does."""
    chance = np.random.default_rng(seed)
    guarding = Guarding()
    guarding.compare(CANARY, CHAMPION)
    for second in range(seconds):
        for took, drawn, fails in zip(answers(chance, rate), chance.random(rate), chance.random(rate), strict=True):
            if drawn < share:
                guarding.note(CANARY, seconds=took + later, failed=fails < failing)
            else:
                guarding.note(CHAMPION, seconds=took, failed=False)
        looked = (second + 1) % round(LOOKS) == 0
        if looked and (found := guarding.harm()) is not None:
            return second + 1, found
    return None


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("harm", "what"), [({"later": 0.2}, "latency"), ({"failing": 0.05}, "errors")])
def test_a_canary_that_harms_is_told_within_a_minute(harm: dict[str, float], what: str, seed: int) -> None:
    found = first_harm(share=0.2, seed=seed, later=harm.get("later", 0.0), failing=harm.get("failing", 0.0))
    assert found is not None
    assert found[1].what == what
    assert found[0] <= 60


def test_a_canary_that_does_no_harm_is_left_alone() -> None:
    assert [first_harm(share=0.5, seconds=60, seed=seed) for seed in range(10)] == [None] * 10


@pytest.mark.parametrize(("likely", "later", "failing"), [(1.0, 0.2, 0.0), (1.0, 0.0, 0.05), (0.0, 0.0, 0.0)])
def test_a_guard_that_does_nothing_or_suspects_everybody_would_be_seen(
    likely: float, later: float, failing: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """likely: what it takes the chance for that a canary without harm looks as bad."""
    monkeypatch.setattr(room, "exceeds", lambda *_, **__: likely)
    assert (first_harm(share=0.2, later=later, failing=failing) is None) is (likely == 1.0)


def test_one_that_is_no_worse_than_a_champion_that_fails_itself_is_left_alone() -> None:
    chance = np.random.default_rng(1)
    guarding = Guarding()
    guarding.compare(CANARY, CHAMPION)
    for fails in chance.random(4000) < 0.05:
        guarding.note(CHAMPION, seconds=0.01, failed=bool(fails))
    for fails in chance.random(1000) < 0.05:
        guarding.note(CANARY, seconds=0.01, failed=bool(fails))
        assert guarding.harm() is None


def test_without_enough_of_the_other_nothing_is_said() -> None:
    guarding = Guarding()
    guarding.compare(CANARY, CHAMPION)
    for _ in range(FEWEST - 1):
        guarding.note(CHAMPION, seconds=0.01, failed=False)
    for _ in range(100):
        guarding.note(CANARY, seconds=9.0, failed=True)
    assert guarding.harm() is None
    guarding.note(CHAMPION, seconds=0.01, failed=False)
    assert guarding.harm() is not None


def test_the_first_answers_may_be_slow() -> None:
    guarding = Guarding()
    guarding.compare(CANARY, CHAMPION)
    for _ in range(FEWEST):
        guarding.note(CHAMPION, seconds=0.01, failed=False)
    for place in range(200):
        guarding.note(CANARY, seconds=3.0 if place < SKIPPED else 0.01, failed=False)
        assert guarding.harm() is None


def test_another_comparison_begins_at_nothing_but_the_other_version_is_known() -> None:
    guarding = Guarding()
    guarding.compare(None, None)
    for _ in range(FEWEST):
        guarding.note(CHAMPION, seconds=0.01, failed=False)
    guarding.compare(CANARY, CHAMPION)
    for _ in range(100):
        guarding.note(CANARY, seconds=3.0, failed=False)
    harm = guarding.harm()
    assert harm is not None
    assert "of 80 answers took longer" in harm.words
    guarding.compare(CHAMPION, CANARY)
    assert guarding.harm() is None


@pytest.mark.loop
@pytest.mark.timeout(3600)
def test_a_hundred_canaries_of_each_kind(notes: Notes) -> None:
    """By the rate of the acceptance test: fifty requests a second, a fifth of them to the canary."""
    seeds = notes.chance().integers(0, 2**31, 100).tolist()
    for what, later, failing in (("latency", 0.2, 0.0), ("errors", 0.0, 0.05)):
        found = [first_harm(share=0.2, seed=seed, later=later, failing=failing) for seed in seeds]
        caught = sum(one is not None and one[1].what == what for one in found)
        said = "200 ms later" if what == "latency" else "5 % fail"
        notes.check("L10", f"canary, {said}, 50 a second: taken back within 60 s", caught / 100, trials=100, low=0.99)
    alarms = sum(first_harm(share=0.2, seed=seed) is not None for seed in seeds)
    notes.check("L10", "harmless canary, 50 a second: taken back within 60 s", alarms / 100, trials=100, high=0.01)
