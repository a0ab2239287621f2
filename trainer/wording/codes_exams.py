"""Sentences for papers, exams, sittings and results."""

from __future__ import annotations

from typing import Final

from trainer.wording.catalogue import N_

CODES: Final[dict[str, tuple[str, str]]] = {
    # blueprints and papers
    "blueprint_unreadable": (
        N_("The blueprint cannot be used: row {row}, entry “{what}”."),
        N_("Row 0 is the file as a whole. Correct the entry; the help page shows an example."),
    ),
    "blueprint_not_a_document": (
        N_("The file {file} is not a blueprint: line {line} is neither YAML nor JSON."),
        N_("Choose the blueprint file, or correct the line."),
    ),
    "blueprint_file_unreadable": (
        N_("The blueprint file cannot be opened: {path}"),
        N_("Check that it is there and that you may read it."),
    ),
    "blueprint_marks_differ": (
        N_("The blueprint states {stated} marks in all, but its rows add up to {found}."),
        N_("Correct the rows or the total."),
    ),
    "blueprint_starves": (
        N_(
            "The question bank cannot feed this blueprint; questions wanting: {wanting}. Row (what), found/wanted: {listed}"
        ),
        N_("Publish more questions of these kinds, or ask for fewer in these rows."),
    ),
    "paper_unsound": (
        N_("A paper was drawn that breaks its own blueprint ({finding}); it was not given out."),
        N_("Nothing was started. Please send the log file to the maintainers of the program."),
    ),
    "paper_question_unknown": (
        N_("A question of the paper is not in the bank in this version."),
        N_("Draw the paper again."),
    ),
    "paper_question_misplaced": (
        N_("A question does not belong into its row of the blueprint."),
        N_("Draw the paper again."),
    ),
    "paper_order_broken": (
        N_("The order of the choices of a question is not sound."),
        N_("Draw the paper again."),
    ),
    "paper_row_count": (
        N_("Row {blueprint_row} of the blueprint asks for {wanted} questions; the paper has {found}."),
        N_("Draw the paper again."),
    ),
    "paper_question_repeated": (
        N_("A question stands on the paper {times} times."),
        N_("Draw the paper again."),
    ),
    "paper_marks_differ": (
        N_("The paper has {found} marks instead of {wanted}."),
        N_("Draw the paper again."),
    ),
    "paper_point_crowded": (
        N_("Knowledge point {point} stands on the paper {found} times; at most {limit} are allowed."),
        N_("Draw the paper again."),
    ),
    # exams
    "exam_rules_bad": (
        N_("The rules of the examination do not fit together: {what}."),
        N_("Correct this entry; bands may not lie below the pass mark, and times must be positive."),
    ),
    "exam_name_bad": (
        N_("An examination needs a name of at most {longest} characters."),
        N_("Enter a name."),
    ),
    "exam_window_bad": (
        N_("The examination would close before it opens."),
        N_("Correct the start or the end of its window."),
    ),
    "exam_seed_bad": (
        N_("The seed must be a whole number from 0 to {largest}."),
        N_("Enter another one."),
    ),
    "exam_unknown": (
        N_("There is no such examination: {exam}."),
        N_("Look at the list of examinations and name one by its id or name."),
    ),
    "exam_sealed": (
        N_("This examination has not been opened yet."),
        N_("Please wait until the examiner opens it."),
    ),
    "exam_collected": (
        N_("This examination is closed."),
        N_("Ask the training office about a make-up examination."),
    ),
    "exam_opens_later": (
        N_("This examination opens at {at}."),
        N_("Please come back then. If the clock of this computer is wrong, have it put right first."),
    ),
    "exam_window_over": (
        N_("The time of this examination is over; what was saved has been kept."),
        N_("Ask the training office about a make-up examination."),
    ),
    "exam_not_for_you": (
        N_("This examination is not meant for you."),
        N_("If that is wrong, ask the training office to check your unit and employment on the roster."),
    ),
    "exam_already_passed": (
        N_("You have passed this examination."),
        N_("There is nothing more to do; you can look at your result."),
    ),
    "exam_attempts_used": (
        N_("All {attempts} sittings of this examination are used."),
        N_("Ask the training office what to learn again and when you may be examined anew."),
    ),
    "exam_retake_later": (
        N_("The make-up examination may start from {at}."),
        N_("Use the time for the lessons named in your result."),
    ),
    "exam_retake_too_late": (
        N_("The make-up examination was possible until {at}."),
        N_("Ask the training office about the next examination."),
    ),
    "no_candidate": (
        N_("Examinations are sat by a person, and nobody is signed in."),
        N_("Sign in with your own account."),
    ),
    # sittings
    "sitting_unknown": (
        N_("There is no such sitting."),
        N_("Open the examination again from your list."),
    ),
    "not_your_sitting": (
        N_("This sitting belongs to somebody else."),
        N_("Sign in with your own account."),
    ),
    "sitting_closed": (
        N_("This paper has been handed in."),
        N_("Look at your result; nothing can be changed any more."),
    ),
    "time_is_up": (
        N_("The time is up; everything saved before counts."),
        N_("The paper is handed in as it stands."),
    ),
    "response_out_of_sequence": (
        N_("This answer was sent out of order (number {seq}, expected {expected})."),
        N_("Open the paper again: it shows what is saved, and you can go on from there."),
    ),
    "response_malformed": (
        N_("This answer could not be read and was not saved."),
        N_("Answer the question again."),
    ),
    "hand_in_too_early": (
        N_("The paper may be handed in after {minutes} minutes."),
        N_("Use the time to go through your answers again."),
    ),
    "bell_not_yet": (
        N_("There are {seconds} seconds left."),
        N_("Go on, or hand in yourself."),
    ),
    "grant_bad": (
        N_("More time needs a reason and lies between 1 second and 4 hours."),
        N_("Enter both."),
    ),
    # what happened while a candidate was away
    "clock_set_back": (
        N_("The clock of this computer was set back by {seconds} seconds."),
        N_("Your remaining time is not changed by that. It has been noted."),
    ),
    "clock_set_forward": (
        N_("The clock of this computer was set forward by {seconds} seconds."),
        N_("Your remaining time is not changed by that. It has been noted."),
    ),
    "machine_restarted": (
        N_("This computer was started anew."),
        N_("Your answers are all there; please go on."),
    ),
    "clock_before_checkpoint": (
        N_("After the restart the clock of this computer stands before your last saved answer."),
        N_("You go on with the time you had then. It has been noted; please tell the invigilator."),
    ),
    "time_credited": (
        N_("{seconds} seconds were lost and have been given back to you."),
        N_("Your answers are all there; please go on."),
    ),
    # results
    "review_not_yet": (
        N_("This paper has not been handed in yet."),
        N_("Hand it in first."),
    ),
    "review_not_allowed": (
        N_("The rules of this examination do not show the paper afterwards."),
        N_("Your result names the lessons to open again."),
    ),
    "regrade_needs_reason": (
        N_("Marking again needs a reason."),
        N_("Enter why; it goes on record."),
    ),
}
