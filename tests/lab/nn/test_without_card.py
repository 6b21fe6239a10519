"""What can be seen of learning on a graphics card where there is none.

Two things differ there. Tensors are on the card, and what is not must be brought to it: here they are on the device
`meta`, which has shapes and no numbers, and refuses most of what mixes it with the processor. And products are taken in
bfloat16: here the processor takes them so. How a card itself computes is seen on one alone, by `test_on_card`.
"""

import itertools
import sys
from typing import Any

import numpy as np
import pytest
import torch

from matinee.lab.core.context import FitContext
from matinee.lab.nn import devices
from matinee.lab.nn.training import Network, Plan
from tests.lab.nn.every_network import EVERY, SAME_LOSS, USUAL, freshly_fitted, losses, network, stage_of

META = torch.device("meta")
FEW = {"epochs": 2, "refine": 2}
SETTINGS = {"lightgcn": {"layers": 0}}
"""`meta` knows no product with a sparse matrix, so nothing is smoothed."""


def few_epochs(label: str) -> dict[str, Any]:
    known = type(network(label)).Config.model_fields
    return {name: count for name, count in FEW.items() if name in known}


@pytest.mark.parametrize("label", EVERY)
def test_everything_is_brought_to_where_the_weights_are(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    learned = []

    def looked_at(network: Network, plan: Plan, context: FitContext) -> None:
        weights = {name: torch.tensor(value).to(META) for name, value in network.start.items()}
        for weight in weights.values():
            weight.requires_grad_(weight.is_floating_point())
        for epoch in {0, 3, plan.epochs - 1}:  # recvae learns its decoder in the fourth, and rbm refines in the last
            if network.before is not None:
                with torch.no_grad():
                    network.before(epoch, weights)
            for batch in itertools.islice(network.batches(epoch), 1):
                loss = network.loss(weights, batch)
                assert loss.device == META
                loss.backward()
                learned.extend(weight.grad.device for weight in weights.values() if weight.grad is not None)

    model = network(label, **SETTINGS.get(label, {}))
    monkeypatch.setattr(sys.modules[type(model).__module__], "train", looked_at)
    model.fit(stage_of(model).train, USUAL)
    assert set(learned) == {META}


@pytest.mark.parametrize("label", EVERY)
def test_products_of_bfloat16_change_little(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def products(device: Any) -> Any:
        return torch.autocast("cpu", dtype=torch.bfloat16)

    usual = losses(freshly_fitted(label, "cpu", **few_epochs(label)))
    monkeypatch.setattr(devices, "products", products)
    rounded = losses(freshly_fitted(label, "cpu", **few_epochs(label)))
    assert not np.array_equal(rounded, usual)
    np.testing.assert_allclose(rounded, usual, rtol=SAME_LOSS)
