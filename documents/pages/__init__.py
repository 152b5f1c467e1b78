"""What the pages show, without the web."""
