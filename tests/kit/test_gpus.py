from pathlib import Path

import pytest

from matinee.kit.gpus import PROGRAM, gpu_utilization


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("printf '37\\n0\\n'", [0.37, 0.0]),
        ("echo '[N/A]'", []),
        ("exit 9", []),
    ],
)
def test_cards_say_how_busy_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: list[float]
) -> None:
    program = tmp_path / PROGRAM
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert gpu_utilization() == said


def test_a_machine_without_cards_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert gpu_utilization() == []
