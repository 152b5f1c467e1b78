"""Chance that falls the same way each time: for tests on random data."""

from random import Random


def dice_of(seed: int) -> Random:
    """Dice that always roll the same with the same seed."""
    return Random(seed)  # noqa: S311 - nothing secret hangs on it
