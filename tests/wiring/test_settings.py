from pathlib import Path

import pytest

from matinee.domain.errors import BadConfig
from matinee.wiring.settings import load_settings, settings_file


def test_nothing_needs_to_be_set(bare: Path) -> None:
    settings = load_settings()

    assert settings.environment == "dev"
    assert settings.data is None
    assert settings.seed == 0
    assert settings.cache.name == "matinee"


def test_the_environment_sets(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_DATA", "sets")
    monkeypatch.setenv("MATINEE_SEED", "7")
    monkeypatch.setenv("MATINEE_DEBUG", "true")

    settings = load_settings()

    assert (settings.data, settings.seed, settings.debug) == (Path("sets"), 7, True)


def test_a_file_in_the_current_folder_sets(bare: Path) -> None:
    Path("matinee.toml").write_text('environment = "prod"\nthreads = 2\n')

    settings = load_settings()

    assert (settings.environment, settings.threads) == ("prod", 2)


def test_the_environment_wins_over_the_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("matinee.toml").write_text("seed = 1\nthreads = 2\n")
    monkeypatch.setenv("MATINEE_SEED", "9")

    settings = load_settings()

    assert (settings.seed, settings.threads) == (9, 2)


def test_a_variable_names_the_file(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("matinee.toml").write_text("seed = 1\n")
    Path("other.toml").write_text("seed = 2\n")
    monkeypatch.setenv("MATINEE_CONFIG", "other.toml")

    assert settings_file() == Path("other.toml")
    assert load_settings().seed == 2


def test_an_empty_variable_is_as_good_as_none(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_DATA", "")
    monkeypatch.setenv("MATINEE_SEED", "")

    assert load_settings().data is None


def test_the_cache_follows_the_custom_of_the_system(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(bare / "c"))

    assert load_settings().cache == bare / "c" / "matinee"


def test_the_variable_of_the_test_suite_is_no_setting_and_no_fault(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATINEE_REQUIRE_ALL", "1")

    load_settings()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MATINEE_SEDD", "1", r"no setting for the variable MATINEE_SEDD\. Did you mean MATINEE_SEED\?"),
        ("MATINEE_ZZZZZ", "1", r"There are: .*MATINEE_CACHE"),
        ("MATINEE_SEED", "x", r"environment variable MATINEE_SEED: .*not 'x'"),
        ("MATINEE_SEED", "-1", r"greater than or equal to 0"),
        ("MATINEE_ENVIRONMENT", "test", r"'dev', 'staging' or 'prod'"),
        ("MATINEE_GROUPLENS_URL", "ftp://x", r"MATINEE_GROUPLENS_URL"),
        ("MATINEE_CONFIG", "nowhere.toml", r"MATINEE_CONFIG names no file: 'nowhere.toml'"),
    ],
)
def test_a_variable_that_cannot_be_meant_is_refused(
    bare: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(BadConfig, match=told):
        load_settings()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"sedd = 1\n", r"matinee.toml: there is no setting for the key 'sedd'\. Did you mean seed\?"),
        (b"seed = 'x'\n", r"matinee.toml, key 'seed': .*not 'x'"),
        (b"seed = \n", r"matinee.toml: this is not TOML \(.*line 1"),
        (b"\xff\xfe", r"matinee.toml: this is not TOML"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(bare: Path, content: bytes, told: str) -> None:
    Path("matinee.toml").write_bytes(content)

    with pytest.raises(BadConfig, match=told):
        load_settings()


def test_a_file_that_may_not_be_read_is_told(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    Path("matinee.toml").touch()
    monkeypatch.setattr(Path, "read_text", refuse)

    with pytest.raises(BadConfig, match=r"matinee.toml: cannot be read \(Permission denied\)"):
        load_settings()


@pytest.mark.parametrize("named", ["mlflow", "wandb,tensorboard", "none"])
def test_trackers_are_named_with_commas(bare: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("MATINEE_TRACKING", named)

    assert load_settings().tracking == named


@pytest.mark.parametrize("named", ["mlfow", "mlflow;wandb", "mlflow,none"])
def test_an_unknown_tracker_is_refused(bare: Path, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("MATINEE_TRACKING", named)

    with pytest.raises(BadConfig, match="MATINEE_TRACKING"):
        load_settings()
