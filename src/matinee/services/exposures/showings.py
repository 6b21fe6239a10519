"""Slates that went out again from what is kept: counted here, and written down a little later, all in one go.

A slate is on the disk before it is shown for the first time. That it was shown once more is a count, which may lag some
seconds behind, and is lost with the process: nobody has to wait for the disk to see what they have seen before.
"""

from dataclasses import dataclass, field

from matinee.services.exposures.context import ExposuresContext

Counted = dict[tuple[str, int], tuple[int, int]]
"""By slate and person: how often, and when the last time."""


@dataclass
class Showings:
    """Of one process."""

    waiting: Counted = field(default_factory=dict)

    def note(self, slate_id: str, account_id: int, at: int) -> None:
        before, _ = self.waiting.get((slate_id, account_id), (0, 0))
        self.waiting[slate_id, account_id] = before + 1, at

    def take(self) -> Counted:
        """All that is to be written down, which is then the caller's to do."""
        taken, self.waiting = self.waiting, {}
        return taken

    def give_back(self, taken: Counted) -> None:
        """What could not be written down."""
        for (slate_id, account_id), (times, at) in taken.items():
            since, latest = self.waiting.get((slate_id, account_id), (0, at))
            self.waiting[slate_id, account_id] = since + times, latest


def may_be_shown_again(ctx: ExposuresContext, slate_id: str, account_id: int) -> bool:
    """False where it is not, or no longer, written down."""
    return ctx.rules.log and ctx.slates.is_logged(slate_id, account_id)


def write_showings(ctx: ExposuresContext, counted: Counted) -> None:
    """Of slates that are gone meanwhile nothing is written."""
    for (slate_id, account_id), (times, at) in counted.items():
        ctx.slates.shown_again(slate_id, account_id, at, times=times)
