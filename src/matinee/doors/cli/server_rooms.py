"""The rooms of the service, for commands that must show their help where the extra 'server' is not installed."""

from pathlib import Path
from typing import Any

from matinee.kit.extras import room
from matinee.wiring.settings import Settings


def serving() -> Any:
    """matinee.wiring.serving."""
    return room("matinee.wiring.serving", on="fastapi")


def api() -> Any:
    """matinee.doors.api.app."""
    return room("matinee.doors.api.app", on="fastapi")


def api_reference() -> Any:
    """matinee.doors.api.reference."""
    return room("matinee.doors.api.reference", on="fastapi")


def administering() -> Any:
    """matinee.services.accounts.administer."""
    return room("matinee.services.accounts.administer", on="fastapi")


def registering() -> Any:
    """matinee.services.accounts.register."""
    return room("matinee.services.accounts.register", on="fastapi")


def loading() -> Any:
    """matinee.wiring.catalogue_loading."""
    return room("matinee.wiring.catalogue_loading", on="fastapi")


def demo() -> Any:
    """matinee.wiring.demo."""
    return room("matinee.wiring.demo", on="fastapi")


def working() -> Any:
    """matinee.doors.worker.loop."""
    return room("matinee.doors.worker.loop", on="fastapi")


def logging() -> Any:
    """matinee.doors.api.logs."""
    return room("matinee.doors.api.logs", on="fastapi")


def backups() -> Any:
    """matinee.wiring.backups."""
    return room("matinee.wiring.backups", on="fastapi")


def reporting() -> Any:
    """matinee.wiring.reporting."""
    return room("matinee.wiring.reporting", on="fastapi")


def homed(settings: Settings, home: Path | None) -> Settings:
    """With another home, where one is named."""
    return settings if home is None else settings.model_copy(update={"home": home.absolute()})


def trials() -> Any:
    """matinee.wiring.trials."""
    return room("matinee.wiring.trials", on="fastapi")


def recommending() -> Any:
    """matinee.wiring.recommending."""
    return room("matinee.wiring.recommending", on="fastapi")


def handing_over() -> Any:
    """matinee.services.recommending.hand_over."""
    return room("matinee.services.recommending.hand_over", on="fastapi")


def trainings() -> Any:
    """matinee.wiring.trainings."""
    return room("matinee.wiring.trainings", on="fastapi")


def training() -> Any:
    """matinee.doors.worker.training."""
    return room("matinee.doors.worker.training", on="fastapi")


def duties() -> Any:
    """matinee.doors.worker.duties."""
    return room("matinee.doors.worker.duties", on="fastapi")


def telling_apart() -> Any:
    """matinee.services.learning.crowds."""
    return room("matinee.services.learning.crowds", on="fastapi")
