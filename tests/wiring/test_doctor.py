import shutil
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from matinee.wiring import doctor
from matinee.wiring.doctor import examine
from matinee.wiring.findings import Finding
from matinee.wiring.settings import Settings


def found(name: str, settings: Settings | None = None) -> Finding:
    return next(finding for finding in examine(settings or Settings()) if finding.name == name)


def test_a_sound_installation_lacks_nothing_that_it_needs(bare: Path) -> None:
    findings = examine(Settings())

    assert [finding for finding in findings if finding.state == "missing"] == []
    names = {finding.name for finding in findings}
    assert {"Python", "numpy", "cores", "memory", "data folder", "cache folder", "node"} <= names


def test_every_finding_that_is_not_well_says_what_it_costs(bare: Path) -> None:
    assert [one for one in examine(Settings()) if one.state != "ok" and not one.costs] == []


def test_versions_are_those_installed(bare: Path) -> None:
    assert found("numpy").found == metadata.version("numpy")


def test_tools_of_developers_are_not_asked_for(bare: Path) -> None:
    assert "ruff" not in {finding.name for finding in examine(Settings())}


def absent(*names: str):
    def version(name: str) -> str:
        if name in names:
            raise metadata.PackageNotFoundError(name)
        return "1"

    return version


def test_a_missing_package_keeps_it_from_running(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", absent("numpy"))

    assert found("numpy").state == "missing"


def test_a_missing_extra_only_costs_something(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", absent("altair"))

    assert found("altair").state == "optional"
    assert "pip install 'matinee[reports]'" in found("altair").costs


def test_an_old_python_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "OLDEST_PYTHON", (99, 0))

    assert found("Python").state == "missing"


def test_little_memory_and_an_unknown_blas_are_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "memory_mib", lambda: 512.0)
    monkeypatch.setattr(doctor, "blas_libraries", set)

    assert found("memory").state == "optional"
    assert found("BLAS").state == "optional"


def test_a_limit_of_threads_is_shown(bare: Path) -> None:
    assert "limited to 3" in found("cores", Settings(threads=3)).found


def test_the_settings_file_is_named(bare: Path) -> None:
    assert found("settings").found == "defaults (dev)"
    Path("matinee.toml").write_text("seed = 1\n")
    assert found("settings").found == "matinee.toml"


def test_what_lies_in_the_data_folder_is_listed(bare: Path) -> None:
    assert found("data folder").state == "optional"
    assert "is no folder" in found("data folder", Settings(data=bare / "nowhere")).found
    assert "is empty" in found("data folder", Settings(data=bare)).found

    with zipfile.ZipFile(bare / "ml-100k.zip", "w"):
        pass
    (bare / "splits").mkdir()
    (bare / "splits" / "mine-W.npz").touch()

    assert found("data folder", Settings(data=bare)).found.endswith("(sets: ml-100k; splits: mine-W)")


def test_a_folder_that_cannot_be_written_to_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)

    assert found("current folder").state == "optional"
    assert "No space left" in found("current folder").found


def test_programs_for_later_are_looked_for(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/node" if name == "node" else None)

    assert found("node").found == "/bin/node"
    assert found("Redis").state == "optional"


def test_where_runs_are_recorded_is_told(bare: Path) -> None:
    assert found("tracking", Settings(tracking="mlflow,tensorboard")).found.startswith("mlflow, tensorboard (")
    nothing = found("tracking", Settings(tracking="none"))
    assert (nothing.state, nothing.found) == ("optional", "nothing is recorded")


def test_the_database_is_looked_at_where_there_can_be_a_service(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found("SQLite").area == "database"
    monkeypatch.setattr(doctor, "present", lambda package: package != "fastapi")
    assert "database" not in {finding.area for finding in examine(Settings())}
