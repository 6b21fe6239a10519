import json
from pathlib import Path

import pytest

from matinee.domain.errors import BadArtifact
from matinee.ops.gates.decide import Decision
from matinee.ops.learning.judgement import FILE, Judgement, Lineage, read_judgement, write_judgement

LINEAGE = Lineage(
    at=9, base="b", data="d", data_name="board", origin="o", people=20, events=300, titles=40, members=3, ratings=30,
    house_titles=1, held_out=5, holdout="epoch-1", learned_until=8, recipe="r", settings="s", seed=0, threads=1,
    matinee="1", commit="c0ffee",
)  # fmt: skip
PROMOTES = Decision(candidate="c", champion="v1", outcome="promote", reason="better", words=("Better.",))


def judgement(decision: Decision = PROMOTES) -> Judgement:
    return Judgement(
        training="1", champion="v1", fitted_again=False, asked=20, warnings=(), lineage=LINEAGE, decision=decision
    )


def test_it_is_kept_beside_the_models(tmp_path: Path) -> None:
    assert read_judgement(tmp_path) is None
    write_judgement(tmp_path, judgement())
    assert read_judgement(tmp_path) == judgement()
    said = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps(said | {"format": 9}))
    with pytest.raises(BadArtifact, match="format 9"):
        read_judgement(tmp_path)
    (tmp_path / FILE).write_text("[]")
    with pytest.raises(BadArtifact, match="judged"):
        read_judgement(tmp_path)


def test_one_from_before_its_code_was_written_down_can_be_read(tmp_path: Path) -> None:
    write_judgement(tmp_path, judgement())
    said = json.loads((tmp_path / FILE).read_text())
    for name in ("code", "commit", "packages"):
        del said["lineage"][name]
    (tmp_path / FILE).write_text(json.dumps(said))
    found = read_judgement(tmp_path)
    assert found is not None
    assert (found.lineage.matinee, found.lineage.code, found.lineage.commit) == ("1", "", "")


@pytest.mark.parametrize(
    ("outcome", "approval", "waits"), [("promote", True, True), ("promote", False, False), ("reject", True, False)]
)
def test_only_what_would_be_promoted_waits_for_a_person(outcome: str, approval: bool, waits: bool) -> None:
    decision = PROMOTES.model_copy(update={"outcome": outcome, "approval": approval})
    assert judgement(decision).waits == waits
