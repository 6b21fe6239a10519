"""What signatures are made with: from the settings, or outside `prod` made once and kept in the home of the service."""

import contextlib
import os
import secrets
import tempfile
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
    """The secret in the file, made where there is none. Processes and threads that start together agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        handle, fresh = tempfile.mkstemp(prefix=f".{FILE}.", dir=path.parent)
        try:
            with os.fdopen(handle, "w") as stream:
                stream.write(secrets.token_urlsafe(48))
            with contextlib.suppress(FileExistsError):
                os.link(fresh, path)
        finally:
            Path(fresh).unlink()
    key = path.read_text(encoding="utf-8").strip()
    _refuse_weak(key)
    return key
