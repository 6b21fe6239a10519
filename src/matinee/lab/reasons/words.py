"""A reason in words, whose figures are those of the arithmetic and which name nothing that may not be cited."""

import math
from collections.abc import Iterator, Sequence

from matinee.domain.reasons import Reason, Share
from matinee.kit.text import in_words

SHOWN = 3
"""How many titles a reason names before it speaks of the others."""
FACTS_SHOWN = 2
"""How many facts of a title are named beside the titles that brought it up."""
NAMED_AT_MOST = 2
"""How many titles a single line names."""
SMALLEST = 0.5
"""Per cent: what rounds to nothing is not told."""
STARS = 0.005
"""Stars: what rounds to nothing is not told."""
VERBS = {"liked": "you liked", "neutral": "you rated", "disliked": "you did not like"}
NOTHING = "nothing you named speaks for it"
OTHERS = "your other titles"
ALONE = "your titles, each alone"


def parts(reason: Reason, names: Sequence[str]) -> list[str]:
    """The sum of a reason, summand by summand: 'you liked Alien: 61%, Aliens: 39%'.

    The figures are whole per cent of the score and add up to 100. Where the score is not above zero there is nothing to
    take a part of, and the amounts themselves are told; so they are of ratings, in stars. Named are the
    titles that may be cited and those that pull the title down. Of a reason found by removal a figure says how much is
    lost without the title, and the words say so. Facts of the title that did most, where a model knows them, stand at
    the end. names: of all titles, by position.
    """
    told = sorted(_tellable(reason), key=lambda share: -abs(share.amount))[:SHOWN]
    named = [share for share in told if _counts(reason, share.amount)]
    others = sum(share.amount for share in reason.shares) - sum(share.amount for share in named)
    alone = OTHERS if named or reason.method == "arithmetic" else ALONE
    besides = [(others, alone), (reason.rest, reason.rest_name or "the rest")]
    besides = [(amount, what) for amount, what in besides if _counts(reason, amount)]
    amounts = _amounts(reason, [share.amount for share in named] + [amount for amount, _ in besides])
    made = list(_named(reason, named, amounts, names))
    made += [f"{what}: {amount}" for (_, what), amount in zip(besides, amounts[len(named) :], strict=True)]
    facts = reason.strongest_traits(FACTS_SHOWN)
    if facts:
        made.append(f"above all for its {in_words(fact.name for fact in facts)}")
    return made or [reason.rest_name or NOTHING]


def line(reason: Reason, names: Sequence[str]) -> str:
    """One line for a card: 'Because you liked Alien and Aliens'."""
    evidence = reason.evidence()[:NAMED_AT_MOST]
    liked = [names[share.title] for share in evidence if share.felt == "liked"]
    facts = [fact.name for fact in reason.strongest_traits(FACTS_SHOWN)]
    if reason.kind == "people":
        return f"Liked by people who, like you, liked {in_words(liked)}" if liked else "Liked by people with your taste"
    if reason.kind == "content":
        about = f"For its {in_words(facts)}" if facts else "For what it is about"
        return f"{about}; you liked {in_words(liked)}" if liked else about
    if reason.kind in {"popular", "trending", "well rated"}:
        told = reason.rest_name or {"popular": "many people like it"}.get(reason.kind, reason.kind)
        return told[:1].upper() + told[1:]
    if evidence:
        verb = VERBS[evidence[0].felt]
        alike = [names[share.title] for share in evidence if share.felt == evidence[0].felt]
        return f"Because {verb} {in_words(alike)}"
    return "From all you have watched, no title alone"


def _tellable(reason: Reason) -> list[Share]:
    """Those that may be cited, and those that speak against the title."""
    if reason.cited is None:
        return list(reason.shares)
    against = [] if reason.method == "removal" else [share for share in reason.shares if share.amount < 0]
    return [*reason.evidence(), *against]


def _named(reason: Reason, shares: Sequence[Share], amounts: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    told = list(zip(shares, amounts, strict=False))
    if reason.method == "removal":
        said = [f"without {names[share.title]}: {amount.lstrip('+')} less" for share, amount in told]
        if said:
            yield ", ".join(said)
        return
    for felt, verb in VERBS.items():
        said = [f"{names[share.title]}: {amount}" for share, amount in told if share.felt == felt]
        if said:
            yield f"{verb} {', '.join(said)}"


def _counts(reason: Reason, amount: float) -> bool:
    if reason.unit == "stars":
        return abs(amount) >= STARS
    return abs(100.0 * amount / reason.score) >= SMALLEST if reason.score > 0 else bool(amount)


def _amounts(reason: Reason, amounts: Sequence[float]) -> list[str]:
    if reason.unit == "stars":
        return [f"{amount:.2f} stars" for amount in amounts]
    if reason.score <= 0:
        return [f"{amount:+.3g}" for amount in amounts]
    return [f"{share}%" for share in _whole([100.0 * amount / reason.score for amount in amounts])]


def _whole(shares: Sequence[float]) -> list[int]:
    """Whole numbers that add up to 100 as the shares do, each less than one away from its share: those with the largest
    remainders are rounded up."""
    made = [math.floor(share) for share in shares]
    largest = sorted(range(len(shares)), key=lambda place: made[place] - shares[place])
    for place in largest[: max(0, 100 - sum(made))]:
        made[place] += 1
    return made
