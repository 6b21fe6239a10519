from pathlib import Path

import pytest

from matinee.domain.errors import BadData
from matinee.ops.runs.audit_files import read_audit, write_audit
from tests.ops.reports.audits import audited


def test_an_audit_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_audit(tmp_path / "a.json", audited())

    assert read_audit(tmp_path / "a.json") == audited()


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")

    with pytest.raises(BadData, match="not an audit of 'matinee fidelity'"):
        read_audit(tmp_path / "a.json")
    with pytest.raises(BadData, match="cannot be read"):
        read_audit(tmp_path / "none.json")
