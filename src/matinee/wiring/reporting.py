"""The report on a house, from all that it is made of."""

import asyncio
import shutil
import subprocess  # nosec B404
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from matinee.domain.errors import BadConfig, MatineeError
from matinee.kit.files import write_text, written_whole
from matinee.ops.registry.registry import Registry
from matinee.ops.registry.told import told_registry
from matinee.ops.reports.house_report import MOST_CHANGES, house_report
from matinee.ops.watching.quality import Titles, quality_of
from matinee.services.operations.figures import read_life
from matinee.services.operations.report import facts_of
from matinee.services.recommending.title_index import TitleIndex
from matinee.wiring.recommending import release_folder
from matinee.wiring.serving import open_service
from matinee.wiring.settings import Settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60
"""Seconds that a browser may take to print a page."""


async def report_on(settings: Settings, *, days: int, warn: Callable[[str], None] = lambda _: None) -> str:
    """HTML. The service may go on meanwhile."""
    async with open_service(settings, warn=warn) as service:
        standing = await service.recommending.models.standing()
        facts = await service.storage.read(lambda tx: facts_of(tx.operations, days=days), long=True)
        life = await service.storage.read(
            lambda tx: read_life(tx.operations, since=facts.since, until=facts.until), long=True
        )
    quality = await asyncio.to_thread(quality_of, life, titles_of(standing.index))
    return house_report(replace(facts, registry=_registry(settings, warn)), quality)


def titles_of(index: TitleIndex) -> Titles:
    """What is counted of titles."""
    return Titles(index.ids, index.fame, index.years, index.shows, index.genres.held, index.genres.names)


def browser() -> str | None:
    """That prints a page; None where there is none."""
    return next((found for name in BROWSERS if (found := shutil.which(name)) is not None), None)


def print_page(page: str, out: Path) -> None:
    """As PDF, by a browser that reads nothing but the page. BadConfig where there is none, or where it fails."""
    program = browser()
    if program is None:
        raise BadConfig("printing needs Chromium, which is not installed", remedy="Install it, or name a .html file")
    with tempfile.TemporaryDirectory() as place, written_whole(out) as path:
        source = Path(place) / "report.html"
        write_text(source, page)
        # Without its sandbox, which works neither for root nor in containers: the page is ours, without a script.
        asked = [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        asked += [
            "--no-pdf-header-footer",
            f"--user-data-dir={place}/profile",
            f"--print-to-pdf={path}",
            source.as_uri(),
        ]
        try:
            done = subprocess.run(asked, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603  # nosec B603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BadConfig(f"{program} could not print the page ({type(error).__name__})") from error
        if done.returncode or not path.read_bytes().startswith(b"%PDF"):
            raise BadConfig(f"{program} could not print the page (code {done.returncode})")


def _registry(settings: Settings, warn: Callable[[str], None]) -> dict[str, Any] | None:
    try:
        return told_registry(Registry(release_folder(settings)), changes=MOST_CHANGES)
    except MatineeError as error:
        warn(f"the versions could not be read: {error}")
        return None
