"""Mail that must not be lost: a row written with the change that causes it, delivered by workers."""
