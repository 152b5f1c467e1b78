"""What the pages about an agreement's checklist show and ask."""
