"""Pages of the examiner: examinations, their blueprint and rules, results."""
