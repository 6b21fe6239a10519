"""Reading what a command left behind as JSON, with a plain word where a file is something else."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from matinee.domain.errors import BadData

Left = TypeVar("Left", bound=BaseModel)


def read_left(kind: type[Left], path: Path, *, what: str) -> Left:
    """What stands in the file, or BadData saying what is wrong with it. what: such as "a result of 'matinee bench'"."""
    try:
        return kind.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadData(f"cannot be read ({error.strerror})", where=str(path), remedy="Check the path") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise BadData(
            f"this is not {what} ({first['msg']}{f' at {place}' if place else ''})",
            where=str(path),
            remedy="Give a file written with --json",
        ) from error
