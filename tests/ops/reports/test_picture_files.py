import io
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from matinee.domain.errors import BadInput
from matinee.kit.extras import needs
from matinee.ops.reports.picture_files import check_picture, write_picture
from matinee.ops.reports.pictures import ACCENT, INK, LIGHT, QUIET


def chart() -> Any:
    alt = needs("altair")
    rows = alt.Data(values=[{"x": 1, "y": 2}, {"x": 2, "y": 5}])
    return alt.Chart(rows).mark_bar(color=ACCENT).encode(x="x:O", y="y:Q").properties(width=300, height=200)


@pytest.mark.parametrize("suffix", [".html", ".png", ".svg"])
def test_the_same_picture_is_the_same_file(tmp_path: Path, suffix: str) -> None:
    for name in ("a", "b"):
        write_picture(tmp_path / f"{name}{suffix}", chart(), title="Bars", about="Two bars.")

    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_a_png_has_the_colours_of_a_light_page_and_is_sharp(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", chart(), title="Bars", about="Two bars.")

    picture = Image.open(io.BytesIO((tmp_path / "a.png").read_bytes())).convert("RGB")
    counts = picture.getcolors(1 << 20) or []
    colours = {colour: count for count, colour in counts}
    bar = tuple(bytes.fromhex(LIGHT[ACCENT][1:]))
    assert picture.width > 600
    assert colours[bar] > 10_000
    assert max(colours, key=lambda colour: colours[colour]) == (255, 255, 255)


def test_an_svg_stands_alone_and_a_page_says_what_is_shown(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.svg", chart(), title="Bars", about="Two bars.")
    write_picture(tmp_path / "a.html", chart(), title="Bars", about="Two bars.")

    drawn = (tmp_path / "a.svg").read_text()
    assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  drawn here
    assert not any(colour in drawn for colour in (ACCENT, QUIET, INK))
    page = (tmp_path / "a.html").read_text()
    assert "<p>Two bars.</p>" in page
    assert 'aria-label="Two bars."' in page


def test_a_name_that_is_no_picture_is_refused_before_anything_is_drawn() -> None:
    with pytest.raises(BadInput, match=r"'a\.gif' is no name of a picture"):
        check_picture(Path("a.gif"), where="--curves a.gif")
