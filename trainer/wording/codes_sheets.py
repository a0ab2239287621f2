"""Sentences of table files, and of questions in tables, in Word and in plain lists."""

from __future__ import annotations

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "sheet_choices_in_stem": (
        N_("The cell of the stem held the {n} choices as well; they were taken out of it."),
        N_("Check where the stem ends."),
    ),
    # table files, whatever they hold
    "table_empty": (N_("The file {file} is empty."), N_("Ask for the file again or export it anew.")),
    "table_too_big": (
        N_("The file {file} is larger than {limit_mb} MB, packed or unpacked."),
        N_("Remove pictures and empty formatted rows, or split it."),
    ),
    "table_too_many_rows": (
        N_("The file {file} has more than {limit} rows."),
        N_("Delete what stands far below the list, or split it."),
    ),
    "table_too_wide": (
        N_("The file {file} has cells beyond column {limit}."),
        N_("Delete what stands to the right of the list."),
    ),
    "file_not_a_table": (
        N_("The file {file} is not a table."),
        N_("Save it as .xlsx in Excel or WPS and import that."),
    ),
    "table_broken": (
        N_("The file {file} is damaged or incomplete."),
        N_("Open it in Excel or WPS, save it again as .xlsx, and import that."),
    ),
    "table_encoding_unknown": (
        N_("The text in {file} is in an unknown encoding."),
        N_("Save it as .xlsx, or as CSV in UTF-8."),
    ),
    "table_password_needed": (
        N_("The file {file} is locked with a password."),
        N_("Give the password, or ask for a copy without one."),
    ),
    "table_password_wrong": (
        N_("The password does not open {file}."),
        N_("Mind capital letters and the input method, and try again."),
    ),
    # lists of questions: what makes one unusable
    "list_no_key": (
        N_("Question {question} has no key."),
        N_("Write it behind the question: 答案：B."),
    ),
    "list_two_keys": (
        N_("Question {question} has two different keys: {first} and {second}."),
        N_("Find out which one is right and delete the other."),
    ),
    "list_key_unreadable": (
        N_("The key of question {question} cannot be read: {key}"),
        N_("Write letters for choices, 对 or 错 for statements."),
    ),
    "list_key_without_choice": (
        N_("The key of question {question} is {key}, but there is no such choice."),
        N_("Correct the key, or add the missing choice."),
    ),
    "list_choices_missing": (
        N_("Question {question} asks for a choice, but fewer than two choices were found."),
        N_("Begin every choice with its letter: A. B. C."),
    ),
    "list_stem_missing": (
        N_("A question without words was found."),
        N_("Write the question, or delete what is left of it."),
    ),
    "list_text_too_long": (
        N_("Question {question} is longer than {limit} characters."),
        N_("Check whether the number of the next question is missing."),
    ),
    "list_gaps_do_not_fit": (
        N_("Question {question} has {gaps} gaps, but its key has another number of words: {key}"),
        N_("Part the words for each gap by ；"),
    ),
    "list_order_unreadable": (
        N_("The right order of the {entries} entries of question {question} cannot be read: {key}"),
        N_("Write each letter once, in the right order: CAB."),
    ),
    "list_entries_missing": (
        N_("Question {question} lists nothing that could be put in order."),
        N_("Write the entries below it, each with its letter."),
    ),
    "list_pairs_unreadable": (
        N_("The pairs of question {question} cannot be read: {key}"),
        N_("Write them as 1-B 2-A, or as 请示——上行文 line by line."),
    ),
    "list_pairs_do_not_fit": (
        N_(
            "The key of question {question} does not fit its {left} entries on the left and {right} on the right: {key}"
        ),
        N_("Name every entry on the left once."),
    ),
    "list_kind_unfit": (
        N_("Questions of the kind {kind} cannot be read from a list."),
        N_("Write it in the editor, or bring it in as a file of questions of this program."),
    ),
    "list_line_too_long": (
        N_("A line is longer than {limit} characters and was not looked into."),
        N_("Break it into one line for each question."),
    ),
    "list_too_long": (
        N_("The list is longer than {limit} characters or {lines} lines."),
        N_("Split it into several files."),
    ),
    "list_without_questions": (
        N_("No question was recognised in this text."),
        N_("Number the questions and write the keys behind them, or choose another format."),
    ),
    "list_more_unreadable": (
        N_("What stands behind 更多 in question {question} cannot be read."),
        N_("Delete it, or write it as {{word: value}}."),
    ),
    # lists of questions: what was guessed
    "list_kind_guessed": (
        N_("Nothing says of what kind question {question} is; with a key in words it was taken for a short answer."),
        N_("Check it; a heading such as 填空题 or 简答题 settles it."),
    ),
    "list_kind_unknown": (N_("The kind “{kind}” is not known."), N_("The kind was taken from the key.")),
    "list_single_with_several": (
        N_(
            "Question {question} stands among single choices, but {right} choices are right: it became a multiple choice."
        ),
        N_("Check the key."),
    ),
    "list_several_with_one": (
        N_("Question {question} stands among multiple choices, but only one choice is right."),
        N_("Check the key."),
    ),
    "list_choices_run_in": (
        N_("The choices of question {question} were run together with other words and were cut at their letters."),
        N_("Check the choices."),
    ),
    "list_choices_numbered": (
        N_("Numbered lines below question {question} were taken for its choices."),
        N_("Check the choices."),
    ),
    "list_choices_plain": (
        N_("The choices of question {question} have no letters; each line was taken for one, in order."),
        N_("Check the choices and the key."),
    ),
    "list_letter_twice": (
        N_("The letter of a choice of question {question} stands there twice; the second one was counted on."),
        N_("Check the choices and the key."),
    ),
    "list_letter_missing": (
        N_("Between the choices of question {question} a letter is missing."),
        N_("Check whether a choice was lost."),
    ),
    "list_number_missing": (
        N_("A question without a number begins in line {number}."),
        N_("Check where it begins."),
    ),
    "list_number_bare": (N_("Behind the number {number} a point is missing."), N_("Check where the question begins.")),
    "list_number_gap": (
        N_("After question {number} comes question {question}."),
        N_("Check whether one is missing."),
    ),
    "list_run_together": (
        N_("Question {question} was run together with the one before it and was cut off at its number."),
        N_("Check where it begins."),
    ),
    "list_key_bare": (
        N_("Letters without any label were taken for the key of question {question}."),
        N_("Check the key."),
    ),
    "list_key_by_type": (
        N_("The key of question {question} is {key}, because only this stands out by its colour or type."),
        N_("Check the key."),
    ),
    "list_key_from_explanation": (
        N_("The key of question {question} is {key}, as its explanation says."),
        N_("Check the key."),
    ),
    "list_judge_by_letter": (
        N_("The key of statement {question} is {key}; A was taken for right and B for wrong."),
        N_("Check the key."),
    ),
    "list_answers_in_stem": (
        N_("Words in brackets or underlined in question {question} were taken for the answers: {words}"),
        N_("Check the gaps."),
    ),
    "list_gap_added": (
        N_("Question {question} shows no gap; one was added at its end."),
        N_("Move it to its place."),
    ),
    "list_variants_cut": (
        N_("The key of question {question} was cut into wordings that are all accepted: {words}"),
        N_("Check them."),
    ),
    "list_answer_without_label": (
        N_(
            "The lines below question {question} were taken for its answer, though no word such as 答 stands before them."
        ),
        N_("Check where the answer begins."),
    ),
    "list_no_model_answer": (
        N_("Question {question} has no model answer; people mark it freely."),
        N_("Add one in the editor."),
    ),
    "list_rubric_taken": (
        N_("The marks behind the points of question {question} became a rubric of {n} lines."),
        N_("Check it."),
    ),
    "list_entries_from_key": (
        N_("Question {question} lists no entries; they were taken out of its key."),
        N_("Check them."),
    ),
    "list_value_unknown": (
        N_("“{value}” behind {label} in question {question} is not understood and was left out."),
        N_("Set it in the editor."),
    ),
    "law_kept_as_source": (
        N_("The legal basis “{law}” names no version; it was kept as the source."),
        N_("Write it as title｜version｜article."),
    ),
    "difficulty_from_coefficient": (
        N_(
            "Difficulties below 1 were taken for the share of right answers: {value} became {level}, and less is harder."
        ),
        N_("Check some of them; programs differ in this."),
    ),
    "list_words_lost": (
        N_("Words near question {question} belong to nothing and were left out: {text}"),
        N_("Add them to the question if they are a part of it."),
    ),
    "list_lines_unused": (
        N_("From here on {n} lines belong to no question: {text}"),
        N_("Check whether a question lacks its number."),
    ),
    "list_furniture": (
        N_("Page numbers, rules and fields for names were left out, {n} lines in all; the first: {text}"),
        "",
    ),
    "list_key_misfit": (
        N_(
            "The keys for questions {first} to {last} are {found} in number, which does not fit; none of them was used."
        ),
        N_("Complete them."),
    ),
    "list_keys_in_order": (
        N_("{n} keys in this line have no numbers; they were given to the questions one after the other."),
        N_("Check the first and the last one."),
    ),
    "list_key_left": (
        N_("There is a key for question {number} ({key}), but no such question, or more than one."),
        N_("Check the numbers."),
    ),
    # questions in tables
    "sheet_without_questions": (
        N_("No sheet of this file has columns of questions."),
        N_("Write headers such as 题干 and 答案 above the columns, or choose the columns by hand."),
    ),
    "sheet_empty": (N_("There are headers, but no questions below them."), N_("Fill in the rows below the headers.")),
    "sheet_skipped": (
        N_("This sheet has no columns of questions and was left out."),
        N_("Check whether it lacks its headers."),
    ),
    "sheet_hidden": (
        N_("This sheet is hidden and was left out."),
        N_("Show it in Excel or WPS if its questions are wanted."),
    ),
    "sheet_rows_hidden": (N_("{n} hidden rows were read as well."), N_("Delete them if they are not wanted.")),
    "sheet_columns_guessed": (
        N_("There are no headers; the columns were recognised by what stands in them: {columns}"),
        N_("Check the columns, or write headers above them."),
    ),
    "sheet_columns_unknown": (
        N_("These columns are not understood and were left out: {columns}"),
        N_("Choose by hand what they hold."),
    ),
    "sheet_cell_fault": (
        N_("A cell of row {question} holds an error or a formula without its result: {value}"),
        N_("Write the value itself into the cell."),
    ),
    "sheet_cell_date": (
        N_("A cell of row {question} is a date for the program of tables: {value}. Was 1/2 or 3-4 meant?"),
        N_("Correct the text; format the column as text before typing."),
    ),
    "sheet_key_ambiguous": (
        N_("The key {key} in row {question} could be the number of a choice or the words of another one."),
        N_("Write the letter."),
    ),
    "sheet_judge_by_figure": (
        N_("The key of row {question} is {key}; 1 was taken for right and 0 for wrong."),
        N_("Check the key."),
    ),
    "sheet_value_unknown": (
        N_("“{value}” in row {question} is not understood and was left out."),
        N_("Set it in the editor."),
    ),
    "sheet_row_as_category": (
        N_("A row with nothing but “{text}” was taken for a heading: questions below it belong there."),
        "",
    ),
    "sheet_material_missing": (
        N_("Row {question} belongs to the material {material}, which is not in this file."),
        N_("The question came in by itself; check whether it can be understood."),
    ),
    "sheet_more_unreadable": (
        N_("The column “more” of row {question} cannot be read."),
        N_("Empty it, or write one “word: value” a line."),
    ),
    "sheet_pictures_lost": (
        N_("The file holds pictures that cannot be read or shown; no question has them."),
        N_("Save the file as .xlsx, or add the pictures in the editor."),
    ),
    "sheet_text_too_long": (
        N_("A text is longer than a cell of Excel can be."),
        N_("Choose another format."),
    ),
    "sheet_too_many_choices": (N_("More choices than letters do not fit into a table."), N_("Choose another format.")),
    "sheet_picture_unfit": (
        N_("Tables cannot hold the picture that this question is about."),
        N_("Choose another format."),
    ),
    "sheet_media_lost": (
        N_("Sounds, videos and drawings do not go into a table."),
        N_("Choose another format if they matter."),
    ),
    "sheet_words_changed": (
        N_("Some signs of this question would not come back from a table unchanged."),
        N_("Choose another format if they matter."),
    ),
    # questions in Word
    "word_no_document": (
        N_("There is no text of Word in this file."),
        N_("Open it in Word or WPS and save it as .docx."),
    ),
    "word_old_or_locked": (
        N_("The file {file} is of an old version of Word, or locked with a password."),
        N_("Open it in Word or WPS, save it as .docx without a password, and import that."),
    ),
    "word_too_long": (N_("The document has more than {limit} lines."), N_("Split it into several files.")),
    "word_formula_lost": (
        N_("{n} formulas could not be read; their letters stand in the text at most. The first: {text}"),
        N_("Write them in the editor."),
    ),
    "word_picture_lost": (
        N_("{n} pictures are of a sort that cannot be shown and were left out. The first: {text}"),
        N_("Save them as PNG and add them in the editor."),
    ),
    "word_sign_lost": (
        N_("{n} signs of a special font could not be read."),
        N_("Compare the questions with the document."),
    ),
    "word_text_box": (
        N_("The words of {n} text boxes were read behind the paragraphs they hang on. The first: {text}"),
        N_("Check where they belong."),
    ),
    "word_footnote": (N_("{n} footnotes were left out."), N_("Add what matters to the explanations.")),
    "word_part_as_text": (N_("A web page inside of the document was read as plain text."), N_("Check its questions.")),
    "word_part_lost": (
        N_("A part of the document in another format was left out: {text}"),
        N_("Open the document in Word or WPS, save it as .docx once more, and import that."),
    ),
    "word_kind_unfit": (N_("A list in Word has no place for questions of this kind."), N_("Choose another format.")),
    "word_media_lost": (
        N_("Sounds, videos and drawings do not go into Word."),
        N_("Choose another format if they matter."),
    ),
    "word_words_changed": (
        N_("This question would not come back from Word unchanged."),
        N_("Choose another format if it shall be imported again."),
    ),
}
