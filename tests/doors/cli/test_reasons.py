from matinee.domain.reasons import Reason, Share, Trait
from matinee.doors.cli.reasons import in_words_of

NAMES = ["Alien", "Aliens", "Fargo", "Heat", "Ran", "Up"]


def test_shares_are_per_cent_of_the_score_largest_first() -> None:
    reason = Reason(5, 2.0, (Share(0, 0.5), Share(1, 1.5)))

    assert in_words_of(reason, NAMES) == "you liked Aliens: 75%, Alien: 25%"


def test_what_pulls_down_is_told_too() -> None:
    reason = Reason(5, 1.0, (Share(0, 1.2), Share(1, -0.2)))

    assert in_words_of(reason, NAMES) == "you liked Alien: 120%, Aliens: -20%"


def test_titles_that_were_not_liked_are_told_apart() -> None:
    reason = Reason(5, 1.0, (Share(0, 0.9), Share(1, 0.1)))

    assert in_words_of(reason, NAMES, {"Aliens"}) == "you liked Alien: 90%; you did not like Aliens: 10%"


def test_only_the_strongest_are_named_and_the_others_summed_up() -> None:
    reason = Reason(5, 1.0, (Share(0, 0.4), Share(1, 0.3), Share(2, 0.1), Share(3, 0.06), Share(4, 0.04)), rest=0.1)

    assert in_words_of(reason, NAMES) == (
        "you liked Alien: 40%, Aliens: 30%, Fargo: 10%; your other titles: 10%; the rest: 10%"
    )


def test_the_rest_has_the_name_the_model_gives_it() -> None:
    reason = Reason(5, 9.0, (), rest=9.0, rest_name="liked by 9 people")

    assert in_words_of(reason, NAMES) == "liked by 9 people: 100%"


def test_what_rounds_to_nothing_is_not_told() -> None:
    reason = Reason(5, 1.0, (Share(0, 0.999), Share(1, 0.001)))

    assert in_words_of(reason, NAMES) == "you liked Alien: 100%"


def test_below_zero_the_amounts_themselves_are_told() -> None:
    reason = Reason(5, -1.0, (Share(0, -1.5), Share(1, 0.5)))

    assert in_words_of(reason, NAMES) == "you liked Alien: -1.5, Aliens: +0.5"


def test_a_title_that_nothing_speaks_for_is_said_to_be_so() -> None:
    assert in_words_of(Reason(5, 0.0, ()), NAMES) == "nothing you named speaks for it"


def test_the_facts_that_did_most_are_named_at_the_end() -> None:
    traits = (Trait("genre Drama", 0.1), Trait("director Ann Ek", 0.6), Trait("genre Sci-Fi", 0.4), Trait("era", -0.1))
    reason = Reason(5, 1.0, (Share(0, 1.0),), traits=traits)

    assert in_words_of(reason, NAMES) == "you liked Alien: 100%; above all for its director Ann Ek and genre Sci-Fi"
