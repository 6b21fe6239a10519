"""A release that is made and answers at once, since there is nothing to compare it with."""

from contextlib import suppress

from matinee.domain.errors import BadArtifact
from matinee.lab.core.context import FitContext
from matinee.lab.data.dataset import Dataset
from matinee.ops.registry.adopt import adopt
from matinee.ops.registry.registry import Registry
from matinee.ops.releases.load import read_about
from matinee.ops.releases.make import make_release
from matinee.ops.releases.release import About
from matinee.ops.runs.recipes import NamedRecipe


def publish(
    registry: Registry,
    data: Dataset,
    recipe: NamedRecipe,
    *,
    origin: str,
    context: FitContext,
    by: str,
    why: str,
    holdout: str = "",
) -> tuple[str, About]:
    """The version, which everybody is answered by from now on, and what it was made from. origin, holdout: as
    `make_release` has them."""
    with suppress(BadArtifact):  # an older release that cannot be used stays where it is, and another answers now
        adopt(registry)
    with registry.making() as making:
        about = make_release(
            making / "release", data, recipe, origin=origin, context=context, holdout=holdout, at=registry.clock()
        )
        version = registry.add(making / "release")
    registry.promote(version, by=by, why=why)
    return version, about


def learned_from(registry: Registry, data: Dataset) -> bool:
    """Whether any version was made of exactly this data set."""
    return any(
        read_about(registry.folder_of(version)).data_fingerprint == data.fingerprint for version in registry.versions()
    )
