"""Coming in: by secret or one-time code, and who acts on the command line.

A try is counted *before* the secret is checked and taken back when it was right. So a program that is killed in the middle, or
ten that guess at once, gain nothing. The slow hash runs outside the transaction: nobody waits for somebody else's sign-in.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Callable
from dataclasses import replace

from trainer.adapters.keys import secrets
from trainer.adapters.keys.secrets import Hashing
from trainer.adapters.storage.unit_of_work import UnitOfWork
from trainer.domain.kernel.outcomes import Refusal
from trainer.domain.people import accounts as rules
from trainer.domain.people.accounts import Account
from trainer.domain.people.roles import PROGRAM, Actor, Grant, Role
from trainer.services import settings
from trainer.services.office import Office

# Keyed digests of one-time codes are made for this purpose and no other.
CODE_PURPOSE = "activation"


def sign_in(office: Office, who: str, secret: str, *, hashing: Hashing = secrets.FULL) -> Actor:
    """Let somebody in by their own secret.

    Args:
        who: the person's id, or a staff number as typed.
        secret: PIN or password as typed.
        hashing: cheaper only in tests.

    Raises:
        Refusal: ``staff_no_unknown``, ``staff_no_not_unique``, ``account_missing`` (no code was ever made),
            ``activation_needed`` (a code waits for its first use), ``account_disabled``, ``locked_out`` (``seconds``),
            ``wrong_secret`` (``tries_left`` before the wait begins).
    """
    cadre_id = find_person(office, who)
    account = _count_try(office, cadre_id, _wants_secret)
    kept = account.secret_hash or ""
    if not secrets.is_secret(kept, secret):
        raise _wrong(office, "wrong_secret", account)
    stronger = secrets.hash_secret(secret, hashing) if secrets.is_weaker(kept, hashing) else None
    return _enter(office, cadre_id, action="account.signed_in", secret_hash=stronger)


def check_code(office: Office, who: str, code: str) -> str:
    """Check a one-time code before its owner is asked for a secret of their own; the code stays good.

    Returns:
        The person's id.

    Raises:
        Refusal: as :func:`sign_in`, with ``wrong_code``; ``code_used`` where no code is open.
    """
    cadre_id = find_person(office, who)
    account = _count_try(office, cadre_id, _wants_code)
    digest = code_digest(office, cadre_id, rules.typed_code(secrets.as_typed(code)))
    if not hmac.compare_digest(digest, account.activation_digest or ""):
        raise _wrong(office, "wrong_code", account)
    with office.database.write() as uow:
        uow.accounts.save(replace(account, failed_count=0, failed_at=None))
    return cadre_id


def activate(office: Office, who: str, code: str, new_secret: str, *, hashing: Hashing = secrets.FULL) -> Actor:
    """Use a one-time code: set one's own secret and come in.

    Raises:
        Refusal: as :func:`check_code`, and those of :func:`trainer.domain.people.accounts.check_secret`.
    """
    cadre_id = check_code(office, who, code)
    secret_hash = _new_hash(office, cadre_id, new_secret, hashing)
    return _enter(office, cadre_id, action="account.activated", secret_hash=secret_hash, ends_code=True)


def change_own_secret(office: Office, actor: Actor, old: str, new: str, *, hashing: Hashing = secrets.FULL) -> None:
    """Replace one's own secret.

    Raises:
        Refusal: ``wrong_secret`` and the others of :func:`sign_in`; those of ``check_secret``.
    """
    if actor.cadre_id is None:
        raise Refusal("sign_in_needed")
    account = _count_try(office, actor.cadre_id, _wants_secret)
    if not secrets.is_secret(account.secret_hash or "", old):
        raise _wrong(office, "wrong_secret", account)
    secret_hash = _new_hash(office, actor.cadre_id, new, hashing)
    _enter(office, actor.cadre_id, action="account.secret_changed", secret_hash=secret_hash)


def actor_of(uow: UnitOfWork, office: Office, cadre_id: str) -> Actor:
    """Build the actor with all roles in force; everybody is a learner in their own unit."""
    person = uow.accounts.person(cadre_id)
    if person is None:
        raise Refusal("person_gone")
    _, name, unit_id, unit_path = person
    own = Grant(Role.LEARNER, unit_id, unit_path)
    return Actor(cadre_id, name, (own, *uow.accounts.grants_of(cadre_id, office.clock.now())))


def refreshed(office: Office, actor: Actor) -> Actor:
    """Read an actor's roles again, after they changed or may have expired."""
    if actor.cadre_id is None:
        return actor
    with office.database.read() as uow:
        return actor_of(uow, office, actor.cadre_id)


