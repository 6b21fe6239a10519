import numpy as np
import pytest

from matinee.ops.releases.release import Release, facets_restored, facets_state


def test_facets_come_back_as_they_were(release: Release) -> None:
    back = facets_restored(facets_state(release.facets), titles=len(release.titles))
    assert np.array_equal(back.alike, release.facets.alike)
    assert np.array_equal(back.mix, release.facets.mix)


def test_facets_of_other_titles_are_refused(release: Release) -> None:
    with pytest.raises(ValueError, match="obscurity"):
        facets_restored(facets_state(release.facets), titles=3)


def test_a_release_names_the_models_by_what_they_do(release: Release) -> None:
    assert release.ranks.name() == "weighted"
    assert release.rates is not None
    assert release.rates.name() == "svd"
    assert release.asks is not None
    assert release.asks.name() == "newcomer"
