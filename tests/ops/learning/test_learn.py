import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matinee.domain.errors import BadConfig, BadData
from matinee.kit.hashing import sha256_of_file
from matinee.ops.learning import crowds
from matinee.ops.learning.card import CARD
from matinee.ops.learning.holdout import held_out, next_holdout, read_holdout, write_holdout
from matinee.ops.learning.judgement import read_judgement
from matinee.ops.learning.learn import WORK, Learned, forget_work, learn
from matinee.ops.learning.snapshot import Snapshot, compose
from matinee.ops.releases.load import load_release
from matinee.ops.runs.recipes import NamedRecipe, find_recipe
from tests.fixtures.learning import AT, POOR, RULES, School, opened, rated_by, with_crowd


class Killed(Exception):
    pass


def artefacts(folder: Path) -> dict[str, str]:
    """sha256 of all that answers, and not of what says when it was made and how long that took."""
    told = {"model.json", "release.json", "gate.json", CARD, "contents.json"}
    files = [path for path in folder.rglob("*") if path.is_file() and path.name not in told]
    return {path.relative_to(folder).as_posix(): sha256_of_file(path) for path in files}


def judged(school: School, learned: Learned) -> list[str | None]:
    holdout = read_holdout(school.home)
    assert holdout is not None
    return [
        entry.outcome for entry in holdout.ledger.entries if entry.candidate == learned.judgement.decision.candidate
    ]


def test_what_nobody_added_to_is_the_same_model_again(school: School) -> None:
    learned = learn(school.training(), school.snapshot(0))
    assert (learned.judgement.decision.outcome, learned.judgement.decision.reason) == ("refused", "identical")
    assert judged(school, learned) == []
    assert school.registry.add(learned.folder) == school.registry.roles().champion


def test_a_candidate_is_judged_by_people_whom_neither_model_learned_from(school: School) -> None:
    snapshot = school.snapshot()
    learned = learn(school.training(name="7"), snapshot)
    said = learned.judgement
    assert (said.training, said.champion, said.fitted_again) == ("7", school.registry.roles().champion, False)
    assert said.lineage.members == 20
    assert said.lineage.people + said.lineage.held_out == snapshot.data.n_people
    assert said.asked >= 20
    assert [one for one in said.warnings if one.startswith("events gone")] == []
    assert said.decision.evidence is not None
    assert said.decision.evidence.people == said.asked
    assert judged(school, learned) == [said.decision.outcome]
    assert read_judgement(learned.folder) == said
    card = (learned.folder / CARD).read_text()
    assert str(said.decision) in card
    assert f"{said.lineage.events:,} of {said.lineage.people:,} people" in card


def test_nobody_learns_from_what_the_house_had_led_to(school: School) -> None:
    """As if it had not been rated, where everything that members rated had been shown to them."""
    snapshot = school.snapshot()
    of_member = np.array([key.startswith("member:") for key in snapshot.keys])[snapshot.data.log.people]
    led = replace(snapshot, shown=of_member)
    said = [learn(school.training(name="1"), one).judgement.lineage for one in (snapshot, led)]
    assert said[0].events - said[1].events == (of_member & ~held_by(school, snapshot)).sum() > 0
    assert (said[0].led, said[1].led) == (0, of_member.sum())
    card = (learn(school.training(name="1"), led).folder / CARD).read_text()
    assert f"{of_member.sum():,}, not learned from" in card


def held_by(school: School, snapshot: Snapshot) -> np.ndarray:
    """bool (events,): of those who are held out."""
    holdout = read_holdout(school.home)
    assert holdout is not None
    return held_out(holdout.epoch, snapshot.keys)[snapshot.data.log.people]


