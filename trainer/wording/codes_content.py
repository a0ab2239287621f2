"""Sentences about lessons, questions, learning and practice."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "content_damaged": (
        N_("A file of the program itself is missing or damaged: {path}"),
        N_("Install the program again. Your own data are not touched by that."),
    ),
    "content_file_missing": (
        N_("The file is missing."),
        N_("Put it back, or take its name out of the list that mentions it."),
    ),
    "content_file_unreadable": (
        N_("The file cannot be read ({detail})."),
        N_("Check that it is not open elsewhere and that you may read it."),
    ),
    "content_file_too_large": (
        N_("The file is larger than {limit_mb} MB, which no lesson or question file is."),
        N_("Check that it is the file you mean."),
    ),
    "content_file_empty": (N_("There is no question in the file."), N_("Write at least one, or remove the file.")),
    "content_not_utf8": (
        N_("The file is not plain text in UTF-8 from this line on."),
        N_("Save it again as UTF-8 text."),
    ),
    "content_folder_missing": (N_("The folder is missing."), N_("Install the program again, or put the folder back.")),
    "content_not_written": (
        N_("The file could not be written: {path}"),
        N_("Check the folder and the room on the disk, then try again."),
    ),
    "content_yaml_broken": (
        N_("The text cannot be read as YAML here ({detail})."),
        N_("Often a quotation mark or an indent is wanting: quote texts that hold a colon or a number sign."),
    ),
    "content_yaml_alias": (
        N_("Anchors, aliases and very deep nesting are not used in content files."),
        N_("Write the value out in full."),
    ),
    "content_key_twice": (N_("The key “{key}” stands there twice."), N_("Keep one of the two.")),
    "content_not_mapping": (
        N_("Here a list of keys and values is expected."),
        N_("Mend the file at this line and check again."),
    ),
    "content_key_unknown": (
        N_("The key “{key}” is not known."),
        N_("Check its spelling; texts that hold a comma need quotation marks."),
    ),
    "content_key_missing": (N_("“{key}” is missing."), N_("Add it.")),
    "content_not_text": (N_("“{key}” must be a text."), N_("Mend the file at this line and check again.")),
    "content_text_empty": (N_("“{key}” is empty."), N_("Fill it in.")),
    "content_text_long": (N_("“{key}” has {length} characters; {limit} are allowed."), N_("Shorten it.")),
    "content_not_number": (
        N_("“{key}” must be a number, not “{value}”."),
        N_("Mend the file at this line and check again."),
    ),
    "content_out_of_range": (
        N_("“{key}” is {value}; it must lie between {low} and {high}."),
        N_("Mend the file at this line and check again."),
    ),
    "content_not_flag": (
        N_("“{key}” must be true or false, not “{value}”."),
        N_("Mend the file at this line and check again."),
    ),
    "content_not_date": (
        N_("“{key}” must be a date such as 2028-12-31, not “{value}”."),
        N_("Mend the file at this line and check again."),
    ),
    "content_not_list": (N_("“{key}” must be a list."), N_("Mend the file at this line and check again.")),
    "content_value_unknown": (
        N_("“{key}” is “{value}”; allowed: {allowed}."),
        N_("Mend the file at this line and check again."),
    ),
    "content_shape": (
        N_("“{key}” is “{value}”; it should look like {shape}."),
        N_("Mend the file at this line and check again."),
    ),
    "part_of_other_kind": (
        N_("“{key}” does not belong to a question of kind “{kind}”."),
        N_("Remove it, or change the kind."),
    ),
    "entries_too_few": (N_("“{key}” has {found} entries; at least {least} are needed."), N_("Add what is wanting.")),
    "entries_too_many": (
        N_("“{key}” has {found} entries; at most {most} are taken."),
        N_("Check whether several questions have run together."),
    ),
    "entry_repeated": (
        N_("“{text}” stands there twice, so nobody could tell which one is meant."),
        N_("Change one of the two."),
    ),
    "single_key_count": (
        N_("A single-choice question has exactly one right choice; here are {right}."),
        N_("Mark exactly one choice as right."),
    ),
    "multiple_without_key": (N_("No choice is marked as right."), N_("Mark at least one choice as right.")),
    "judge_without_answer": (N_("The answer is missing."), N_("Write answer: true or answer: false.")),
    "gaps_do_not_fit": (
        N_("The stem has {gaps} gaps (____), but variants are given for {blanks}."),
        N_("Make the two agree, in the same order."),
    ),
    "gap_without_variant": (N_("Gap {gap} has no accepted answer."), N_("Give at least one.")),
    "question_id_twice": (
        N_("The id {question} is already taken ({other})."),
        N_("Give this question a number of its own."),
    ),
    "question_code_shape": (
        N_("The id {question} does not look like Q-K0901a-001."),
        N_("Name it after its knowledge point."),
    ),
    "question_point_unknown": (
        N_("No lesson teaches the knowledge point {point} of {question}."),
        N_("Add the point to its lesson, or correct the id."),
    ),
    "teaches_lesson_unknown": (
        N_("{question} refers to the lesson “{lesson}”, which does not exist."),
        N_("Correct teaches."),
    ),
    "teaches_screen_unknown": (
        N_("{question} refers to a screen “{heading}” that {lesson} does not have."),
        N_("Write the heading exactly as it stands in the lesson."),
    ),
    "question_in_other_file": (N_("{question} belongs into {expected}."), N_("Move it there.")),
    "version_not_raised": (
        N_("The wording of {question} changed, but its version did not; the stored wording stays."),
        N_("Raise the version in the file."),
    ),
    "question_damaged": (
        N_("The stored question {question} cannot be read."),
        N_("Restore the last backup, or send the log file to whoever looks after the program."),
    ),
    "explanation_missing": (
        N_("{question} has no explanation."),
        N_("Say in two or three sentences why the key is right."),
    ),
    "why_missing": (N_("{question}: the choice “{choice}” has no reason."), N_("Say why it is right or wrong.")),
    "entries_unusual": (
        N_("{question} has {found} entries; the usual number is {usual}."),
        N_("Add or remove entries, if the matter allows."),
    ),
    "all_of_the_above": (
        N_("{question}: “{choice}” says all or none of the above."),
        N_("Replace it by a choice of its own."),
    ),
    "choice_endings_differ": (
        N_("{question}: some choices end with a punctuation mark and others do not."),
        N_("End them all alike, best without a mark."),
    ),
    "every_choice_right": (
        N_("{question}: every choice is right, so ticking everything passes."),
        N_("Add a wrong choice that people really believe."),
    ),
    "multiple_with_one_key": (
        N_("{question}: only one choice is right."),
        N_("Make it single choice, or add a second right one."),
    ),
    "negative_not_emphasised": (
        N_("{question} asks for the wrong one (“{word}”) without emphasis."),
        N_("Set the negative word in **bold**, or turn the question round."),
    ),
    "key_longest_too_often": (
        N_("{lesson}: the key is the longest choice in {longest} of {of} single-choice questions ({questions})."),
        N_("Shorten some keys or lengthen wrong choices; people learn to guess by length."),
    ),
    "judge_out_of_balance": (
        N_("{lesson}: {true} of {of} true-or-false statements are true."),
        N_("About half should be."),
    ),
    "question_twice": (N_("{question} asks the same as {other}."), N_("Remove or change one of the two.")),
    "question_much_alike": (N_("{question} is much like {other}."), N_("Look whether both are needed.")),
    "course_file_documents": (
        N_("course.yaml holds {found} documents; it must hold one."),
        N_("Mend the file at this line and check again."),
    ),
    "course_code_not_folder": (
        N_("The code {found} differs from the name of the folder {folder}."),
        N_("Make the two agree."),
    ),
    "course_code_shape": (
        N_("The folder “{course}” is not named like a course (C20)."),
        N_("Rename the folder and the code in course.yaml."),
    ),
    "course_is_shipped": (
        N_("{course} is a course that comes with the program and cannot be replaced or removed."),
        N_("Give your own course another code."),
    ),
    "lesson_listed_twice": (N_("A lesson is listed twice."), N_("Keep one of the two.")),
    "lesson_not_listed": (
        N_("{lesson} lies in the folder but is not listed in course.yaml."),
        N_("List it, or remove the file."),
    ),
    "lesson_code_not_file": (
        N_("The code {found} differs from the name of the file {name}."),
        N_("Make the two agree."),
    ),
    "lesson_code_twice": (N_("The lesson also stands in the course {other}."), N_("Give one of the two another code.")),
    "lesson_code_taken": (
        N_("{lesson} is the code of a lesson in another course."),
        N_("Give your lesson another code."),
    ),
    "lesson_without_head": (
        N_("The file does not begin with a head between two lines of three hyphens."),
        N_("Begin it with ---, the keys of the lesson, and --- again."),
    ),
    "lesson_without_screens": (N_("The lesson has no text."), N_("Begin each screen with a line “# heading”.")),
    "lesson_unreadable": (
        N_("The lesson {lesson} cannot be read: {path}"),
        N_("Run the check of courses; install the program again if the file is missing."),
    ),
    "text_before_first_screen": (N_("There is text before the first heading."), N_("Put it under a heading “# …”.")),
    "heading_twice": (
        N_("The heading “{heading}” stands there twice."),
        N_("Headings are unique within a lesson, because questions refer to them."),
    ),
    "screen_empty": (N_("The screen “{heading}” is empty."), N_("Write something, or remove the heading.")),
    "screen_wanting": (N_("{lesson} needs exactly one screen “{heading}”; found: {found}."), N_("Add or remove it.")),
    "first_screen_unusual": (
        N_("{lesson} does not begin with “{heading}”."),
        N_("Begin with a scene that shows what the reader gains."),
    ),
    "one_page_not_last": (N_("{lesson}: the one-page sheet is not the last screen."), N_("Move it to the end.")),
    "one_page_long": (
        N_("{lesson}: the one-page sheet has {found} characters; {most} fit on a page in large type."),
        N_("Shorten it."),
    ),
    "screens_unusual": (
        N_("{lesson} has {found} screens; usual are {least} to {most}."),
        N_("Join or part screens, if the matter allows."),
    ),
    "lesson_length": (
        N_("{lesson} has {found} characters of text; usual are {least} to {most}."),
        N_("Shorten or add."),
    ),
    "figures_few": (
        N_("{lesson} has {found} figures; at least {least} are usual."),
        N_("Add a figure that carries the idea."),
    ),
    "self_check_size": (
        N_("{lesson}: the self-check asks {found} questions; usual are {least} to {most}."),
        N_("Add or remove questions."),
    ),
    "self_check_question_missing": (
        N_("{lesson}: the question {question} of the self-check does not exist."),
        N_("Correct the id, or add the question to the bank."),
    ),
    "self_check_question_twice": (
        N_("{lesson}: a question stands twice in the self-check."),
        N_("Keep one of the two."),
    ),
    "point_of_other_lesson": (
        N_("{lesson}: the knowledge point {point} carries the number of another lesson."),
        N_("Correct the code."),
    ),
    "point_twice": (N_("{lesson}: a knowledge point is listed twice."), N_("Keep one of the two.")),
    "point_without_question": (
        N_("{lesson}: there is no question on the knowledge point {point}."),
        N_("Write one, or take the point out."),
    ),
    "point_not_in_self_check": (
        N_("{lesson}: the self-check leaves out the knowledge point {point}."),
        N_("Add a question on it."),
    ),
    "raw_html": (
        N_("Raw HTML is not used in lessons: {found}"),
        N_("Use Markdown, or put it in backticks if it is meant to be read."),
    ),
    "directive_unknown": (
        N_("“{found}” is not known, or does not stand at the beginning of its line."),
        N_("Known are {{{{os …}}}} and {{{{questions …}}}}."),
    ),
    "block_not_allowed": (
        N_("This sort of block is not used in lessons ({found})."),
        N_("Use paragraphs, lists, tables, quotes and headings of the second level."),
    ),
    "questions_misplaced": (N_("The line of questions belongs once into the self-check."), N_("Move it there.")),
    "system_unknown": (
        N_("“{found}” is not a known system; allowed: {allowed}."),
        N_("Mend the file at this line and check again."),
    ),
    "system_without_text": (N_("There is no text for “{found}”."), N_("Write it behind the mark, on the same line.")),
    "try_without_answer": (N_("The try-it block has no answer in brackets at its end."), N_("Add the answer: （…）.")),
    "emphasis_broken": (N_("A mark of bold type (**) has no partner."), N_("Close or remove it.")),
    "link_not_allowed": (
        N_("Links are not used in lessons: {found}"),
        N_("The program works without a network; name the source in words."),
    ),
    "figure_not_alone": (N_("A figure must stand on a line of its own."), N_("Put blank lines before and after it.")),
    "figure_without_words": (
        N_("The figure {figure} has no words that say what it shows."),
        N_("Write them between the square brackets."),
    ),
    "figure_missing": (N_("The figure {figure} does not exist."), N_("Add the file, or correct the name.")),
    "figure_outside": (
        N_("The figure {figure} lies outside the course."),
        N_("Put it into the folder figures of the course."),
    ),
    "figure_name": (N_("Figures are SVG files with a plain name."), N_("Rename or convert the file.")),
    "figure_not_used": (N_("No lesson shows this figure."), N_("Use it, or remove the file.")),
    "figure_not_xml": (N_("The figure is damaged ({detail})."), N_("Save it again as plain SVG.")),
    "figure_not_svg": (N_("This is not an SVG figure with a viewBox."), N_("Save it again as plain SVG.")),
    "figure_doctype": (
        N_("The figure holds a document type declaration, which may hide other files."),
        N_("Remove the line that begins with <!DOCTYPE."),
    ),
    "figure_element": (
        N_("The element “{found}” is not drawn alike everywhere."),
        N_("Use plain shapes, paths and text."),
    ),
    "figure_attribute": (
        N_("The attribute “{found}” is not drawn alike everywhere."),
        N_("Write plain attributes: fill, stroke, font-size."),
    ),
    "lesson_unknown": (
        N_("There is no lesson {lesson} on this machine."),
        N_("Open the list of lessons and choose one."),
    ),
    "screen_unknown": (N_("{lesson} has no screen {screen}."), N_("Open the lesson again.")),
    "lesson_not_opened": (N_("{lesson} was not opened yet."), N_("Open the lesson first.")),
    "note_too_long": (
        N_("The note has {length} characters; {limit} are allowed."),
        N_("Shorten it, or keep it on several screens."),
    ),
    "not_a_learner": (N_("Only a person on the roster can learn."), N_("Sign in with your own name.")),
    "self_check_without_questions": (
        N_("None of the questions of this self-check is in the bank."),
        N_("Tell the training office; what you have read stays counted."),
    ),
    "no_questions_to_practise": (N_("There are no questions to practise for {lesson}."), N_("Choose another lesson.")),
    "wrong_book_empty": (
        N_("There is nothing in your wrong-answer book."),
        N_("Practise a lesson; what goes wrong is kept here."),
    ),
    "question_not_asked": (
        N_("This question does not belong to this run of practice."),
        N_("Begin the practice again."),
    ),
    "question_unknown": (N_("There is no question {question}."), N_("Search the bank for a word of its stem.")),
    "question_unsound": (
        N_("The question {question} cannot be saved yet; {count} things are wrong, the first: {problem}."),
        N_("Mend what is marked, then save."),
    ),
    "bank_format_unknown": (
        N_("“{found}” is not a format that can be used here. Understood: {known}."),
        N_("Convert the questions into one of these formats."),
    ),
    "course_unknown": (N_("There is no course {course}."), N_("Open the list of courses and choose one.")),
    "course_source_missing": (N_("There is nothing at {path}"), N_("Check the name.")),
    "course_target_exists": (
        N_("There is already something at {path}"),
        N_("Choose another name, so that nothing is overwritten."),
    ),
    "course_none_found": (N_("There is no course in {path}"), N_("A course is a folder with a file course.yaml.")),
    "course_archive_damaged": (
        N_("The zip file is damaged or locked with a password: {path}"),
        N_("Ask for it again, without a password."),
    ),
    "course_archive_unsafe": (
        N_("The zip file wants to write outside its folder ({name}); nothing was taken."),
        N_("Do not use it; ask where it comes from."),
    ),
    "course_archive_too_large": (
        N_("The zip file holds more than a course can be ({limit_mb} MB)."),
        N_("Check that it is the file you mean."),
    ),
    "screen_unopened": (N_("“{heading}” was not read yet."), N_("Open it and take your time.")),
    "screen_too_short": (
        N_("“{heading}” was open too briefly to be read ({seconds} s more)."),
        N_("Go back and read it."),
    ),
    "self_check_open": (N_("The self-check is not passed yet."), N_("Answer its questions.")),
}
