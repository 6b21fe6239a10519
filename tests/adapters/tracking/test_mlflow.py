"""Against a real store of MLflow."""

from pathlib import Path

import pytest

from matinee.adapters.tracking.mlflow import MlflowTracker
from matinee.domain.errors import UnknownName
from matinee.domain.tracking import NewRun, RunKind

BEGUN: tuple[tuple[RunKind, str], ...] = (("train", "ease"), ("train", "ials"), ("bench", ""))


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> MlflowTracker:
    return MlflowTracker(folder=tmp_path_factory.mktemp("tracking"))


@pytest.fixture(scope="module")
def ids(tracker: MlflowTracker) -> dict[str, str]:
    """Three runs, one with two parts, in the order they were begun."""
    made = {}
    for kind, model in BEGUN:
        run = tracker.start(
            NewRun(kind, f"{kind} {model}".strip(), model, {"l2": 3.5, "keep": None}, {"data": "ml-1m"})
        )
        if kind == "bench":
            part = tracker.start(NewRun("judged", "ease here", "ease"), inside=run)
            part.end("failed")
            tracker.start(NewRun("trial", "trial here", "ease"), inside=run).end("stopped")
            made["judged"] = part.id
        for step in (1, 2, 3):
            run.point("ndcg@10", step, step / 10)
        run.figures({"ndcg@10+ndcg@100": 0.5, "fit seconds": 2.0})
        run.facts({"model folder": "models/ease", "data": "ml-1m"})
        run.keep("model.json", '{"a": 1}')
        run.end("finished")
        made[f"{kind} {model}".strip()] = run.id
    return made


def test_a_run_is_found_again_with_everything_that_was_said_of_it(tracker: MlflowTracker, ids: dict[str, str]) -> None:
    found = tracker.find(ids["train ease"])

    assert (found.kind, found.name, found.model, found.status) == ("train", "train ease", "ease", "finished")
    assert found.settings == {"l2": "3.5", "keep": "null"}
    assert found.facts == {"data": "ml-1m", "model folder": "models/ease"}
    assert found.figures == {"ndcg@10+ndcg@100": 0.5, "fit seconds": 2.0}
    assert found.curves == {"ndcg@10": [(1, 0.1), (2, 0.2), (3, 0.3)]}
    assert found.kept == ["model.json"]
    assert (Path(found.place) / "model.json").read_text() == '{"a": 1}'
    assert found.seconds is not None


def test_a_run_is_found_by_the_beginning_of_its_id(tracker: MlflowTracker, ids: dict[str, str]) -> None:
    assert tracker.find(ids["train ials"][:10].upper()).model == "ials"
    with pytest.raises(UnknownName, match="no run has an id that begins with 'zzz'"):
        tracker.find("zzz")
    with pytest.raises(UnknownName, match=r"\d runs have ids that begin with ''"):
        tracker.find("")


def test_the_newest_run_stands_first_and_parts_stand_in_their_run(tracker: MlflowTracker, ids: dict[str, str]) -> None:
    runs = [run.id for run in tracker.runs()]  # other tests may have begun some of their own
    assert [run for run in runs if run in ids.values()] == [ids["bench"], ids["train ials"], ids["train ease"]]
    assert [run.id for run in tracker.runs(limit=1)] == runs[:1]
    assert [(part.name, part.status) for part in tracker.find(ids["bench"]).parts] == [
        ("ease here", "failed"),
        ("trial here", "stopped"),
    ]


def test_runs_can_be_asked_for_by_kind_and_by_model(tracker: MlflowTracker, ids: dict[str, str]) -> None:
    assert [run.name for run in tracker.runs(kind="trial")] == ["trial here"]
    assert [run.id for run in tracker.runs(model="ease")] == [ids["judged"], ids["train ease"]]
    assert [run.id for run in tracker.runs(kind="train", model="ease")] == [ids["train ease"]]
    assert tracker.runs(model="nothing") == []


def test_points_are_sent_while_the_run_goes_on(tracker: MlflowTracker) -> None:
    run = tracker.start(NewRun("train", "long"))
    for step in range(250):
        run.point("loss", step, 1.0)

    found = tracker.find(run.id)

    assert found.status == "running"
    assert found.seconds is None
    assert len(found.curves["loss"]) >= 200
    run.end("stopped")
    assert len(tracker.find(run.id).curves["loss"]) == 250


def test_a_store_is_opened_again_with_what_it_had(tracker: MlflowTracker, ids: dict[str, str]) -> None:
    again = MlflowTracker(folder=tracker._folder)

    assert again.find(ids["bench"]).name == "bench"


def test_settings_may_be_many_and_long(tracker: MlflowTracker) -> None:
    settings = {f"s{number}": number for number in range(130)} | {"long": "x" * 9_000}
    run = tracker.start(NewRun("train", "many", settings=settings))
    run.end("finished")

    assert len(tracker.find(run.id).settings) == 131
