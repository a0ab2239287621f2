"""Pages of the training office: units, cadres, rosters, plans, and who is still missing."""
