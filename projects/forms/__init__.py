"""What people type about a project's people."""
