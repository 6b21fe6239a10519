from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.split import Split
from matinee.ops.runs.bench import BenchOptions, bench
from matinee.ops.runs.specs import read_specs
from matinee.ops.tracking.recorder import Recorder
from tests.ops.tracking.test_recorder import Paper


def test_a_comparison_is_a_run_and_each_model_a_run_inside_it(weak: Split) -> None:
    paper = Paper()
    made = bench(
        weak, read_specs(["ease"], protocol="weak"), context=FitContext(),
        options=BenchOptions("matinee bench"), recorder=Recorder({"paper": lambda: paper}),
    )  # fmt: skip

    starts = [words for call, *words in paper.told if call == "start"]
    outer = f"3 models on {weak.name}"
    assert starts[0] == [outer, None]
    assert {inside for _, inside in starts[1:]} == {outer}
    figures = [words[0] for call, *words in paper.told if call == "figures"]
    assert figures[0]["ndcg@10"] == made.result.models["ease"].metrics["ndcg@10"].mean
    assert figures[-1]["ndcg@10"] == max(one["ndcg@10"] for one in figures[:-1])
    assert ("keep", "result.json", made.result.summary().model_dump_json(indent=1)) in paper.told


def test_a_model_that_fails_is_recorded_as_failed_and_the_comparison_as_finished(weak: Split, monkeypatch) -> None:
    def fail(self, data, context) -> None:
        raise MemoryError("no room")

    monkeypatch.setattr("matinee.lab.models.popular_recent.PopularRecent._fit", fail)
    paper = Paper()
    specs = read_specs(["popular"], protocol="weak")
    bench(weak, specs, context=FitContext(), recorder=Recorder({"paper": lambda: paper}))

    ends = [words[0] for call, *words in paper.told if call == "end"]
    assert sorted(ends) == ["failed", "finished", "finished"]
    assert paper.told[-1] == ("end", "finished")
