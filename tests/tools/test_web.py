"""The build of the web app: quick when nothing changed, anew when something did, and inside the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import web


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small one of its own. Instead of Node it notes what it would have been asked."""
    for name, place in {
        "ROOT": "",
        "WEB": "web",
        "BUILT": "built",
        "MODULES": "web/node_modules",
        "SCHEMA": "web/schema.d.ts",
        "RUNBOOKS": "runbooks",
    }.items():
        monkeypatch.setattr(web, name, tmp_path / place)
    monkeypatch.setattr(web, "__file__", str(tmp_path / "web.py"))
    (tmp_path / "web.py").write_text("how it is built")
    for folder in ("web/src", "web/e2e", "web/node_modules", "built"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "web/package-lock.json").write_text("{}")
    (tmp_path / "web/src/main.ts").write_text("1")
    asked = tmp_path / "asked"

    def note(command: list[str | Path], *, quiet: bool = False) -> None:
        with asked.open("a") as lines:
            lines.write(f"{'npm ci' if 'ci' in command else Path(command[1]).name}\n")

    monkeypatch.setattr(web, "run", note)
    return tmp_path


def asked(project: Path) -> list[str]:
    lines = project / "asked"
    said = lines.read_text().splitlines() if lines.exists() else []
    lines.unlink(missing_ok=True)
    return said


def test_it_is_built_once_as_long_as_nothing_changes(project: Path) -> None:
    assert web.main(["build"]) == 0
    assert asked(project) == ["npm ci", "vite.js"]
    assert web.main(["build"]) == 0
    assert asked(project) == []


def test_a_changed_source_is_built_without_fetching_anything(project: Path) -> None:
    web.main(["build"])
    asked(project)
    (project / "web/src/main.ts").write_text("2")
    web.main(["build"])
    assert asked(project) == ["vite.js"]


def test_a_changed_lock_fetches_the_packages(project: Path) -> None:
    web.main(["build"])
    asked(project)
    (project / "web/package-lock.json").write_text('{"newer": true}')
    web.main(["build"])
    assert asked(project) == ["npm ci", "vite.js"]


def test_tests_are_not_what_it_is_built_from(project: Path) -> None:
    web.main(["build"])
    asked(project)
    (project / "web/src/main.test.ts").write_text("expect(1)")
    (project / "web/e2e/walk.ts").write_text("walk()")
    web.main(["build"])
    assert asked(project) == []


def test_a_build_that_failed_is_tried_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise web.Failed("no network")

    with monkeypatch.context() as broken:
        broken.setattr(web, "run", fail)
        assert web.main(["build"]) == 1
    assert web.main(["build"]) == 0
    assert asked(project) == ["npm ci", "vite.js"]


def test_what_it_cannot_do_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert web.main(["paint"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_lock_names_no_registry() -> None:
    text = (web.WEB / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "registry" not in text


def test_the_wheel_carries_what_was_built(tmp_path: Path) -> None:
    """Of the project itself: whoever installs it never needs Node."""
    if not (web.BUILT / "index.html").exists():
        pytest.skip("the web app was not built: make web")
    command = [sys.executable, "-m", "uv", "build", "--wheel", "--offline", "--no-build-isolation"]
    made = subprocess.run(
        [*command, "--out-dir", str(tmp_path)], cwd=web.ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    here = {f"matinee/doors/api/web/{one.relative_to(web.BUILT)}" for one in web.BUILT.rglob("*") if one.is_file()}
    assert here <= names
    assert any(name.startswith("matinee/doors/api/web/assets/") for name in names)
