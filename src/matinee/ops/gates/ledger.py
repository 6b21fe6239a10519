"""How much of a holdout has been used up: each candidate that is judged on it spends some of its false alarms."""

from pydantic import BaseModel, ConfigDict, Field

from matinee.domain.errors import BadInput
from matinee.ops.gates.rules import Rules

SHARE = 0.2
"""Of what is left, the share that the next candidate may spend."""
WORN = 1e-4
"""A level below which a holdout is worn out: hardly any lift would pass."""


class Entry(BaseModel):
    """candidate: its fingerprint. alpha: what it was allowed. outcome: of the gate, once it is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    candidate: str
    alpha: float
    outcome: str | None = None


class Ledger(BaseModel):
    """Of one holdout, to be kept wherever its owner keeps things: it goes to JSON and back. Never shorten it: a holdout
    that is judged on again and again finds a winner by luck."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    holdout: str
    budget: float = Field(gt=0, lt=0.5)
    entries: tuple[Entry, ...] = ()

    @property
    def spent(self) -> float:
        return sum(entry.alpha for entry in self.entries)

    def alpha_for(self, candidate: str, rules: Rules) -> float:
        """What this candidate may spend. One that was judged before has the same again: its figures are the same."""
        for entry in self.entries:
            if entry.candidate == candidate:
                return entry.alpha
        return min(rules.first, SHARE * max(self.budget - self.spent, 0.0))

    def worn_for(self, candidate: str, rules: Rules) -> bool:
        return self.alpha_for(candidate, rules) < WORN

    def reserved(self, candidate: str, rules: Rules) -> "Ledger":
        """With the candidate's part taken, which is to be kept before its figures are looked at."""
        if any(entry.candidate == candidate for entry in self.entries):
            return self
        entry = Entry(candidate=candidate, alpha=self.alpha_for(candidate, rules))
        return self.model_copy(update={"entries": (*self.entries, entry)})

    def closed(self, candidate: str, outcome: str) -> "Ledger":
        """With what became of the candidate."""
        if not any(entry.candidate == candidate for entry in self.entries):
            raise BadInput(f"'{candidate}' was not reserved", where="ledger", remedy="Reserve before looking")
        return self.model_copy(
            update={
                "entries": tuple(
                    entry.model_copy(update={"outcome": outcome}) if entry.candidate == candidate else entry
                    for entry in self.entries
                )
            }
        )

    def count(self, outcome: str) -> int:
        return sum(entry.outcome == outcome for entry in self.entries)


def ledger_of(holdout: str, rules: Rules) -> Ledger:
    """A new one. holdout: the fingerprint of what is asked of whom."""
    return Ledger(holdout=holdout, budget=rules.budget)
