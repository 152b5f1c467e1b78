"""What closing a task asks for."""
