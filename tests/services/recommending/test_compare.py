import pytest

from matinee.domain.errors import BadInput
from matinee.domain.requests import Wish
from matinee.services.recommending.bound import Bound
from matinee.services.recommending.compare import compare, usual_models
from matinee.services.recommending.on_demand import Demand
from matinee.services.recommending.standing import Standing
from matinee.services.recommending.title_index import TitleIndex
from tests.fixtures.catalogue import START
from tests.services.recommending.people import FIRST_TASTE, Told, signals


def test_a_model_agrees_with_itself(bound: Bound, index: TitleIndex, ids: dict[int, int]) -> None:
    demand = Demand({ids[number]: 5.0 for number in FIRST_TASTE[:5]}, Wish(k=4))
    found = compare(Standing(index, bound), demand, ["ease", "ease"], now=START, warn=Told())
    assert found["overlap"][0]["share"] == 1.0
    assert len(found["overlap"][0]["titles"]) == 4
    assert found["models"][0] == found["models"][1]


def test_somebody_known_is_compared_by_what_is_known_of_them(
    bound: Bound, index: TitleIndex, ids: dict[int, int]
) -> None:
    demand = Demand({}, Wish(k=30), signals=signals(ids, FIRST_TASTE[:5]), hidden=[ids[9]])
    found = compare(Standing(index, bound), demand, ["ease", "popular"], now=START, warn=Told())
    for one in found["models"]:
        assert not {item["id"] for item in one["items"]} & {ids[number] for number in (*FIRST_TASTE[:5], 9)}


def test_a_model_that_there_is_not_is_refused(bound: Bound, index: TitleIndex) -> None:
    with pytest.raises(BadInput):
        compare(Standing(index, bound), Demand({}, Wish()), ["ease", "oracle"], now=START, warn=Told())


def test_where_nobody_names_models_there_are_usual_ones(bound: Bound, index: TitleIndex) -> None:
    assert usual_models(Standing(index, bound)) == ["weighted", "newcomer"]
    assert usual_models(Standing(index, None)) == []
