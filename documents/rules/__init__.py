"""What services and pages both ask; no page and no act."""
