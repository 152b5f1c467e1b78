"""The demo: invented people and data, and one-click sign-in. Reached only with DEMO=1."""
