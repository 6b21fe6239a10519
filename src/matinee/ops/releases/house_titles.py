"""Titles that the data set of a release does not have, as a release names them: the catalogue's own numbers."""

import numpy as np

_TEXT = "house:"


def name_in_release(title_id: int, *, ids: np.ndarray) -> int | str:
    """ids: of the data set, beside which it is to stand. Where those are numbers it is a negative one, which no data
    set has."""
    return -title_id if ids.dtype.kind in "iu" else f"{_TEXT}{title_id}"


def title_of_house(name: int | str) -> int | None:
    """The id in the catalogue; None for a title of the data set."""
    if isinstance(name, int):
        return -name if name < 0 else None
    number = name.removeprefix(_TEXT)
    return int(number) if number != name and number.isdigit() else None
