import os
import stat
from pathlib import Path

import pytest

import servers


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A path with nothing in it yet."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, script: str = "exit 0") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_where_all_are_there_nothing_is_said(
    programs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(programs, "redis-server")
    put(programs, "chromium")
    put(tmp_path / "usr/lib/postgresql/15/bin", "postgres")
    put(tmp_path / "cache/matinee/programs", "prometheus")
    assert servers.main({"XDG_CACHE_HOME": str(tmp_path / "cache")}, root=tmp_path) == 0
    assert capsys.readouterr().err == ""


def test_what_is_missing_is_said_in_one_line(
    programs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(programs, "postgres")
    put(programs, "prometheus")
    assert servers.main({}, root=tmp_path) == 0
    assert capsys.readouterr().err.splitlines() == [
        "servers: tests on redis-server and chromium will be skipped (on Debian: apt-get install redis-server chromium)"
    ]


@pytest.mark.parametrize(("user", "code"), [(0, 0), (0, 100), (1000, 0)])
def test_where_nothing_may_be_skipped_it_is_installed_if_that_is_allowed(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: int, code: int
) -> None:
    asked = tmp_path / "asked"
    put(programs, "apt-get", f'echo "$@" >> {asked}; exit {code}')
    put(programs, "prometheus")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert servers.main({"MATINEE_REQUIRE_ALL": "1"}, root=tmp_path) == (code if user == 0 else 0)
    lines = asked.read_text().splitlines() if asked.exists() else []
    installing = "-qq install --yes --no-install-recommends postgresql redis-server chromium"
    assert lines == ([] if user else ["-qq update"] if code else ["-qq update", installing])


@pytest.mark.parametrize("code", [0, 100])
def test_prometheus_is_unpacked_and_not_installed(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    for name in ("postgres", "redis-server", "chromium"):
        put(programs, name)
    put(programs, "apt-get", f'if [ "$2" = download ]; then : > prometheus_2.deb; exit {code}; fi')
    put(programs, "dpkg", '/bin/mkdir -p "$3/usr/bin"; : > "$3/usr/bin/prometheus"; : > "$3/usr/bin/promtool"')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    asked = {"MATINEE_REQUIRE_ALL": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert servers.main(asked, root=tmp_path) == code
    there = sorted(path.name for path in (tmp_path / "cache/matinee/programs").glob("*"))
    assert there == ([] if code else ["prometheus", "promtool"])
