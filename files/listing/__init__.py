"""The page with all files of a project."""
