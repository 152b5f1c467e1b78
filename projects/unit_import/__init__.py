"""Units from a spreadsheet: file -> text -> table -> lines -> what they would do. Pure; the service writes."""
