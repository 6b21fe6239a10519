from typing import Any

from matinee.kit.clock import DAY
from matinee.services.recommending.held import held_by
from matinee.services.recommending.passing import Showcase
from tests.fixtures.recommending import Cinema


class Counting(Showcase):
    """Remembers whose slates were asked for, and who was forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.did: list[str] = []

    def of(self, store: Any, account_id: int, now: int) -> Any:
        self.did.append("read")
        return super().of(store, account_id, now)

    def forget(self, account_id: int) -> None:
        self.did.append("forgotten")
        super().forget(account_id)


async def test_what_was_passed_over_is_read_where_it_is_asked_for_and_kept_of_whoever_agrees(cinema: Cinema) -> None:
    ana = await cinema.house.browser()
    assert (await ana.get("/recommendations")).status_code == 200
    storage = cinema.house.service.storage
    found = await storage.read(lambda tx: tx.accounts.accounts.named("ana"))
    assert found is not None
    account = found.account.id
    cinema.house.clock.ahead += DAY

    async def passed(showcase: Showcase | None) -> int:
        held = await storage.read(lambda tx: held_by(tx.recommending, account, None, showcase))
        return len(held.passed)

    case = Counting()
    assert await passed(None) == 0
    assert await passed(case) == 10
    assert "read" in case.did
    case.did.clear()
    assert (await ana.put("/me/consents", json={"exposures": False})).status_code == 200
    assert await passed(case) == 0
    assert case.did == ["forgotten"]
