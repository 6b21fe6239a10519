"""Auditing the reasons and the confidence of models on one split: fitted afresh, asked about people of the test."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from matinee.domain.errors import BadConfig
from matinee.kit import seeds
from matinee.lab.core import registry
from matinee.lab.core.abilities import Explains
from matinee.lab.core.context import FitContext
from matinee.lab.core.recommender import Recommender
from matinee.lab.core.shelf import Shelf
from matinee.lab.data.splits.split import Split
from matinee.lab.evaluation.confidence import ConfidenceResult, evaluate_confidence
from matinee.lab.evaluation.fidelity import TOP, Fidelity, evaluate_fidelity
from matinee.lab.evaluation.statistics import Interval
from matinee.lab.reasons.confidence import learn_confidence
from matinee.ops.runs.audit_files import (
    AuditFile,
    BinFacts,
    ConfidenceFacts,
    FidelityFacts,
    HeldFacts,
    ModelAudit,
    TallyFacts,
)
from matinee.ops.runs.bench import split_facts
from matinee.ops.runs.judge import fitted
from matinee.ops.runs.machine import describe_machine
from matinee.ops.runs.members import members_of, with_members
from matinee.ops.runs.result_files import Value
from matinee.ops.runs.specs import ModelSpec, read_settings
from matinee.version import __version__

PEOPLE = 300


def audit(
    split: Split,
    specs: Sequence[ModelSpec],
    *,
    context: FitContext,
    people: int = PEOPLE,
    top: int = TOP,
    command: str = "matinee fidelity",
) -> AuditFile:
    """Fidelity of the reasons for so many people of the test, drawn by lot, the same for every model.

    On a split of ratings the confidence is judged too: learned on the tuning stage by a model fitted on its training
    part, held against the ratings of the test with the model of the final stage. Blends learn how far to trust their
    members on the tuning stage, as where they are compared.
    """
    task = split.final.task
    count = min(people, len(task))
    drawn = np.sort(seeds.generator(context.seed, "people of the audit").choice(len(task), count, replace=False))
    shelf = Shelf(members_of(spec.make() for spec in specs))
    surrounds = replace(context, lesson=split.tuning, shelf=shelf)
    models = {}
    for spec in specs:
        model = fitted(spec, split.final, surrounds)
        confidence = _judged(spec, model, split, context) if split.protocol == "rating" else None
        found = evaluate_fidelity(
            model, task.histories.rows(drawn), top=top, seed=context.seed, progress=context.progress
        )
        models[spec.label] = _facts(model, found, confidence)
    return AuditFile(
        command=command,
        version=__version__,
        machine=describe_machine(context.threads),
        split=split_facts(split),
        seed=context.seed,
        top=top,
        models=models,
    )


def read_audited(texts: Sequence[str], *, recipe: Mapping[str, Mapping[str, Any]]) -> list[ModelSpec]:
    """Models by name, with or without settings, as `read_specs` takes them; but any model, whatever it is judged on:
    all of them give reasons, and the titles that a ranking puts first are liked or not as well."""
    asked = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if not asked:
        raise BadConfig("no model is named", remedy="Name some, such as ease,ials, or 'all'")
    if "all" in asked:
        asked = [*registry.names(), *(text for text in asked if ":" in text)]
    made = []
    for text in asked:
        name, _, settings = text.partition(":")
        given = read_settings(settings.split("+"), where=f"model '{text}'") if settings else {}
        made.append(ModelSpec(text, name, with_members(name, {**recipe.get(name, {}), **given}, recipe)))
        made[-1].make()
    return made


def _judged(spec: ModelSpec, model: Recommender, split: Split, context: FitContext) -> ConfidenceResult:
    """context: without a lesson, for the people of the tuning stage are those that confidence is learned from."""
    learned = learn_confidence(fitted(spec, split.tuning, context), split.tuning)
    return evaluate_confidence(model, learned, split.final)


def _facts(model: Recommender, found: Fidelity, confidence: ConfidenceResult | None) -> ModelAudit:
    return ModelAudit(
        name=model.name(),
        family=model.family,
        config=model.config.model_dump(mode="json"),
        explains=isinstance(model, Explains),
        fidelity=FidelityFacts(
            people=found.people,
            reasons=found.reasons,
            citing=_value(found.citing),
            astray=found.astray,
            kinds=found.kinds,
            taken={
                name: TallyFacts(cases=one.cases, score=_value(one.score), standing=_value(one.standing))
                for name, one in found.tallies.items()
            },
        ),
        confidence=None if confidence is None else _confidence(confidence),
    )


def _confidence(found: ConfidenceResult) -> ConfidenceFacts:
    bins = zip(found.likes.said, found.likes.came_true, found.likes.cases, strict=True)
    return ConfidenceFacts(
        error=found.likes.error,
        brier=found.brier,
        base=found.base,
        cases=int(found.likes.cases.sum()),
        bins=[BinFacts(said=float(said), came_true=float(true), cases=int(cases)) for said, true, cases in bins],
        held=[HeldFacts(level=one.level, share=_value(one.share), width=one.width) for one in found.held],
    )


def _value(interval: Interval) -> Value:
    return Value(mean=interval.mean, low=interval.low, high=interval.high)
