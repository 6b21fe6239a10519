"""The audit of reasons: it passes what is true, and catches what is not."""

from dataclasses import replace

import numpy as np
import pytest

from matinee.domain.errors import BadData
from matinee.domain.reasons import Reason
from matinee.lab.core.recommender import Recommender
from matinee.lab.data.histories import Histories
from matinee.lab.evaluation import fidelity
from matinee.lab.evaluation.fidelity import CONTROL, RANDOM_CITED, STRONGEST, UNCHECKED, evaluate_fidelity
from matinee.lab.reasons.why import why
from tests.lab.reasons.plain import Lying, Plain, Telling, links_of, made

COUNT = 60
LINKS = links_of(COUNT)
PEOPLE = Histories.from_lists(
    [np.random.default_rng(row).choice(COUNT, 15, replace=False).tolist() for row in range(30)], n_titles=COUNT
)


@pytest.mark.parametrize("kind", [Telling, Plain])
def test_without_a_cited_title_it_drops_and_without_another_it_does_not_always(kind: type[Plain]) -> None:
    found = evaluate_fidelity(made(kind, LINKS), PEOPLE)
    assert (found.people, found.reasons, found.astray) == (30, 150, 0)
    assert found.citing.mean == 1.0
    for which in (STRONGEST, RANDOM_CITED):
        assert (found.tallies[which].score.mean, found.tallies[which].standing.mean) == (1.0, 1.0)
    assert 0.1 < found.tallies[CONTROL].standing.mean < 0.6
    assert found.tallies[CONTROL].standing.low < found.tallies[CONTROL].standing.mean


def test_shares_that_belong_to_other_titles_are_found_out_where_they_are_not_checked() -> None:
    found = evaluate_fidelity(made(Lying, LINKS), PEOPLE)
    assert found.tallies[STRONGEST].score.mean == 1.0
    assert found.tallies[UNCHECKED].score.mean < 0.9


def test_citing_whatever_comes_first_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(model: Recommender, history: Histories, titles: np.ndarray) -> list[Reason]:
        return [replace(reason, cited=(int(history.titles[0]),)) for reason in why(model, history, titles)]

    monkeypatch.setattr(fidelity, "why", careless)
    assert evaluate_fidelity(made(Telling, LINKS), PEOPLE).tallies[STRONGEST].score.mean < 0.9


def test_reasons_that_do_not_add_up_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def off(model: Recommender, history: Histories, titles: np.ndarray) -> list[Reason]:
        return [replace(reason, rest=reason.rest + 0.01) for reason in why(model, history, titles)]

    monkeypatch.setattr(fidelity, "why", off)
    found = evaluate_fidelity(made(Telling, LINKS), PEOPLE)
    assert found.astray == found.reasons


def test_what_lifts_everything_alike_is_never_cited_so_there_is_nothing_to_take_away() -> None:
    found = evaluate_fidelity(made(Plain, np.ones((COUNT, COUNT)), np.linspace(0, 1, COUNT)), PEOPLE)
    assert found.citing.mean == 0.0
    assert STRONGEST not in found.tallies
    assert found.kinds == {"profile": 150}
    assert (found.tallies[CONTROL].score.mean, found.tallies[CONTROL].standing.mean) == (1.0, 0.0)


def test_the_same_seed_takes_the_same_titles() -> None:
    model = made(Telling, LINKS)
    tallies = [evaluate_fidelity(model, PEOPLE, seed=seed).tallies[CONTROL].score.mean for seed in (1, 1, 2)]
    assert tallies[0] == tallies[1] != tallies[2]


def test_somebody_with_one_title_is_passed_over_and_nobody_left_is_told() -> None:
    with pytest.raises(BadData, match="nobody was recommended anything"):
        evaluate_fidelity(made(Telling, LINKS), Histories.from_lists([[3], []], n_titles=COUNT))
