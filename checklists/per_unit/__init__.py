"""Tasks that are done in each unit: what one unit is asked, how its answers are read, and what they sum up to."""
