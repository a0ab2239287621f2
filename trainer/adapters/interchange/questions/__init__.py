"""Questions in the formats of other programs and offices, both ways: one module or package per family of formats.

A reader turns one file into drafts and findings (``drafts.FileReading``): every question of the file is one or the other.
A writer turns questions into the bytes of one file; what the format cannot hold it says before (``refuses``, ``loses``).
``formats`` knows which module reads and writes what and imports it when first needed; ``detection`` tells by the bytes
what a file is. Readers open containers of strangers through ``platform.safe_zip``, ``safe_xml`` and ``decoding`` only.

Refused: one model of an exchange question between the formats and the bank. Each format maps straight to the bank's own
question, because that is where its losses have to be told.
"""
