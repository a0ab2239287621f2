"""Sentences about what is wanting in questions of each kind, and about expressions."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    "points_negative": (N_("A question cannot carry {points} points."), N_("Give it a number of points above zero.")),
    "no_whole_share": (
        N_("Nothing in “{key}” earns the full marks, so nobody could be wholly right."),
        N_("Mark one entry as right, or give it the share 1."),
    ),
    "shares_do_not_reach": (
        N_("All right choices together earn only {reached} of the marks."),
        N_("Raise their shares until they add up to 1."),
    ),
    "part_share_out_of_range": (
        N_("The share {share} is not between -1 and 1."),
        N_("Write it as a part of the whole question: 1/2, 0.25, -1/3."),
    ),
    "marking_unknown": (
        N_("The rule for part marks “{value}” does not fit this kind; allowed: {allowed}."),
        N_("Choose one of them, or leave it to the paper."),
    ),
    "strict_unknown": (N_("“{value}” is no difference in texts; allowed: {allowed}."), N_("Choose among them.")),
    "tolerance_negative": (
        N_("The tolerance {tolerance} is below zero."),
        N_("Write how far off a number may be: zero or more."),
    ),
    "unit_bad": (
        N_("The unit “{unit}” with the factor {factor} cannot be used."),
        N_("Give it a name and a factor above zero."),
    ),
    "units_without_number": (
        N_("Units are given for a gap whose variants are not compared as numbers."),
        N_("Give a tolerance (0 for none), or remove the units."),
    ),
    "unit_needed_without_units": (
        N_("A unit is asked for, but none is named."),
        N_("Name the units that count, or do not ask for one."),
    ),
    "variant_no_number": (
        N_("“{text}” is no number, but the gap has a tolerance."),
        N_("Write a number, or remove the tolerance."),
    ),
    "attachment_name_bad": (
        N_("The attachment name “{name}” cannot be used."),
        N_("Choose a name without slashes and brackets."),
    ),
    "picture_not_attached": (
        N_("“{name}” is shown, but is not among the attachments of the question."),
        N_("Attach the file, or take it out of the text."),
    ),
    "picture_missing": (N_("The picture is missing."), N_("Attach one and choose it.")),
    "picture_is_none": (N_("“{name}” is not a picture."), N_("Choose a picture among the attachments.")),
    "zone_shape_bad": (N_("The numbers of zone {zone} make no such shape ({shape})."), N_("Draw the zone again.")),
    "zone_outside": (
        N_("Zone {zone} lies outside the picture ({width} × {height} pixels)."),
        N_("Move it onto the picture."),
    ),
    "no_right_zone": (N_("No zone is marked as right."), N_("Mark at least one.")),
    "copies_negative": (
        N_("A token cannot be used {copies} times."),
        N_("Write 0 for any number of times, or 1 and more."),
    ),
    "token_unknown": (
        N_("Zone {zone} takes token {token}, which is not there."),
        N_("Choose among the tokens of the question."),
    ),
    "drag_without_place": (N_("No token belongs into any zone."), N_("Say for at least one zone what belongs there.")),
    "tokens_run_out": (
        N_("Zone {zone} cannot be filled: its tokens are used up in other zones."),
        N_("Allow more copies, or let the zone take another token."),
    ),
    "gap_marks_do_not_fit": (
        N_("The stem marks the gaps {marks}, but there are {gaps}."),
        N_("Mark each gap once: [[1]], [[2]] ..."),
    ),
    "weight_too_small": (N_("The weight {weight} is below 1."), N_("Write 1 or more.")),
    "short_answer_without_key": (
        N_("There is neither an accepted wording nor a model answer or rubric."),
        N_("Write one of them."),
    ),
    "criterion_bad": (
        N_("A criterion of the rubric has no words, or its share {share} is not between 0 and 1."),
        N_("Say what is looked for and how much it is worth."),
    ),
    "rubric_sum": (N_("The shares of the rubric add up to {total}, not to 1."), N_("Change them until they do.")),
    "markers_too_few": (N_("{markers} people cannot mark it."), N_("Write 1 or more.")),
    "task_missing": (N_("The practical task is not named."), N_("Choose the task.")),
    "variables_too_many": (N_("There are more than {most} variables."), N_("Use fewer.")),
    "variable_name_bad": (
        N_("“{name}” cannot be the name of a variable."),
        N_("Use letters, digits and underscores; not the name of a function."),
    ),
    "variable_range_bad": (
        N_("The variable “{name}” has no value between its bounds."),
        N_("Let the highest value be at least the lowest, and the step above zero."),
    ),
    "variable_values_too_many": (
        N_("The variable “{name}” has more than {most} values."),
        N_("Choose a coarser step."),
    ),
    "parameterised_key": (
        N_("The question needs either results or choices, not both."),
        N_("Write the expression of the answer, or the choices."),
    ),
    "places_out_of_range": (N_("{places} decimals are not possible; at most {most}."), N_("Choose fewer.")),
    "result_endless": (
        N_("The result of “{expression}” has no end, so nobody could write it exactly."),
        N_("Say to how many decimals it is rounded, or give a tolerance."),
    ),
    "variable_unknown": (
        N_("“{name}” stands in curly brackets, but is no variable."),
        N_("Define the variable, or write \\{{ for a bracket."),
    ),
    "case_nested": (N_("Sub-question {part} is a case set itself."), N_("Split it into questions of other kinds.")),
    "case_without_points": (N_("No sub-question carries points."), N_("Give at least one of them points.")),
    "paper_enemies_together": (
        N_("Question {first} and question {other} of a paper must not stand together."),
        N_("Draw the paper again."),
    ),
    "values_not_found": (
        N_("No values of the variables fulfil the conditions and give different choices."),
        N_("Loosen the conditions, or widen the ranges."),
    ),
    "expression_long": (N_("The expression “{expression}…” is longer than {most} characters."), N_("Shorten it.")),
    "expression_unreadable": (
        N_("The expression “{expression}” cannot be read."),
        N_("Use numbers, variables, + - * / ** and functions such as round(x, 2)."),
    ),
    "expression_deep": (
        N_("The expression “{expression}” is nested more than {most} levels deep."),
        N_("Simplify it."),
    ),
    "expression_mixed": (
        N_("“{expression}” mixes up numbers and conditions."),
        N_("Where a number is wanted, compute one; where a condition is wanted, compare."),
    ),
    "expression_function_unknown": (
        N_("“{expression}” uses the function “{name}”, which is not known."),
        N_("Choose a function from the list in the help."),
    ),
    "expression_arguments": (
        N_("In “{expression}”, “{name}” needs {least} to {most} values in its brackets."),
        N_("Add what is wanting, or remove what is too much."),
    ),
    "expression_name_unknown": (
        N_("“{expression}” uses “{name}”, which is no variable of the question."),
        N_("Define the variable, or check its spelling."),
    ),
    "expression_divides_by_zero": (N_("“{expression}” divides by zero."), N_("Exclude such values by a condition.")),
    "expression_undefined": (
        N_("“{expression}” has no value, such as the root of a negative number."),
        N_("Exclude such values by a condition."),
    ),
    "expression_too_large": (N_("“{expression}” becomes too large to compute."), N_("Use smaller numbers.")),
}
