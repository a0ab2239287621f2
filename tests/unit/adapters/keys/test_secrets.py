from __future__ import annotations

from trainer.adapters.keys import secrets


def test_a_hash_is_argon2id_and_opens_for_its_secret_only() -> None:
    kept = secrets.hash_secret("204816", secrets.CHEAP)
    assert kept.startswith("$argon2id$")
    assert secrets.is_secret(kept, "204816")
    assert not secrets.is_secret(kept, "204817")
    assert kept != secrets.hash_secret("204816", secrets.CHEAP)


def test_the_full_parameters_are_those_of_the_standard() -> None:
    # RFC 9106, section 4: second recommended option, t=3, p=4, m=2^16 KiB.
    assert secrets.hash_secret("204816").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_full_width_digits_of_an_input_method_are_the_same_keys() -> None:
    kept = secrets.hash_secret("２０４８１６", secrets.CHEAP)
    assert secrets.is_secret(kept, "204816")


def test_a_damaged_hash_is_nobodys() -> None:
    assert not secrets.is_secret("$argon2id$damaged", "204816")
    assert not secrets.is_secret("", "204816")


def test_a_hash_made_with_less_work_is_recognised() -> None:
    assert secrets.is_weaker(secrets.hash_secret("204816", secrets.CHEAP))
    assert not secrets.is_weaker(secrets.hash_secret("204816", secrets.CHEAP), secrets.CHEAP)


def test_codes_differ() -> None:
    assert len({secrets.new_code() for _ in range(200)}) == 200
