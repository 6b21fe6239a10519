"""Row L5 by the gate itself: twenty candidates a week that are no better, each week on a holdout of its own."""

import numpy as np
from scipy import stats

from matinee.ops.gates.decide import decide
from matinee.ops.gates.ledger import Ledger
from matinee.ops.gates.rules import Rules
from tests.fixtures.loop import Notes, luck, sizes
from tests.ops.gates.pairs import DIFFER, QUICK, fresh, judged, ndcg

A_WEEK, PEOPLE = 20, 200


def promotes_any(
    champion: np.ndarray, candidates: np.ndarray, p: np.ndarray, ledger: Ledger | None, rules: Rules
) -> bool:
    """ledger: None for a fault, in which each candidate comes to a holdout as if it were the first. Whom the test
    cannot call better is not asked further, and spends what it was allowed all the same."""
    kept = ledger
    for number, values in enumerate(candidates):
        name = str(number)
        if p[number] > 2 * rules.first:
            kept = kept if kept is None or kept.worn_for(name, rules) else kept.reserved(name, rules)
            continue
        used = fresh(rules)[0] if kept is None else kept
        made, after = decide(judged("new", values), judged("old", champion), used, version=name, rules=rules)
        if made.promotes:
            return True
        kept = None if kept is None else after
    return False


@sizes(quick=4, long=500)
def test_of_the_holdouts_of_many_years_few_promote_what_is_no_better(trials: int, notes: Notes) -> None:
    chance, holdouts = notes.chance(), 52 * trials
    false = fault = 0
    for _ in range(holdouts):
        champion = ndcg(chance, PEOPLE)
        shape = (A_WEEK, PEOPLE)
        candidates = np.where(chance.random(shape) < DIFFER, ndcg(chance, A_WEEK * PEOPLE).reshape(shape), champion)
        p = np.asarray(stats.ttest_1samp(candidates - champion, 0.0, axis=1, alternative="greater")[1])
        ledger, rules = fresh(QUICK)
        false += promotes_any(champion, candidates, p, ledger, rules)
        fault += promotes_any(champion, candidates, p, None, rules)
    high = 0.05 if trials > 100 else luck(0.05, holdouts)[1]
    notes.check("L5", "by the gate: holdouts with a false promotion", false / holdouts, trials=holdouts, high=high)
    notes.check("L5", "fault: by the gate without a ledger", fault / holdouts, trials=holdouts, low=0.08)
