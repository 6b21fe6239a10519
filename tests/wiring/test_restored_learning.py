"""A backup has what a house needs to learn on."""

import shutil
from pathlib import Path

from matinee.ops.learning.act import approve
from matinee.ops.learning.learn import learn
from matinee.ops.learning.records import Record, read_record, write_record
from matinee.wiring.backups import check_backup, make_backup, restore_backup
from tests.fixtures.backups import Build, build, lived_in
from tests.fixtures.databases import sqlite_template
from tests.fixtures.learning import School, first_school

__all__ = ["build", "first_school", "lived_in", "sqlite_template"]


def test_a_house_that_was_restored_has_what_waits_and_learns_on(
    build: Build, first_school: School, tmp_path: Path
) -> None:
    building, other = build(lived=True), build("other")
    home = shutil.copytree(first_school.home, building.settings.home / "models" / "main")
    school = School(first_school.world, home)
    learned = learn(school.training(name="7"), school.snapshot())
    waits = Record(training=7, slot="x", at=9, state="waiting", judgement=learned.judgement)
    waits = write_record(home, waits.model_copy(update={"version": school.registry.add(learned.folder)}))
    made = make_backup(building.settings, out=tmp_path / "backup.zip")
    restore_backup(other.settings, made.path)
    restored = School(school.world, other.settings.home / "models" / "main")
    assert check_backup(made.path) == made.manifest
    assert restored.base.data.fingerprint == school.base.data.fingerprint
    assert read_record(restored.home, 7) == waits
    assert approve(restored.registry, 7, by="an admin").state == "promoted"
    assert learn(restored.training(name="8"), restored.snapshot(people=30)).judgement.champion == waits.version
