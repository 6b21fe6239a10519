from matinee.domain.reasons import Reason, Share, Trait
from matinee.doors.cli.reasons import in_words_of

NAMES = ["Alien", "Aliens", "Fargo"]


def test_the_parts_of_a_sum_stand_in_one_cell() -> None:
    reason = Reason(2, 1.0, (Share(0, 0.6), Share(1, 0.2)), rest=0.2, rest_name="how many people liked it")

    assert in_words_of(reason, NAMES) == "you liked Alien: 60%, Aliens: 20%; how many people liked it: 20%"


def test_the_facts_that_did_most_are_named_at_the_end() -> None:
    reason = Reason(2, 1.0, (Share(0, 1.0),), traits=(Trait("genre Drama", 0.1), Trait("director Ann Ek", 0.6)))

    assert in_words_of(reason, NAMES) == "you liked Alien: 100%; above all for its director Ann Ek and genre Drama"
