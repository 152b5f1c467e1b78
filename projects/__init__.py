"""A municipality's implementation project: units, who holds which role, waves with their dates."""
