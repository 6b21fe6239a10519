import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import setup

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an environment that was set up from it, made of this interpreter and nothing else."""
    for name in setup.MADE_FROM:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "tools/setup.sh", tmp_path / "tools")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    for name, place in {"HOME": "", "PYTHON": "bin/python", "STAMP": "stamp.json", "UNFINISHED": "unfinished"}.items():
        monkeypatch.setattr(setup, name, tmp_path / ".venv" / place)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / ".venv"], check=True)
    setup.STAMP.write_text(json.dumps(setup.wanted_stamp()))
    return tmp_path


def test_there_is_nothing_to_do_when_nothing_changed(project: Path) -> None:
    assert setup.up_to_date(same_python=False)
    assert setup.up_to_date(same_python=True)
    assert setup.main([]) == 0


@pytest.mark.parametrize("name", setup.MADE_FROM)
def test_a_change_in_what_the_environment_was_made_from_asks_for_a_new_setup(project: Path, name: str) -> None:
    with (project / name).open("a") as file:
        file.write("\n# changed\n")
    assert not setup.up_to_date(same_python=False)


def test_an_environment_with_everything_is_enough_to_run_and_one_to_run_not_enough_for_everything(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(setup, "install", installed.append)
    monkeypatch.setattr(setup, "usable", lambda *, same_python: True)
    assert setup.main(["--to-run"]) == 0
    assert installed == []
    setup.STAMP.write_text(json.dumps(setup.wanted_stamp(setup.TO_RUN)))
    assert setup.main(["--to-run"]) == 0
    assert installed == []
    assert setup.main([]) == 0
    assert installed == [setup.PARTS[setup.EVERYTHING]]
    assert setup.had() == setup.EVERYTHING


def test_what_has_everything_keeps_everything_when_it_is_brought_up_to_date_to_run(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(setup, "install", installed.append)
    monkeypatch.setattr(setup, "usable", lambda *, same_python: True)
    with (project / "constraints.txt").open("a") as file:
        file.write("\n# changed\n")
    assert setup.main(["--to-run"]) == 0
    assert installed == [setup.PARTS[setup.EVERYTHING]]


def test_to_run_no_torch_is_installed() -> None:
    assert "train" not in setup.PARTS[setup.TO_RUN]
    assert "dev" not in setup.PARTS[setup.TO_RUN]


@pytest.mark.parametrize("fault", ["", "{", "[]", '{"made_from": "other"}'])
def test_a_damaged_stamp_asks_for_a_new_setup(project: Path, fault: str) -> None:
    setup.STAMP.write_text(fault)
    assert not setup.up_to_date(same_python=False)


def test_an_interrupted_installation_starts_from_an_empty_folder(project: Path) -> None:
    setup.UNFINISHED.touch()
    assert not setup.up_to_date(same_python=False)
    assert not setup.usable(same_python=False)


def test_an_environment_that_was_moved_is_made_anew(project: Path) -> None:
    setup.STAMP.write_text(json.dumps({**setup.wanted_stamp(), "place": "elsewhere"}))
    assert not setup.up_to_date(same_python=False)
    assert not setup.usable(same_python=False)


def test_an_environment_without_pip_or_with_a_dead_interpreter_is_made_anew(project: Path) -> None:
    assert not setup.usable(same_python=False)
    setup.PYTHON.unlink()
    setup.PYTHON.symlink_to(project / "gone")
    assert not setup.usable(same_python=False)
    assert not setup.up_to_date(same_python=False)


def test_asking_for_another_python_makes_the_environment_anew(project: Path) -> None:
    setup.PYTHON.unlink()
    setup.PYTHON.symlink_to("/bin/sh")
    assert not setup.up_to_date(same_python=True)
    assert not setup.usable(same_python=True)


def test_where_pip_looks_for_packages_uv_looks_too() -> None:
    made = setup.with_settings_of_pip(
        {
            "PATH": "bin",
            "PIP_FIND_LINKS": "wheels  more/wheels",
            "PIP_INDEX_URL": "https://one.example",
            "PIP_EXTRA_INDEX_URL": "https://two.example",
            "PIP_CERT": "ours.pem",
        }
    )
    assert made["UV_FIND_LINKS"] == "wheels,more/wheels"
    assert made["UV_DEFAULT_INDEX"] == "https://one.example"
    assert made["UV_INDEX"] == "https://two.example"
    assert made["SSL_CERT_FILE"] == "ours.pem"
    assert made["PATH"] == "bin"


def test_what_was_said_to_uv_itself_is_left_alone() -> None:
    said = {"PIP_FIND_LINKS": "wheels", "UV_FIND_LINKS": "others", "UV_SYSTEM_CERTS": "0"}
    assert setup.with_settings_of_pip(said) == {**said, "UV_TORCH_BACKEND": "cpu"}


def test_uv_trusts_whom_the_system_trusts_as_pip_does() -> None:
    assert setup.with_settings_of_pip({})["UV_SYSTEM_CERTS"] == "1"


def test_torch_is_the_build_for_the_processor_unless_somebody_chose(tmp_path: Path) -> None:
    assert setup.with_settings_of_pip({})["UV_TORCH_BACKEND"] == "cpu"
    assert setup.with_settings_of_pip({"UV_TORCH_BACKEND": "auto"})["UV_TORCH_BACKEND"] == "auto"
    (tmp_path / "torch-2.13.0-cp311.whl").touch()
    assert "UV_TORCH_BACKEND" not in setup.with_settings_of_pip({"PIP_FIND_LINKS": f"gone {tmp_path}"})


def test_a_failed_installation_says_what_failed_and_is_not_taken_for_a_finished_one(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_parts: str) -> None:
        raise subprocess.CalledProcessError(1, ["pip", "install", "matinee"])

    monkeypatch.setattr(setup, "install", fail)
    monkeypatch.setattr(setup, "usable", lambda *, same_python: True)
    setup.STAMP.unlink()
    assert setup.main([]) == 1
    assert "failed at: pip install matinee" in capsys.readouterr().err
    assert not setup.up_to_date(same_python=False)
    assert setup.UNFINISHED.exists()


def test_an_old_python_is_refused_in_one_line(project: Path) -> None:
    old = project / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    made = subprocess.run(
        ["sh", project / "tools/setup.sh"],
        env={"PATH": os.defpath, "PYTHON": str(old)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 2
    assert made.stderr.count("\n") == 1
    assert "is not a Python 3.11 or newer" in made.stderr


def test_a_machine_without_python_is_told_so_in_one_line(project: Path) -> None:
    shutil.rmtree(project / ".venv")
    sh, dirname = shutil.which("sh"), shutil.which("dirname")
    assert sh
    assert dirname
    (project / "bin").mkdir()
    (project / "bin/dirname").symlink_to(dirname)
    made = subprocess.run(
        [sh, project / "tools/setup.sh"],
        env={"PATH": str(project / "bin")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 2
    assert made.stderr.count("\n") == 1
    assert "no Python 3.11 or newer was found" in made.stderr
