from matinee.kit.secrets import digest_of, new_key, new_token, signature, signed_by_one_of

OLD, NEW, OTHER = "the old key", "the new key", "another key"


def test_tokens_differ_and_say_what_they_are() -> None:
    made = {new_token("mts") for _ in range(100)}
    assert len(made) == 100
    assert all(token.startswith("mts_") and len(token) == 4 + 43 for token in made)


def test_a_digest_is_of_the_whole_token_and_of_any_text() -> None:
    assert digest_of("a") != digest_of("a ") != digest_of("a\x00")
    assert len(digest_of("\ud800 é")) == 64


def test_no_two_accounts_have_one_key() -> None:
    made = {new_key() for _ in range(100)}
    assert len(made) == 100
    assert {len(one) for one in made} == {24}


def test_parts_of_a_signature_are_kept_apart() -> None:
    assert signature(NEW, "ab", "c") != signature(NEW, "a", "bc") != signature(NEW, "abc")


def test_a_signature_is_believed_under_any_of_the_keys_and_no_other() -> None:
    old = signature(OLD, "csrf", "1")
    assert signed_by_one_of([NEW, OLD], old, "csrf", "1")
    assert not signed_by_one_of([NEW], old, "csrf", "1")
    assert not signed_by_one_of([NEW, OLD], old, "csrf", "2")
    assert not signed_by_one_of([NEW, OLD], signature(OTHER, "csrf", "1"), "csrf", "1")


def test_what_is_no_signature_is_no_signature() -> None:
    for said in ("", "é" * 64, "\ud800", signature(NEW, "csrf")[:-1]):
        assert not signed_by_one_of([NEW], said, "csrf")
