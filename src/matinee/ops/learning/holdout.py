"""The people whom no model of an epoch learns from, and the ledger of what they were asked about.

Who they are follows from the salt of the epoch and a key of the person, so that nobody need be written down, and that
whoever is held out once is held out by every training of the epoch.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from matinee.domain.errors import BadArtifact
from matinee.kit.files import write_text
from matinee.ops.gates.ledger import Ledger, ledger_of
from matinee.ops.gates.rules import Rules

FILE = "holdout.json"
FORMAT = 1
LEAST, MOST = 0.1, 0.25
WANTED = 150
"""People to be held out where a tenth are fewer: with 70 asked the lift of a candidate is known to some 8 % either way,
with 180 to some 5 %. The gate needs twenty of whom there is something to ask."""


class Epoch(BaseModel):
    """number: from 1 on. share: of all people. begun_at: microseconds, UTC."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int = Field(ge=1)
    share: float = Field(gt=0, lt=1)
    begun_at: int

    @property
    def name(self) -> str:
        """By which releases say whom they have not learned from. It is the salt as well."""
        return f"epoch-{self.number}-{self.share:.4f}"


class Holdout(BaseModel):
    """What holdout.json holds. trained_at: the moment of the last training, 0 where there was none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    epoch: Epoch
    ledger: Ledger
    trained_at: int = 0


def first_holdout(people: int, *, at: int, rules: Rules) -> Holdout:
    """For a house that has none yet. people: that there are."""
    return _begun(1, people, at=at, rules=rules)


def next_holdout(holdout: Holdout, people: int, *, at: int, rules: Rules) -> Holdout:
    """Other people are held out from now on, and the ledger is empty."""
    begun = _begun(holdout.epoch.number + 1, people, at=at, rules=rules)
    return begun.model_copy(update={"trained_at": holdout.trained_at})


def is_used_up(holdout: Holdout, rules: Rules) -> bool:
    """Whether the next candidate could hardly pass: its share of false alarms is too small, or too many were promoted
    for being fresher already."""
    ledger = holdout.ledger
    return ledger.worn_for("", rules) or ledger.count("promote_as_fresher") >= max(rules.fresher_at_most, 1)


def held_out(epoch: Epoch, keys: Sequence[str]) -> np.ndarray:
    """bool, as many as keys."""
    bound = int(epoch.share * 2**64)
    salt = epoch.name.encode()
    hashed = (hashlib.sha256(salt + b":" + key.encode()).digest()[:8] for key in keys)
    return np.fromiter((int.from_bytes(one) < bound for one in hashed), dtype=bool, count=len(keys))


def read_holdout(home: Path) -> Holdout | None:
    """home: of one release name. None where none was begun."""
    path = home / FILE
    try:
        found = Holdout.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise _broken(path, "this is no holdout and ledger") from error
    if found.format != FORMAT or found.ledger.holdout != found.epoch.name:
        raise _broken(path, "the ledger is of another holdout, or of another format")
    return found


def write_holdout(home: Path, holdout: Holdout) -> None:
    write_text(home / FILE, f"{holdout.model_dump_json(indent=2)}\n")


def _begun(number: int, people: int, *, at: int, rules: Rules) -> Holdout:
    share = min(MOST, max(LEAST, WANTED / max(people, 1)))
    epoch = Epoch(number=number, share=round(share, 4), begun_at=at)
    return Holdout(epoch=epoch, ledger=ledger_of(epoch.name, rules))


def _broken(path: Path, what: str) -> BadArtifact:
    return BadArtifact(what, where=str(path), remedy="Restore it from a backup; without it the gate begins anew")
