from matinee.domain.imports import COUNTS, Import


def test_what_is_done_is_read_off_the_receipt_while_it_grows() -> None:
    receipt = {"ratings": 9, "added_lines": 3, "same_lines": 2, "ratings_taken_back": 4, "ratings_kept": 1}
    done = {state: Import(1, "csv", "d", state, 0, receipt=receipt, whole=7).done for state in (*COUNTS, "applied")}
    assert done == {"applying": 5, "undoing": 5, "applied": 0}
    assert Import(1, "csv", "d", "undoing", 0).done == 0
