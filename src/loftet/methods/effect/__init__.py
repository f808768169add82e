"""Effect of a project: a place's series against what similar places would make one expect."""
