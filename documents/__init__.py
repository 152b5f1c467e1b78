"""The guide's documents: national and local versions, who has read them, and a municipality's own shelves."""
