"""Before anybody is signed in: choosing one's name, the first sign-in, the notice, setting up a new office.

These pages are not in the rail and have no actor. They are painted before the office is opened, so nothing heavy is
imported here at the top; services are imported by the presenters on the working threads.
"""
