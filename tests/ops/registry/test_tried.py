from pathlib import Path

import pytest

from matinee.domain.errors import Conflict
from matinee.ops.registry.tried import NONE_TRIED, refuse_the_tried

OLD, NEW = "v0001-0123456789ab", "v0002-3fa9c2d81b20"


def test_a_version_that_answers_people_of_an_experiment_stays_and_it_is_told_which_and_what_to_do() -> None:
    refuse_the_tried([OLD, NEW], NONE_TRIED, where=Path("main"))
    refuse_the_tried([OLD], {NEW: "newer-first"}, where=Path("main"))
    with pytest.raises(Conflict) as refused:
        refuse_the_tried([OLD, NEW], {NEW: "newer-first"}, where=Path("main"))
    for part in ("'newer-first' runs", NEW, "main", "matinee experiment stop newer-first"):
        assert part in str(refused.value)
