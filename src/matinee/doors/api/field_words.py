"""What is wrong with a field of a request, in words of our own, which stay the same whatever checks it."""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_FIELDS = 20
OBJECT, NUMBER, WHOLE = "this must be an object", "this must be a number", "this must be a whole number"
MOMENT = "this must be a moment with its zone, such as 2026-03-01T12:30:00Z"
OTHER = "this cannot be used"
EMPTY = "this must not be empty"
WORDS: Mapping[str, str] = {
    "missing": "this is missing",
    "extra_forbidden": "there is no such field here",
    "json_invalid": "this is not JSON",
    "string_type": "this must be text",
    "string_unicode": "this must be text, of whole characters",
    "string_too_short": "this must have {min_length} characters or more",
    "string_too_long": "this must have {max_length} characters or fewer",
    "string_pattern_mismatch": "this is not of the form {pattern}",
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_parsing_size": "this number has too many digits",
    "int_from_float": WHOLE,
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "finite_number": NUMBER,
    "greater_than": "this must be more than {gt}",
    "greater_than_equal": "this must be {ge} or more",
    "less_than": "this must be less than {lt}",
    "less_than_equal": "this must be {le} or less",
    "multiple_of": "this must be a multiple of {multiple_of}",
    "bool_type": "this must be true or false",
    "bool_parsing": "this must be true or false",
    "literal_error": "this must be one of: {expected}",
    "list_type": "this must be a list",
    "too_short": "this must have {min_length} entries or more",
    "too_long": "this must have {max_length} entries or fewer",
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_from_date_parsing": MOMENT,
    "datetime_object_invalid": MOMENT,
    "timezone_aware": MOMENT,
    "date_type": "this must be a day, such as 2026-03-01",
    "date_parsing": "this must be a day, such as 2026-03-01",
    "date_from_datetime_parsing": "this must be a day, such as 2026-03-01",
    "date_from_datetime_inexact": "this must be a day, such as 2026-03-01",
}
"""By the kind of the fault. What stands in braces is told with it: the bound, never what was sent."""
OUR_OWN = "value_error"


def faults_of(errors: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The first of them, each with its field."""
    return [
        {"field": ".".join(map(str, one["loc"])), "message": words_for(one["type"], one.get("ctx", {}))}
        for one in errors[:MOST_FIELDS]
    ]


def words_for(kind: str, told: Mapping[str, Any]) -> str:
    if kind == OUR_OWN:
        return str(told["error"])
    if kind in {"string_too_short", "too_short"} and told.get("min_length") == 1:
        return EMPTY
    return WORDS.get(kind, OTHER).format_map(told)
