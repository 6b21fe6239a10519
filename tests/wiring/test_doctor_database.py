from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.engine import URL

from matinee.wiring.doctor_database import examine_database
from matinee.wiring.findings import Finding
from matinee.wiring.settings import Settings


def examined(home: Path, database: str | None = None) -> list[Finding]:
    return list(examine_database(Settings(home=home, database=SecretStr(database) if database else None)))


def plain(place: URL) -> str:
    return place.set(drivername="postgresql").render_as_string(hide_password=False)


def test_a_file_is_named_whether_it_is_there_or_not(bare: Path) -> None:
    assert examined(bare)[0].found == f"{bare}/matinee.db (not made yet)"
    assert not (bare / "matinee.db").exists()
    (bare / "matinee.db").touch()
    assert examined(bare) == [Finding("database", "SQLite", "ok", f"{bare}/matinee.db")]


def test_a_server_that_may_lose_what_it_acknowledged_is_unsafe(bare: Path, postgres_database: URL) -> None:
    server, *weak = examined(bare, plain(postgres_database.set(password="hidden")))  # noqa: S106
    assert (server.state, server.found) == ("ok", f"127.0.0.1:{postgres_database.port}/{postgres_database.database}")
    assert [(one.name, one.state, one.found) for one in weak] == [
        ("fsync", "unsafe", "off, set by command line"),
        ("full_page_writes", "unsafe", "off, set by command line"),
    ]
    assert all("Turn it on" in one.costs for one in weak)


def test_a_server_that_does_not_answer_is_missing(bare: Path) -> None:
    [found] = examined(bare, "postgresql://ana:hidden@127.0.0.1:1/films")
    assert (found.state, "does not answer" in found.found, "MATINEE_DATABASE" in found.costs) == ("missing", True, True)
    assert "hidden" not in f"{found}"


def test_a_setting_that_names_no_database_is_missing(bare: Path) -> None:
    [found] = examined(bare, "mysql://films")
    assert (found.state, found.found) == ("missing", "this names no database of PostgreSQL")
