"""What services and pages both ask: what blocks, whose it is, when it is due, how far it is. No page and no act."""
