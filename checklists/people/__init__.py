"""Whose the tasks are."""
