"""Codes that only the window raises."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "secrets_differ": (
        N_("The two entries are not the same."),
        N_("Please enter the same PIN or password twice."),
    ),
    "pdf_unreadable": (
        N_("The page could not be drawn: the file is damaged or not a PDF."),
        N_("Please make the document again; if it happens again, run the health check."),
    ),
}
