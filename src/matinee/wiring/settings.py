"""What whoever runs Matinee may set: from the environment, from one TOML file, or left as it is."""

import difflib
import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from matinee.domain.errors import BadConfig
from matinee.wiring.server_settings import ServerSettings

PREFIX = "MATINEE_"
TRACKERS = ("mlflow", "wandb", "tensorboard")
CONFIG = "MATINEE_CONFIG"
FILE = "matinee.toml"
BESIDE_THE_SETTINGS = frozenset({CONFIG, "MATINEE_REQUIRE_ALL"})
"""Names with our prefix that are no settings: where the file is, and what the test suite must not skip."""


def _usual_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "matinee"


class Settings(ServerSettings):
    """Every setting, its type and its default. The environment wins over the file; both refuse unknown names."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    environment: Literal["dev", "staging", "prod"] = Field(default="dev", description="Where this runs.")
    data: Path | None = Field(default=None, description="Folder of data sets; `data get` puts its files there.")
    cache: Path = Field(default_factory=_usual_cache, description="Folder for what can be made again.")
    seed: int = Field(default=0, ge=0, lt=2**31, description="Seed of everything random, where a command names none.")
    threads: int = Field(
        default=0, ge=0, le=1024, description="Threads for arithmetic; 0 leaves the choice to the libraries."
    )
    grouplens_url: str = Field(
        default="https://files.grouplens.org/datasets/movielens",
        pattern=r"^https?://",
        description="Where `data get` finds the MovieLens releases; a mirror may be named.",
    )
    tracking: str | None = Field(
        default=None,
        pattern=rf"^({'|'.join(TRACKERS)}|none)(,({'|'.join(TRACKERS)}))*$",
        description="Where runs are recorded: mlflow, wandb, tensorboard, several with commas, or none.",
    )
    tracking_url: str | None = Field(
        default=None,
        pattern=r"^[a-z+]+://",
        description="An MLflow server or store; without one a SQLite file in the cache.",
    )
    debug: bool = Field(default=False, description="Show the traceback of an error.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """First wins: the environment, then the file, which arrives as the values given at the start."""
        return env_settings, init_settings


def load_settings() -> Settings:
    """The settings of this process, or BadConfig naming the key, where it stands and what would be allowed."""
    _refuse_unknown_variables()
    path = settings_file()
    values = _read_file(path) if path else {}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise _in_one_line(error, path) from error


def settings_file() -> Path | None:
    """The file that MATINEE_CONFIG names, or matinee.toml in the current folder, or none."""
    named = os.environ.get(CONFIG)
    if named:
        if not Path(named).is_file():
            raise BadConfig(f"{CONFIG} names no file: '{named}'", remedy=f"Correct the path, or unset {CONFIG}")
        return Path(named)
    return Path(FILE) if Path(FILE).is_file() else None


def _read_file(path: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"this is not TOML ({error})", where=str(path), remedy="See docs/settings.md") from error
    except OSError as error:
        raise BadConfig(f"cannot be read ({error.strerror})", where=str(path), remedy="Check its rights") from error
    for key in values:
        if key not in Settings.model_fields:
            raise _unknown(f"key '{key}'", str(path), key, list(Settings.model_fields))
    return values


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | BESIDE_THE_SETTINGS
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            raise _unknown(f"variable {name}", "environment", name, sorted(known))


def _unknown(what: str, where: str, name: str, known: list[str]) -> BadConfig:
    by_ending = {one.removeprefix(PREFIX): one for one in known}
    near = difflib.get_close_matches(name.removeprefix(PREFIX), by_ending, n=1)
    advice = f"Did you mean {by_ending[near[0]]}?" if near else f"There are: {', '.join(known)}"
    return BadConfig(f"there is no setting for the {what}", where=where, remedy=advice)


def _in_one_line(error: ValidationError, path: Path | None) -> BadConfig:
    first = error.errors()[0]
    key = str(first["loc"][0])
    variable = f"{PREFIX}{key.upper()}"
    where = f"environment variable {variable}" if os.environ.get(variable) else f"{path}, key '{key}'"
    message = f"{first['msg'][0].lower()}{first['msg'][1:]}"
    return BadConfig(f"{message}, not '{first['input']}'", where=where, remedy="See docs/settings.md")
