"""Sentences about questions in GIFT, Aiken and texts with gaps."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "cloze_no_gaps": (
        N_("There is no gap in the text."),
        N_("Mend the question at this line and import the file again."),
    ),
    "cloze_gap_open": (
        N_("Gap {gap} has no closing brace."),
        N_("Add “}}” behind its answers; a brace inside an answer needs a backslash before it."),
    ),
    "cloze_gaps_too_many": (
        N_("There are more than {limit} gaps in the text."),
        N_("Split it into several questions."),
    ),
    "cloze_no_full_key": (
        N_("No answer of gap {gap} earned more than {best} of its marks; the best one earns them all now."),
        N_("Look at the question and change it if need be."),
    ),
    "cloze_type_unknown": (
        N_("“{type}” is no type of gap."),
        N_("Types are SHORTANSWER, MULTICHOICE, NUMERICAL and their like."),
    ),
    "cloze_weight_wrong": (
        N_("Gap {gap} has the weight {weight}; it counts 1."),
        N_("Look at the question and change it if need be."),
    ),
    "cloze_answer_empty": (
        N_("An answer of gap {gap} has no words and was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "cloze_number_wrong": (
        N_("“{value}” in gap {gap} is no number."),
        N_("Mend the question at this line and import the file again."),
    ),
    "gift_no_questions": (
        N_("There is no GIFT question in the text."),
        N_("Check that it is the file you mean."),
    ),
    "gift_description": (
        N_("The text has no braces with answers, so it is a description and not a question by itself."),
        N_("Add the answers between {{ and }}, or put the text into the questions that need it."),
    ),
    "gift_brace_open": (
        N_("A brace is opened here and never closed."),
        N_("Mend the question at this line and import the file again."),
    ),
    "gift_brace_alone": (
        N_("A brace is closed here that was never opened."),
        N_("Mend the question at this line and import the file again."),
    ),
    "gift_no_answers": (
        N_("None of the braces holds answers."),
        N_("Mend the question at this line and import the file again."),
    ),
    "gift_answers_twice": (
        N_("Two sets of answers stand in one line."),
        N_("Part the questions with an empty line."),
    ),
    "gift_braces_literal": (
        N_("Braces without a backslash were read as plain signs, because no answers stand in them."),
        N_("Write \\{{ and \\}} for plain braces."),
    ),
    "gift_blank_line_inside": (
        N_("An empty line stands between the braces; the question was read as one."),
        "",
    ),
    "gift_blank_line_missing": (
        N_("No empty line stands before this question; it was parted from the one before it."),
        N_("Look at the question and change it if need be."),
    ),
    "gift_number_wrong": (
        N_("“{value}” is no number."),
        N_("Mend the question at this line and import the file again."),
    ),
    "gift_pair_without_arrow": (
        N_("“{text}” has no arrow (->) to its partner."),
        N_("Mend the question at this line and import the file again."),
    ),
    "gift_arrow_as_text": (
        N_("The only answer holds an arrow; it was read as words, not as a pair."),
        N_("Look at the question and change it if need be."),
    ),
    "gift_judge_word": (
        N_("The answer is a word in Chinese or a sign instead of TRUE or FALSE; it was read as that."),
        "",
    ),
    "gift_kind_missing": (
        N_("GIFT has no form for questions of this kind."),
        N_("Export it in another format, Moodle XML or YAML."),
    ),
    "gift_several_blanks": (
        N_("GIFT knows only one gap in a text, and no tolerance in it."),
        N_("Export it in another format, Moodle XML or YAML."),
    ),
    "gift_arrow": (
        N_("An accepted wording holds an arrow (->), which GIFT would take for a pair."),
        N_("Export it in another format, Moodle XML or YAML."),
    ),
    "gift_loses_hints": (
        N_("Other programs do not read hints from GIFT."),
        "",
    ),
    "gift_loses_units": (
        N_("Other programs do not read units from GIFT."),
        "",
    ),
    "gift_loses_model_answer": (
        N_("Other programs do not read model answers and rubrics from GIFT."),
        "",
    ),
    "gift_loses_files": (
        N_("Pictures stand inside the text, which some programs do not show; files that no text shows are left out."),
        "",
    ),
    "aiken_no_questions": (
        N_("There is no question in the text."),
        N_("Check that it is the file you mean."),
    ),
    "aiken_no_stem": (
        N_("Choices begin here, but there is no question before them."),
        N_("Mend the question at this line and import the file again."),
    ),
    "aiken_no_answer": (
        N_("The question has no line with its answer."),
        N_("Add a line such as “ANSWER: B”."),
    ),
    "aiken_answer_alone": (
        N_("Here stands an answer without a question."),
        N_("Mend the question at this line and import the file again."),
    ),
    "aiken_answer_unknown": (
        N_("The answer “{answer}” is none of the choices."),
        N_("Mend the question at this line and import the file again."),
    ),
    "aiken_answer_more": (
        N_("Behind the answer stands “{text}”; it was left out."),
        N_("Look at the question and change it if need be."),
    ),
    "aiken_letter_left_out": (
        N_("The letters of the choices do not follow each other."),
        N_("Look at the question and change it if need be."),
    ),
    "aiken_several_answers": (
        N_("Several answers are named; it was read as a multiple-choice question."),
        N_("Look at the question and change it if need be."),
    ),
    "aiken_kind_missing": (
        N_("Aiken knows single-choice questions only."),
        N_("Export it in another format, Moodle XML or YAML."),
    ),
    "aiken_choices_too_many": (
        N_("Aiken has letters for 26 choices only."),
        N_("Export it in another format, Moodle XML or YAML."),
    ),
    "aiken_no_pictures": (
        N_("Aiken cannot hold pictures."),
        N_("Export it in another format, Moodle XML or YAML."),
    ),
    "aiken_stem_confusing": (
        N_("The question begins like a choice or an answer, so it could not be read again."),
        N_("Change its first words, or export it in another format."),
    ),
    "aiken_loses_head": (
        N_("Aiken holds neither code, name, category, tags, level nor marks."),
        "",
    ),
    "aiken_loses_words": (
        N_("Aiken holds neither explanation, hints nor feedback."),
        "",
    ),
    "aiken_loses_shares": (
        N_("Aiken holds neither reasons nor part marks of choices."),
        "",
    ),
    "aiken_loses_type": (
        N_("Aiken holds plain words on one line; type, formulas and line breaks are lost."),
        "",
    ),
}
