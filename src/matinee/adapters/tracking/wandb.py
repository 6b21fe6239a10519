"""Runs in Weights & Biases: kept on disk by default, where `wandb sync` can send them from later."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matinee.domain.tracking import NewRun, Run, Status
from matinee.kit.extras import needs

PROJECT = "matinee"


class WandbTracker:
    """mode: offline, online or disabled, as Weights & Biases calls them."""

    def __init__(self, *, folder: Path, mode: str = "offline") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._mode = folder, mode
        with _quiet():
            self._wandb = needs("wandb")

    def start(self, run: NewRun, *, inside: Run | None = None) -> "WandbRun":
        """Runs do not stand inside each other there; the parts of one share its group."""
        wandb = self._wandb
        with _quiet():
            made = wandb.init(
                project=PROJECT,
                dir=str(self._folder),
                mode=self._mode,
                name=run.name,
                job_type=run.kind,
                group=inside.id if inside else None,
                tags=[run.model] if run.model else None,
                config={"settings": dict(run.settings), "facts": dict(run.facts)},
                reinit="create_new",
                settings=wandb.Settings(silent=True, console="off", x_disable_stats=True, disable_git=True),
            )
        return WandbRun(made)


class WandbRun:
    """Each curve has steps of its own, which are logged beside it."""

    def __init__(self, run: Any) -> None:
        self.id: str = run.id
        self._run = run
        self._curves: set[str] = set()

    def point(self, curve: str, step: int, value: float) -> None:
        at = f"{curve} step"
        with _quiet():
            if curve not in self._curves:
                self._curves.add(curve)
                self._run.define_metric(curve, step_metric=at)
            self._run.log({curve: value, at: step})

    def figures(self, values: Mapping[str, float]) -> None:
        with _quiet():
            self._run.summary.update(dict(values))

    def facts(self, values: Mapping[str, str]) -> None:
        with _quiet():
            self._run.config.update({"facts": {**self._run.config["facts"], **values}}, allow_val_change=True)

    def keep(self, name: str, text: str) -> None:
        place = Path(self._run.dir) / name
        with _quiet():
            place.write_text(text, encoding="utf-8")
            self._run.save(str(place), base_path=self._run.dir, policy="now")

    def end(self, status: Status) -> None:
        with _quiet():
            self._run.summary.update({"status": status})
            self._run.finish(exit_code=1 if status == "failed" else 0)


@contextmanager
def _quiet() -> Iterator[None]:
    """Deprecated calls inside the package are nothing that a person here can act on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
