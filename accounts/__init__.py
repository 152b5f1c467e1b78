"""Municipalities, people, sign-in, and roles -> acts on one page."""
