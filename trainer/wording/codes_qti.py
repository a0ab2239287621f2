"""Sentences about questions in QTI, Common Cartridge and H5P."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    # files and packages of QTI
    "qti_nothing": (
        N_("There is no question of QTI in the file."),
        N_("Check that it is a question bank or test that was exported as QTI."),
    ),
    "qti_not_qti": (
        N_("The document begins with <{element}> and is not QTI."),
        N_("Choose its format yourself, or export the questions as QTI."),
    ),
    "qti_manifest_missing": (
        N_("The package has no list of its contents (imsmanifest.xml); its documents were read one by one."),
        "",
    ),
    "qti_manifest_broken": (
        N_(
            "The list of contents (imsmanifest.xml) is damaged; the documents were read one by one, without their keywords."
        ),
        N_("Export the package again if categories or tags are missing."),
    ),
    "qti_not_in_manifest": (
        N_("{file_name} is not in the package's list of contents; it was read all the same."),
        "",
    ),
    "qti_item_missing": (
        N_("The package lists a question that it does not hold: {href}"),
        N_("Ask for the complete package."),
    ),
    "qti_xml_mended": (
        N_("The XML is damaged; what could be understood was read."),
        N_("Look whether questions or parts of them are missing."),
    ),
    "qti_test_broken": (
        N_("The document of a test cannot be read ({file_name}); its questions are read without their category."),
        "",
    ),
    "qti_test_alone": (
        N_("This is the plan of a test without its questions."),
        N_("Import the package that holds the questions, too."),
    ),
    "qti_section_text": (
        N_("An instruction of a section was left out: “{text}”"),
        N_("Put it into the questions that need it."),
    ),
    # questions in QTI
    "qti_not_a_question": (
        N_("“{question}” asks nothing: it has no place for a response."),
        N_("Put its text into the questions that need it."),
    ),
    "qti_no_key": (
        N_("“{question}” has no key: nothing in the file earns marks."),
        N_("Mark what is right there, or write the question anew here."),
    ),
    "qti_several_keys": (
        N_(
            "Several choices of “{question}” earn everything; “{choice}” was taken for the key, the others keep their marks."
        ),
        N_("Look whether the question is meant as multiple choice."),
    ),
    "qti_interaction_unknown": (
        N_("“{question}” is answered in a way that no question here has ({interaction})."),
        N_("Write it anew as another kind of question."),
    ),
    "qti_template_unknown": (
        N_("The varying numbers of “{question}” cannot be computed here ({element})."),
        N_("Write it anew as a question with varying numbers."),
    ),
    "qti_template_steps": (
        N_("“{question}” draws numbers of any size; here they are drawn in a thousand steps."),
        N_("Look whether the steps suit the question."),
    ),
    "qti_order_part": (
        N_("“{question}” wants only some of its entries put in order."),
        N_("Leave out the others, or write it anew."),
    ),
    "qti_pairs_shared": (
        N_("In “{question}” an entry belongs to several others, which a matching question cannot say."),
        N_("Write it anew as multiple choice."),
    ),
    "qti_zone_many": (
        N_("In “{question}” several things belong into one place of the picture."),
        N_("Draw a place for each of them."),
    ),
    "qti_zone_unreadable": (
        N_("A place on the picture of “{question}” cannot be read: {shape} {coords}"),
        N_("Draw it anew."),
    ),
    "qti_picture_needed": (
        N_("The picture of “{question}” is missing, and without it nothing can be asked."),
        N_("Import the package that holds the picture, too."),
    ),
    "qti_file_missing": (
        N_("A file of “{question}” is missing or cannot be shown: {file_name}"),
        N_("Add it to the question if it is needed."),
    ),
    "qti_rules_unknown": (
        N_(
            "The rules by which “{question}” is marked cannot be computed ({element}); what the file names as right was taken."
        ),
        N_("Look at the key and the marks."),
    ),
    "qti_marking_changed": (
        N_("“{question}” gives part marks in a way that is not known here; the rule of its kind holds instead."),
        N_("Look at its rule for part marks."),
    ),
    "qti_pattern_unknown": (
        N_("“{question}” accepts a pattern that cannot be read here: {pattern}"),
        N_("Write the accepted wordings anew."),
    ),
    "qti_by_hand": (
        N_("No key was found for “{question}”; a person will mark it."),
        N_("Write accepted wordings if the program shall mark it."),
    ),
    "qti_associate": (
        N_("“{question}” makes pairs of one list; here the list was parted into two sides."),
        N_("Look whether the question still reads well."),
    ),
    "qti_adaptive": (
        N_("“{question}” is meant for several tries, each with its own hints; here it is asked once."),
        N_("Look at its explanation."),
    ),
    "qti_feedback_dropped": (
        N_("A text of “{question}” is shown to nobody who answers; it was left out: “{text}”"),
        "",
    ),
    "qti_edited_elsewhere": (
        N_("“{question}” was edited in another program; what only this program knows of it was left out."),
        N_("Look at its rule for part marks, its hints and units."),
    ),
    "qti_penalty_dropped": (
        N_(
            "Wrong responses cost marks in this file; true or false questions here do not know that, and it was left out."
        ),
        "",
    ),
    "qti_buttons_dropped": (
        N_("Buttons that show hints during an attempt were left out."),
        "",
    ),
    "qti_companion_dropped": (
        N_("Aids that belong to no question (calculators, read-aloud texts and the like) were left out."),
        "",
    ),
    # what an export to QTI cannot hold
    "qti_refuses_practical": (
        N_("QTI has no practical tasks."),
        "",
    ),
    "qti_refuses_expression": (
        N_("An expression of this question cannot be written in QTI."),
        "",
    ),
    "qti_loses_units": (
        N_("Other programs will expect the number without its unit."),
        "",
    ),
    "qti_loses_hints": (
        N_("Other programs will not show the hints."),
        "",
    ),
    "qti_loses_part_marks": (
        N_("Other programs will give all marks or none."),
        "",
    ),
    "qti_loses_reasons": (
        N_("Other programs will not show the reasons of single parts."),
        "",
    ),
    "qti_loses_type": (
        N_("Other programs will show choices inside a text in plain type."),
        "",
    ),
    "qti_loses_levelling": (
        N_("Other programs will not level out full and half width, spaces and numerals in responses."),
        "",
    ),
    # H5P
    "h5p_broken": (
        N_("{name} of the H5P file cannot be read."),
        N_("Export the content again."),
    ),
    "h5p_nothing": (
        N_("There is no question in the H5P file."),
        N_("Check that it is a question set or a content type that asks something."),
    ),
    "h5p_type_unknown": (
        N_("No question here can hold “{question}” ({library})."),
        N_("Write it anew as another kind of question."),
    ),
    "h5p_not_a_question": (
        N_("Contents of the type {library} ask nothing; they were left out."),
        "",
    ),
    "h5p_no_key": (
        N_("“{question}” has no key."),
        N_("Mark what is right there, or write the question anew here."),
    ),
    "h5p_several_keys": (
        N_(
            "Any of several choices of “{question}” is enough; the first one was taken for the key, the others keep their marks."
        ),
        N_("Look whether the question is meant as multiple choice."),
    ),
    "h5p_picture_missing": (
        N_("The picture of “{question}” is missing, and without it nothing can be asked."),
        N_("Export the content again."),
    ),
    "h5p_file_missing": (
        N_("A file of “{question}” is missing or cannot be shown: {file_name}"),
        N_("Add it to the question if it is needed."),
    ),
    "h5p_zone_unreadable": (
        N_("A place on the picture of “{question}” cannot be read."),
        N_("Draw it anew."),
    ),
    "h5p_words_too_many": (
        N_("The words to be marked in “{question}” are too many or repeat, so they cannot stand as choices."),
        N_("Write it anew as another kind of question."),
    ),
    "h5p_words_as_choices": (
        N_("The words to be marked in “{question}” became choices."),
        N_("Look whether the question still reads well."),
    ),
    "h5p_drag_as_lines": (
        N_("The things to be placed in “{question}” became lines with a list of places."),
        N_("Look whether the question still reads well."),
    ),
    "h5p_taken_apart": (
        N_("The clues of “{question}” became questions of their own."),
        "",
    ),
    "h5p_by_hand": (
        N_("“{question}” will be marked by a person here."),
        N_("Write accepted wordings if the program shall mark it."),
    ),
}