def test_nobody_is_asked_for_what_the_house_had_shown(school: School) -> None:
    """Members who found nothing by themselves are not asked; all that those of the data set liked counts."""
    snapshot = school.snapshot()
    of_member = np.array([key.startswith("member:") for key in snapshot.keys])
    all_shown = replace(snapshot, shown=of_member[snapshot.data.log.people])
    asked = [learn(school.training(name="1"), one).judgement.asked for one in (snapshot, all_shown)]
    holdout = read_holdout(school.home)
    assert holdout is not None
    members = int((held_out(holdout.epoch, snapshot.keys) & of_member).sum())
    assert members > 0
    assert asked[0] - asked[1] == members


def test_of_a_crowd_no_more_is_learned_than_of_one(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what the candidate learns nor what the gate asks depends on how many accounts say it."""
    rated = rated_by(20, ratings=20)

    def learned(accounts: int) -> tuple[dict[str, str], Learned]:
        made = learn(school.training(), compose(school.base, with_crowd(rated, accounts), at=AT))
        return artefacts(made.folder), made

    (one, alone), (many, beside) = learned(1), learned(40)
    assert one == many
    assert alone.judgement.lineage == beside.judgement.lineage
    assert alone.judgement.asked == beside.judgement.asked
    seen, same = alone.judgement.decision.evidence, beside.judgement.decision.evidence
    assert seen is not None
    assert same is not None
    assert (seen.lift, seen.candidate_mean, seen.champion_mean) == (same.lift, same.candidate_mean, same.champion_mean)
    assert [(crowd.accounts, crowd.titles) for crowd in beside.judgement.crowds] == [(40, 15)]
    assert alone.judgement.crowds == ()
    told = "a crowd: of 40 accounts that say the same of 15 titles all but the first were left out"
    assert (told in beside.judgement.warnings, told in alone.judgement.warnings) == (True, False)
    assert f"- {told}" in (beside.folder / CARD).read_text()
    monkeypatch.setattr(crowds, "HOUSEHOLD", 40)
    heard, believed = learned(40)
    assert heard != one
    assert believed.judgement.lineage.members == 60


def test_the_same_lineage_gives_the_same_bytes(school: School) -> None:
    one = learn(school.training(), school.snapshot())
    found, digest = artefacts(one.folder), load_release(one.folder).digest
    forget_work(school.home)
    other = learn(school.training(), school.snapshot())
    assert artefacts(other.folder) == found
    assert len(found) > 8
    assert load_release(other.folder).digest == digest
    assert one.judgement.lineage == other.judgement.lineage
    assert one.judgement.decision.words == other.judgement.decision.words
    more = learn(school.training(), school.snapshot(people=10))
    assert artefacts(more.folder) != found
    assert load_release(more.folder).digest != digest


@pytest.mark.parametrize("stage", ["fitted", "judged", "reserved", "decided", "written"])
def test_one_that_is_killed_goes_on_with_what_it_had(school: School, stage: str) -> None:
    def die(reached: str) -> None:
        if reached == stage:
            raise Killed

    with pytest.raises(Killed):
        learn(school.training(reached=die), school.snapshot())
    fitted = {path: path.stat().st_mtime_ns for path in (school.home / WORK).rglob("weights.safetensors")}
    assert len(fitted) == 4
    learned = learn(school.training(), school.snapshot())
    assert {path: path.stat().st_mtime_ns for path in (school.home / WORK).rglob("weights.safetensors")} == fitted
    assert judged(school, learned) == [learned.judgement.decision.outcome]


def test_a_model_that_was_cut_short_while_it_was_saved_is_fitted_again(school: School) -> None:
    learned = learn(school.training(), school.snapshot())
    found = artefacts(learned.folder)
    (learned.folder / "svd" / "model.json").unlink()
    (learned.folder / "ease" / "weights.safetensors").write_bytes(b"half")
    again = learn(school.training(), school.snapshot())
    assert artefacts(again.folder) == found


def test_data_that_the_checks_refuse_stop_it(school: School) -> None:
    snapshot = school.snapshot(at=1_600_000_000_000_000)
    with pytest.raises(BadData, match="not happened yet"):
        learn(school.training(), snapshot)
    assert not (school.home / WORK).exists()


@pytest.mark.parametrize("members", [{}, {"weighted": {"members": ["ease", "user_knn"]}}])
def test_a_model_that_would_write_down_what_people_rated_is_refused(school: School, members: dict[str, Any]) -> None:
    answer = {"ranks": "weighted" if members else "user_knn"}
    keeper = NamedRecipe("keeper", {"user_knn": {}, "ease": {}, **members}, {}, answer=answer)
    with pytest.raises(BadConfig, match="'user_knn' keeps what each person rated"):
        learn(school.training(recipe=keeper), school.snapshot())
    assert not (school.home / WORK).exists()


def test_a_worse_model_is_turned_away(school: School) -> None:
    decision = learn(school.training(recipe=POOR), school.snapshot()).judgement.decision
    assert (decision.outcome, decision.reason) in {("reject", "worse"), ("reject", "guardrail")}
    assert decision.evidence is not None
    assert decision.evidence.lift < -0.3


def test_a_better_model_is_let_through(tmp_path: Path, school: School) -> None:
    poor = opened(tmp_path / "poor", POOR)
    recipe = school.training().champion_folder / "recipe.toml"
    better = learn(replace(poor.training(), recipe=find_recipe(str(recipe))), poor.snapshot())
    decision = better.judgement.decision
    assert (decision.outcome, decision.reason) == ("promote", "better"), decision
    assert not better.judgement.waits
    asked = RULES.model_copy(update={"approval": True})
    assert learn(replace(poor.training(rules=asked), recipe=find_recipe(str(recipe))), poor.snapshot()).judgement.waits


def test_a_champion_that_knows_those_who_are_asked_is_fitted_again_without_them(school: School) -> None:
    holdout = read_holdout(school.home)
    assert holdout is not None
    write_holdout(school.home, next_holdout(holdout, 200, at=3, rules=RULES))
    said = learn(school.training(), school.snapshot()).judgement
    assert said.fitted_again
    assert said.decision.reason != "leak"
    assert said.lineage.holdout.startswith("epoch-2")
    assert "fitted again without the holdout" in _only(school.home / WORK, CARD).read_text()


def test_a_ledger_that_is_worn_out_begins_a_new_epoch(school: School) -> None:
    holdout = read_holdout(school.home)
    assert holdout is not None
    ledger = holdout.ledger
    for number in range(40):
        ledger = ledger.reserved(f"{number}", RULES).closed(f"{number}", "reject")
    write_holdout(school.home, holdout.model_copy(update={"ledger": ledger}))
    said = learn(school.training(), school.snapshot()).judgement
    assert said.lineage.holdout.startswith("epoch-2")
    assert said.decision.reason != "worn_out"


def test_where_nobody_can_be_asked_it_is_refused_by_name(school: School) -> None:
    snapshot = school.snapshot()
    log = snapshot.data.log
    poor = replace(snapshot.data, log=replace(log, values=np.full(len(log), 3.0, dtype=np.float32)))
    decision = learn(school.training(recipe=POOR), replace(snapshot, data=poor)).judgement.decision
    assert (decision.outcome, decision.reason) == ("refused", "nobody")


def test_nothing_of_a_member_is_written_down(school: School) -> None:
    learn(school.training(), school.snapshot())
    for path in school.home.rglob("*"):
        if path.is_file():
            assert b"key1" not in path.read_bytes(), path


def _only(folder: Path, name: str) -> Path:
    [found] = folder.rglob(name)
    return found


def test_the_judgement_can_be_read_by_others(school: School) -> None:
    learned = learn(school.training(), school.snapshot())
    said = json.loads((learned.folder / "gate.json").read_text())
    assert said["decision"]["outcome"] == learned.judgement.decision.outcome
    assert said["lineage"]["seed"] == 0
