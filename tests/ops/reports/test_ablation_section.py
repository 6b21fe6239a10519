from matinee.ops.reports.ablation_section import section
from matinee.ops.runs.ablation import METRICS, Ablation, AblationRow, Difference, Judged


def judged(mean: float, difference: float | None) -> Judged:
    means = dict.fromkeys(map(str, METRICS), mean)
    if difference is None:
        return Judged(means=means, differences={})
    one = Difference(mean=difference, low=difference - 0.01, high=difference + 0.01, p=0.0004)
    return Judged(means=means, differences=dict.fromkeys(map(str, METRICS), one))


def result(*, tested: bool) -> Ablation:
    test = judged(0.3, -0.03) if tested else None
    return Ablation(
        version="0.1.0",
        split="ml-x",
        fingerprint="abc",
        model="weighted",
        members=["ease", "popular"],
        dropped=["popular"],
        seed=0,
        people={"validation": 500, "test": 1000},
        rows=[
            AblationRow(
                what="blend",
                label="weighted",
                validation=judged(0.4, None),
                test=judged(0.33, None) if tested else None,
            ),
            AblationRow(what="without", label="ease", validation=judged(0.35, -0.05), test=test),
        ],
    )


def test_a_table_tells_what_is_lost_without_each_member() -> None:
    page = section([result(tested=True)])
    assert "### `weighted` on ml-x" in page
    assert "500 people of the tuning part, 1,000 of the test" in page
    assert "Dropped on validation: `popular`." in page
    (row,) = [line for line in page.splitlines() if line.startswith("| without `ease`")]
    assert "-0.0500 (-0.0600 to -0.0400), p < 0.001" in row
    assert row.count("|") == 10


def test_what_was_not_tested_has_no_columns_for_it() -> None:
    page = section([result(tested=False)])
    assert "test |" not in page
    (row,) = [line for line in page.splitlines() if line.startswith("| all of them")]
    assert row.count("|") == 6
