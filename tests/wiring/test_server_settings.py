from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig
from matinee.wiring.settings import load_settings


def test_the_home_is_where_programs_keep_their_data(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "kept")
    assert load_settings().home == Path("kept/matinee")
    monkeypatch.delenv("XDG_DATA_HOME")
    assert load_settings().home == Path.home() / ".local/share/matinee"


def test_what_holds_a_password_is_not_shown(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_DATABASE", "postgresql://ana:hidden@db/films")
    monkeypatch.setenv("MATINEE_REDIS", "redis://:hidden@cache:6379/0")
    monkeypatch.setenv("MATINEE_SECRETS", "hidden" * 10)
    assert "hidden" not in repr(load_settings())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("PORT", "70000"), ("WORKERS", "0"), ("REGISTRATION", "perhaps"), ("ORIGINS", "*"), ("BODY_KIB", "0")),
        *(("ORIGINS", "https://a.example/path"), ("PROXIES", "anybody"), ("RATE_LIMIT", "-1"), ("LOG_LEVEL", "loud")),
    ],
)
def test_an_impossible_value_is_refused(bare: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"MATINEE_{name}", value)
    with pytest.raises(BadConfig, match=f"MATINEE_{name}"):
        load_settings()
