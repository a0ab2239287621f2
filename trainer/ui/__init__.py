"""The window: Qt, and Qt nowhere else.

What lives here: pages (one folder per role), the widgets they share (``widgets/``), item models (``models/``), the frame
(``main_window``), the look (``theme``), background work (``tasks``) and the news of changes (``changes_hub``).
What may not: rules, SQL, sentences outside ``wording``, colours or sizes outside ``resources/styles``.

Decisions. A page is a widget with one title and one sentence, found by its id in ``registry`` and imported when first
opened, so that the sign-in page pays for itself only. Pages reach the program through ``services`` and the ``PageContext``
they are built with; there is no global main window. Slow work goes through ``Runner.run`` and comes back to a bound method
on the window's thread. A committed change is told once through ``ChangesHub``; pages that are seen read again, hidden
ones note that they are stale. Sizes and colours come from ``theme()``, which re-applies itself live.

Refused: Qt Quick (a second language and no tables a clerk would accept), one class per dialog (pages and inline panels
instead), Qt's own ``tr`` (documents and the command line need the same words without Qt).
"""
