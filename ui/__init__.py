"""The face: crispy pack, components, base forms and fields, error pages. No tables."""
