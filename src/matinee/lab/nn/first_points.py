"""Where titles begin: near those that the same people liked."""

import numpy as np
from scipy import sparse

from matinee.lab.nn import first_weights

STRANGERS = 20.0
"""Likes that every title is thought to have had besides its own, so that rare ones do not begin far out by chance."""
ROUNDS = 4
MORE = 16
"""Directions beyond those wanted that are carried along, which makes the wanted ones exact after few rounds."""
SMALL = 0.02


def by_company(likes: sparse.csr_matrix, factors: int, *, generator: np.random.Generator) -> np.ndarray:
    """float32 (titles, factors), of length 1 in the mean: the inner product of two titles tells how much oftener they
    were liked together than by chance.

    Correspondence analysis (Benzécri 1973; Greenacre, "Theory and Applications of Correspondence Analysis", 1984), by
    the randomised iteration of Halko, Martinsson and Tropp, "Finding Structure with Randomness" (2011). Its first
    direction, popularity, is left out. Where there are fewer directions than factors the others begin near zero.
    """
    people, titles = likes.get_shape()
    by_row = 1.0 / np.sqrt(np.maximum(np.diff(likes.indptr), 1))
    by_title = 1.0 / np.sqrt(np.bincount(likes.indices, minlength=titles) + STRANGERS)
    table = sparse.csr_matrix(sparse.diags_array(by_row) @ likes @ sparse.diags_array(by_title), dtype=np.float32)
    wanted = min(factors, min(people, titles) - 1)
    made = first_weights.normal(generator, titles, factors, spread=SMALL)
    if wanted < 1:
        return made
    width = min(wanted + 1 + MORE, people, titles)
    basis = generator.standard_normal((titles, width)).astype(np.float32)
    for _ in range(ROUNDS):
        basis = np.linalg.qr(table.T @ (table @ basis))[0]
    _, strengths, turned = np.linalg.svd(table @ basis, full_matrices=False)
    places = (basis @ turned.T * strengths)[:, 1 : wanted + 1] * by_title[:, None]
    length = np.linalg.norm(places, axis=1).mean()
    made[:, :wanted] += (places / max(length, np.finfo(np.float32).tiny)).astype(np.float32)
    return made
