"""Digital signatures in a PDF: who signed, when, and what has become of the file since."""
