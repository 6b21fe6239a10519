"""What a service answers with: the models of one recipe, fitted to one data set, in one folder.

NAME/recipe.toml            the recipe, whole
NAME/release.json           what it was made from, and the sha256 of facets.safetensors
NAME/facets.safetensors     what re-ranking knows of the titles
NAME/MODEL/...              a saved model for each that the recipe names
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from pydantic import BaseModel, ConfigDict

from matinee.domain.feedback import Feedback
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.state import State, taken
from matinee.lab.data.vocabulary import Vocabulary
from matinee.lab.ranking.facets import Facets
from matinee.lab.reasons.confidence import Confidence
from matinee.ops.releases.recipe import AnswerRecipe

RECIPE, ABOUT, FACETS = "recipe.toml", "release.json", "facets.safetensors"
FORMAT = 1


class About(BaseModel):
    """What release.json holds. origin: by which the catalogue knows the titles of the data set. made_at: microseconds,
    UTC. facets: sha256 of that file. learned_until: microseconds, the newest event it learned from; 0 where times are
    unknown, or nobody wrote it down. holdout: the epoch whose people it has not learned from; empty where it learned
    from everybody."""

    model_config = ConfigDict(extra="forbid")

    format: int
    origin: str
    data: str
    data_fingerprint: str
    people: int
    events: int
    made_at: int
    facets: str
    learned_until: int = 0
    holdout: str = ""


@dataclass(frozen=True, eq=False)
class Release:
    """models: by name; the members of blends are among them. confidence: of the model that rates, where it was
    learned. version: by which answers name it. digest: the same for the same weights and recipe, on every machine. mib:
    of its folder on disk."""

    name: str
    version: str
    digest: str
    recipe: AnswerRecipe
    about: About
    models: Mapping[str, Recommender]
    confidence: Confidence | None
    facets: Facets
    mib: float

    @property
    def ranks(self) -> Recommender:
        return self.models[self.recipe.ranks]

    @property
    def rates(self) -> Recommender | None:
        return self.models[self.recipe.rates] if self.recipe.rates else None

    @property
    def asks(self) -> Recommender | None:
        return self.models[self.recipe.asks] if self.recipe.asks else None

    @property
    def titles(self) -> Vocabulary:
        return self.ranks.titles

    @property
    def feedback(self) -> Feedback:
        return self.ranks.feedback


def facets_state(facets: Facets) -> State:
    return {field.name: np.ascontiguousarray(getattr(facets, field.name)) for field in fields(Facets)}


def facets_restored(state: State, *, titles: int) -> Facets:
    """ValueError where they are not those of so many titles."""
    return Facets(
        obscurity=taken(state, "obscurity", shape=(titles,)),
        newness=taken(state, "newness", shape=(titles,)),
        mix=taken(state, "mix", shape=(titles, None)),
        alike=taken(state, "alike", shape=(titles, None)),
    )
