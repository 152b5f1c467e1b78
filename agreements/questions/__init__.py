"""What the pages about an agreement's questions show and ask."""
