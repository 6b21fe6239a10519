from collections.abc import Mapping

import pytest

from matinee.domain.errors import OutOfTime, Pruned, Unreachable
from matinee.domain.tracking import NewRun, Run, Status
from matinee.lab.core.context import FitContext
from matinee.lab.models.popular import Popular
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.tracking.recorder import UNRECORDED, Recorder

TRAIN = NewRun("train", "one")


class Paper:
    """Writes down what it is told. breaks: the calls that fail."""

    def __init__(self, *breaks: str) -> None:
        self.told: list[tuple] = []
        self.breaks = breaks

    def start(self, run: NewRun, *, inside: Run | None = None) -> "Line":
        self.write("start", run.name, inside.id if inside else None)
        return Line(self, run.name)

    def write(self, call: str, *words: object) -> None:
        if call in self.breaks:
            raise Unreachable(f"{call} went nowhere")
        self.told.append((call, *words))


class Line:
    def __init__(self, paper: Paper, id: str) -> None:  # noqa: A002
        self.paper, self.id = paper, id

    def point(self, curve: str, step: int, value: float) -> None:
        self.paper.write("point", curve, step, value)

    def figures(self, values: Mapping[str, float]) -> None:
        self.paper.write("figures", dict(values))

    def facts(self, values: Mapping[str, str]) -> None:
        self.paper.write("facts", dict(values))

    def keep(self, name: str, text: str) -> None:
        self.paper.write("keep", name, text)

    def end(self, status: Status) -> None:
        self.paper.write("end", status)


def recorder(**papers: Paper) -> tuple[Recorder, list[str]]:
    warnings: list[str] = []
    return Recorder({name: lambda paper=paper: paper for name, paper in papers.items()}, warn=warnings.append), warnings


def test_every_tracker_is_told_everything() -> None:
    first, second = Paper(), Paper()
    made, warnings = recorder(first=first, second=second)

    with made.run(TRAIN) as run:
        run.point("loss", 1, 0.5)
        run.figures({"rmse": 0.9})
        run.facts({"place": "here"})
        run.keep("a.json", "{}")

    assert first.told == second.told
    assert first.told == [
        ("start", "one", None),
        ("point", "loss", 1, 0.5),
        ("figures", {"rmse": 0.9}),
        ("facts", {"place": "here"}),
        ("keep", "a.json", "{}"),
        ("end", "finished"),
    ]
    assert warnings == []


def test_a_part_is_begun_inside_the_run_it_belongs_to() -> None:
    paper = Paper()
    made, _ = recorder(paper=paper)

    with made.run(TRAIN) as outer, made.run(NewRun("trial", "two"), inside=outer):
        pass

    assert ("start", "two", "one") in paper.told


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (KeyboardInterrupt(), "stopped"),
        (OutOfTime("over"), "stopped"),
        (Pruned("behind"), "stopped"),
        (ValueError("no"), "failed"),
    ],
)
def test_how_the_work_ends_is_how_the_run_ends(error: BaseException, status: str) -> None:
    paper = Paper()
    made, _ = recorder(paper=paper)

    with pytest.raises(type(error)), made.run(TRAIN):
        raise error

    assert paper.told[-1] == ("end", status)
    assert [call for call, *_ in paper.told].count("end") == 1


@pytest.mark.parametrize("call", ["start", "point", "figures", "facts", "keep", "end"])
def test_a_tracker_that_fails_is_told_once_and_neither_the_work_nor_another_tracker_suffers(call: str) -> None:
    broken, sound = Paper(call), Paper()
    made, warnings = recorder(broken=broken, sound=sound)

    for _ in range(2):
        with made.run(TRAIN) as run:
            run.point("loss", 1, 0.5)
            run.figures({"rmse": 0.9})
            run.facts({"a": "b"})
            run.keep("a", "b")

    assert warnings == [f"broken does not record this run any further: {call} went nowhere"]
    assert [told[0] for told in sound.told] == ["start", "point", "figures", "facts", "keep", "end"] * 2


def test_a_tracker_that_cannot_be_opened_is_told_once() -> None:
    def refuse() -> Paper:
        raise ImportError("it is not installed")

    warnings: list[str] = []
    made = Recorder({"absent": refuse}, warn=warnings.append)

    for _ in range(2):
        with made.run(TRAIN) as run:
            run.point("loss", 1, 0.5)

    assert warnings == ["absent does not record this run any further: it is not installed"]


def test_no_tracker_is_opened_before_the_first_run() -> None:
    opened: list[int] = []

    def opening() -> Paper:
        opened.append(1)
        return Paper()

    made = Recorder({"paper": opening})
    assert opened == []
    for _ in range(2):
        with made.run(TRAIN):
            pass
    assert opened == [1]


def test_what_is_no_number_is_left_out() -> None:
    paper = Paper()
    made, _ = recorder(paper=paper)

    with made.run(TRAIN) as run:
        run.point("loss", 1, float("nan"))
        run.figures({"a": None, "b": float("inf"), "c": 1})

    assert paper.told[1:-1] == [("figures", {"c": 1.0})]


def test_a_fit_tells_its_curves_to_whoever_records() -> None:
    class Learning(Popular):
        def _fit(self, data, context) -> None:
            context.point("loss", 3, 0.25)
            super()._fit(data, context)

    paper = Paper()
    made, _ = recorder(paper=paper)
    with made.run(TRAIN) as run:
        Learning().fit(checkerboard(people=20).data, FitContext(listener=run))

    assert ("point", "loss", 3, 0.25) in paper.told


def test_nothing_need_be_recorded() -> None:
    with UNRECORDED.run(TRAIN) as run:
        run.point("loss", 1, 1.0)
        run.keep("a", "b")
