"""What of `bench` and `tune` goes together: an option that would not be used is refused, so nobody relies on it."""

from collections.abc import Mapping
from typing import Any

from matinee.domain.errors import BadInput
from matinee.lab.data.splits.split import PROTOCOLS, Protocol

OF_A_DATA_SET = ("skip_bad", "person", "title", "value", "time", "kind")
BESIDE_A_SPLIT = ("titles", "people")
OF_ONE_FOLD = ("tune", "profile")
OF_RANKINGS = ("lists", "curve", "lint")


def check_asked(asked: Mapping[str, Any]) -> None:
    """Of a comparison. asked: every option by the name of its parameter."""
    check_source(asked)
    if asked["trials"] is not None and not asked["tune"]:
        raise BadInput("nothing is tried without --tune", where="--trials", remedy="Add --tune, or leave it out")
    for name in OF_ONE_FOLD if asked["fold"] == "all" else ():
        if asked[name]:
            raise BadInput("this is of one fold, and all are asked for", where=_flag(name), remedy="Leave it out")
    if asked["summary"] and not asked["json_file"]:
        raise BadInput("there is no --json to shorten", where="--summary", remedy="Add --json FILE, or leave it out")
    if asked["protocol"] == "rating":
        check_protocol(asked, asked["protocol"])


def check_source(asked: Mapping[str, Any]) -> None:
    """Of what is judged or tuned on: a split file, or a data set and how to split it."""
    split, data, protocol = asked["split"], asked["data"], asked["protocol"]
    if split and data:
        raise BadInput("--split and --data exclude each other", remedy="Give a split file, or a data set to split")
    if data and protocol is None:
        raise BadInput("--data needs --protocol", remedy=f"Choose one of {', '.join(PROTOCOLS)}")
    if split and protocol:
        raise BadInput("a split file has its protocol in it", where="--protocol", remedy="Leave it out")
    beside = next((name for name in BESIDE_A_SPLIT if data and asked.get(name)), None)
    if beside:
        raise BadInput(f"a data set brings its own {beside}", where=_flag(beside), remedy="Leave it out")
    for name in OF_A_DATA_SET:
        if split and asked[name] not in (None, False):
            raise BadInput(
                "this says how to read a data set, and a split file needs no such word",
                where=_flag(name),
                remedy="Leave it out",
            )


def check_protocol(asked: Mapping[str, Any], protocol: Protocol) -> None:
    """What only rankings have cannot be asked of ratings."""
    for name in OF_RANKINGS:
        if protocol == "rating" and asked[name]:
            raise BadInput("only rankings have this, and these are ratings", where=_flag(name), remedy="Leave it out")


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"
