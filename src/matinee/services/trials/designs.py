"""Designs of experiments: read from what JSON or TOML say, checked whole, and turned into the plan that is analysed.

key = "newer-first"
question = "Do people click more when newer titles come first?"
primary = "clicks_per_slate"
smallest = 0.05
people = 400
days = 7

[arms.control]
[arms.newer]
sliders = {new = 0.4}

[guardrails]
milliseconds = 0.2
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from matinee.domain.errors import BadInput
from matinee.domain.trials import Arm, Design, StopRule, TrialKind
from matinee.kit.clock import DAY
from matinee.kit.hashing import fingerprint
from matinee.lab.ranking.flow import SLIDERS, Sliders
from matinee.lab.trials.buckets import BUCKETS
from matinee.lab.trials.plan import Guardrail, Plan
from matinee.ops.registry.registry import NAME
from matinee.services.trials.measures import measure_named

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
ARM = re.compile(r"[a-z0-9][a-z0-9-]{0,23}")
MOST_ARMS = 6
LONGEST = 90
"""Days of a window."""
INTERLEAVED = "clicked"
"""What interleaving counts: whose picks are clicked."""
TOGETHER = "both"
"""The arm as slates carry it where two rankings stand in one slate."""
_WHOLE = (int,)
_NUMBER = (int, float)
_KNOWN = {
    "key": (str,), "question": (str,), "kind": (str,), "arms": (Mapping,), "primary": (str,), "people": _WHOLE,
    "smallest": _NUMBER, "days": _NUMBER, "others": (Sequence,), "guardrails": (Mapping,), "stop": (str,),
    "alpha": _NUMBER, "power": _NUMBER, "share": _NUMBER, "least_ratings": _WHOLE,
}  # fmt: skip
_NEEDED = ("key", "question", "arms", "primary", "people", "smallest", "days")
_OF_ARM = {"weight": _WHOLE, "ranks": (str,), "version": (str,), "sliders": (Mapping,), "explore": _NUMBER}


def read_design(said: Mapping[str, Any]) -> Design:
    """BadInput names the field."""
    _check_types(said, _KNOWN, where="")
    missing = [name for name in _NEEDED if said.get(name) is None]
    if missing:
        raise BadInput(f"there is no {missing[0]}", where=missing[0], remedy="Every plan needs one")
    given = {name: value for name, value in said.items() if value is not None and name not in {"days", "arms"}}
    for name in ("smallest", "alpha", "power", "share"):
        if name in given:
            given[name] = float(given[name])
    made = Design(
        **{
            **given,
            "kind": _one_of(given.get("kind", "ab"), get_args(TrialKind), where="kind"),
            "stop": _one_of(given.get("stop", "always"), get_args(StopRule), where="stop"),
            "arms": tuple(_read_arm(name, one or {}) for name, one in said["arms"].items()),
            "others": tuple(given.get("others", ())),
            "guardrails": {name: float(margin) for name, margin in given.get("guardrails", {}).items()},
            "window": round(float(said["days"]) * DAY),
        }
    )
    _check(made)
    plan_of(made)
    return made


def said_of(design: Design) -> dict[str, Any]:
    """As JSON says it; `read_design` makes the same of it again."""
    arms = {
        one.name: {
            "weight": one.weight,
            "ranks": one.ranks,
            "version": one.version,
            "sliders": dict(one.sliders),
            "explore": one.explore,
        }
        for one in design.arms
    }
    fields = {name: getattr(design, name) for name in _KNOWN if name not in {"arms", "days", "others", "guardrails"}}
    lists = {"others": list(design.others), "guardrails": dict(design.guardrails)}
    return {**fields, **lists, "days": design.window / DAY, "arms": arms}


def digest_of(said: Mapping[str, Any]) -> str:
    """Of the whole design, the order of the arms included. A design that was changed later shows, whatever became of
    its arms."""
    arms = said.get("arms")
    return fingerprint([{**said, "arms": list(arms.items()) if isinstance(arms, Mapping) else arms}])


def plan_of(design: Design) -> Plan:
    """What `lab.trials` analyses; BadConfig where that cannot be."""
    return Plan(
        name=design.key,
        weights=buckets_of_arms(design),
        primary=measure_named(design.primary, where="primary").metric,
        people=design.people,
        smallest=design.smallest,
        window=design.window,
        others=tuple(measure_named(name, where="others").metric for name in design.others),
        guardrails=tuple(
            Guardrail(measure_named(name, where="guardrails").metric, margin)
            for name, margin in design.guardrails.items()
        ),
        stop=design.stop,
        alpha=design.alpha,
        power=design.power,
    )


def buckets_of_arms(design: Design) -> dict[str, int]:
    """All buckets, shared out by the weights; the control has what is left over."""
    total = sum(one.weight for one in design.arms)
    made = {one.name: BUCKETS * one.weight // total for one in design.arms}
    made[design.arms[0].name] += BUCKETS - sum(made.values())
    return made


def arm_label(design: Design, arm: str) -> str:
    """As a slate carries it."""
    return f"{design.key}:{TOGETHER if design.kind == 'interleaving' else arm}"


def labels_of(design: Design) -> tuple[str, ...]:
    """Of all its slates."""
    return tuple(dict.fromkeys(arm_label(design, one.name) for one in design.arms))


def _read_arm(name: str, said: Mapping[str, Any]) -> Arm:
    where = f"arms.{name}"
    if not ARM.fullmatch(name):
        raise BadInput("an arm is called by small letters, digits and dashes, up to 24", where=where)
    _check_types(said, _OF_ARM, where=where)
    given = {key: value for key, value in said.items() if value is not None}
    if not NAME.fullmatch(given.get("version", "v0001-000000000000")):
        raise BadInput(
            f"'{given['version']}' is no name of a version",
            where=f"{where}.version",
            remedy="See matinee versions list",
        )
    sliders = {key: float(value) for key, value in given.pop("sliders", {}).items()}
    unknown = sorted(set(sliders) - set(SLIDERS))
    if unknown:
        raise BadInput(f"there is no slider '{unknown[0]}'", where=where, remedy=f"There are: {', '.join(SLIDERS)}")
    Sliders(**sliders)
    made = Arm(name, sliders=sliders, **given)
    if not 1 <= made.weight <= BUCKETS:
        raise BadInput(f"a weight of {made.weight}", where=where, remedy=f"Choose from 1 to {BUCKETS}")
    if made.explore is not None and not 0 <= made.explore <= 0.5:
        raise BadInput(f"{made.explore:g} cannot be explored", where=where, remedy="Choose from 0 to 0.5")
    return made


def _check(design: Design) -> None:
    if not KEY.fullmatch(design.key):
        raise BadInput("a key is of small letters, digits and dashes, up to 32", where="key")
    if not 0 < len(design.question.strip()) <= 500:
        raise BadInput("say in one sentence what is asked", where="question", remedy="Up to 500 letters")
    if not 2 <= len(design.arms) <= MOST_ARMS:
        raise BadInput(
            f"{len(design.arms)} arms", where="arms", remedy=f"Name from 2 to {MOST_ARMS}, the control first"
        )
    if not 0 < design.window <= LONGEST * DAY:
        raise BadInput("the window is no time that people could be watched", where="days", remedy=f"0 to {LONGEST}")
    if not 0 < design.share <= 1:
        raise BadInput(f"a share of {design.share:g}", where="share", remedy="Choose above 0, and 1 at most")
    if design.least_ratings < 0:
        raise BadInput("a number of ratings is 0 or more", where="least_ratings")
    if design.kind == "interleaving":
        _check_interleaving(design)


def _check_interleaving(design: Design) -> None:
    if len(design.arms) != 2:
        raise BadInput("interleaving compares two arms", where="arms", remedy="Name two, the one in use first")
    if design.primary != INTERLEAVED or design.others or design.guardrails:
        raise BadInput(
            "interleaving counts whose picks are clicked, and nothing else", where="primary",
            remedy=f"Write primary = '{INTERLEAVED}', and no others or guardrails: everybody sees both arms",
        )  # fmt: skip


def _check_types(said: Mapping[str, Any], known: Mapping[str, tuple[type, ...]], *, where: str) -> None:
    for name, value in said.items():
        place = f"{where}.{name}" if where else str(name)
        if name not in known:
            raise BadInput(f"'{name}' is no part of a plan", where=place, remedy=f"There are: {', '.join(known)}")
        if value is not None and (not isinstance(value, known[name]) or isinstance(value, bool)):
            raise BadInput("this is not of the kind that is wanted here", where=place)
        if isinstance(value, Mapping) and name in {"sliders", "guardrails"}:
            _check_types(value, dict.fromkeys(value, _NUMBER), where=place)
        if name == "others" and (isinstance(value, str) or not all(isinstance(one, str) for one in value or ())):
            raise BadInput("this is no list of metrics", where=place)
        if name == "arms" and not all(one is None or isinstance(one, Mapping) for one in (value or {}).values()):
            raise BadInput("an arm is a table of what is different in it", where=place)


def _one_of(said: str, known: Sequence[str], *, where: str) -> Any:
    if said not in known:
        raise BadInput(f"'{said}' is not known", where=where, remedy=f"There are: {', '.join(known)}")
    return said
