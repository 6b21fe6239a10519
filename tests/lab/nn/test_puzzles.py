from dataclasses import replace

import numpy as np
import torch

from matinee.lab.data.histories import Histories
from matinee.lab.nn.puzzles import Puzzle, Puzzles, picking_loss

TITLES = 40
GENERATOR = np.random.default_rng(0)
LIKES = Histories.from_lists(
    [GENERATOR.permutation(TITLES)[: 1 + person % 20].tolist() for person in range(100)], n_titles=TITLES
)
EVERYTHING = np.arange(TITLES, dtype=np.int32)
WHOLE = Puzzles(LIKES, 30, 0.5, EVERYTHING, TITLES, seed=1)


def pairs(histories: Histories) -> set[tuple[int, int]]:
    return set(zip(histories.row_numbers.tolist(), histories.titles.tolist(), strict=True))


def test_every_history_of_two_likes_is_parted_into_what_is_known_and_what_is_sought() -> None:
    found = list(WHOLE.of_epoch(0))
    assert sum(len(puzzle.known) for puzzle in found) == 95
    wanted = sorted(sorted(LIKES.row(row).titles.tolist()) for row in range(100) if LIKES.lengths[row] >= 2)
    whole = []
    for puzzle in found:
        assert not pairs(puzzle.known) & pairs(puzzle.sought)
        assert (puzzle.known.lengths >= 1).all()
        assert (puzzle.sought.lengths >= 1).all()
        lengths = puzzle.known.lengths + puzzle.sought.lengths
        assert (puzzle.sought.lengths <= np.maximum(1, np.rint(0.5 * lengths))).all()
        both = pairs(puzzle.known) | pairs(puzzle.sought)
        whole += [sorted(title for row, title in both if row == person) for person in range(len(puzzle.known))]
    assert sorted(whole) == wanted


def test_an_epoch_is_the_same_every_time_and_unlike_the_next() -> None:
    first, again, other = (
        np.concatenate([puzzle.sought.titles for puzzle in WHOLE.of_epoch(epoch)]) for epoch in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_the_newest_are_hidden_on_request() -> None:
    for puzzle in replace(WHOLE, newest=True).of_epoch(0):
        for person in range(len(puzzle.known)):
            both = [*puzzle.known.row(person).titles, *puzzle.sought.row(person).titles]
            assert any(LIKES.row(row).titles.tolist() == both for row in range(100))


def test_some_titles_are_drawn_beside_those_sought() -> None:
    few = replace(WHOLE, drawn=5, size=3)
    for puzzle in few.of_epoch(0):
        assert set(puzzle.sought.titles.tolist()) <= set(puzzle.columns.tolist())
        assert len(puzzle.columns) <= len(np.unique(puzzle.sought.titles)) + 5
        assert (np.diff(puzzle.columns) > 0).all()


def test_rarity_is_the_chance_of_being_a_column() -> None:
    few = replace(WHOLE, drawn=5, size=10)
    counts, batches = np.zeros(TITLES), 0
    for epoch in range(300):
        for puzzle in few.of_epoch(epoch):
            if len(puzzle.known) == 10:
                counts[puzzle.columns] += 1
                batches += 1
    np.testing.assert_allclose(np.exp(-few.rarity), counts / batches, atol=0.12)
    assert np.corrcoef(np.exp(-few.rarity), counts / batches)[0, 1] > 0.9
    assert not WHOLE.rarity.any()


def test_the_loss_is_the_cross_entropy_over_the_columns() -> None:
    sought = Histories.from_lists([[2, 7], [5]], n_titles=TITLES)
    puzzle = Puzzle(sought, sought, np.array([2, 5, 7, 9], dtype=np.int32))
    logits = torch.randn(2, 4, generator=torch.Generator().manual_seed(0))
    none = np.zeros(TITLES, dtype=np.float32)
    each = [
        torch.nn.functional.cross_entropy(logits[[row]], torch.tensor([at])) for row, at in ((0, 0), (0, 2), (1, 1))
    ]
    by_like = picking_loss(logits, puzzle, rarity=none, power=1.0)
    torch.testing.assert_close(by_like, sum(each) / 3)
    by_person = picking_loss(logits, puzzle, rarity=none, power=0.0)
    torch.testing.assert_close(by_person, ((each[0] + each[1]) / 2 + each[2]) / 2)


def test_a_softmax_over_drawn_titles_comes_near_that_over_all() -> None:
    logits = torch.from_numpy(np.random.default_rng(1).standard_normal((100, TITLES)).astype(np.float32))
    means = []
    for puzzles in (WHOLE, replace(WHOLE, drawn=10)):
        for puzzle in list(puzzles.of_epoch(0))[:1]:
            part = logits[: len(puzzle.known)][:, torch.from_numpy(puzzle.columns.astype(np.int64))]
            means.append(float(picking_loss(part, puzzle, rarity=puzzles.rarity, power=0.5)))
    assert abs(means[0] - means[1]) < 0.25
