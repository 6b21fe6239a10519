"""Words whose figures are those of the arithmetic, and which claim nothing beside it."""

from dataclasses import replace

import pytest

from matinee.domain.reasons import Reason, Share, Trait
from matinee.lab.reasons.words import line, parts

NAMES = ["Alien", "Aliens", "Fargo", "Heat", "Ran", "Up"]


def test_shares_are_per_cent_of_the_score_largest_first() -> None:
    assert parts(Reason(5, 2.0, (Share(0, 0.5), Share(1, 1.5))), NAMES) == ["you liked Aliens: 75%, Alien: 25%"]


def test_what_pulls_down_is_told_too() -> None:
    assert parts(Reason(5, 1.0, (Share(0, 1.2), Share(1, -0.2))), NAMES) == ["you liked Alien: 120%, Aliens: -20%"]


def test_titles_are_told_apart_by_what_the_person_made_of_them() -> None:
    shares = (Share(0, 0.8), Share(1, 0.1, "disliked"), Share(2, 0.1, "neutral"))

    assert parts(Reason(5, 1.0, shares), NAMES) == [
        "you liked Alien: 80%",
        "you rated Fargo: 10%",
        "you did not like Aliens: 10%",
    ]


def test_only_the_strongest_are_named_and_the_others_summed_up() -> None:
    reason = Reason(5, 1.0, (Share(0, 0.4), Share(1, 0.3), Share(2, 0.1), Share(3, 0.06), Share(4, 0.04)), rest=0.1)

    assert parts(reason, NAMES) == [
        "you liked Alien: 40%, Aliens: 30%, Fargo: 10%",
        "your other titles: 10%",
        "the rest: 10%",
    ]


def test_what_may_not_be_cited_is_not_named_and_still_counted() -> None:
    reason = Reason(5, 1.0, (Share(0, 0.5), Share(1, 0.3), Share(2, 0.2)), cited=(1,))

    assert parts(reason, NAMES) == ["you liked Aliens: 30%", "your other titles: 70%"]
    assert line(reason, NAMES) == "Because you liked Aliens"


def test_of_a_reason_by_removal_the_words_say_no_more_than_what_was_seen() -> None:
    reason = Reason(
        5, 1.0, (Share(0, 0.2), Share(1, 0.1), Share(2, -0.1)), 0.8, "everything together", method="removal", cited=(0,)
    )

    assert parts(reason, NAMES) == ["without Alien: 20% less", "everything together: 80%"]


def test_where_no_title_can_be_cited_none_is_named() -> None:
    reason = Reason(5, 4.0, (Share(0, 0.2),), 3.8, "everything together", method="removal", cited=(), kind="profile")

    assert parts(reason, NAMES) == ["your titles, each alone: 5%", "everything together: 95%"]
    assert line(reason, NAMES) == "From all you have watched, no title alone"


def test_expected_ratings_are_told_in_stars() -> None:
    reason = Reason(5, 4.5, (Share(0, 0.25),), 4.25, "the rest", method="removal", unit="stars", cited=(0,))

    assert parts(reason, NAMES) == ["without Alien: 0.25 stars less", "the rest: 4.25 stars"]


def test_the_figures_of_the_words_add_up_to_the_score() -> None:
    reason = Reason(5, 2.0, (Share(0, 0.9), Share(1, -0.3), Share(2, 0.4)), rest=1.0, rest_name="popularity")
    told = "; ".join(parts(reason, NAMES))

    assert told == "you liked Alien: 45%, Fargo: 20%, Aliens: -15%; popularity: 50%"


def test_whole_figures_add_up_to_a_hundred() -> None:
    thirds = Reason(5, 3.0, (Share(0, 1.0), Share(1, 1.0), Share(2, 1.0)))
    assert parts(thirds, NAMES) == ["you liked Alien: 34%, Aliens: 33%, Fargo: 33%"]
    average = "less what titles get on average"
    less = Reason(5, 1.0, (Share(0, 0.584), Share(1, 0.434)), rest=-0.018, rest_name=average)
    assert parts(less, NAMES) == ["you liked Alien: 59%, Aliens: 43%", f"{average}: -2%"]


def test_below_zero_the_amounts_themselves_are_told() -> None:
    assert parts(Reason(5, -1.0, (Share(0, -1.5), Share(1, 0.5))), NAMES) == ["you liked Alien: -1.5, Aliens: +0.5"]
    by_removal = Reason(5, -1.0, (Share(0, 0.5),), -1.5, "the rest", method="removal", cited=(0,))
    assert parts(by_removal, NAMES) == ["without Alien: 0.5 less", "the rest: -1.5"]


def test_what_rounds_to_nothing_is_not_told() -> None:
    assert parts(Reason(5, 1.0, (Share(0, 0.999), Share(1, 0.001))), NAMES) == ["you liked Alien: 100%"]
    assert parts(Reason(5, 0.0, ()), NAMES) == ["nothing you named speaks for it"]


TRAITS = (Trait("genre Drama", 0.1), Trait("director Ann Ek", 0.6), Trait("genre Sci-Fi", 0.4), Trait("era", -0.1))
WHOLE = Reason(5, 1.0, (Share(0, 0.7), Share(1, 0.3)), cited=(0, 1))


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (WHOLE, "Because you liked Alien and Aliens"),
        (replace(WHOLE, shares=(Share(0, 0.7, "neutral"), Share(1, 0.3))), "Because you rated Alien"),
        (replace(WHOLE, kind="people"), "Liked by people who, like you, liked Alien and Aliens"),
        (replace(WHOLE, kind="people", cited=()), "Liked by people with your taste"),
        (
            replace(WHOLE, kind="content", traits=TRAITS, cited=(1,)),
            "For its director Ann Ek and genre Sci-Fi; you liked Aliens",
        ),
        (replace(WHOLE, kind="content", cited=()), "For what it is about"),
        (Reason(5, 9.0, (), 9.0, "liked by 9 people", kind="popular"), "Liked by 9 people"),
        (Reason(5, 9.0, (), 9.0, "", kind="popular"), "Many people like it"),
        (Reason(5, 9.0, (), 9.0, "", kind="trending"), "Trending"),
    ],
)
def test_one_line_names_what_may_be_cited_and_nothing_else(reason: Reason, told: str) -> None:
    assert line(reason, NAMES) == told
