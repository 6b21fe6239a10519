from tests.fixtures.learning import first_school, school
from tests.fixtures.loop import notes
from tests.fixtures.releases import made_release, release

__all__ = ["first_school", "made_release", "notes", "release", "school"]
