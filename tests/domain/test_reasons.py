from matinee.domain.reasons import Reason, Share, Trait

REASON = Reason(
    title=9,
    score=1.5,
    shares=(Share(1, 0.25), Share(2, -0.5), Share(3, 1.0), Share(4, 0.0)),
    rest=0.75,
    rest_name="popularity",
)


def test_the_shares_and_the_rest_add_up_to_the_score() -> None:
    assert sum(share.amount for share in REASON.shares) + REASON.rest == REASON.score


def test_the_strongest_come_first_and_what_pulled_the_title_down_is_no_reason_for_it() -> None:
    assert REASON.strongest(5) == (Share(3, 1.0), Share(1, 0.25))


def test_no_more_are_given_than_asked_for() -> None:
    assert REASON.strongest(1) == (Share(3, 1.0),)
    assert REASON.strongest(0) == ()


def test_of_equal_shares_the_one_named_first_stays_first() -> None:
    reason = Reason(title=0, score=2.0, shares=(Share(7, 1.0), Share(5, 1.0)))
    assert reason.strongest(2) == (Share(7, 1.0), Share(5, 1.0))


def test_facts_come_strongest_first_too() -> None:
    traits = (Trait("genre Drama", 0.25), Trait("genre Western", 0.5), Trait("era the 1980s", -0.5))
    reason = Reason(title=0, score=0.25, shares=(Share(7, 0.25),), traits=traits)
    assert [trait.name for trait in reason.strongest_traits(5)] == ["genre Western", "genre Drama"]
    assert reason.strongest_traits(0) == ()
