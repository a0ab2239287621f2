"""Sentences about questions in Moodle's XML."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "moodle_no_questions": (
        N_("There is no question of Moodle in the file."),
        N_("Check that it is a question bank that was exported as Moodle XML."),
    ),
    "moodle_end_missing": (
        N_("The file breaks off before its end; the questions up to here were read."),
        N_("Export it once more if questions are missing."),
    ),
    "moodle_question_broken": (
        N_("The question cannot be read: the XML is damaged here ({detail})."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_question_open": (
        N_("The question that begins here has no end."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_text_between": (
        N_("Between two questions stands something that is none: “{text}”."),
        N_("Look whether a question was lost there."),
    ),
    "moodle_commented_out": (
        N_("A question stands in a comment and was not read."),
        N_("Take the comment signs away if it is to be read."),
    ),
    "moodle_mended": (
        N_("Signs that XML does not allow were put right in this question."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_encoding_other": (
        N_("The file says it is written in {declared}, but it is in {encoding} and was read so."),
        N_("If the words look wrong, name another encoding."),
    ),
    "moodle_type_unknown": (
        N_("The question type “{type}” does not belong to Moodle itself and cannot be read."),
        N_("Change the question into one of Moodle's own types there, or write it anew here."),
    ),
    "moodle_type_missing": (
        N_("The question does not say its type."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_description": (
        N_("This is a description, not a question by itself."),
        N_("Put its text into the questions that need it."),
    ),
    "moodle_random": (
        N_("This only stands for a question that Moodle draws at random."),
        N_("Use a blueprint here to draw questions."),
    ),
    "moodle_random_match": (
        N_("This only makes pairs of other short-answer questions at random."),
        N_("Write a matching question."),
    ),
    "moodle_penalties_lost": (
        N_("Penalties for further attempts are not used here; they were left out."),
        "",
    ),
    "moodle_hint_options_lost": (
        N_(
            "What Moodle shows beside a hint (number of right parts, clearing wrong ones) was left out; the hints are kept."
        ),
        "",
    ),
    "moodle_category_words_lost": (
        N_("Descriptions and ids of categories were left out; their names are kept."),
        "",
    ),
    "moodle_gap_layout_lost": (
        N_("Whether the choices of a gap stand in a row, a column or a list was left out."),
        "",
    ),
    "moodle_unit_penalty_lost": (
        N_("In Moodle a missing unit costs a part of the marks; here it costs all of them."),
        N_("Do not ask for the unit if that is too hard."),
    ),
    "moodle_hidden": (
        N_("In Moodle the question was hidden; it was read all the same."),
        N_("Suspend it if it is not to be used."),
    ),
    "moodle_points_wrong": (
        N_("The question carries “{value}” marks; it was given 1."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_fraction_wrong": (
        N_("“{value}” is no share of the marks; it was read as 0."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_choice_empty": (
        N_("A choice without any words was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_several_keys": (
        N_("More than one choice earns full marks; the first is the key, and “{choice}” earns full marks, too."),
        N_("Make it a multiple-choice question if all of them are to be chosen."),
    ),
    "moodle_no_full_key": (
        N_("No answer earned more than {best} of the marks; the best one earns them all now."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_shares_rounded": (
        N_("The right choices add up to {total}; each earns an equal part now, which makes 100%."),
        "",
    ),
    "moodle_shares_sum": (
        N_("The right choices add up to {total} instead of 100%."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_judge_by_place": (
        N_("The answer says “{word}” instead of true or false; the first answer was taken for true."),
        N_("Look whether the key is right."),
    ),
    "moodle_number_wrong": (
        N_("“{value}” is no number."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_unit_wrong": (
        N_("The unit “{unit}” has no factor and was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_pair_half": (
        N_("“{left}” has no partner and was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_pairs_share": (
        N_("Several entries have the same partner; the question became gaps in which each entry chooses its partner."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_ordering_marking": (
        N_("Moodle's way of marking this order is not known here; the nearest one was taken."),
        N_("Choose the rule for part marks that you want."),
    ),
    "moodle_template_lost": (
        N_("The text that Moodle puts into the answer field was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_upload_lost": (
        N_("Moodle asked for a file to be handed in; here the answer is typed."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_several_in_gap": (
        N_("Of gap {gap} several choices may be taken, which no gap here allows."),
        N_("Write it as a multiple-choice question."),
    ),
    "moodle_place_without_word": (
        N_("Place “{place}” has no word or picture that belongs there."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_no_gaps": (
        N_("There is no gap in the text."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_no_picture": (
        N_("The picture under the question is missing."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_token_empty": (
        N_("Item {number} has neither words nor a picture and was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_zone_wrong": (
        N_("The numbers “{coords}” make no area of the picture."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_zone_size_guessed": (
        N_("Moodle does not say how large the places are; they were made as large as the words."),
        N_("Look at the zones and draw them anew where they do not fit."),
    ),
    "moodle_file_damaged": (
        N_("The file “{name}” inside the question is damaged and was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_file_not_kept": (
        N_("The file “{name}” is no picture, sound or video and was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_picture_lost": (
        N_("The picture “{name}” is not in the file; its words stand in its place."),
        N_("Attach the picture to the question if it is needed."),
    ),
    "moodle_markup_unwrapped": (
        N_("HTML stood in the question without being wrapped; it was read as HTML."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_own_part_old": (
        N_(
            "The file was edited after this program had written it; what it says now was taken, without the details that only this program knows."
        ),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_formula": (
        N_("The formula “{formula}” cannot be computed here."),
        N_("Write it with + - * / and the functions in the help."),
    ),
    "moodle_formula_name": (
        N_("The formula “{formula}” uses “{name}”, which is no variable of the question."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_calculated_several": (
        N_("Of these computed choices several are to be taken, which is not possible here."),
        N_("Write it as a single-choice question."),
    ),
    "moodle_catch_all_lost": (
        N_("The answer that stands for “anything else” was left out with its words."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_tolerance_geometric": (
        N_("The geometric tolerance was read as a share of the value."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_digits_lost": (
        N_("Moodle rounds the result to significant digits; here it is not rounded."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_values_apart": (
        N_("In Moodle the values of the variables belong together in rows; here each is drawn by itself."),
        N_("Add a condition if some do not go together."),
    ),
    "moodle_value_wrong": (
        N_("Some values of the variable “{name}” are no numbers and were left out."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_variable_wrong": (
        N_("The variable “{name}” has neither values nor a range."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_distribution_lost": (
        N_("The values of “{name}” are drawn evenly here, not by a logarithmic scale."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_kind_missing": (
        N_("Moodle has no question type for this kind."),
        N_("Export it in another format, YAML or QTI."),
    ),
    "moodle_cannot_compute": (
        N_("Moodle cannot compute an expression of this question."),
        N_("Export it in another format, YAML or QTI."),
    ),
    "questions_too_many": (
        N_("There are more than {limit} questions in the file."),
        N_("Split it into several files."),
    ),
    "moodle_stem_empty": (
        N_("The question says nothing."),
        N_("Mend the question at this line and import the file again."),
    ),
    "moodle_stem_from_name": (
        N_("The question itself is empty; its name was taken for it."),
        N_("Look at the question and change it if need be."),
    ),
    "moodle_text_too_long": (
        N_("A text of the question is longer than {limit} thousand characters."),
        N_("Shorten it, or move long material into an attachment."),
    ),
    "moodle_loses_marking": (
        N_("Other programs mark choices one by one, not all or nothing; a wrong choice takes everything there."),
        "",
    ),
    "moodle_loses_feedback": (
        N_("Other programs do not show the words after right, partly right and wrong answers for this kind."),
        "",
    ),
    "moodle_loses_strict": (
        N_("Other programs do not tell full from half width, blanks or numerals as this question does."),
        "",
    ),
    "moodle_loses_conditions": (
        N_("Moodle does not know the conditions; it gets sets of values that fulfil them."),
        "",
    ),
    "moodle_loses_rubric": (
        N_("Moodle shows the rubric to the markers as a text only, and knows one marker."),
        "",
    ),
    "moodle_loses_units": (
        N_("Moodle does not know units inside gaps."),
        "",
    ),
    "moodle_loses_relative": (
        N_("A relative tolerance becomes an absolute one."),
        "",
    ),
    "moodle_loses_zones": (
        N_("Moodle knows only zones that take one item each."),
        "",
    ),
}
