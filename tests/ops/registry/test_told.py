from matinee.ops.registry.registry import Registry
from matinee.ops.registry.told import card_of, gate_of, told_registry, told_version, words_of
from tests.fixtures.releases import Made

BY = {"by": "somebody", "why": "to see"}


def test_a_registry_tells_its_versions_newest_first_and_the_last_changes(
    own_registry: Registry, made_release: Made
) -> None:
    own_registry.promote(made_release.second, **BY)
    own_registry.set_canary(made_release.first, share=0.25, **BY)
    told = told_registry(own_registry, changes=2)
    assert [(one["version"], one["roles"]) for one in told["versions"]] == [
        (made_release.second, ["champion"]),
        (made_release.first, ["canary", "previous"]),
    ]
    assert [one["what"] for one in told["changes"]] == ["canary set", "promoted"]
    assert told["roles"]["canary"]["share"] == 0.25
    assert told["versions"][0]["people"] == 200
    assert told["fault"] is None


def test_what_cannot_be_read_is_told_with_its_fault(own_registry: Registry, made_release: Made) -> None:
    (own_registry.folder_of(made_release.second) / "release.json").write_text("?")
    (own_registry.folder / "roles.json").write_text("?")
    told = told_registry(own_registry, changes=1)
    assert "roles.json" in told["fault"]
    assert "release.json" in told["versions"][0]["fault"]
    assert told["versions"][1]["data"] == "checkerboard"


def test_what_the_gate_decided_is_told_where_it_was_asked(own_registry: Registry, made_release: Made) -> None:
    assert gate_of(own_registry, made_release.first) is None
    assert card_of(own_registry, made_release.first) is None
    folder = own_registry.folder_of(made_release.first)
    (folder / "gate.json").write_text('{"decision": {"outcome": "promote", "words": ["Better."]}}')
    (folder / "card.md").write_text("# Card")
    assert told_version(own_registry, made_release.first, own_registry.roles())["outcome"] == "promote"
    assert card_of(own_registry, made_release.first) == "# Card"
    assert words_of(gate_of(own_registry, made_release.first)) == ["Better."]
    for damaged in ("?", "[]", "{}", '{"decision": 3}'):
        (folder / "gate.json").write_text(damaged)
        assert words_of(gate_of(own_registry, made_release.first)) == []
