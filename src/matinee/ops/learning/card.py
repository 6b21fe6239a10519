"""The card of a version: what it learned from, how it was judged, where it is weak, how it can be made again."""

from matinee.kit.clock import iso
from matinee.ops.gates.evidence import Evidence, GuardFigure
from matinee.ops.learning.judgement import Judgement, Lineage
from matinee.ops.releases.release import Release

CARD = "card.md"
LIMITS = """- It was asked for the newest titles that people liked who were held out, from what they had rated before.
  Titles that nobody of them has rated were not asked about, and neither were titles that only one of the two knows.
- Others' ratings of the same days were there to learn from. A model that learned later may know what was popular
  when the titles in question were liked; this speaks for newer models.
- The model that ranks was judged, with the one that answers newcomers. Sliders, exploration and filters were not.
- What people rated is what they found and chose to rate. Nothing here says what they think of the rest."""


def card_of(judgement: Judgement, release: Release) -> str:
    decision, lineage = judgement.decision, judgement.lineage
    against = (
        f"{judgement.champion}, fitted again without the holdout" if judgement.fitted_again else judgement.champion
    )
    parts = [
        f"# Version {release.digest}",
        f"{decision.outcome} ({decision.reason}), compared with {against}. {decision}",
        "## Models",
        _table(("does", "model", "family"), _models(release)),
        "## Data",
        _table(("", ""), _data(lineage)),
        *(
            ["Warnings of the checks:", "\n".join(f"- {one}" for one in judgement.warnings)]
            if judgement.warnings
            else []
        ),
        "## How it was judged",
        *_figures(judgement, decision.evidence),
        "## Limits",
        LIMITS,
        "## How to make it again",
        _table(("", ""), _lineage(lineage)),
    ]
    return "\n\n".join(parts) + "\n"


def _models(release: Release) -> list[tuple[str, ...]]:
    recipe = release.recipe
    roles = [
        ("ranks", recipe.ranks),
        ("says what rating to expect", recipe.rates),
        ("asks and answers newcomers", recipe.asks),
    ]
    named = [(role, name) for role, name in roles if name is not None]
    named += [("can be compared, or makes a list of its own", name) for name in recipe.also]
    return [(role, name, release.models[name].family) for role, name in named]


def _data(lineage: Lineage) -> list[tuple[str, ...]]:
    return [
        ("data set", f"{lineage.data_name} ({lineage.origin})"),
        ("moment", iso(lineage.at)),
        ("newest event", iso(lineage.learned_until) if lineage.learned_until else "not known"),
        ("events", f"{lineage.events:,} of {lineage.people:,} people, about {lineage.titles:,} titles"),
        (
            "of members of the house",
            f"{lineage.ratings:,} ratings of {lineage.members:,} people, those held out included",
        ),
        ("of those, after the house had shown the title", f"{lineage.led:,}, not learned from"),
        ("titles that only the house has", f"{lineage.house_titles:,}"),
        ("people held out", f"{lineage.held_out:,} ({lineage.holdout})"),
    ]


def _figures(judgement: Judgement, found: Evidence | None) -> list[str]:
    if found is None:
        return [f"{judgement.asked:,} people could be asked. No figures were looked at."]
    rows = [
        ("people asked", f"{found.people:,}"),
        ("NDCG@10 of this version", f"{found.candidate_mean:.4f}"),
        ("NDCG@10 of the one it was compared with", f"{found.champion_mean:.4f}"),
        ("relative change", f"{found.lift:+.1%}, 95% interval {found.low:+.1%} to {found.high:+.1%}"),
        ("chance of so much by luck", f"{found.p:.2g}, where {judgement.decision.alpha:.2g} was allowed"),
        ("smallest lift that would most likely show", f"{found.smallest:.1%}"),
    ]
    return [_table(("", ""), rows), _table(("guardrail", "people", "change", "allowed", ""), _guards(found.guards))]


def _guards(guards: tuple[GuardFigure, ...]) -> list[tuple[str, ...]]:
    said = {"no_worse": "no worse", "harmed": "harmed", "open": "not shown"}
    return [(one.what, f"{one.people:,}", f"{one.change:+.1%}", f"{one.margin:.1%}", said[one.state]) for one in guards]


def _lineage(lineage: Lineage) -> list[tuple[str, ...]]:
    names = ("base", "data", "recipe", "settings", "seed", "threads", "matinee", "code", "commit", "packages")
    told = [(name, str(getattr(lineage, name))) for name in names]
    return [(name, said) for name, said in told if said]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)
