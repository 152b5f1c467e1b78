"""Going stuck: why, on whom, and how many days."""
