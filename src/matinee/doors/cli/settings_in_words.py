"""What the settings of a model mean and may be, read off the Config that declares them."""

import inspect
import re
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from matinee.kit.text import in_words
from matinee.lab.core.config import SHARED, ModelConfig

NOUNS = {int: "a whole number", float: "a number", bool: "true or false", str: "a text"}
BOUNDS = {"gt": "above", "ge": "at least", "lt": "below", "le": "at most"}


def meanings(config: type[ModelConfig]) -> dict[str, str]:
    """By setting, what the docstring says of it: 'l2: in units of likes. keep: ...', or of several at once."""
    text = " ".join((inspect.getdoc(config) or "").split())
    names = "|".join(map(re.escape, config.model_fields))
    heads = list(re.finditer(rf"(?:^|(?<=\. ))((?:{names})(?:, (?:{names}))*): ", text)) if names else []
    told: dict[str, str] = {}
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        for name in head.group(1).split(", "):
            told[name] = text[head.end() : end].strip().removesuffix(".")
    return {name: told.get(name) or SHARED.get(name) or _mentioned(name, told) for name in config.model_fields}


def allowed(field: FieldInfo) -> str:
    """'a whole number, at least 1, or none'."""
    kinds = get_args(field.annotation) if get_origin(field.annotation) in (Union, UnionType) else (field.annotation,)
    parts = [_kind(kind) for kind in kinds if kind is not NoneType]
    said = [", ".join([in_words(parts, joint="or"), *_bounds(field.metadata)])]
    return ", or ".join([*said, "none"] if NoneType in kinds else said)


def _mentioned(name: str, told: dict[str, str]) -> str:
    """What is said of a setting in the words on another: '"bm25" with its k1 and b'."""
    within = [other for other, words in told.items() if re.search(rf"\b{re.escape(name)}\b", words)]
    return f"see {within[0]}" if within else ""


def _kind(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return in_words(map(str, get_args(kind)), joint="or")
    return NOUNS.get(kind, str(kind).replace("typing.", ""))


def _bounds(metadata: list[Any]) -> list[str]:
    found = ((said, getattr(one, key, None)) for one in metadata for key, said in BOUNDS.items())
    return [f"{said} {bound:g}" for said, bound in found if bound is not None]
