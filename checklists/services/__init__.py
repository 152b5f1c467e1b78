"""Every change to tasks. One act of the guide, one function."""