def find_person(office: Office, who: str) -> str:
    """Find whom an id or a staff number names.

    Raises:
        Refusal: ``staff_no_unknown``, ``staff_no_not_unique``.
    """
    who = secrets.as_typed(who).strip()
    with office.database.read() as uow:
        if _is_id(who) and uow.accounts.person(who) is not None:
            return who
        found = uow.accounts.ids_by_staff_no(who)
    if not found:
        raise Refusal("staff_no_unknown", staff_no=who)
    if len(found) > 1:
        raise Refusal("staff_no_not_unique", staff_no=who)
    return found[0]


def command_line_actor(office: Office, staff_no: str, ask_secret: Callable[[], str]) -> Actor:
    """Find out who runs a command.

    The command line is open until an administrator has a secret; homes with demonstration data stay open.

    Args:
        staff_no: the person named; empty for nobody.
        ask_secret: called only when a secret is needed.

    Raises:
        Refusal: ``sign_in_needed`` when this home wants a person and none was named; those of :func:`sign_in`.
    """
    if staff_no:
        return sign_in(office, staff_no, ask_secret())
    if not is_command_line_open(office):
        raise Refusal("sign_in_needed")
    return PROGRAM


def is_command_line_open(office: Office) -> bool:
    """Tell whether commands run without a person's name."""
    with office.database.read() as uow:
        if settings.read(uow, settings.IS_DEMO):
            return True
        return not uow.accounts.administrators_with_secret(office.clock.now())


def _count_try(office: Office, cadre_id: str, check: Callable[[Account], None]) -> Account:
    """Count a try as failed, unless the door is shut; gives the account with the try counted.

    Args:
        check: refuses an account on which nothing can be guessed; such a try is not counted.
    """
    now = office.reading()
    with office.database.write() as uow:
        account = uow.accounts.get(cadre_id) or Account(cadre_id)
        if account.is_disabled:
            raise Refusal("account_disabled")
        check(account)
        waiting = rules.locked_for_s(account, now)
        if waiting > 0:
            placed = rules.rebased(account, now)
            if placed is not account:
                uow.accounts.save(placed)
        else:
            account = rules.failed(account, now)
            uow.accounts.save(account)
    if waiting > 0:
        raise Refusal("locked_out", seconds=math.ceil(waiting), wait=_wait(waiting))
    return account


def _wait(seconds: float) -> str:
    """Say a wait as ``mm:ss``, rounded up, so that nobody tries a second too early."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def _wrong(office: Office, code: str, counted: Account) -> Refusal:
    """Tell of a wrong secret; a wait that begins is noted in the log."""
    seconds = rules.lock_s(counted.failed_count)
    if not seconds:
        return Refusal(code, tries_left=rules.FREE_TRIES + 1 - counted.failed_count)
    with office.database.write() as uow:
        uow.audit.append(
            home_id=office.home_id,
            at=office.clock.now(),
            actor_id=None,
            action="account.locked",
            subject=counted.cadre_id,
            facts={"tries": counted.failed_count, "seconds": seconds},
        )
    return Refusal("locked_out", seconds=seconds, wait=_wait(seconds))


def _wants_secret(account: Account) -> None:
    if account.secret_hash is None:
        raise Refusal("activation_needed" if account.activation_digest else "account_missing")


def _wants_code(account: Account) -> None:
    if account.activation_digest is None:
        raise Refusal("code_used" if account.secret_hash else "account_missing")


def code_digest(office: Office, cadre_id: str, code: str) -> str:
    """Give what is kept of a one-time code: bound to its person and to this home's key."""
    return office.keys.digest(CODE_PURPOSE, f"{cadre_id}:{code}")


def _new_hash(office: Office, cadre_id: str, secret: str, hashing: Hashing) -> str:
    with office.database.read() as uow:
        person = uow.accounts.person(cadre_id)
    rules.check_secret(secrets.as_typed(secret), person[0] if person else "")
    return secrets.hash_secret(secret, hashing)


def _enter(
    office: Office, cadre_id: str, *, action: str, secret_hash: str | None = None, ends_code: bool = False
) -> Actor:
    now = office.clock.now()
    with office.database.write() as uow:
        account = uow.accounts.get(cadre_id)
        if account is None or account.is_disabled:
            raise Refusal("account_disabled")
        if ends_code and account.activation_digest is None:
            raise Refusal("code_used")  # used at another machine since it was checked
        account = rules.entered(account, now)
        if secret_hash is not None:
            account = replace(account, secret_hash=secret_hash)
        if ends_code:
            account = replace(account, activation_digest=None, activation_made_at=None)
        uow.accounts.save(account)
        uow.audit.append(home_id=office.home_id, at=now, actor_id=cadre_id, action=action, subject=cadre_id)
        return actor_of(uow, office, cadre_id)


def _is_id(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4
