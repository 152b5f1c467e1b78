"""Append-only record of who did what, when: one Danish sentence per event."""
