"""Pages about files that belong to no part alone."""
