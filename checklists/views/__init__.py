"""The pages of this app, one module each."""
