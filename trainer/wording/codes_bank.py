"""Sentences about the life of questions: steps, reviews, edits of many, changes taken back, files, the index of words."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "question_step_wrong": (
        N_("{question} cannot take this step from where it stands now."),
        N_("Open it again: somebody may have moved it on meanwhile."),
    ),
    "question_state_out_of_reach": (
        N_("No single step leads {question} from its state to the one that is wanted."),
        N_("Take the steps one by one, for example submit it for review first."),
    ),
    "review_is_required": (
        N_("In this office {question} has to be reviewed before it is used."),
        N_("Submit it for review."),
    ),
    "author_is_reviewer": (
        N_("{question} is your own wording, and in this office nobody approves their own."),
        N_("Ask another reviewer."),
    ),
    "remark_wanting": (N_("There is no remark."), N_("Write what the author should know or do.")),
    "remark_unknown": (N_("This remark is not there any more."), N_("Open the question again.")),
    "question_changed_meanwhile": (
        N_("Somebody else saved {question} while you were editing it; it now stands at version {version}."),
        N_("Compare the two, and save what you want to keep of yours on top of the newer one."),
    ),
    "question_code_taken": (N_("There is already a question {question}."), N_("Choose another code.")),
    "question_version_unknown": (
        N_("{question} has no version {version}."),
        N_("Choose one from the list of its versions."),
    ),
    "edit_empty": (N_("Nothing is chosen that is to be changed."), N_("Fill in at least one field.")),
    "point_fixed_by_code": (
        N_("The knowledge point of {question} stands in its code and stays."),
        N_("To move it, make a new question with another code."),
    ),
    "change_unknown": (N_("There is no such change."), N_("Choose one from the list of changes.")),
    "change_already_undone": (N_("This change was taken back before."), N_("Nothing more has to be done.")),
    "change_overtaken": (
        N_("{n} of its questions were edited or moved on since: {questions}"),
        N_("Look at these first. The others can be taken back without them."),
    ),
    "media_too_large": (
        N_("{name} is larger than {limit_mb} MB."),
        N_("Make it smaller, for example by a lower resolution."),
    ),
    "media_unknown": (
        N_("{name} is no picture, sound or video that can be used here."),
        N_("Use for example PNG, JPEG, SVG, MP3 or MP4."),
    ),
    "search_index_mended": (
        N_("The index of words did not fit the questions and was made again."),
        N_("Nothing more has to be done."),
    ),
    "doctor_search": (N_("Every question can be found by its words."), ""),
    "doctor_search_broken": (
        N_("The index of words does not fit the questions any more; some would not be found."),
        N_("Run “trainer bank check”; it makes the index again."),
    ),
}
