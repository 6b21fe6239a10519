from pathlib import Path

from matinee.adapters.storage.sqlite import sqlite_engine
from matinee.adapters.storage.stores import Stores
from matinee.services.accounts.context import AccountRules
from matinee.wiring.transaction import Surroundings, binding


def test_all_of_a_transaction_happens_at_one_moment(tmp_path: Path) -> None:
    ticks = iter([5, 6])
    bind = binding(Surroundings(AccountRules(), ("key",), lambda: next(ticks)))
    engine = sqlite_engine(tmp_path / "matinee.db")
    with engine.connect() as connection:
        first, second = bind(Stores(connection)), bind(Stores(connection))
        assert (first.accounts.now, first.now, second.accounts.now) == (5, 5, 6)
        assert first.accounts is first.accounts
        assert first.accounts.keys == ("key",)
    engine.dispose()
