"""What a version says of how it came about: what it learned from, and how the gate judged it. gate.json beside its
models."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from matinee.domain.errors import BadArtifact
from matinee.kit.files import write_text
from matinee.kit.text import counted
from matinee.ops.gates.decide import Decision

FILE = "gate.json"
FORMAT = 1


class Lineage(BaseModel):
    """From this and the code everything can be made again. at: microseconds, the moment of the snapshot. base, data:
    fingerprints of the data set that was kept and of all that was learned from. members, ratings: of the house, among
    all people and events. held_out: people whom it has not learned from. learned_until: microseconds, the newest event;
    0 where times are unknown. led: ratings of members, among all of theirs, that the house had led to, which it has
    not learned from. recipe: digest of the answer, settings: of the models. threads: of the arithmetic. matinee: its
    version. code, packages: fingerprints of its sources, and of Python and all that is installed. commit: of the
    checkout that it stands in. The last three are empty where nobody wrote them down, or there is none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: int
    base: str
    data: str
    data_name: str
    origin: str
    people: int
    events: int
    titles: int
    members: int
    ratings: int
    house_titles: int
    led: int = 0
    held_out: int
    holdout: str
    learned_until: int
    recipe: str
    settings: str
    seed: int
    threads: int
    matinee: str
    code: str = ""
    commit: str = ""
    packages: str = ""


class CrowdSeen(BaseModel):
    """accounts: that say the same. titles: of which most of them do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accounts: int
    titles: int

    @property
    def words(self) -> str:
        return (
            f"a crowd: of {self.accounts:,} accounts that say the same of {counted(self.titles, 'title')} all but the"
            " first were left out"
        )


class Judgement(BaseModel):
    """training: the job that asked for it. champion: the version it was compared with. fitted_again: whether that was
    its recipe, fitted to what it could learn from without those who are held out now, since it had learned from some of
    them. asked: people who were asked about. warnings: of the checks of the data. crowds: accounts that were left out,
    but for one of each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    training: str
    champion: str
    fitted_again: bool
    asked: int
    warnings: tuple[str, ...]
    crowds: tuple[CrowdSeen, ...] = ()
    lineage: Lineage
    decision: Decision

    @property
    def waits(self) -> bool:
        """Whether it is promoted as soon as a person says so."""
        return self.decision.promotes and self.decision.approval


def write_judgement(folder: Path, judgement: Judgement) -> None:
    write_text(folder / FILE, f"{judgement.model_dump_json(indent=2)}\n")


def read_judgement(folder: Path) -> Judgement | None:
    """None for a version that was made by hand, which nobody judged."""
    path = folder / FILE
    try:
        found = Judgement.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise BadArtifact(
            "this is not how a version was judged", where=str(path), remedy="Restore the folder from a copy"
        ) from error
    if found.format != FORMAT:
        raise BadArtifact(f"format {found.format}, but this version reads {FORMAT}", where=str(path), remedy="Update")
    return found
