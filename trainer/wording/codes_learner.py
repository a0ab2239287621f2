"""Sentences of the learner's own pages."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "number_not_kept": (
        N_("This number is not kept here."),
        N_("Nothing needs to be done; the training office can add it to the roster."),
    ),
    "printer_not_ready": (
        N_("The printer {path} does not take the pages."),
        N_("Check that it is switched on and has paper, then print again; or save as PDF."),
    ),
}
