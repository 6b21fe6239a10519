"""The commands beside the server: db, user, openapi."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from matinee.adapters.storage.schema import newest_revision
from matinee.doors.cli.app import app
from matinee.kit import extras

PASSWORD = "four unrelated words here"  # noqa: S105


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MATINEE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def run(*arguments: str, text: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments), input=text)
    return done.exit_code, done.output


def people(home: Path) -> list[tuple[str, str, str]]:
    with sqlite3.connect(home / "matinee.db") as raw:
        found = raw.execute("SELECT name, role, password_digest FROM accounts ORDER BY id").fetchall()
    raw.close()
    return found


def test_the_tables_are_made_and_found_up_to_date(home: Path) -> None:
    assert run("db", "upgrade") == (0, f"The database was empty, and is at revision {newest_revision()} now.\n")
    assert run("db", "upgrade") == (0, f"The database is at revision {newest_revision()} already.\n")


def test_accounts_are_made_whoever_may_register(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_REGISTRATION", "closed")
    assert run("user", "create", "ana", "--admin", text=f"{PASSWORD}\n")[0] == 0
    code, said = run("user", "create", "ben", "--generate")
    assert code == 0
    password = said.split("password: ")[1].strip()
    assert len(password) >= 16
    found = people(home)
    assert [(name, role) for name, role, _ in found] == [("ana", "admin"), ("ben", "member")]
    assert all(digest.startswith("$argon2id$") for *_, digest in found)
    assert PASSWORD not in str(found)


def test_a_password_that_was_forgotten_is_set_anew(home: Path) -> None:
    run("user", "create", "ana", text=f"{PASSWORD}\n")
    before = people(home)
    code, said = run("user", "password", "ana", "--generate")
    assert code == 0
    assert "The password of ana is set; 0 sessions ended." in said
    assert people(home) != before
    assert run("user", "password", "ana", text="password1\n")[0] == 2
    code, said = run("user", "password", "nobody", text=f"{PASSWORD}\n")
    assert code == 1
    assert "no account called 'nobody'" in said


def test_crowds_are_not_looked_for_where_there_is_no_house(home: Path) -> None:
    code, said = run("user", "crowds")
    assert (code, "there is no database" in said) == (2, True)
    assert not home.exists() or not list(home.iterdir()), "whoever looks makes nothing"


def test_whoever_runs_the_house_learns_the_names_behind_a_crowd(home: Path) -> None:
    for name in ("ana", "ben", "cleo", "dora", "eve"):
        run("user", "create", name, text=f"{PASSWORD}\n")
    assert run("user", "crowds") == (0, "There is no crowd.\n")
    with sqlite3.connect(home / "matinee.db") as raw:
        halves = [1, 1, 1, 1, 9]
        rows = [
            (account + 1, title, half, 1000 - account) for title in range(1, 10) for account, half in enumerate(halves)
        ]
        raw.executemany("INSERT INTO ratings VALUES (?, ?, ?, ?, 'moment', 0)", rows)
    raw.close()
    names = ["dora", "cleo", "ben", "ana"]
    assert run("user", "crowds") == (0, f"4 accounts say the same of 9 titles: {', '.join(names)}\n")
    code, said = run("user", "crowds", "--json")
    assert (code, json.loads(said)) == (0, [{"titles": 9, "names": names}])


def test_a_taken_name_a_weak_password_or_none_is_refused(home: Path) -> None:
    run("user", "create", "ana", text=f"{PASSWORD}\n")
    for arguments, text in ((("ana",), f"{PASSWORD}\n"), (("ben",), "password1\n"), (("ben",), ""), (("<b>",), "x\n")):
        code, _ = run("user", "create", *arguments, text=text)
        assert code in {1, 2}
    assert [name for name, *_ in people(home)] == ["ana"]


def test_the_description_is_written_without_starting_anything(home: Path, tmp_path: Path) -> None:
    code, said = run("openapi", "--out", "openapi.json")
    assert code == 0, said
    described = json.loads((tmp_path / "openapi.json").read_text())
    assert described["openapi"].startswith("3.1")
    assert "/api/v1/auth/register" in described["paths"]
    assert not home.exists()


def test_every_field_of_the_description_that_people_fill_in_has_an_example(home: Path, tmp_path: Path) -> None:
    run("openapi", "--out", "openapi.json")
    schemas = json.loads((tmp_path / "openapi.json").read_text())["components"]["schemas"]
    for name in ("Registration", "Login", "PasswordChange", "NewToken"):
        fields = schemas[name]["properties"]
        told = [field for field, said in fields.items() if {"examples", "default", "enum", "description"} & set(said)]
        assert told == list(fields), name


@pytest.mark.parametrize(
    "command", [("serve",), ("db", "upgrade"), ("openapi",), ("user", "create", "ana", "--generate")]
)
def test_without_the_extra_each_command_says_what_to_install(
    home: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "present", lambda name: name != "fastapi")
    code, said = run(*command)
    assert code == 2
    assert "pip install 'matinee[server]'" in said


def test_another_home_can_be_named(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    where = ("--data-dir", str(other))
    assert run("db", "upgrade", *where)[0] == 0
    assert run("user", "create", "ana", *where, text=f"{PASSWORD}\n")[0] == 0
    assert run("user", "password", "ana", "--generate", *where)[0] == 0
    assert [name for name, *_ in people(other)] == ["ana"]
    assert not home.exists()
