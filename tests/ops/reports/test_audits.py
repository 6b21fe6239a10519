"""Audits are found by the first word of a file's name, and make the end of the page of results."""

from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.ops.reports.audits import Audits, audits_part, named, read_audits
from matinee.ops.runs.audit_files import write_audit
from tests.ops.reports.audits import audited


def test_a_folder_without_audits_makes_nothing(tmp_path: Path) -> None:
    assert read_audits(tmp_path) == Audits()
    assert audits_part(read_audits(tmp_path)) == ""
    assert named(read_audits(tmp_path)) == []


def test_every_picture_that_is_named_is_shown(tmp_path: Path) -> None:
    write_audit(tmp_path / "reasons-some.json", audited())
    found = read_audits(tmp_path)

    files = [file for file, _ in named(found)]
    assert len(found.reasons) == 1
    assert files
    for file in files:
        assert f"](drawings/{file})" in audits_part(found, folder="drawings")


def test_a_file_that_is_no_audit_is_told(tmp_path: Path) -> None:
    (tmp_path / "sliders-some.json").write_text("{}")

    with pytest.raises(BadData, match="sliders-some"):
        read_audits(tmp_path)
