"""Sentences of units, people and roster imports."""

from __future__ import annotations

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    # people and units
    "cadre_unknown": (N_("There is no such person."), N_("Look again in the list of people.")),
    "staff_no_taken": (
        N_("The staff number {staff_no} already belongs to {other} in this unit."),
        N_("Give another number, or correct that person's first."),
    ),
    "id_number_taken": (
        N_("This ID number already belongs to {other}."),
        N_("Compare both persons; one of the numbers is wrong, or they are one person."),
    ),
    "reason_missing": (
        N_("A personal number is shown only for a reason."),
        N_("Write the reason; it goes into the log."),
    ),
    "field_not_in_table": (N_("“{value}” is not a known value of this field."), N_("Choose one from the list.")),
    "unit_without_name": (N_("A unit needs a name."), N_("Write the full name as on its seal.")),
    "unit_name_too_long": (
        N_("The name of the unit is longer than {limit} characters."),
        N_("Write its full name without remarks."),
    ),
    "unit_exists": (
        N_("The unit {name} exists already."),
        N_("Choose it in the tree, or give the new one another name."),
    ),
    "unit_below_itself": (
        N_("{name} cannot be put below itself."),
        N_("Choose a unit outside of it."),
    ),
    "unit_in_use": (
        N_("{name} still has people or units."),
        N_("Move them first; then close the unit."),
    ),
    "credit_code_malformed": (
        N_("A social credit code has 18 characters; this one has not."),
        N_("Compare it with the certificate of the unit, or leave it empty."),
    ),
    # files
    "file_unreadable": (
        N_("The file {path} cannot be read."),
        N_("Check that it is there, that it is not open elsewhere, and that you may read it."),
    ),
    "roster_no_header": (
        N_("No sheet of {file} has a header with a column of names."),
        N_("The header needs a cell 姓名 within the first 15 rows; choose the row by hand if it is called otherwise."),
    ),
    "roster_no_people": (
        N_("No person stands below the header in {file}."),
        N_("Check whether the right sheet was chosen and whether the list is hidden."),
    ),
    "roster_sheet_unknown": (N_("There is no sheet named {sheet}."), N_("Choose one of the sheets of the file.")),
    "roster_column_unknown": (
        N_("The chosen columns do not fit the sheet {sheet}."),
        N_("Choose the columns anew."),
    ),
    "roster_needs_unit": (
        N_("The roster {file} does not say whose it is, and there are several trees of units."),
        N_("Choose the unit it is about."),
    ),
    # undo
    "import_unknown": (N_("There is no such import."), N_("Choose one from the list of imports.")),
    "import_already_undone": (N_("This import was taken back before."), N_("Nothing needs to be done.")),
    "import_too_old": (
        N_("An import can be taken back within 24 hours only."),
        N_("Correct the people one by one, or import a corrected roster."),
    ),
    "import_has_traces": (
        N_("{n} of the people it added have since learned, sat an examination or signed in: {names}"),
        N_("The import stays. Correct single people by hand."),
    ),
    "import_changed_since": (
        N_("{n} of its people were changed since: {names}"),
        N_("The import stays. Correct single people by hand."),
    ),
    # what was done to a whole file, sheet or column
    "pictures_left_out": (N_("Pictures in the file were left out."), ""),
    "dates_from_1904": (N_("The file counts its days from 1904; dates were read accordingly."), ""),
    "file_is_disguised": (N_("By its content the file is {form}, whatever its name says; it was read as that."), ""),
    "sheet_hidden_left_out": (
        N_("This sheet is hidden and was left out."),
        N_("Choose it by name if its people belong to the roster."),
    ),
    "sheet_without_header": (
        N_("No header with a column of names was found here; the sheet was left out."),
        N_("Choose the row of the header by hand if people stand on it."),
    ),
    "rows_total": (N_("Rows with totals left out ({n}): {rows}"), ""),
    "rows_repeated_header": (N_("{n} repeated headers were left out: {rows}"), ""),
    "rows_foot": (N_("Rows with notes, not people, left out ({n}): {rows}"), ""),
    "rows_hidden_read": (
        N_("{n} hidden or filtered rows were read like the others: {rows}"),
        N_("Delete them in the file if they do not belong to the roster."),
    ),
    "formula_results_read": (
        N_("Cells with formulas, of which the last saved results were taken: {n}."),
        N_("If they may be stale, open the file in Excel or WPS, save it, and import it again."),
    ),
    "column_not_read": (N_("This column means nothing known and was not read."), N_("Map it by hand if it is needed.")),
    "column_is_running_number": (
        N_("This column only counts the lines; it was not taken for staff numbers."),
        N_("Map it by hand if these are staff numbers after all."),
    ),
    "staff_no_counts_up": (
        N_("The staff numbers only count the lines."),
        N_("Make sure that they are staff numbers and stay with the people."),
    ),
    "column_missing": (N_("There is no column for this field: {field}."), N_("Add it when it is known.")),
    "cells_tidied": (
        N_("Cells freed of padding, invisible or full-width characters ({n}), in rows {rows}"),
        "",
    ),
    "unit_from_title": (
        N_("There is no column for the unit; these people belong to the unit in the title: {unit}"),
        "",
    ),
    "unit_from_sheet_name": (N_("There is no column for the unit; the name of the sheet was taken: {unit}"), ""),
    "unit_is_root": (N_("There is no column for the unit; these people belong to the unit of the roster."), ""),
    "root_is_top": (N_("The roster does not say whose it is; it was taken for one of {unit}."), ""),
    "root_from_heading": (N_("The roster does not say whose it is; the unit was taken from its heading: {unit}"), ""),
    "root_from_file_name": (
        N_("The roster does not say whose it is; the unit was named after the file: {unit}"),
        N_("Rename the unit if that is wrong."),
    ),
    "staff_no_made": (N_("{n} people without a staff number were given one."), ""),
    "tier_defaulted": (N_("New people without a tier were put into {tier}."), N_("Change it where it is wrong.")),
    # units of rows
    "unit_missing": (N_("The unit is missing."), N_("Fill in the unit.")),
    "unit_filled_down": (N_("The empty unit was taken from above: {unit}"), ""),
    "unit_code_unknown": (
        N_("No unit has the code {unit}, and no name stands beside it."),
        N_("Fill in the unit's name."),
    ),
    "unit_ambiguous": (N_("“{unit}” may mean several units: {others}"), N_("Write the full name, or choose the unit.")),
    "unit_made": (N_("A new unit was made: {name}"), ""),
    "unit_matched_by_spelling": (N_("“{unit}” was taken for {name}."), ""),
    "unit_matched_by_short_name": (N_("The short name “{unit}” was taken for {name}."), N_("Check that it is meant.")),
    "unit_found_elsewhere": (
        N_("“{unit}” was taken for {name}, which does not stand below the unit of the roster."),
        N_("Check that it is meant."),
    ),
    # names
    "name_missing": (N_("The name is missing."), N_("Fill in the name.")),
    "name_cell_fault": (
        N_("The cell of the name holds no usable value."),
        N_("Type the name in place of the formula."),
    ),
    "name_character_lost": (
        N_("A character of the name “{value}” was lost."),
        N_("Type the name as on the ID card; rare characters can be typed by their strokes or code."),
    ),
    "name_private_character": (
        N_("The name “{value}” holds a character of an old system that no other program can read."),
        N_("Type the name as on the ID card."),
    ),
    "name_has_digits": (N_("“{value}” is not a name: it holds digits."), N_("Type the name.")),
    "name_pinyin_mixed": (
        N_("In the name “{value}” Latin letters stand in place of a character."),
        N_("Type the name as on the ID card."),
    ),
    "name_too_long": (
        N_("The name has {length} characters; 50 can be stored."),
        N_("Leave out remarks; write to the maintainers if this is a real name."),
    ),
    "name_interpunct_set": (N_("The name “{value}” is stored as {name}."), ""),
    "name_note_set_aside": (
        N_("From “{value}” the name {name} was taken; what stood in brackets became a remark."),
        "",
    ),
    # ID numbers
    "id_number_rounded": (
        N_("A spreadsheet has rounded this ID number; its last digits are lost and cannot be rebuilt."),
        N_("Format the column as text and type the number again."),
    ),
    "id_number_scientific": (
        N_("This ID number was turned into the form 1.52E+17; its digits are lost."),
        N_("Format the column as text and type the number again."),
    ),
    "id_number_check_failed": (
        N_("The ID number cannot be right: its check digit or birth date does not fit."),
        N_("Compare it with the card."),
    ),
    "id_number_malformed": (
        N_("The ID number does not have 18 characters."),
        N_("Compare it with the card."),
    ),
    "id_number_fifteen": (
        N_("This is an ID number of the old kind with 15 digits; today it would read {offer}."),
        N_("Compare that with the card and accept it, or type the number of 18 characters."),
    ),
    "id_number_rebuilt": (N_("The ID number was rebuilt from 15 digits as {number} and marked to be checked."), ""),
    "id_number_look_alike": (
        N_("In the ID number a character that only looks like X, 0 or 1 was replaced: {number}"),
        "",
    ),
    "id_number_cell_fault": (
        N_("The cell of the ID number holds no usable value."),
        N_("Type the number as text."),
    ),
    "id_number_ends_in_zeros": (
        N_("The ID number ends in 000, as rounded ones do, yet its check digit fits."),
        N_("Compare it with the card."),
    ),
    "id_number_area_unknown": (
        N_("The area {area} of the ID number is not in the table of divisions."),
        N_("Compare the number with the card; old areas may be added to the table."),
    ),
    "id_number_twice": (
        N_("The same ID number stands with different names in the rows {rows}."),
        N_("Correct the wrong one; none of them was imported."),
    ),
    "id_number_other_name": (
        N_("The ID number belongs to {other}, the row says {name}."),
        N_("Correct the number, or confirm that it is the same person under a new name."),
    ),
    # other cells
    "cell_error_value": (
        N_("The cell holds the error {value} and was left out."),
        N_("Mend the formula or type the value."),
    ),
    "formula_without_result": (
        N_("The cell holds a formula that was saved without its result, and was left out."),
        N_("Open the file in Excel or WPS, save it, and import it again."),
    ),
    "cell_too_long": (
        N_("The text has {length} characters; {limit} can be stored. It was left out."),
        N_("Write it shorter."),
    ),
    "code_unknown": (N_("“{value}” is not known here and was left out."), N_("Use one of the usual words.")),
    "code_kept_as_text": (N_("“{value}” is not in the table and was kept as text."), ""),
    "date_ambiguous": (
        N_("“{value}” may mean {first} or {second}."),
        N_("Say which; write October as 1975.10 in a text cell or as 1975年10月."),
    ),
    "date_decided_by_id": (N_("“{value}” was read as {read}, as the ID number says."), ""),
    "date_unreadable": (N_("“{value}” is not a date and was left out."), N_("Write it as 1975.03 or 1975-03.")),
    "date_year_only": (N_("“{value}” is a year only and was left out."), N_("Add the month.")),
    "date_out_of_range": (
        N_("The date “{value}” lies in the future or too far back and was left out."),
        N_("Correct it."),
    ),
    "date_two_digit_year": (N_("“{value}” was read as {read}."), N_("Check the century.")),
    "date_from_serial": (N_("The number {value} was read as the date {read}."), N_("Check that a date is meant.")),
    "phone_malformed": (
        N_("The mobile number does not have 11 digits that begin with 1, and was left out."),
        N_("Correct it, or leave the cell empty."),
    ),
    "order_not_a_number": (N_("The order number “{value}” is not a whole number."), N_("Write digits only.")),
    "sex_from_id": (N_("The sex was taken from the ID number."), ""),
    "sex_differs_from_id": (
        N_("The sex differs from what the ID number says."),
        N_("Compare both with the card."),
    ),
    "birth_from_id": (
        N_("The date of birth was taken from the ID number."),
        N_("Correct it if the archive says otherwise."),
    ),
    "birth_differs_from_id": (
        N_("The date of birth {birth} differs from the ID number; it was kept, as the archive may lawfully differ."),
        N_("Check it."),
    ),
    "work_start_too_early": (
        N_("Work is said to have begun before the age of 14: {value}"),
        N_("Compare it with the archive."),
    ),
    "field_missing": (N_("Nothing stands here: {field}."), N_("Add it when it is known.")),
    # who is who
    "duplicate_row": (N_("This person stood in row {first} already."), N_("Delete one of the rows.")),
    "staff_no_twice": (
        N_("The same staff number stands with different people in the rows {rows}."),
        N_("Correct the wrong one; none of them was imported."),
    ),
    "staff_no_other_name": (
        N_("The staff number {staff_no} belongs to {other} in this unit."),
        N_("Correct the number, or confirm that it is the same person under a new name."),
    ),
    "staff_no_other_person": (
        N_("The staff number {staff_no} belongs to {other}, whose ID number is a different one."),
        N_("Correct the staff number or the ID number."),
    ),
    "person_several": (
        N_("{n} people of this unit are called {name} and were born in the same month."),
        N_("Add the staff number or the ID number."),
    ),
    "same_name_in_unit": (
        N_("Another {name} is in this unit; they were kept apart."),
        N_("Check that these are two persons."),
    ),
    "same_name_left": (
        N_("A {name} is in this unit already; the row says nothing new, so nothing was changed."),
        N_("Add a staff number or birth month if this is another person."),
    ),
    "same_name_unsure": (
        N_("A {name} is in this unit already; a name alone does not say whether it is the same person."),
        N_("Add a staff number or birth month, or say whether it is the same person."),
    ),
    "person_has_left": (
        N_("{name} has left according to the records, yet stands on the roster."),
        N_("Correct the employment of this person if needed."),
    ),
    "transfer_proposed": (
        N_("{name} is in another unit so far; the roster puts this person into {unit}."),
        N_("Accept the transfer to move the person with the whole training record."),
    ),
}
