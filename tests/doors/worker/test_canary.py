"""A canary whose people click less is taken back by whoever does the jobs, once for all servers."""

import sqlite3

import pytest

from matinee.domain.exposures import Attached, Event, Slate
from matinee.doors.worker.duties import Duty
from matinee.doors.worker.loop import Worker
from matinee.doors.worker.trials import look_at_experiments
from matinee.kit.clock import HOUR, MINUTE
from matinee.ops.registry.registry import HOUSE, Registry
from matinee.services.accounts.register import make_account
from matinee.services.exposures.slates import log_slate, new_slate_id
from matinee.wiring.transaction import Transaction
from tests.fixtures.recommending import Cinema
from tests.fixtures.releases import Made
from tests.fixtures.slices import DIGEST


def shown(tx: Transaction, title: int, clicks: dict[str, int], people: int) -> None:
    """To so many people one slate each, of which some titles are clicked. clicks: by arm, of every second person one
    more; nobody comes to an arm that is not named."""
    for number in range(people):
        arm = "canary" if number % 2 else "champion"
        if arm not in clicks:
            continue
        make_account(tx.accounts, name=f"person{number}", email=None, digest=DIGEST, role="member")
        found = tx.accounts.accounts.named(f"person{number}")
        assert found is not None
        account = found.account.id
        slate = Slate(new_slate_id(tx.now), account, tx.now, "v", "r", "personalised", 1, (title,), (1.0,), arm=arm)
        assert log_slate(tx.recommending.exposures, slate)
        row = tx.recommending.exposures.slates.named(account, [slate.id])[slate.id].row
        count = clicks[arm] + number // 2 % 2
        events = [Attached(Event(f"e{at}", "clicked", slate.id, title), tx.now, row, 1) for at in range(count)]
        tx.recommending.exposures.events.add(account, events, tx.now + MINUTE)


async def looked(cinema: Cinema) -> str:
    """What the duty says."""
    said: list[str] = []

    async def run(hands: object) -> str:
        said.append(await look_at_experiments(hands))  # type: ignore[arg-type]
        return said[-1]

    cinema.house.clock.ahead += HOUR
    await Worker(cinema.house.service, [Duty("experiments", MINUTE, run)], look=0.02).do_all()
    return said[-1]


@pytest.mark.parametrize(("canary", "taken_back"), [(0, True), (3, False)])
async def test_a_canary_is_judged_by_the_clicks_of_its_people(
    cinema: Cinema, made_release: Made, canary: int, taken_back: bool
) -> None:
    registry = Registry(cinema.house.home / "models" / "main")
    assert await looked(cinema) == "0 experiments looked at"
    registry.clock = cinema.house.clock
    registry.set_canary(made_release.second, share=0.5, by="somebody", why="to try it")
    cinema.house.clock.ahead += MINUTE
    await cinema.house.service.storage.write(
        lambda tx: shown(tx, cinema.ids[1], {"champion": 3, "canary": canary}, people=60)
    )
    assert await looked(cinema) == "0 experiments looked at", "their time is not over"
    said = await looked(cinema)
    assert said.endswith(f"canary {made_release.second} taken back") == taken_back
    assert (registry.roles().canary is None) == taken_back
    if taken_back:
        assert registry.roles().by == HOUSE
        assert registry.roles().why.startswith("clicks: 0.5 clicks a slate where others click 3.5 (30 people, and 30 ")
        with sqlite3.connect(cinema.house.home / "matinee.db") as raw:
            [(noted,)] = raw.execute("SELECT action FROM audit WHERE action LIKE 'canary%'").fetchall()
        raw.close()
        assert noted == f"canary {made_release.second} taken back"
    assert await looked(cinema) == "0 experiments looked at"


async def test_a_canary_to_which_nobody_comes_is_taken_back_and_it_is_said_why(
    cinema: Cinema, made_release: Made
) -> None:
    registry = Registry(cinema.house.home / "models" / "main", clock=cinema.house.clock)
    registry.set_canary(made_release.second, share=0.5, by="somebody", why="to try it")
    cinema.house.clock.ahead += MINUTE
    await cinema.house.service.storage.write(lambda tx: shown(tx, cinema.ids[1], {"champion": 1}, people=300))
    assert (await looked(cinema)).endswith(f"canary {made_release.second} taken back")
    assert registry.roles().why.startswith("people are lost: 0 came to it and 150 to the other, where 50.0%")


async def test_that_a_canary_cannot_be_judged_by_clicks_is_said_each_time(cinema: Cinema, made_release: Made) -> None:
    registry = Registry(cinema.house.home / "models" / "main", clock=cinema.house.clock)
    registry.set_canary(made_release.second, share=0.5, by="somebody", why="to try it")
    cinema.house.clock.ahead += MINUTE

    def both(tx: Transaction) -> None:
        shown(tx, cinema.ids[1], {"champion": 3, "canary": 0}, people=60)
        for number in (0, 2):
            found = tx.accounts.accounts.named(f"person{number}")
            assert found is not None
            slate = Slate(new_slate_id(tx.now), found.account.id, tx.now, "v", "r", "personalised", 1, (cinema.ids[1],),
                          (1.0,), arm="canary")  # fmt: skip
            assert log_slate(tx.recommending.exposures, slate)

    await cinema.house.service.storage.write(both)
    for _ in range(3):
        said = await looked(cinema)
        assert f"canary {made_release.second} cannot be judged by clicks: 2 people were answered by both" in said
    assert registry.roles().canary is not None
