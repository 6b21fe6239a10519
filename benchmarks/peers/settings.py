"""Settings of each peer's models by split, and those of Matinee's own recipes."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contenders import AS_OURS, OURS, RECIPES, SETTINGS

Settings = dict[str, Any]

# The same arithmetic in another coat: tuned once, for the first to have it.
TUNED_AS = {
    ("lenskit", "ease"): "cornac",
    ("recbole", "ease"): "cornac",
    ("rectools", "ials"): "implicit",
    ("rectools", "item_knn"): "implicit",
}
NAMES_ELSEWHERE = {
    ("lenskit", "ease"): {"lamb": "regularization"},
    ("recbole", "ease"): {"lamb": "reg_weight"},
}
NOTHING_TO_SET = ("popular",)

HEAD = """\
# Settings of the peers, by split, model and peer. Written by: benchmarks/peers/run.py --tune
#
# Each was found on the tuning stage of the split (fit part against validation for at most 1,500 people; the test part
# is never read): from a start, each parameter in turn is set to the best of its values with the others held, once or
# twice over. The start is the first value of each parameter, or what an earlier search found (--begin-from); for ials
# the best of that and 16 random places. The grids stand in tune.py. The judge is the mean of NDCG@10 and NDCG@100,
# given as `found`; for predicted ratings it is less the root mean square error.
# LensKit and RecBole compute the same EASE as cornac, RecTools wraps implicit's ALS and neighbours: they share
# settings. Those of matinee stand in the place of its recipe's: of mult_vae, which is a setting of another model there,
# found by `matinee tune recvae --set kind=mult-vae` in 7 trials; of bfm what makes it read ratings alone, as its peer
# does, with one probit and one regression in the place of two of each.
"""


class NoSettings(Exception):
    """Nothing was tuned for this split, model and peer."""


def read() -> dict[str, dict[str, dict[str, Settings]]]:
    return tomllib.loads(SETTINGS.read_text(encoding="utf-8")) if SETTINGS.exists() else {}


def settings_of(who: str, model: str, split: str) -> Settings:
    """For ours the recipe of the split's name; a model without a table in it has the model's own defaults, and what is
    a setting of another of ours has what was found for it among the settings of the peers, if anything."""
    if who == OURS:
        return _own_settings(model, split)
    if model in NOTHING_TO_SET:
        return {}
    tuned = TUNED_AS.get((who, model), who)
    try:
        found = dict(read()[split][model][tuned])
    except KeyError as missing:
        raise NoSettings(f"no settings for {model} of {tuned} on {split}: run with --tune first") from missing
    found.pop("found", None)
    renamed = NAMES_ELSEWHERE.get((who, model), {})
    return {renamed.get(name, name): value for name, value in found.items()}


def _own_settings(model: str, split: str) -> Settings:
    name, fixed = AS_OURS.get(model, (model, {}))
    recipe = RECIPES / f"{split}.toml"
    tables = tomllib.loads(recipe.read_text(encoding="utf-8")) if recipe.exists() else {}
    table = tables.get(model if model in tables else name, {})
    table = {**table, **read().get(split, {}).get(model, {}).get(OURS, {})}
    chosen = {key: value for key, value in table.items() if key not in {"study", "found"}}
    return chosen if name == model else {**chosen, **fixed, "model": name}


def store(split: str, model: str, who: str, best: Mapping[str, Any], *, found: float, path: Path = SETTINGS) -> None:
    """Puts one finding among the others and writes the file anew, in order of names."""
    held = read()
    held.setdefault(split, {}).setdefault(model, {})[who] = {**best, "found": round(found, 5)}
    lines = [HEAD]
    for split_name, models in sorted(held.items()):
        for model_name, peers in sorted(models.items()):
            for peer_name, values in sorted(peers.items()):
                lines.append(f"[{split_name}.{model_name}.{peer_name}]")
                lines += [f"{name} = {_toml(value)}" for name, value in values.items()]
                lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def _toml(value: Any) -> str:
    return json.dumps(value)
