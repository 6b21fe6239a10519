from matinee.lab.core.context import FitContext
from matinee.lab.world.checkerboard import checkerboard
from matinee.ops.tracking.facts import data_facts, plain, surroundings


def test_data_is_known_by_name_fingerprint_and_size() -> None:
    data = checkerboard(people=20).data

    told = data_facts(data)

    assert told["data"] == data.name
    assert told["data.fingerprint"] == data.fingerprint
    assert (told["data.events"], told["data.people"]) == (str(len(data.log)), "20")


def test_the_surroundings_are_code_machine_seed_and_device() -> None:
    told = surroundings(FitContext(seed=7, device="cuda"), {"cores": 2, "blas": "x"})

    assert (told["seed"], told["device"], told["machine.cores"]) == ("7", "cuda", "2")
    assert {"version", "code"} <= set(told)


def test_settings_that_are_lists_become_text() -> None:
    assert plain({"a": 1, "b": None, "c": [64, 32], "d": "x"}) == {"a": 1, "b": None, "c": "[64, 32]", "d": "x"}
