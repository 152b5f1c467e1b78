"""Digital signatures in a PDF, read from really signed files."""
