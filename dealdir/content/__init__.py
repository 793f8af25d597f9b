"""Files ↔ records: the schema, its vocabularies, dates and names. Imports no other room."""
