"""Event files, written and read with TensorBoard's own code."""

from pathlib import Path

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from matinee.adapters.tracking.tensorboard import TensorboardTracker
from matinee.domain.tracking import NewRun


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tracker = TensorboardTracker(folder=tmp_path)
    run = tracker.start(NewRun("tune", "mine of/all", settings={"l2": 3.5}, facts={"data": "ml-1m"}))
    for step in (1, 2):
        run.point("loss", step, 1 / step)
    part = tracker.start(NewRun("trial", "first"), inside=run)
    part.end("failed")
    run.figures({"ndcg@10": 0.25})
    run.keep("study.json", '{"a": 1}')
    run.end("finished")
    return tmp_path


def read(folder: Path) -> EventAccumulator:
    return EventAccumulator(str(folder)).Reload()


def test_curves_and_figures_are_read_back(folder: Path) -> None:
    (outer,) = folder.iterdir()

    made = read(outer)

    assert [(point.step, point.value) for point in made.Scalars("loss")] == [(1, 1.0), (2, 0.5)]
    assert [point.value for point in made.Scalars("figures/ndcg@10")] == [0.25]


def test_settings_facts_and_files_are_texts(folder: Path) -> None:
    (outer,) = folder.iterdir()
    made = read(outer)

    texts = {tag: made.Tensors(tag)[-1].tensor_proto.string_val[0].decode() for tag in made.Tags()["tensors"]}

    assert '"l2": 3.5' in texts["settings"]
    assert '"data": "ml-1m"' in texts["facts"]
    assert '"status": "finished"' in texts["facts"]
    assert '{"a": 1}' in texts["study.json"]


def test_a_part_stands_in_the_folder_of_its_run(folder: Path) -> None:
    (outer,) = folder.iterdir()
    (inner,) = [path for path in outer.iterdir() if path.is_dir()]

    assert outer.name.endswith("-tune-mine-of-all")
    assert inner.name.endswith("-trial-first")
    assert list(inner.glob("events.out.tfevents.*"))
