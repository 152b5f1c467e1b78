"""Every change to a project."""
