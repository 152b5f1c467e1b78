"""Every change, each with its right, its lock and its event."""
