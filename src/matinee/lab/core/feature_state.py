"""Features of titles among the arrays of a saved model, with their names."""

import numpy as np

from matinee.lab.core.state import State, sparse_state, sparse_taken, taken
from matinee.lab.data.title_features.features import TitleFeatures


def feature_state(features: TitleFeatures) -> State:
    """The matrix, and the names of blocks and columns as UTF-8 with a line for each."""
    return {
        **sparse_state(features.matrix, prefix="features"),
        "features.words": _letters(features.words),
        "features.blocks": _letters(features.blocks),
        "features.starts": np.array(features.starts, dtype=np.int64),
    }


def features_taken(state: State, *, titles: int) -> TitleFeatures:
    """The features that `feature_state` took apart; ValueError where its parts do not fit."""
    words, blocks = (
        _lines(taken(state, f"features.{name}", shape=(None,), kind=np.uint8)) for name in ("words", "blocks")
    )
    starts = taken(state, "features.starts", shape=(len(blocks) + 1,), kind=np.int64)
    if starts[0] != 0 or starts[-1] != len(words) or (np.diff(starts) <= 0).any():
        raise ValueError("the blocks of 'features' do not fit its words")
    matrix = sparse_taken(state, prefix="features", shape=(titles, len(words)))
    return TitleFeatures(matrix, words, blocks, tuple(starts.tolist()))


def _letters(lines: tuple[str, ...]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8).copy()


def _lines(letters: np.ndarray) -> tuple[str, ...]:
    text = letters.tobytes().decode()
    return tuple(text.split("\n")) if text else ()
