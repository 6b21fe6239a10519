import shutil
from pathlib import Path

import pytest

from matinee.adapters.storage.open import open_storage
from matinee.services.accounts.context import AccountRules
from matinee.wiring import recommending
from matinee.wiring.recommending import open_recommending
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Surroundings, binding
from tests.fixtures.databases import sqlite_template
from tests.fixtures.patience import patient_with_redis
from tests.fixtures.releases import Made, made_release

__all__ = ["made_release", "patient_with_redis", "sqlite_template"]


@pytest.mark.parametrize("model", ["main", "other"])
async def test_a_release_that_appears_is_found_by_its_name(
    model: str, sqlite_template: Path, tmp_path: Path, made_release: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recommending, "LOOKS", 0.01)
    storage = open_storage(
        Path(shutil.copy(sqlite_template, tmp_path / "matinee.db")),
        binding(Surroundings(AccountRules(), (), lambda: 1)),
    )
    said: list[str] = []
    async with open_recommending(Settings(home=tmp_path, model=model), storage, warn=said.append) as opened:
        assert (await opened.models.standing()).bound is None
        shutil.copytree(made_release.folder, tmp_path / "models" / model)
        await opened.models.refresh()
        assert (await opened.models.standing()).bound is not None
        opened.warn("personalised", RuntimeError("no luck"))
    assert said[-1] == "'personalised' failed: RuntimeError: no luck"
    await storage.close()
