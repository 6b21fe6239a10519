"""The duty of experiments: look at all that run and at the canary, and end those that are to end."""

from collections.abc import Mapping
from typing import Any

from matinee.domain.errors import MatineeError
from matinee.domain.trials import Trial
from matinee.doors.worker.canary import look_at_canary
from matinee.doors.worker.hands import Hands
from matinee.kit.text import counted
from matinee.services.trials import keep
from matinee.services.trials.results import ends, results_of
from matinee.wiring.transaction import Transaction


async def look_at_experiments(hands: Hands) -> str:
    """One that its plan ends, or that harms or is broken, ends here. One that cannot be read keeps no other waiting."""
    running = await hands.read(lambda tx: keep.list_trials(tx.trials, state="running"))
    ended, unread = [], []
    for one in running:
        try:
            results = await hands.read(lambda tx, one=one: results_of(tx.trials, one))
        except MatineeError:
            unread.append(one.key)
            continue
        await hands.write(lambda tx, one=one, results=results: _keep(tx, one, results))
        if ends(results):
            ended.append(one.key)
    said = f"{counted(len(running), 'experiment')} looked at"
    said += f", ended: {', '.join(ended)}" if ended else ""
    said += f", could not be read: {', '.join(unread)}" if unread else ""
    taken_back = await look_at_canary(hands)
    return said + (f", {taken_back}" if taken_back else "")


def _keep(tx: Transaction, one: Trial, results: Mapping[str, Any]) -> None:
    """Nothing of one that somebody has stopped meanwhile."""
    if keep.trial_of(tx.trials, one.key).state != "running":
        return
    if ends(results):
        keep.stop_trial(tx.trials, one.key, why=f"{results['outcome']}: the plan ends here")
    keep.keep_results(tx.trials, one.key, results)
