"""Reading a release: weights stay on disk, where all processes that serve share them."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from matinee.domain.errors import BadArtifact
from matinee.kit.hashing import fingerprint, sha256_of_file
from matinee.kit.memory import MIB
from matinee.lab.blending.blend import Blend
from matinee.lab.core import artifact
from matinee.lab.core.abilities import KnowsTastes
from matinee.lab.core.mapped import arrays_in, map_file, sha256_of
from matinee.lab.core.recommender import Recommender
from matinee.lab.ranking.facets import Facets
from matinee.ops.releases.recipe import AnswerRecipe, answer_of
from matinee.ops.releases.release import ABOUT, FACETS, FORMAT, RECIPE, About, Release, facets_restored
from matinee.ops.runs.confidence_file import FILE, load_confidence
from matinee.ops.runs.recipes import find_recipe

REMEDY = "Make the release anew, or restore the folder from a copy"


def load_release(folder: Path, *, threads: int = 1) -> Release:
    """BadArtifact where anything of it is missing, changed, or does not fit the rest. threads: for arithmetic."""
    about = read_about(folder)
    recipe = answer_of(find_recipe(str(folder / RECIPE)))
    models = {name: artifact.load(folder / name, threads=threads, mapped=True) for name in recipe.models}
    if recipe.asks is not None and not isinstance(models[recipe.asks], KnowsTastes):
        raise _broken(folder / RECIPE, f"'{recipe.asks}' does not know what to ask")
    first = models[recipe.ranks]
    for name, model in models.items():
        if model.titles != first.titles or model.lineage.get("data_fingerprint") != about.data_fingerprint:
            raise _broken(folder / name, f"'{name}' was fitted to other data than the rest")
    confidence = load_confidence(folder / recipe.rates, models[recipe.rates]) if recipe.rates else None
    digest = _digest_of(folder, recipe, about)
    return Release(
        name=folder.name,
        version=f"{folder.name}-{digest}",
        digest=digest,
        recipe=recipe,
        about=about,
        models=_with_members(models),
        confidence=confidence,
        facets=_load_facets(folder, about, titles=len(first.titles)),
        mib=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MIB,
    )


def read_about(folder: Path) -> About:
    path = folder / ABOUT
    try:
        about = About.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadArtifact("there is no release here", where=str(folder), remedy="Make one") from error
    except ValidationError as error:
        raise _broken(path, "this is not what a release says of itself") from error
    if about.format != FORMAT:
        raise _broken(path, f"format {about.format}, but this version reads format {FORMAT}")
    return about


def _digest_of(folder: Path, recipe: AnswerRecipe, about: About) -> str:
    """Of everything by which answers differ, and of nothing that differs from fit to fit, such as how long it took."""
    parts: list[object] = [recipe.digest, about.facets]
    for name in recipe.models:
        said = artifact.read_manifest(folder / name)
        parts += [said.name, said.config, said.files]
    sure = folder / recipe.rates / FILE if recipe.rates else None
    if sure is not None and sure.is_file():
        parts.append(sha256_of_file(sure))
    return fingerprint(parts)[:12]


def _load_facets(folder: Path, about: About, *, titles: int) -> Facets:
    path = folder / FACETS
    try:
        content = map_file(path)
    except (OSError, ValueError) as error:
        raise _broken(path, "the facets are missing") from error
    if sha256_of(content) != about.facets:
        raise _broken(path, "the file was changed since the release was made")
    try:
        return facets_restored(arrays_in(content), titles=titles)
    except ValueError as error:
        raise _broken(path, f"these are not the facets of the release ({error})") from error


def _with_members(models: Mapping[str, Recommender]) -> dict[str, Recommender]:
    """The members of blends can be asked alone as well; a model that is named itself comes first."""
    found = dict(models)
    for model in models.values():
        if isinstance(model, Blend):
            for member in model.members:
                found.setdefault(member.name(), member)
    return found


def _broken(path: Path, what: str) -> BadArtifact:
    return BadArtifact(what, where=str(path), remedy=REMEDY)
