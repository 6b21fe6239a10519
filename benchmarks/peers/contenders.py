"""Who takes part, with what, and in which surroundings each is at its best."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RUNS = ROOT / "runs" / "peers"
RESULTS = ROOT / "benchmarks" / "results" / "peers.json"
PAGE = ROOT / "docs" / "peers.md"
SETTINGS = HERE / "settings.toml"
RECIPES = ROOT / "src" / "matinee" / "recipes"

OURS = "matinee"
LINEAR = ("ease", "ials", "item_knn", "popular", "slim")
NETWORKS = ("recvae", "mult_vae", "lightgcn", "ncf", "sasrec")
RATING = ("svd", "svdpp", "bfm")
MODELS = (*LINEAR, *NETWORKS, *RATING)
TUNED = ("ease", "ials", "item_knn", "popular")
"""Models whose peers have settings for every one of SPLITS; the others want --tune first."""
SPLITS = ("ml1m-W", "ml1m-S", "ml1m-T")
AS_OURS = {"mult_vae": ("recvae", {"kind": "mult-vae"})}
"""Where a peer's model is a setting of one of ours: the model and the setting."""
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


@dataclass(frozen=True)
class Peer:
    """models: ours by name, as far as the peer has the same. surroundings: for some models, variables of the
    environment under which it is faster than with the plain number of threads."""

    name: str
    models: tuple[str, ...]
    surroundings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def python(self) -> Path:
        return RUNS / self.name / "venv" / "bin" / "python"

    @property
    def requirements(self) -> Path:
        return HERE / "requirements" / f"{self.name}.txt"

    @property
    def adapter(self) -> Path:
        return HERE / "adapters" / f"with_{self.name}.py"

    def environment(self, model: str, threads: int) -> dict[str, str]:
        return dict.fromkeys(THREAD_VARIABLES, str(threads)) | dict(self.surroundings.get(model, {}))


# implicit shares the people out among its own threads, which then fight with those of BLAS
_ONE_BLAS_THREAD = {"ials": {"OPENBLAS_NUM_THREADS": "1"}}

PEERS = {
    peer.name: peer
    for peer in (
        Peer("implicit", ("ials", "item_knn"), _ONE_BLAS_THREAD),
        Peer("lenskit", ("ease", "ials", "item_knn", "popular")),
        Peer("cornac", ("ease", "popular", "mult_vae")),
        Peer("recbole", ("ease", "item_knn", "slim", "recvae", "mult_vae", "lightgcn", "ncf")),
        Peer("rectools", ("ease", "ials", "item_knn", "popular", "sasrec"), _ONE_BLAS_THREAD),
        Peer("surprise", ("svd", "svdpp")),
        Peer("myfm", ("bfm",)),
    )
}
