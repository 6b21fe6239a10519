from tests.fixtures.learning import first_school, school
from tests.fixtures.loop import notes
from tests.fixtures.releases import made_release, own_registry, own_release, release

__all__ = ["first_school", "made_release", "notes", "own_registry", "own_release", "release", "school"]
