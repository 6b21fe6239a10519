import io
import json
from pathlib import Path

import pytest
from PIL import Image

from matinee.kit.profiling import ELSEWHERE, FunctionTime, MemoryPoint, Phase, Profile
from matinee.ops.reports.fit_profile import main_functions, profile_files, write_profile

PROFILE = Profile(
    seconds=4.0,
    peak_mib=321.0,
    samples=400,
    phases=(
        Phase(ELSEWHERE, 0.01, 1.0),
        Phase("fitting", 2.5, 300.0),
        Phase("fitting > learning <b>", 1.49, 200.0),
    ),
    functions=(
        FunctionTime("numpy.linalg:inv", 2.0, 2.0),
        FunctionTime("threading:Thread.run", 1.0, 4.0),
        FunctionTime("matinee.lab.models.ease:Ease._fit", 0.5, 3.9),
    ),
    memory=tuple(MemoryPoint(second / 10, second * 7.5, 2 if 10 < second < 25 else 1) for second in range(41)),
)


def test_figures_page_and_picture_are_written_beside_each_other(tmp_path: Path) -> None:
    written = write_profile(PROFILE, tmp_path / "made", title="Fit of ease", about={"model": "ease", "data": "films"})

    assert [path.name for path in written] == ["profile.json", "profile.html", "profile.png"]
    figures = json.loads((tmp_path / "made/profile.json").read_text())
    assert (figures["model"], figures["seconds"], figures["peak_mib"]) == ("ease", 4.0, 321.0)
    assert figures["phases"][1] == {"name": "fitting", "seconds": 2.5, "peak_mib": 300.0}
    assert len(figures["memory"]) == 41
    assert Image.open(io.BytesIO((tmp_path / "made/profile.png").read_bytes())).width > 1000


def test_the_page_tells_where_the_time_went_and_names_become_no_markup(tmp_path: Path) -> None:
    write_profile(PROFILE, tmp_path, title="Fit of ease", about={})

    page = (tmp_path / "profile.html").read_text()
    assert "4.00 s and 321 MiB above the start at the highest; most of the time in &#x27;fitting&#x27;." in page
    assert "<td>fitting &gt; learning &lt;b&gt;</td><td>1.49</td><td>37%</td><td>200</td>" in page
    assert "<b>" not in page.partition("</div>")[2].partition("<section>")[2]


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("made", ["made/profile.json", "made/profile.html", "made/profile.png"]),
        ("ease.json", ["ease.json", "ease.html", "ease.png"]),
        ("ease.v2.png", ["ease.v2.json", "ease.v2.html", "ease.v2.png"]),
        ("ease.v2", ["ease.v2/profile.json", "ease.v2/profile.html", "ease.v2/profile.png"]),
    ],
)
def test_a_folder_or_the_name_of_a_file_can_be_given(place: str, names: list[str]) -> None:
    assert list(profile_files(Path(place)).values()) == [Path(name) for name in names]


def test_what_only_carries_the_work_is_no_function_of_it() -> None:
    assert [one.name for one in main_functions(PROFILE)] == ["numpy.linalg:inv", "matinee.lab.models.ease:Ease._fit"]


def test_work_too_short_for_a_sample_has_its_files_too(tmp_path: Path) -> None:
    nothing = Profile(0.0, 0.0, 0, (Phase(ELSEWHERE, 0.0, 0.0),), (), ())

    assert len(write_profile(nothing, tmp_path, title="Nothing", about={})) == 3
