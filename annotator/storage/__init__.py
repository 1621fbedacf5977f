"""The project file: one SQLite database, its schema, and rows to values and back."""
