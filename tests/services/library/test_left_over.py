import pytest

from matinee.domain.errors import NotFound
from matinee.services.library import left_over as room
from matinee.services.library.left_over import left_over
from tests.fixtures.library import Shelf
from tests.services.library.test_imports import FILE, begun


def test_what_was_not_used_is_told_with_its_reason(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "AT_ONCE", 2)
    made = begun(shelf, FILE + "=cmd|'/c calc'!A1,2001,2,,\n")
    assert left_over(shelf.ctx(), shelf.ana, made.id).splitlines() == [
        "line,title,year,why",
        "4,Ghostbusters,1983,several titles may be meant",
        "5,Nobody Knows This,2001,no title of that name is known",
        "6,Amélie,2001,the rating is none of 0 to 5",
        "8,'=cmd|'/c calc'!A1,2001,no title of that name is known",
    ]
    with pytest.raises(NotFound):
        left_over(shelf.ctx(), shelf.ben, made.id)
