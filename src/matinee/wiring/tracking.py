"""Which trackers record what is done here, and how they are opened."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from matinee.adapters.tracking.mlflow import MlflowTracker
from matinee.adapters.tracking.tensorboard import TensorboardTracker
from matinee.adapters.tracking.wandb import WandbTracker
from matinee.domain.tracking import RunStore, Tracker
from matinee.kit.extras import present
from matinee.ops.tracking.recorder import Recorder
from matinee.wiring.settings import Settings

DEFAULT = "mlflow"
MLFLOW = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_LOGGING_LEVEL": "WARNING",
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "10",
}
"""What MLflow reads from the environment as it is imported, where nobody has said otherwise: it tells nobody what is
done here, and a server that does not answer is given up after seconds, not minutes."""


def chosen_trackers(settings: Settings) -> tuple[str, ...]:
    """As the settings say; where they say nothing MLflow, if it is installed."""
    if settings.tracking is None:
        return (DEFAULT,) if present(DEFAULT) else ()
    return tuple(name for name in dict.fromkeys(settings.tracking.split(",")) if name != "none")


def open_recorder(settings: Settings, *, warn: Callable[[str], None]) -> Recorder:
    """A recorder that opens its trackers at the first run, so that a command which records nothing imports none."""
    makers: dict[str, Callable[[], Tracker]] = {
        "mlflow": partial(_open_mlflow, settings),
        "wandb": partial(_open_wandb, settings),
        "tensorboard": partial(TensorboardTracker, folder=tracking_folder(settings) / "tensorboard"),
    }
    return Recorder({name: makers[name] for name in chosen_trackers(settings)}, warn=warn)


def open_run_store(settings: Settings) -> RunStore | None:
    """Where runs can be found again: MLflow's; None where nothing has been put there yet."""
    if settings.tracking_url is None and not (tracking_folder(settings) / "mlflow.db").is_file():
        return None
    return _open_mlflow(settings)


def tracking_folder(settings: Settings) -> Path:
    return settings.cache / "tracking"


def _open_mlflow(settings: Settings) -> MlflowTracker:
    for name, value in MLFLOW.items():
        os.environ.setdefault(name, value)
    return MlflowTracker(url=settings.tracking_url, folder=tracking_folder(settings))


def _open_wandb(settings: Settings) -> WandbTracker:
    """On disk alone, unless the variable of Weights & Biases itself says more."""
    mode = os.environ.get("WANDB_MODE") or "offline"
    return WandbTracker(folder=tracking_folder(settings) / "wandb", mode=mode)
