"""Homes for the tests of this folder: titles, and people who come in by tokens. Made once and copied for each test."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy.engine import URL

from matinee.adapters.storage.open import Place, open_storage
from matinee.domain.titles import Origin, TitleEntry
from matinee.kit.clock import now
from matinee.services.accounts.context import AccountRules
from matinee.services.accounts.register import make_account
from matinee.services.accounts.tokens import make_token
from matinee.services.catalogue.load import begin_load, finish_load, load_batch
from matinee.wiring.settings import Settings
from matinee.wiring.transaction import Surroundings, Transaction, binding

ORIGIN = Origin("reliability", "titles to be rated")
SECRET = "a secret of the tests of reliability"  # noqa: S105
PASSWORD_DIGEST = "none"  # noqa: S105  they come in by tokens


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    token: str


@dataclass(frozen=True)
class Furnished:
    """place: of the database. home: of the rest."""

    home: Path
    place: Place
    people: Sequence[Person]
    titles: Sequence[int]

    def copied(self, home: Path) -> "Furnished":
        """Of one whose database is a file."""
        shutil.copytree(self.home, home)
        return replace(self, home=home, place=home / "matinee.db")

    @property
    def environment(self) -> dict[str, str]:
        said = {"MATINEE_HOME": str(self.home), "MATINEE_SECRETS": SECRET, "MATINEE_RATE_LIMIT": "0"}
        said["MATINEE_LOG_LEVEL"] = "warning"
        if isinstance(self.place, URL):
            said["MATINEE_DATABASE"] = plain(self.place)
        return said

    @property
    def settings(self) -> Settings:
        database = SecretStr(plain(self.place)) if isinstance(self.place, URL) else None
        return Settings().model_copy(update={"home": self.home, "database": database, "secrets": SecretStr(SECRET)})


def furnish(home: Path, place: Place, *, people: int, titles: int, origin: str = ORIGIN.key) -> Furnished:
    """place: with all tables. Titles of that origin are taken where the catalogue has them already."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return asyncio.run(_furnish(home, place, people, titles, origin))


async def _furnish(home: Path, place: Place, people: int, titles: int, origin: str) -> Furnished:
    storage = open_storage(place, binding(Surroundings(AccountRules(), (SECRET,), now)))
    try:
        found = await storage.write(lambda tx: _titles(tx, titles, origin))
        names = [f"person{number}" for number in range(people)]
        made = await storage.write(lambda tx: [_person(tx, name) for name in names])
    finally:
        await storage.close()
    return Furnished(home, place, made, found[:titles])


def _titles(tx: Transaction, count: int, origin: str) -> list[int]:
    found = tx.catalogue.titles.ids_of(origin)
    if found:
        return list(found.values())
    shift = begin_load(tx.catalogue, ORIGIN)
    entries = [TitleEntry(str(one), "movie", f"Film {one}", 1950 + one % 70, one, look=one) for one in range(count)]
    finish_load(tx.catalogue, ORIGIN, load_batch(tx.catalogue, ORIGIN, entries, shift=shift))
    return list(tx.catalogue.titles.ids_of(ORIGIN.key).values())


def _person(tx: Transaction, name: str) -> Person:
    make_account(tx.accounts, name=name, email=None, digest=PASSWORD_DIGEST, role="member")
    kept = tx.accounts.accounts.named(name)
    assert kept is not None
    token, _ = make_token(tx.accounts, kept.account, name="tests", scope="write", days=30)
    return Person(kept.account.id, name, token)


def plain(place: URL) -> str:
    return place.set(drivername="postgresql").render_as_string(hide_password=False)
