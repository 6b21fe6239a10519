import subprocess
from pathlib import Path

import pytest

from matinee.ops.tracking.code import code_facts, git_commit, installed
from matinee.version import __version__


def git(*words: str, at: Path) -> str:
    who = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.org"]
    return subprocess.run(["git", *who, *words], cwd=at, check=True, capture_output=True, text=True).stdout.strip()


def checkout(folder: Path) -> Path:
    package = folder / "src" / "package"
    package.mkdir(parents=True)
    (package / "a.py").write_text("x = 1\n")
    git("init", "-q", "-b", "trunk", at=folder)
    git("add", ".", at=folder)
    git("commit", "-qm", "Begin", at=folder)
    return package


def test_the_commit_of_a_checkout_is_known(tmp_path: Path) -> None:
    package = checkout(tmp_path / "a")

    assert git_commit(package) == git("rev-parse", "HEAD", at=package)
    git("pack-refs", "--all", at=package)
    assert git_commit(package) == git("rev-parse", "HEAD", at=package)
    git("checkout", "-q", "--detach", at=package)
    assert git_commit(package) == git("rev-parse", "HEAD", at=package)


def test_the_commit_of_a_worktree_is_its_own(tmp_path: Path) -> None:
    package = checkout(tmp_path / "a")
    git("worktree", "add", "-qb", "other", str(tmp_path / "b"), at=package)
    git("commit", "-qm", "More", "--allow-empty", at=tmp_path / "b")

    assert git_commit(tmp_path / "b" / "src") == git("rev-parse", "HEAD", at=tmp_path / "b")
    assert git_commit(tmp_path / "b" / "src") != git_commit(package)


def test_without_a_checkout_there_is_no_commit(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    assert git_commit(tmp_path) is None
    assert "commit" not in code_facts(tmp_path)


def test_code_that_was_changed_is_told_from_what_was_committed(tmp_path: Path) -> None:
    package = checkout(tmp_path / "a")
    before = code_facts(package)
    (package / "a.py").write_text("x = 2\n")
    after = code_facts(package)

    assert before["version"] == __version__
    assert before["commit"] == after["commit"]
    assert before["code"] != after["code"]


def test_a_package_that_comes_or_changes_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = installed()
    assert installed() == before
    about = tmp_path / "film_reels-1.0.dist-info"
    about.mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    told = set()
    for version in ("1.0", "1.1"):
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: film-reels\nVersion: {version}\n")
        told.add(installed())
    assert len(told | {before}) == 3
