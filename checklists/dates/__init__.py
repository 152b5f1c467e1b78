"""Dates: what is proposed, what moves, and the plan."""
