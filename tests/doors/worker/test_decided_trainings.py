"""What the gate or a person says of a training is done once, and stands in the audit log."""

import pytest

from matinee.doors.worker import training
from matinee.doors.worker.training import Launch
from matinee.kit.clock import MINUTE
from matinee.wiring.learning import Asked, train
from matinee.wiring.settings import Settings
from tests.doors.worker.test_training import Killed, asked, done, promoted, registry, working
from tests.fixtures.recommending import Cinema


async def noted(cinema: Cinema) -> list[str]:
    """What the audit log has of trainings."""
    rows = await cinema.house.service.storage.read(
        lambda tx: tx._stores.connection.exec_driver_sql("SELECT action FROM audit ORDER BY id").all()
    )
    return [action for (action,) in rows if action.startswith(("promoted", "approved", "declined"))]


@pytest.fixture
def with_approval(academy: Cinema) -> Launch:
    """In a house that wants a person to be asked."""
    settings = academy.house.service.settings.model_copy(update={"train_approval": True})

    async def launch(_: Settings, order: Asked) -> None:
        await train(settings, order)

    return launch


@pytest.mark.parametrize("before", ["note_models", "said_of"])
async def test_what_was_put_live_is_noted_once_wherever_that_is_cut_short(
    academy: Cinema, better: str, before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(training, before, die)
        job, record = await asked(academy, better)
    assert record is not None
    assert (job.state, record.state) == ("waiting", "promoted")
    academy.house.clock.ahead += 2 * MINUTE
    await working(academy).do_all()
    assert (await done(academy, job.slot))[0].state == "done"
    assert await noted(academy) == [f"promoted {record.version}"]


async def test_a_person_has_the_last_word_where_the_house_wants_it(
    academy: Cinema, better: str, with_approval: Launch
) -> None:
    admin = await academy.house.admin()
    job, record = await asked(academy, better, with_approval)
    assert record is not None
    assert record.state == "waiting"
    assert promoted(academy) == []
    refused = await admin.post("/admin/trainings/999/approve")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    answer = await admin.post(f"/admin/trainings/{job.id}/approve")
    assert (answer.status_code, answer.json()["state"]) == (200, "promoted")
    roles, admins = registry(academy).roles(), (await admin.get("/auth/me")).json()["id"]
    assert (roles.champion, roles.by) == (record.version, f"admin {admins}")
    assert await noted(academy) == [f"approved {record.version}"]
    again = await admin.post(f"/admin/trainings/{job.id}/approve")
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    held = (await admin.get("/admin/trainings")).json()["holdout"]
    assert (held["judged"], held["spent"], held["next"]) == (1, 0.01, pytest.approx(0.008))


async def test_a_person_may_decline_what_waits(academy: Cinema, better: str, with_approval: Launch) -> None:
    admin = await academy.house.admin()
    job, record = await asked(academy, better, with_approval)
    assert record is not None
    answer = await admin.post(f"/admin/trainings/{job.id}/decline", json={"why": "not now"})
    assert (answer.status_code, answer.json()["state"], answer.json()["why"]) == (
        200,
        "kept_out",
        "Declined by an admin: not now",
    )
    again = await admin.post(f"/admin/trainings/{job.id}/decline", json={"why": "not now"})
    assert (again.status_code, again.json()["code"]) == (409, "conflict")
    assert promoted(academy) == []
    assert await noted(academy) == [f"declined {record.version}"]
