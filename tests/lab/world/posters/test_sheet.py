import io

from PIL import Image

from matinee.lab.world.posters.sheet import contact_sheet
from matinee.lab.world.posters.specimens import specimens


def test_a_contact_sheet_holds_every_look_in_rows() -> None:
    data = contact_sheet(specimens()[:7], columns=3, width=50, gap=5)
    assert Image.open(io.BytesIO(data)).size == (3 * 55 + 5, 3 * 80 + 5)


def test_the_specimens_show_every_genre_and_mood() -> None:
    looks = specimens()
    assert len(looks) == 48
    assert len({genre for look in looks for genre in look.genres}) == 18
    assert len({look.mood for look in looks}) == 12
    assert specimens(seed=5)[0] != looks[0]
