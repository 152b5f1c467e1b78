"""What the pages of agreements show, without the web."""
