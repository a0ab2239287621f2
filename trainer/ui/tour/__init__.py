"""The main job played through the real windows, off-screen, and a picture of every page.

At once the demonstration, an end-to-end test and the way to look at every page after a change. ``story`` plays the job from
an empty home to a printed certificate; ``gallery`` opens every page of the registry in a home with the demonstration;
``play`` puts both together and writes ``tour.json``. Everything goes through the window's own pages and services, under a
fixed clock, in homes of its own that are thrown away.
"""
