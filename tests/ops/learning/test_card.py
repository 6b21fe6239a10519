from matinee.ops.gates.decide import Decision
from matinee.ops.gates.evidence import Evidence, GuardFigure
from matinee.ops.learning.card import card_of
from matinee.ops.releases.release import Release
from tests.ops.learning.test_judgement import judgement

GUARD = GuardFigure(what="recall@50", people=40, change=-0.02, margin=0.05, state="open")
FOUND = Evidence(
    people=40, champion_mean=0.2, candidate_mean=0.21, lift=0.05, low=-0.01, high=0.11, p=0.03, p_worse=0.97,
    p_safe=0.01, smallest=0.08, guards=(GUARD,),
)  # fmt: skip
DECISION = Decision(
    candidate="c",
    champion="v1",
    outcome="hold",
    reason="underpowered",
    words=("Not shown.",),
    alpha=0.01,
    evidence=FOUND,
)


def test_a_card_says_what_was_learned_from_and_how_it_was_judged(release: Release) -> None:
    said = judgement(DECISION).model_copy(update={"warnings": ("drift: other titles | are popular",)})
    card = card_of(said, release)
    for words in (
        f"# Version {release.digest}",
        "hold (underpowered), compared with v1. Not shown.",
        "| ranks | weighted | blend |",
        "| events | 300 of 20 people, about 40 titles |",
        "- drift: other titles",
        "| relative change | +5.0%, 95% interval -1.0% to +11.0% |",
        "| recall@50 | 40 | -2.0% | 5.0% | not shown |",
        "| seed | 0 |",
        "| commit | c0ffee |",
    ):
        assert words in card
    assert "| packages |" not in card, "nobody wrote it down"


def test_where_nothing_was_compared_it_says_so(release: Release) -> None:
    refused = Decision(candidate="c", champion="v1", outcome="refused", reason="too_few", words=("Too few.",))
    said = judgement(refused).model_copy(update={"fitted_again": True})
    card = card_of(said, release)
    assert "No figures were looked at" in card
    assert "v1, fitted again without the holdout" in card
