"""Alerts as admins see them, and told elsewhere."""

import json
from typing import Any

from matinee.adapters.storage.open import Place
from matinee.domain.alerts import Finding
from matinee.doors.worker.loop import Worker
from matinee.kit.clock import DAY, HOUR
from matinee.services.operations.alerts import settle
from tests.fixtures.listening import listening
from tests.fixtures.service import House, Serve

FOUND = Finding("drift:stars", "critical", "stars have changed", "Look", "feature-drift", 0.5, 0.1)


async def found(house: House, *findings: Finding) -> None:
    await house.service.storage.write(lambda tx: settle(tx.operations, "drift", findings))


async def alerts(client: Any, **params: Any) -> list[dict[str, Any]]:
    return (await client.get("/admin/alerts", params=params)).json()["items"]


async def test_an_alert_is_seen_acknowledged_and_ended(house: House) -> None:
    admin = await house.admin()
    assert await alerts(admin) == []
    await found(house, FOUND)
    [alert] = await alerts(admin, open=True)
    assert (alert["key"], alert["value"], alert["ended_at"]) == ("drift:stars", 0.5, None)
    told = (await house.client().get("http://matinee.test/metrics")).text
    assert 'matinee_alerts{level="critical"} 1.0' in told
    said = await admin.post(f"/admin/alerts/{alert['id']}/acknowledge")
    assert (said.status_code, said.json()["acknowledged_by"]) == (200, "root.admin")
    told = (await house.client().get("http://matinee.test/metrics")).text
    assert 'matinee_alerts{level="critical"} 0.0' in told
    await found(house)
    assert await alerts(admin, open=True) == []
    [alert] = await alerts(admin)
    assert alert["ended_at"] is not None
    assert (await admin.post("/admin/alerts/999999/acknowledge")).status_code == 404


async def test_days_and_figures_are_shown_once_they_are_worked_out(sqlite_house: House) -> None:
    admin = await sqlite_house.admin()
    assert (await admin.get("/admin/figures")).json() == {"items": [], "at": None, "next": None}
    await Worker.of(sqlite_house.service).do_all()
    days = (await admin.get("/admin/drift")).json()["items"]
    assert {one["feature"] for one in days} > {"stars", "genres", "surprise"}
    assert all(one["score"] is None and one["drifted"] is False for one in days)
    figures = (await admin.get("/admin/figures")).json()
    assert figures["at"] is not None
    assert {one["name"] for one in figures["items"]} == {"matinee_active_users"} | (
        {one["name"] for one in figures["items"]} & {"matinee_visit_seconds"}
    )


async def test_alerts_are_told_to_the_webhook_again_until_somebody_takes_them(
    sqlite_place: Place, serve: Serve
) -> None:
    async with listening(500, 200) as there:
        house = await serve(sqlite_place, alert_webhook=there.url)
        await Worker.of(house.service).do_all()
        assert there.came == []
        await found(house, FOUND)
        worker = Worker.of(house.service)
        await worker.do_all()
        assert len(there.came) == 1
        house.clock.ahead += HOUR
        await worker.do_all()
        house.clock.ahead += DAY
        await worker.do_all()
    assert [json.loads(body)["key"] for _, body in there.came] == ["drift:stars"] * 2
