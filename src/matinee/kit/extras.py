"""Heavy packages that only some uses need, imported when they are needed."""

import importlib
import importlib.util
import warnings
from types import ModuleType


class MissingExtra(ImportError):
    """A part of Matinee was asked for whose optional packages are not installed."""

    exit_code = 2


EXTRAS = {
    "alembic": "track",
    "altair": "reports",
    "fastapi": "server",
    "mlflow": "track",
    "optuna": "tune",
    "redis": "redis",
    "sqlalchemy": "track",
    "tensorboard": "track",
    "torch": "train",
    "uvicorn": "server",
    "vl_convert": "reports",
    "wandb": "track",
}
"""Which extra of the package brings each optional import."""


def needs(package: str) -> ModuleType:
    """The imported package or a module of it, of EXTRAS, or an error that says which extra to install."""
    name = package.partition(".")[0]
    extra = EXTRAS[name]
    if not present(name):
        raise MissingExtra(f"{name} is not installed. Install it with: pip install 'matinee[{extra}]'")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they say of each other on the way is nothing that our people can mend
        return importlib.import_module(package)


def room(module: str, *, on: str) -> ModuleType:
    """A module of our own that stands on an optional package, for a door that must open without it. on: a package of
    EXTRAS, by which is known whether the others of the same extra are there."""
    needs(on)
    return importlib.import_module(module)


def present(package: str) -> bool:
    return importlib.util.find_spec(package) is not None
