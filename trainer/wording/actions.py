"""Names of what people did, for the page of the log: from the code that stands in it for ever to a word in the language."""

from __future__ import annotations

from trainer.wording.catalogue import N_, t

ACTIONS: dict[str, str] = {
    "account.activated": N_("First sign-in, own secret set"),
    "account.codes_made": N_("Activation codes made"),
    "account.disabled": N_("Account disabled"),
    "account.enabled": N_("Account enabled"),
    "account.locked": N_("Too many wrong secrets"),
    "account.notice_seen": N_("Privacy notice read"),
    "account.reset": N_("Account reset"),
    "account.secret_changed": N_("Own secret changed"),
    "account.signed_in": N_("Signed in"),
    "account.unlocked": N_("Wait after wrong secrets ended"),
    "backup.made": N_("Backup made"),
    "backup.restored": N_("Backup restored"),
    "bank.exported": N_("Questions exported"),
    "bank.imported": N_("Questions imported"),
    "bank.shipped_loaded": N_("Shipped questions loaded"),
    "course.imported": N_("Courses taken in"),
    "course.removed": N_("Course removed"),
    "lesson.completed": N_("Lesson completed"),
    "question.saved": N_("Question saved"),
    "question.state_changed": N_("Question published or withdrawn"),
    "office.created": N_("Office created"),
    "role.granted": N_("Role given"),
    "role.revoked": N_("Role taken back"),
    "settings.changed": N_("Settings changed"),
}


def action_name(code: str) -> str:
    """Say an action; one that has no word yet is shown as its code."""
    name = ACTIONS.get(code)
    return t(name) if name else code
