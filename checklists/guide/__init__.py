"""The guide as pages show it: found by words, phase by phase, and one item with everything around it."""
