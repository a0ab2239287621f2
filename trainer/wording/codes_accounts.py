"""Sentences of accounts, sign-in, roles, settings and the first run."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "staff_no_unknown": (
        N_("Nobody here has the staff number {staff_no}."),
        N_("Check the number, or pick your unit and name from the list."),
    ),
    "staff_no_not_unique": (
        N_("Several people have the staff number {staff_no}."),
        N_("Pick your unit and name from the list instead."),
    ),
    "person_gone": (
        N_("This person is no longer on the roster."),
        N_("Open the list again and choose somebody who is."),
    ),
    "account_missing": (
        N_("There is no account for this person yet."),
        N_("Ask your administrator for a slip with an activation code."),
    ),
    "account_disabled": (
        N_("This account is disabled."),
        N_("Ask your administrator to open it again."),
    ),
    "activation_needed": (
        N_("This account waits for its first sign-in."),
        N_("Enter the activation code from your slip and then choose a secret of your own."),
    ),
    "wrong_secret": (
        N_("The PIN or password is not right. Tries left before a wait: {tries_left}."),
        N_("Try again. If you have forgotten it, your administrator can give you a new activation code."),
    ),
    "wrong_code": (
        N_("The activation code is not right. Tries left before a wait: {tries_left}."),
        N_("Copy the code from the slip again; small letters and dashes do not matter."),
    ),
    "code_used": (
        N_("There is no open activation code for this account: it was used or replaced."),
        N_("Sign in with your own PIN or password, or ask your administrator for a new code."),
    ),
    "locked_out": (
        N_("Too many wrong tries. The next one is possible in {wait} (minutes and seconds)."),
        N_("Please wait. Your administrator can end the wait or give you a new activation code."),
    ),
    "pin_too_short": (
        N_("A PIN needs at least {digits} digits."),
        N_("Choose more digits, or a password with letters."),
    ),
    "password_too_short": (
        N_("A password needs at least {length} characters."),
        N_("Choose a longer one, or a PIN of digits only."),
    ),
    "secret_too_long": (
        N_("A secret may have at most {longest} characters."),
        N_("Choose a shorter one."),
    ),
    "secret_too_simple": (
        N_("This is too easy to guess: digits in a row, repetitions and your staff number are the first things tried."),
        N_("Choose another one that you can remember."),
    ),
    "sign_in_needed": (
        N_("This office has an administrator, so commands need a person."),
        N_(
            "Add --as STAFF_NO before the command; the secret is asked for, or taken from TRAINER_SECRET or --secret-file."
        ),
    ),
    "secret_needed": (
        N_("A secret is needed and there is nobody at a keyboard to type it."),
        N_("Put it into TRAINER_SECRET, or name a file with --secret-file."),
    ),
    "secret_file_unreadable": (
        N_("The file with the secret cannot be read: {path}"),
        N_("Check the path and that the file is plain text."),
    ),
    "own_account": (
        N_("Nobody can disable their own account."),
        N_("Ask another administrator."),
    ),
    "last_administrator": (
        N_("This is the last administrator who can sign in; without one nobody could manage the office."),
        N_("Give the role to somebody else first, and let that person sign in once."),
    ),
    "role_is_everybodys": (
        N_("Everybody on the roster is a learner; this role need not be given."),
        N_("Choose another role."),
    ),
    "role_already_held": (
        N_("This person already holds this role over this unit."),
        N_("To change its last day, take the role back first and give it again."),
    ),
    "expiry_in_the_past": (
        N_("The last day of the role lies in the past."),
        N_("Choose a later day, or none."),
    ),
    "grant_gone": (
        N_("This role has already been taken back."),
        N_("Open the list of roles again."),
    ),
    "setting_unknown": (
        N_("There is no setting {key}."),
        N_("Open the settings page for those that can be changed."),
    ),
    "setting_invalid": (
        N_("“{value}” cannot be used for the setting {key}."),
        N_("The note beside the setting says what it takes. Nothing was changed."),
    ),
    "bands_out_of_order": (
        N_("The bands are out of order: pass, good and excellent must not fall."),
        N_("Correct the three marks together. Nothing was changed."),
    ),
    "office_exists": (
        N_("This office already has an administrator."),
        N_("Sign in as the administrator to change it."),
    ),
    "office_without_name": (
        N_("The unit has no name."),
        N_("Enter its name as on its seal."),
    ),
    "administrator_without_name": (
        N_("The administrator has no name."),
        N_("Enter the name of the person who will look after this program."),
    ),
}
