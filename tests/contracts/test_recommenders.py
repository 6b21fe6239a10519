"""Every model of the registry keeps every contract."""

import pytest

from matinee.lab.core import registry
from tests.contracts.recommender_contracts import CONTRACTS, Contract


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.__name__)
@pytest.mark.parametrize("name", registry.names())
def test_a_model_keeps_its_contracts(name: str, contract: Contract) -> None:
    contract(registry.find(name))
