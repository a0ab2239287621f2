"""Every sentence for people, by code and language, for ui, cli and documents alike; no Qt.

English sentences stand in the code as the keys of gettext catalogues (``resources/translations/<lang>/*.po``, one file
per area so that each stays readable); ``t`` and ``tn`` look them up. Sentences for refusals, faults and findings stand in
``wording.sentences`` by code. Refused: Qt's own ``tr`` - documents and the command line need the same words without Qt.
"""

from trainer.wording.catalogue import N_, current_language, set_language, t, tn, using

__all__ = ["N_", "current_language", "set_language", "t", "tn", "using"]
