"""What services and pages both ask of agreements, no page and no act."""
