"""Weights & Biases for real, offline: what it leaves on disk is what `wandb sync` would send."""

import os
from pathlib import Path

import pytest
import wandb

from matinee.adapters.tracking.wandb import WandbTracker
from matinee.domain.tracking import NewRun

WORDS = (b"ndcg@10", b"loss step", b"ml-1m", b"l2", b"status")


@pytest.fixture(autouse=True)
def nobodys_account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever runs the tests may have one."""
    for name in [name for name in os.environ if name.startswith("WANDB_")]:
        monkeypatch.delenv(name)
    for kind in ("CONFIG", "CACHE", "DATA"):
        monkeypatch.setenv(f"WANDB_{kind}_DIR", str(tmp_path / kind.lower()))


def test_runs_stay_on_disk_with_everything_that_was_said_of_them(tmp_path: Path) -> None:
    tracker = WandbTracker(folder=tmp_path / "runs")
    run = tracker.start(NewRun("tune", "mine", "ease", {"l2": 3.5}, {"data": "ml-1m"}))
    part = tracker.start(NewRun("trial", "first", "ease"), inside=run)
    for step in (1, 2):
        run.point("loss", step, 1 / step)
    part.figures({"ndcg@10": 0.5})
    run.figures({"ndcg@10": 0.25})
    run.facts({"best.l2": "3.5"})
    run.keep("study.json", '{"a": 1}')
    part.end("failed")
    run.end("finished")
    wandb.teardown()  # as at the end of a process: until then the writer may still hold the last lines

    kept = sorted((tmp_path / "runs" / "wandb").glob("offline-run-*"))
    assert len(kept) == 2
    (own,) = [folder for folder in kept if folder.name.endswith(run.id)]
    (record,) = own.glob("*.wandb")
    written = record.read_bytes()
    assert [word for word in WORDS if word not in written] == []
    assert (own / "files" / "study.json").read_text() == '{"a": 1}'
    (inner,) = [folder for folder in kept if folder.name.endswith(part.id)]
    assert run.id.encode() in next(inner.glob("*.wandb")).read_bytes()
