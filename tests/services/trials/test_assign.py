import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import asdict, replace

import pytest

from matinee.domain.errors import BadConfig
from matinee.services.trials.assign import holdout_of, placed, running_of
from matinee.services.trials.designs import said_of
from matinee.services.trials.keep import trial_of
from tests.fixtures.shown import Hall
from tests.services.trials.plans import begun, plan, trials


def untold(what: str) -> None:
    raise AssertionError(what)


def test_people_come_to_the_arms_by_their_weights_and_stay_there(hall: Hall) -> None:
    trial = begun(hall, arms={"control": {"weight": 3}, "newer": {"weight": 1}})
    running = running_of([trial], warn=untold)
    found = [placed(running, number, ratings=1, holdout=None) for number in range(2_000)]
    counts = Counter(one.arm.name for one in found if one is not None)
    assert sum(counts.values()) == 2_000
    assert 430 < counts["newer"] < 570
    again = running_of([replace(trial)], warn=untold)
    assert found == [placed(again, number, ratings=1, holdout=None) for number in range(2_000)]
    assert {one.label for one in found if one is not None} == {"newer-first:control", "newer-first:newer"}


def test_nobody_is_in_two_experiments_and_the_holdout_is_in_none(hall: Hall) -> None:
    pair = [begun(hall, key="one", share=0.5), begun(hall, key="two", share=0.3)]
    running = running_of(pair, warn=untold)
    found = [placed(running, number, ratings=1, holdout=None) for number in range(2_000)]
    shares = Counter("none" if one is None else one.label.split(":")[0] for one in found)
    assert 900 < shares["one"] < 1_100
    assert 520 < shares["two"] < 680
    out = [placed(running, number, ratings=1, holdout=holdout_of(0.2)) for number in range(2_000)]
    gone = [number for number in range(2_000) if out[number] is None and found[number] is not None]
    assert 240 < len(gone) < 400
    assert all(out[number] in (None, found[number]) for number in range(2_000))


def test_whoever_has_rated_too_little_is_in_none(hall: Hall) -> None:
    running = running_of([begun(hall, least_ratings=3)], warn=untold)
    assert placed(running, 1, ratings=2, holdout=None) is None
    assert placed(running, 1, ratings=3, holdout=None) is not None


def test_what_does_not_run_has_nobody(hall: Hall) -> None:
    trial = begun(hall)
    assert running_of([replace(trial, state="stopped")], warn=untold) == ()
    assert placed((), 1, ratings=1, holdout=None) is None


def test_a_plan_that_is_not_that_by_which_it_began_has_nobody_and_the_others_go_on(hall: Hall) -> None:
    told: list[str] = []
    pair = [begun(hall, key="one", share=0.5), begun(hall, key="two", share=0.5)]
    changed = replace(pair[0], design=said_of(plan(key="one", people=9)))
    assert [one.design.key for one in running_of([changed, pair[1]], warn=told.append)] == ["two"]
    assert "'one'" in told[0]


def test_two_rankings_in_one_slate_are_one_place(hall: Hall) -> None:
    running = running_of([begun(hall, kind="interleaving", primary="clicked")], warn=untold)
    for number in range(20):
        place = placed(running, number, ratings=1, holdout=None)
        assert place is not None
        assert place.rival is not None
        assert (place.label, place.arm.name, place.rival.name) == ("newer-first:both", "control", "newer")


def test_a_holdout_is_a_share() -> None:
    assert holdout_of(0) is None
    with pytest.raises(BadConfig):
        holdout_of(1.0)


WORKER = """
import json, sys
from matinee.domain.trials import Trial
from matinee.services.trials.assign import holdout_of, placed, running_of
said = json.load(sys.stdin)
running = running_of([Trial(**one) for one in said["trials"]], warn=print)
found = [placed(running, person, ratings=9, holdout=holdout_of(0.1)) for person in range(said["people"])]
print(json.dumps([one and one.label for one in found]))
"""


def test_two_workers_and_one_that_was_started_anew_place_everybody_alike(hall: Hall) -> None:
    """Row E8: processes that share nothing but what is in the database, each with other hashes of its own."""
    kept = [begun(hall, key=key, share=0.5) for key in ("one", "two")]
    said = json.dumps({"people": 2_000, "trials": [asdict(one) for one in kept]})

    def worker(seed: str) -> list[str | None]:
        surroundings = {**os.environ, "PYTHONHASHSEED": seed}
        made = subprocess.run([sys.executable, "-c", WORKER], input=said, env=surroundings, text=True,
                              capture_output=True, check=True, timeout=60)  # fmt: skip
        return json.loads(made.stdout)

    running = running_of([trial_of(trials(hall), one.key) for one in kept], warn=print)
    here = [placed(running, person, ratings=9, holdout=holdout_of(0.1)) for person in range(2_000)]
    assert worker("1") == worker("2") == [one and one.label for one in here]
    assert len({one and one.label for one in here}) == 5, "each arm of both, and the holdout"
