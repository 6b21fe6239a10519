import threading
from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig
from matinee.wiring.secrets import signing_keys
from matinee.wiring.settings import load_settings

GOOD = "0123456789abcdef0123456789abcdef"


def keys(monkeypatch: pytest.MonkeyPatch, environment: str, secrets: str = "") -> list[str]:
    monkeypatch.setenv("MATINEE_ENVIRONMENT", environment)
    monkeypatch.setenv("MATINEE_SECRETS", secrets)
    monkeypatch.setenv("MATINEE_HOME", "home")
    return list(signing_keys(load_settings()))


def test_no_service_starts_in_prod_without_a_secret_of_its_own(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadConfig, match="MATINEE_SECRETS"):
        keys(monkeypatch, "prod")
    assert not Path("home").exists()


@pytest.mark.parametrize("weak", ["changeme", "hunter2", "x" * 64, GOOD[:-1], f"{GOOD},", f"{GOOD},short"])
def test_a_secret_that_could_be_guessed_is_refused_and_not_repeated(
    bare: Path, monkeypatch: pytest.MonkeyPatch, weak: str
) -> None:
    with pytest.raises(BadConfig) as refused:
        keys(monkeypatch, "prod", weak)
    assert weak not in str(refused.value)


def test_a_given_secret_signs_and_older_ones_are_still_believed(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert keys(monkeypatch, "prod", f"{GOOD}new, {GOOD}old") == [f"{GOOD}new", f"{GOOD}old"]


def test_outside_prod_one_is_made_and_kept_for_nobody_else_to_read(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = keys(monkeypatch, "dev")
    assert keys(monkeypatch, "staging") == first
    assert Path("home/secret").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in Path("home").iterdir()] == ["secret"]


def test_those_that_start_together_agree_on_one(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_HOME", "home")
    settings = load_settings()
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.extend(signing_keys(settings))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
