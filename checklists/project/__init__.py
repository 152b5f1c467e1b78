"""The front page of a project."""
