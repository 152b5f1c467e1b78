"""The first screen of a person's day."""
