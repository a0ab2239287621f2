"""Sentences of the certificate office and of printed documents."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "area_code_missing": (
        N_("This office has no area code of six digits, so no certificate number can be made."),
        N_("Enter the area code on the settings page, then issue again."),
    ),
    "certificate_serials_used_up": (
        N_("All {last} certificate numbers of {year} are used up."),
        N_("Issue the rest under another area code, or next year."),
    ),
    "certificate_number_malformed": (
        N_("“{text}” is not a certificate number."),
        N_("Type it as printed, for example 152200-2025-H-00123-2."),
    ),
    "certificate_number_mistyped": (
        N_("The last digit of {text} does not fit the rest: a digit is wrong or two are exchanged."),
        N_("Compare it with the sheet, digit by digit."),
    ),
    "certificate_number_ambiguous": (
        N_("Several certificates bear this printed number: {numbers}."),
        N_("Use the number beside the QR code; it is unique."),
    ),
    "certificate_unknown": (
        N_("There is no such certificate in this register."),
        N_("Check the number; it stands beside the QR code."),
    ),
    "certificate_code_malformed": (
        N_("The text of the QR code is incomplete or was changed."),
        N_("Scan it again, or check by number and check code."),
    ),
    "certificate_already_issued": (
        N_("{name} already holds a certificate of this plan."),
        N_("Print it again from the register."),
    ),
    "certificate_already_approved": (
        N_("{name} is approved and waits for the certificate."),
        N_("Issue the approved certificates."),
    ),
    "certificate_exempt": (
        N_("{name} is exempt from this plan."),
        N_("End the exemption first, if a certificate is due."),
    ),
    "certificate_not_learned": (
        N_("{name} has not finished the lessons or the class hours."),
        N_("Wait until the learning is complete."),
    ),
    "certificate_not_passed": (
        N_("{name} has not passed the examination."),
        N_("Wait for the result, or plan a make-up examination."),
    ),
    "certificate_not_approved": (
        N_("This certificate is no longer waiting for its issue."),
        N_("Open the list again."),
    ),
    "certificate_not_issued": (
        N_("This certificate is not issued, or no longer in force."),
        N_("Look at its state in the register."),
    ),
    "certificate_not_printable": (
        N_("Certificate {number} was revoked or replaced and is not printed again."),
        N_("Print the certificate that took its place, or leave it out."),
    ),
    "certificates_not_named": (
        N_("Nobody said which certificates are meant."),
        N_("Name a plan, or the certificates one by one."),
    ),
    "nothing_to_print": (
        N_("There is no issued certificate to print here."),
        N_("Issue the approved certificates first."),
    ),
    "revocation_without_reason": (
        N_("A revocation needs a reason; it goes into the register."),
        N_("Write the reason, then revoke."),
    ),
    "replacement_without_reason": (
        N_("A replacement needs a reason; it goes into the register."),
        N_("Write the reason, then replace."),
    ),
    "issuer_missing": (
        N_("This office has no name, so a certificate would have no issuer."),
        N_("Enter the name as on the seal on the settings page."),
    ),
    "name_not_drawable": (
        N_("The name {name} has characters that none of the shipped fonts can draw: {characters}."),
        N_("Check the name on the roster. If it is right, write this certificate by hand; the others can be issued."),
    ),
    "text_not_drawable": (
        N_("“{text}” has characters that none of the shipped fonts can draw: {characters}."),
        N_("Write it with other characters, then try again."),
    ),
    "certificate_not_readable": (
        N_("This file is neither a PDF nor a text."),
        N_("Choose the PDF of the certificate, or type its number."),
    ),
    "certificate_number_not_found": (
        N_("No certificate number was found in this file."),
        N_("Type the number that stands on the sheet."),
    ),
    "certificate_not_in_register": (
        N_("This number is not in this register."),
        N_("Ask the office that is named on the sheet."),
    ),
    "certificate_signed_elsewhere": (
        N_("This office did not sign this certificate, so it cannot vouch for it."),
        N_("Ask the office that is named on the sheet."),
    ),
    "certificate_signed_not_registered": (
        N_("The signature is this office's own, but the certificate is not in this register."),
        N_("It is genuine. Check whether this register comes from an older backup."),
    ),
    "certificate_signature_wrong": (
        N_("The signature does not fit: what the QR code says is not what was issued under this number."),
        N_("Keep the sheet and tell the office that is named on it."),
    ),
    "certificate_check_code_wrong": (
        N_("The check code does not belong to this number."),
        N_("Compare both with the sheet. If they are typed right, the sheet is not genuine."),
    ),
    "certificate_looks_different": (
        N_("The sheet does not look like the one that was issued under this number."),
        N_("Keep it and compare it with the stored sheet in the register."),
    ),
    "certificate_says_two_things": (
        N_("Two different certificates with this number bear this office's signature."),
        N_("Compare both with the register; one of them must be replaced."),
    ),
    "certificate_is_valid": (N_("This certificate is valid."), N_("Nothing needs to be done.")),
    "certificate_is_revoked": (
        N_("This certificate was revoked."),
        N_("It no longer proves anything; the reason is in the register."),
    ),
    "certificate_is_superseded": (
        N_("This certificate was replaced by another."),
        N_("Ask its holder for the newer one."),
    ),
    "certificate_is_expired": (
        N_("This certificate is genuine, but no longer valid."),
        N_("Ask its holder for a newer one."),
    ),
    "certificate_is_unknown": (
        N_("This certificate was approved, but never issued."),
        N_("Ask the office that is named on the sheet."),
    ),
    "font_missing": (
        N_("The font {name} is missing: {path}."),
        N_("Install the program again; its fonts belong to it."),
    ),
    "font_damaged": (
        N_("The font {name} is damaged: {path}."),
        N_("Install the program again; its fonts belong to it."),
    ),
    "lesson_without_one_page": (
        N_("Lesson {lesson} has no one-page summary."),
        N_("Print the whole lesson instead."),
    ),
    "one_page_too_long": (
        N_("The one-page summary of lesson {lesson} does not fit on one page, even in small type."),
        N_("Shorten it, or print the whole lesson."),
    ),
    "figure_unreadable": (
        N_("A figure cannot be read: {path}"),
        N_("Check the courses; the check names what is wrong."),
    ),
    "no_slips": (
        N_("There are no activation codes to print."),
        N_("Make codes first, for people who have no secret yet."),
    ),
    "file_not_read": (
        N_("The file could not be read: {path} ({detail})."),
        N_("Check that it is there and that you may open it."),
    ),
    "file_too_large": (
        N_("{file} is larger than {limit_mb} MB."),
        N_("Choose a smaller file."),
    ),
}
