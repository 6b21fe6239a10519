from matinee.services.recommending.kept import Kept


def test_what_is_put_is_found_until_it_is_forgotten_or_put_anew() -> None:
    kept: Kept[str] = Kept(9)
    kept.put(1, "first", entries=2)
    kept.put(1, "second", entries=2)
    assert (kept.get(1), kept.get(2)) == ("second", None)
    kept.forget(1)
    kept.forget(2)
    assert kept.get(1) is None


def test_whoever_was_asked_about_longest_ago_makes_place() -> None:
    kept: Kept[str] = Kept(6)
    for one in (1, 2):
        kept.put(one, "known", entries=2)
    assert kept.get(1) == "known"
    kept.put(3, "known", entries=2)
    assert [kept.get(one) for one in (1, 2, 3)] == ["known", None, "known"]


def test_what_is_too_large_is_kept_alone_and_its_place_is_free_once_it_goes() -> None:
    kept: Kept[str] = Kept(4)
    kept.put(1, "small", entries=1)
    kept.put(2, "large", entries=50)
    assert (kept.get(1), kept.get(2)) == (None, "large")
    kept.forget(2)
    for one in (3, 4):
        kept.put(one, "small", entries=1)
    assert [kept.get(one) for one in (3, 4)] == ["small", "small"]
