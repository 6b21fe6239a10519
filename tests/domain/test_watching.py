from matinee.domain.watching import BOUNDS, RequestHour


def hour(**counts: int) -> RequestHour:
    """Of so many requests in the class that ends at so many milliseconds, and `longer` than all of them."""
    classes = [counts.get(f"ms{bound}", 0) for bound in BOUNDS] + [counts.get("longer", 0)]
    return RequestHour(0, "GET", "/x", 200, sum(classes), 0.0, 60_000.0, classes)


def test_a_quantile_is_the_bound_of_the_class_in_which_so_many_come_together() -> None:
    found = hour(ms1=50, ms10=45, ms250=5)
    assert [found.quantile(share) for share in (0.5, 0.51, 0.95, 0.96, 1.0)] == [1, 10, 10, 250, 250]


def test_what_took_longer_than_all_classes_is_the_slowest() -> None:
    assert hour(ms1=1, longer=1).quantile(0.99) == 60_000


def test_no_bound_is_above_the_slowest() -> None:
    found = RequestHour(0, "GET", "/x", 200, 1, 3.0, 3.0, [0, 0, 1] + [0] * 11)
    assert found.quantile(0.95) == 3.0
