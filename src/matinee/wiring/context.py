"""What a door is handed when it opens: settings already read, and the outside world behind plain functions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from threadpoolctl import threadpool_limits

from matinee.adapters.providers import grouplens
from matinee.domain.tracking import RunStore
from matinee.kit.progress import SILENT, Progress
from matinee.lab.core.context import FitContext
from matinee.ops.tracking.recorder import Recorder
from matinee.wiring.settings import Settings, load_settings
from matinee.wiring.tracking import open_recorder, open_run_store


@dataclass(frozen=True)
class Context:
    settings: Settings

    def fit_context(
        self,
        *,
        seed: int | None = None,
        progress: Progress = SILENT,
        device: str = "cpu",
        resumable: bool = False,
    ) -> FitContext:
        """The surroundings of a fit; the seed of the settings where none is named. resumable: a fit that is killed
        goes on where it stopped when it is asked for again."""
        chosen = self.settings.seed if seed is None else seed
        return FitContext(
            seed=chosen,
            device=device,
            threads=self.settings.threads,
            progress=progress,
            checkpoints=self.settings.cache / "fits" if resumable else None,
        )

    def recorder(self, *, warn: Callable[[str], None]) -> Recorder:
        """Remembers runs at the trackers of the settings. warn: is told of one that fails."""
        return open_recorder(self.settings, warn=warn)

    def run_store(self) -> RunStore | None:
        """Where runs can be found again; None where nothing has been put there yet."""
        return open_run_store(self.settings)

    @property
    def studies(self) -> Path:
        """Where searches for settings are kept when only their name is given."""
        return self.settings.cache / "studies"

    def fetch_release(
        self, name: str, *, folder: Path | None = None, source: Path | None = None, progress: Progress = SILENT
    ) -> grouplens.Fetched:
        """The zip of a MovieLens release in a folder, downloaded, or taken from `source`."""
        return grouplens.get(
            name,
            folder=folder or self.downloads,
            base_url=self.settings.grouplens_url,
            source=source,
            progress=progress,
        )

    @property
    def downloads(self) -> Path:
        """Where data sets go when nobody says where."""
        return self.settings.data or Path("data")

    @contextmanager
    def limited_threads(self) -> Iterator[None]:
        """Holds the arithmetic libraries to the number of threads that the settings name."""
        if not self.settings.threads:
            yield
            return
        with threadpool_limits(self.settings.threads):
            yield


def open_context() -> Context:
    """Reads the settings and puts the parts together."""
    return Context(load_settings())
