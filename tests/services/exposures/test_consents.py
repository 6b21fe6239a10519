from matinee.domain.exposures import Event
from matinee.services.exposures.consents import agreed_to_lists, agrees, consents_of, set_consents
from matinee.services.exposures.feedback import take_feedback
from tests.fixtures.shown import Hall


def test_whoever_has_said_nothing_agrees_or_not_as_the_house_assumes(hall: Hall) -> None:
    ana = hall.person()
    assert consents_of(hall.ctx(), ana).training
    assert not consents_of(hall.ctx(assumed=False), ana).training
    assert consents_of(hall.ctx(), ana).at is None


def test_what_is_said_holds_and_the_rest_stays(hall: Hall) -> None:
    ana = hall.person()
    said = set_consents(hall.ctx(), ana, training=False)
    assert (said.exposures, said.training, said.statistics, said.at) == (True, False, True, hall.now)
    assert consents_of(hall.ctx(assumed=False), ana) == said
    assert not agrees(hall.ctx(), ana, "training")
    assert set_consents(hall.ctx(), ana, training=True, statistics=False).exposures


def test_whoever_agrees_no_more_has_what_was_kept_deleted_and_nobody_else(hall: Hall) -> None:
    hall.show()
    of_ben = hall.show(name="ben")
    for name in ("ana", "ben"):
        take_feedback(hall.ctx(), hall.person(name), [Event("e1", "clicked", title_id=1), Event("e2", "satisfied")])
    set_consents(hall.ctx(), hall.person(), exposures=False)
    assert [hall.count(table) for table in ("exposures", "feedback")] == [1, 2]
    assert of_ben.id in hall.ctx().slates.named(hall.person("ben"), {of_ben.id})


def test_that_lists_are_handed_elsewhere_is_never_assumed_and_holds_for_those_who_can_act(hall: Hall) -> None:
    ana, ben, cleo, dan = (hall.person(name) for name in ("ana", "ben", "cleo", "dan"))
    assert not consents_of(hall.ctx(assumed=True), ana).lists
    for person in (ana, cleo, dan):
        assert set_consents(hall.ctx(), person, lists=True).lists
    set_consents(hall.ctx(), ben, training=True)
    hall.stores.accounts.set_disabled(dan, hall.now)
    named = [account_id for account_id, _ in agreed_to_lists(hall.ctx(), after=0, count=9)]
    assert named == [ana, cleo]
    found = hall.stores.accounts.named("cleo")
    assert found is not None
    assert agreed_to_lists(hall.ctx(), after=ana, count=9) == [(cleo, found.account.key)]
    set_consents(hall.ctx(), cleo, lists=False)
    assert len(agreed_to_lists(hall.ctx(), after=0, count=9)) == 1


def test_those_who_agree_are_named(hall: Hall) -> None:
    ana, ben, cleo = (hall.person(name) for name in ("ana", "ben", "cleo"))
    set_consents(hall.ctx(), ana, training=False)
    set_consents(hall.ctx(), ben, training=True)
    agreeing = hall.ctx().consents.agreeing
    assert agreeing("training", assumed=True) == [ben, cleo]
    assert agreeing("training", assumed=False) == [ben]
