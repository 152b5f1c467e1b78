"""Start hvor I er: the questions about what was done before the portal, and what the answers close."""
