"""Pages of a project that are not tasks."""
