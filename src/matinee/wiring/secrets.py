"""What signatures are made with: from the settings, or outside `prod` made once and kept in the home of the service."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from matinee.domain.errors import BadConfig
from matinee.wiring.settings import Settings

SHORTEST = 32
FEWEST_KINDS = 10
FILE = "secret"


def signing_keys(settings: Settings) -> Sequence[str]:
    """The first signs, every one is believed. BadConfig where one is missing in prod, or could be guessed."""
    if settings.secrets is not None:
        keys = [part.strip() for part in settings.secrets.get_secret_value().split(",")]
        for key in keys:
            _refuse_weak(key)
        return keys
    if settings.environment == "prod":
        raise BadConfig(
            "in prod the secret must be given",
            where="MATINEE_SECRETS",
            remedy='Make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"',
        )
    return [_kept(settings.home / FILE)]


def _refuse_weak(key: str) -> None:
    if len(key) < SHORTEST or len(set(key)) < FEWEST_KINDS:
        raise BadConfig(
            f"a secret has at least {SHORTEST} characters, {FEWEST_KINDS} of them different",
            where="MATINEE_SECRETS",
            remedy='Make one with: python -c "import secrets; print(secrets.token_urlsafe(48))"',
        )


def _kept(path: Path) -> str:
    """The secret in the file, made where there is none. Two processes that start together agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{FILE}.{os.getpid()}")
    if not path.exists():
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(48))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    key = path.read_text(encoding="utf-8").strip()
    _refuse_weak(key)
    return key
