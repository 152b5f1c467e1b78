"""Commands of the repository. The logic is in `script.stack`; the files without ending only start it."""
