import json
from importlib import metadata

import pytest

from matinee.wiring import doctor
from matinee.wiring.findings import Finding
from tests.doors.cli.conftest import Door


def test_a_sound_installation_ends_with_code_0(matinee: Door) -> None:
    made = matinee("doctor")

    assert made.exit_code == 0
    assert metadata.version("numpy") in made.stdout
    assert "MATINEE_DATA is not set" in made.stdout


def test_a_program_can_read_the_findings(matinee: Door) -> None:
    findings = json.loads(matinee("doctor", "--json").stdout)

    assert {"area", "name", "state", "found", "costs"} == set(findings[0])


def test_a_missing_part_ends_with_code_1(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))

    said = matinee("doctor")
    assert said.exit_code == 1
    assert "Missing: 1 without which Matinee does not work" in said.stdout


def test_nothing_missing_is_said_so(matinee: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Finding("program", "matinee", "ok", "1")
    monkeypatch.setattr("matinee.doors.cli.commands.doctor.examine", lambda _: [whole])

    assert "Nothing is missing." in matinee("doctor").stdout


def test_what_may_lose_something_is_said_so_and_keeps_nothing_from_working(
    matinee: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    weak = Finding("database", "fsync", "unsafe", "off", "what was acknowledged may be lost")
    monkeypatch.setattr("matinee.doors.cli.commands.doctor.examine", lambda _: [weak])

    made = matinee("doctor")
    assert "1 setting of the database may cost you what was acknowledged" in made.stderr
    assert (made.exit_code, "Nothing is missing." in made.stdout) == (0, True)
