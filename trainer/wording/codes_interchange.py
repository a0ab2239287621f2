"""Sentences about files of questions, whatever their format: containers, encodings, and what an import does."""

from trainer.wording.catalogue import N_

CODES: dict[str, tuple[str, str]] = {
    # containers
    "xml_too_big": (
        N_("The XML file is larger, or has more parts, than this program reads ({limit_mb} MB)."),
        N_("Export the questions in several smaller files."),
    ),
    "xml_entities": (
        N_("The XML file declares entities of its own, as files do that are meant to do harm; it was not read."),
        N_("Export it again from the program it comes from, without a document type."),
    ),
    "xml_broken": (
        N_("The XML is damaged here ({detail})."),
        N_("The file may have been cut off while it was copied: copy or export it again."),
    ),
    "xml_too_deep": (
        N_("The XML nests deeper than any question does."),
        N_("Export it again from the program it comes from."),
    ),
    "zip_broken": (
        N_("The archive is damaged ({detail})."),
        N_("It may have been cut off while it was copied: copy or export it again."),
    ),
    "zip_too_many": (
        N_("The archive holds {found} files; {limit} are the most this program opens."),
        N_("Split it into several archives."),
    ),
    "zip_too_big": (
        N_("“{name}” unpacks to far more than its size lets expect; the archive was not read."),
        N_("Check where the file comes from; pack it again without very large files."),
    ),
    "zip_unsafe_name": (
        N_("“{name}” in the archive points outside of it; the archive was not read."),
        N_("Check where the file comes from; pack it again."),
    ),
    "zip_encrypted": (N_("“{name}” in the archive is locked with a password."), N_("Pack it without a password.")),
    "zip_member_missing": (
        N_("“{name}” is named in the package but is not in it."),
        N_("Export the package again, or add the file."),
    ),
    # texts
    "text_too_big": (
        N_("The text file is larger than {limit_mb} MB."),
        N_("Split it into several files."),
    ),
    "text_binary": (
        N_("This is not a text file: from this line on it holds signs that no text has."),
        N_("Check that it is the file you mean; open it in the program it was made with and save it as text."),
    ),
    "text_encoding_wrong": (
        N_("This line is not written in {encoding}."),
        N_("Name another encoding, or save the file as UTF-8."),
    ),
    "text_encoding_unknown": (
        N_("The encoding “{encoding}” is not known here."),
        N_("Known are: {known}."),
    ),
    "encoding_guessed": (
        N_("The file does not say in which encoding it is written; it was read as {encoding}."),
        N_("If the words look wrong, name another encoding."),
    ),
    "text_signs_lost": (
        N_("This line holds bytes that mean nothing in {encoding}; they are shown as �."),
        N_("Look at the question and mend it, or save the file again as UTF-8."),
    ),
    "text_lines_mixed": (
        N_("This line is written in another encoding than the rest of the file ({encoding}) and was read in that one."),
        N_("Look whether its words are right."),
    ),
    # files
    "question_file_empty": (N_("The file is empty."), N_("Check that it is the file you mean.")),
    "question_file_missing": (
        N_("The file is not there."),
        N_("Check its name and its folder."),
    ),
    "question_file_irregular": (
        N_("This is neither a file nor a folder."),
        N_("Name a file or a folder."),
    ),
    "question_folder_empty": (
        N_("There is no file of questions in the folder."),
        N_("Check that it is the folder you mean."),
    ),
    "question_archive_empty": (
        N_("There is no file of questions in the archive."),
        N_("Check that it is the archive you mean; archives within archives are not opened."),
    ),
    "question_file_too_big": (
        N_("The file is larger than {limit_mb} MB."),
        N_("Split it into several files."),
    ),
    "question_file_unknown": (
        N_("This file is {found}; questions cannot be read from it."),
        N_("Formats that can be read: {known}. If it is one of them, name it."),
    ),
    "question_text_unknown": (
        N_("The text, which begins with “{found}”, looks like no list of questions."),
        N_("Formats that can be read: {known}. If it is one of them, name it."),
    ),
    "question_file_old_word": (
        N_("This is a document of Word 97 to 2003 (.doc), which this program does not read."),
        N_("Open it in Word or WPS and save it as .docx."),
    ),
    "question_file_locked": (
        N_("The document is locked with a password."),
        N_("Open it in Word or WPS, take the password away, and save it."),
    ),
    "question_file_moodle_backup": (
        N_("This is a backup of a whole Moodle course, not a question bank."),
        N_("Export the question bank in Moodle as Moodle XML."),
    ),
    "question_file_without_questions": (
        N_("The file was read, but there is no question in it."),
        N_("Check that it is the file you mean."),
    ),
    "question_file_stumbled": (
        N_("The file could not be read because of a fault of this program; nothing of it was taken."),
        N_("Send the file and the log to whoever looks after the program."),
    ),
    "bank_change_none": (
        N_("There is no import or bulk edit that could be taken back."),
        N_("“trainer bank changes” lists them all."),
    ),
    # questions
    "question_text_cut": (
        N_("{question}: “{key}” is longer than {limit} characters and was cut."),
        N_("Shorten it in the file if the end matters."),
    ),
    "question_media_missing": (
        N_("Pictures or sounds of these questions are not kept here and are missing from the file."),
        N_("Import the questions again together with their files."),
    ),
    "question_too_long": (
        N_("{question} is longer than {limit} thousand characters."),
        N_("Split it, or move long material into an attachment."),
    ),
    "question_signs_dropped": (
        N_("{question} held invisible control signs; they were taken out."),
        "",
    ),
    "question_idnumber_twice": (
        N_(
            "{question} has the id “{idnumber}”, which the question on line {line} has, too; it is known by its name instead."
        ),
        N_("Give it an id of its own if it is to be updated by later imports."),
    ),
    "questions_to_classify": (
        N_("{n} questions of the file say nothing about knowledge point, tier or difficulty."),
        N_("Classify them together with the bulk edit of the question list."),
    ),
    "notices_left_out": (
        N_("From here on, {n} more questions have the same remark as line {line}; they are not listed one by one."),
        "",
    ),
    "question_newer_kept": (
        N_("{question}: the bank had this wording before; version {version}, which was made here since, stays."),
        N_("Open the question and compare its versions if the old wording is the one you want."),
    ),
    "question_repeated": (
        N_("{question} stands there a second time, word for word ({other}); it was taken once."),
        "",
    ),
}
