"""Pages of a learner: home, lessons, reader, practice, wrong answers, examinations, own data.

What lives here: pages and their presenters, and small parts that only these pages use. What may not: rules of learning
(``domain/courses``), the order of steps (``services``), reading of content.

Decision: time spent is counted here by the page that shows the screen, with a clock pushed in, and handed to the service in
small pieces while one reads; what the service then says counts is what is shown. Refused: a timer in the service, which
cannot see whether the window is hidden.
"""
