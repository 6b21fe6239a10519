from pathlib import Path

import pytest

import model_pages
import results
from matinee.lab.core.context import FitContext
from matinee.lab.data.splits.make import make_split
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.reports.audits import named, read_audits
from matinee.ops.runs.bench import bench
from matinee.ops.runs.result_files import read_result, write_result
from matinee.ops.runs.specs import read_specs

RACE = '{"splits": {"checkerboard-weak": {"models": {}}}}'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one result, a race and a page of a model."""
    folder = tmp_path / "benchmarks/results"
    (tmp_path / "docs/models").mkdir(parents=True)
    (tmp_path / "docs/models/popular.md").write_text(f"# Popular\n\n{model_pages.OPEN}\n\n{model_pages.CLOSE}\n")
    for name, place in (
        ("RESULTS", folder),
        ("PUBLISHED", tmp_path / "benchmarks/published.toml"),
        ("PAGE", tmp_path / "docs/results.md"),
        ("PICTURES", tmp_path / "docs/pictures"),
    ):
        monkeypatch.setattr(results, name, place)
    monkeypatch.setattr(model_pages, "PAGES", tmp_path / "docs/models")
    split = make_split(checkerboard(people=120).data, "weak", seed=4)
    made = bench(split, read_specs(["popular"], protocol="weak"), context=FitContext()).result
    write_result(folder / "board-W.json", made.summary())
    (folder / "peers.json").write_text(RACE)
    return tmp_path


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_page_pictures_and_the_pages_of_models_are_made_from_the_result_files(project: Path) -> None:
    assert results.main() == 0

    page = (project / "docs/results.md").read_text()
    assert "](pictures/results-checkerboard-weak-cost.png)" in page
    assert (project / "docs/pictures/results-checkerboard-weak-cost.png").exists()
    assert "checkerboard-weak" in (project / "docs/models/popular.md").read_text()


def test_made_again_everything_is_the_same_byte_for_byte(project: Path) -> None:
    results.main()
    first = everything(project / "docs")

    results.main()

    assert everything(project / "docs") == first


def test_a_picture_of_a_result_that_is_no_more_goes_and_other_pictures_stay(project: Path) -> None:
    pictures = project / "docs/pictures"
    pictures.mkdir()
    for name in ("results-gone-cost.png", "posters.png"):
        (pictures / name).touch()

    results.main()

    assert not (pictures / "results-gone-cost.png").exists()
    assert (pictures / "posters.png").exists()


def test_the_page_in_the_documentation_is_the_one_that_its_result_files_make() -> None:
    """What `make results` would write, but for the pictures, which must be there."""
    made = [read_result(path) for path in model_pages.result_paths(results.RESULTS)]
    audited = read_audits(results.RESULTS / "audits")
    pictures = [path.name for _, path, _ in results.named(made)] + [name for name, _ in named(audited)]

    assert results.PAGE.read_text(encoding="utf-8") == results.page(made, audited)
    assert [name for name in pictures if not (results.PICTURES / name).exists()] == []


def test_a_file_that_is_no_result_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "benchmarks/results/other.json").write_text("{}")

    assert results.main() == 2
    assert "other.json" in capsys.readouterr().err
