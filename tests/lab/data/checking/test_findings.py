from matinee.lab.data.checking.findings import CheckReport, Finding


def test_the_worst_comes_first() -> None:
    note, warning, refusal = (Finding(level, level, "what", 1) for level in ("note", "warn", "refuse"))
    report = CheckReport.of([note, warning, refusal])
    assert report.findings == (refusal, warning, note)
    assert report.refused == (refusal,)


def test_findings_of_one_level_keep_their_order() -> None:
    first, second = Finding("b", "warn", "", 1), Finding("a", "warn", "", 1)
    assert CheckReport.of([first, second]).findings == (first, second)


def test_an_empty_report_refuses_nothing() -> None:
    assert CheckReport().refused == ()
