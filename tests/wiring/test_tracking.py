from pathlib import Path

import pytest

from matinee.adapters.tracking import mlflow
from matinee.domain.tracking import NewRun
from matinee.wiring import tracking
from matinee.wiring.settings import Settings
from matinee.wiring.tracking import chosen_trackers, open_recorder, open_run_store


@pytest.mark.parametrize(
    ("setting", "chosen"),
    [
        (None, ("mlflow",)),
        ("none", ()),
        ("wandb,tensorboard", ("wandb", "tensorboard")),
        ("mlflow,mlflow", ("mlflow",)),
    ],
)
def test_the_settings_say_where_runs_are_recorded(bare: Path, setting: str | None, chosen: tuple[str, ...]) -> None:
    assert chosen_trackers(Settings(tracking=setting)) == chosen


def test_without_mlflow_nothing_is_recorded(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking, "present", lambda _: False)

    assert chosen_trackers(Settings()) == ()


def test_runs_are_recorded_in_the_cache(bare: Path) -> None:
    warnings: list[str] = []
    with open_recorder(Settings(tracking="tensorboard"), warn=warnings.append).run(NewRun("train", "one")) as run:
        run.point("loss", 1, 1.0)

    assert warnings == []
    assert len(list((bare / "cache" / "matinee" / "tracking" / "tensorboard").iterdir())) == 1


def test_nothing_is_opened_before_the_first_run(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mlflow, "needs", lambda name: pytest.fail(f"{name} was imported"))

    open_recorder(Settings(tracking="mlflow"), warn=pytest.fail)
    assert open_run_store(Settings()) is None
