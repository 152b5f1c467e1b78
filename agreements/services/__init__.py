"""Every change of an agreement."""
