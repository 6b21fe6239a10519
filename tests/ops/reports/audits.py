"""An audit written out by hand."""

from matinee.lab.evaluation.fidelity import CONTROL, RANDOM_CITED, STRONGEST, UNCHECKED
from matinee.ops.runs.audit_files import (
    AuditFile,
    BinFacts,
    ConfidenceFacts,
    FidelityFacts,
    HeldFacts,
    ModelAudit,
    TallyFacts,
)
from matinee.ops.runs.result_files import Machine, SplitFacts, Value

MACHINE = Machine(cores=2, threads=1, memory_mib=8000, python="3.11", system="Linux", blas="openblas")


def audited(
    *, name: str = "board-R-1", strongest: float = 1.0, control: float = 0.4, error: float = 0.01, held: float = 0.9
) -> AuditFile:
    """One model that explains itself and predicts ratings, one that does neither."""
    split = SplitFacts(
        name=name, protocol="rating", fingerprint=f"that of {name}", seed=1, counts={"people": 10}, fold=1
    )
    confidence = ConfidenceFacts(
        error=error,
        brier=0.18,
        base=0.25,
        cases=1000,
        bins=[BinFacts(said=0.25, came_true=0.3, cases=400), BinFacts(said=0.75, came_true=0.7, cases=600)],
        held=[HeldFacts(level=0.9, share=Value(mean=held, low=0.89, high=0.91), width=2.5)],
    )
    models = {
        "svd": ModelAudit(
            name="svd",
            family="factor",
            config={},
            explains=True,
            fidelity=_fidelity(strongest, control),
            confidence=confidence,
        ),
        "bias": ModelAudit(
            name="bias",
            family="baseline",
            config={},
            explains=False,
            fidelity=FidelityFacts(
                people=10, reasons=50, citing=Value(mean=0.0), astray=0, kinds={"profile": 50}, taken={}
            ),
        ),
    }
    return AuditFile(
        command="matinee fidelity --split board-R.npz --models svd,bias",
        version="0.0",
        machine=MACHINE,
        split=split,
        seed=3,
        top=5,
        models=models,
    )


def _fidelity(strongest: float, control: float) -> FidelityFacts:
    standings = {STRONGEST: strongest, RANDOM_CITED: strongest, CONTROL: control, UNCHECKED: 0.9}
    return FidelityFacts(
        people=10,
        reasons=50,
        citing=Value(mean=0.98, low=0.96, high=1.0),
        astray=0,
        kinds={"titles": 50},
        taken={
            which: TallyFacts(cases=49, score=Value(mean=1.0), standing=Value(mean=value))
            for which, value in standings.items()
        },
    )
