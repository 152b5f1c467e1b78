"""The list of a project's tasks, and the same as a file."""
