from matinee.services.exposures.consents import consents_of, set_consents
from matinee.services.exposures.slates import is_logged, log_slate, new_slate_id, seed_of
from tests.fixtures.shown import Hall


def test_a_slate_is_kept_as_it_was_drawn(hall: Hall) -> None:
    drawn = hall.slate((3, 1, 2), propensities=(0.9, 0.01, 0.9), arm="b", seed=2**63 - 1)
    assert log_slate(hall.ctx(), drawn)
    kept = hall.ctx().slates.named(hall.person(), {drawn.id})[drawn.id]
    assert (list(kept.slate.titles), list(kept.slate.propensities)) == ([3, 1, 2], [0.9, 0.01, 0.9])
    assert (kept.slate.seed, kept.slate.arm, kept.slate.at, kept.showings) == (2**63 - 1, "b", hall.now, 1)


def test_nothing_is_kept_where_the_house_or_the_person_does_not_want_it(hall: Hall) -> None:
    ana, ben = hall.person(), hall.person("ben")
    set_consents(hall.ctx(), ana, exposures=False)
    assert not is_logged(hall.ctx(), consents_of(hall.ctx(), ana))
    assert not log_slate(hall.ctx(), hall.slate())
    assert is_logged(hall.ctx(), consents_of(hall.ctx(), ben))
    assert not is_logged(hall.ctx(log=False), consents_of(hall.ctx(), ben))
    assert not log_slate(hall.ctx(), hall.slate(name="ben"))
    assert hall.count("exposures") == 0


def test_where_people_are_to_be_asked_silence_is_no_consent(hall: Hall) -> None:
    ana = hall.person()
    assert not is_logged(hall.ctx(), consents_of(hall.ctx(assumed=False), ana))
    assert not log_slate(hall.ctx(), hall.slate())
    set_consents(hall.ctx(), ana, exposures=True)
    assert log_slate(hall.ctx(), hall.slate())


def test_a_slate_for_somebody_who_left_in_between_is_not_kept(hall: Hall) -> None:
    drawn = hall.slate()
    hall.transaction().accounts.personal.erase(hall.person(), key="k", at=hall.now)
    assert not log_slate(hall.ctx(), drawn)


def test_ids_lie_in_the_order_of_time_and_each_has_a_seed_of_its_own() -> None:
    ids = [new_slate_id(at * 1000) for at in range(1, 2000)]
    assert ids == sorted(ids)
    assert {len(one) for one in ids} == {32}
    seeds = {seed_of(5, one) for one in ids}
    assert len(seeds) == len(ids)
    assert all(0 <= seed < 2**63 for seed in seeds)
    assert seed_of(5, ids[0]) == seed_of(5, ids[0]) != seed_of(6, ids[0])
